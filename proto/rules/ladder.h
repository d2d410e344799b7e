#pragma once
// The ladder of official warnings (domain D.1): worked out anew from one person's warnings and stored nowhere (BR-01), so every
// device that holds the same warnings gives the same answer. Others may hold warnings that are not among them (BR-02).
//
// Of BR-05 the distance is left out: two within 60 minutes are one occasion wherever they were.
#include <date/date.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/bytes.h"
#include "schema/code_lists.h"

namespace beatbook::rules {

// An official warning that is not void.
struct GivenWarning {
  RecordId id;
  int64_t event_ms = 0;  // corrected
  int64_t made_ms = 0;
  std::string told;        // code of rung_told: a fact of the street, whatever others turn out to have told (BR-06)
  bool understood = true;  // one that was not counts only when it is repeated
};

enum class Standing {
  none,
  one,       // give the second
  mismatch,  // two live, but nobody told the person that it was the final one (BR-06)
  two,       // two live, the final one told
  lapsed,    // none live, though there were some
};

struct Ladder {
  Standing standing = Standing::none;
  std::vector<RecordId> rungs;  // live, oldest first; those of one occasion or one operational day are one rung (BR-07)
  std::optional<date::year_month_day> live_to;  // the last day on which all of them are (BR-04)
};

Ladder ladder_of(std::vector<GivenWarning> warnings, int64_t at_ms, const schema::CodeLists& packs);
// BR-04: the last day on which a warning of that day is live.
date::year_month_day last_live_day(date::year_month_day given, int months);

// Code of rung_shown: what a warning given now would be.
std::string_view rung_shown(Standing standing);
// "none", "one", "mismatch", "two", "lapsed".
std::string_view name(Standing standing);

}  // namespace beatbook::rules
