#pragma once
// BR-14: where outreach works, the police stay away or let it know. Worked out offline from the windows the device holds.
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "rules/record_rules.h"

namespace beatbook::rules {

// The police-free window that covers this moment and place; null if there is none. Start is inside, the end is not.
const OutreachWindow* police_free_at(std::span<const OutreachWindow> windows, int64_t at_ms, const v1::Location& location);
// The one that the record of an enforcement type is made in.
const OutreachWindow* window_here(const Context& context);
// One that is on at the moment of such a record, where the record does not say whether it lies in it.
const OutreachWindow* window_somewhere(const Context& context);
// "Outreach is working here until 23:30. Move, or choose why you must stay."
std::string stay_message(const OutreachWindow& window);
// Those that are on at some moment from `from_ms` to before `to_ms`, the earliest first.
std::vector<OutreachWindow> windows_between(std::span<const OutreachWindow> windows, int64_t from_ms, int64_t to_ms);
// "Lantern works in B2, B3, 20:00 to 23:00. Stay away."
std::string window_words(const OutreachWindow& window);
// Why the windows may be out of date; empty while they are not.
std::string stale_message(const Situation& situation);

// REC-23 as rules need it; nothing for a cancelled window, or one without times.
std::optional<OutreachWindow> window_of(const v1::OutreachWindow& window);

}  // namespace beatbook::rules
