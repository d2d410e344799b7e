#pragma once
// BR-08: whoever is under 18, or may be, gets no warning and is not arrested for s1. A child safeguarding referral is made, for
// which no consent is needed, and a supervisor is told at once. What was given to somebody who later turns out to have been a
// child is named, so that it can be disregarded (PR-28).
#include <span>
#include <vector>

#include "rules/ladder.h"
#include "rules/record_rules.h"

namespace beatbook::rules {

// A linked card of one of the people says so, at the time of the entry.
bool subject_may_be_child(const v1::Envelope& envelope, const Context& context);

// 18 on that day. Born on 29 February: on 1 March.
bool adult_on(date::year_month_day born, date::year_month_day day);

// Warnings that were given before the person was 18, in their order.
std::vector<RecordId> given_to_child(std::span<const GivenWarning> warnings, date::year_month_day born);

}  // namespace beatbook::rules
