#pragma once
// BR-23: an operation begins with weeks of engagement. Tier 1 is weeks 1 and 2, tier 2 from week 3, tier 3 from week 5, unless
// the operation names other weeks.
#include <date/date.h>

#include <string_view>

#include "rules/record_rules.h"

namespace beatbook::rules {

struct TierSchedule {
  date::year_month_day start;  // first day of week 1
  int second_from_week = 3, third_from_week = 5;
};

// Week of the operation, from 1; 0 before its start.
int week_of(date::year_month_day start, date::year_month_day day);
// Code of `tier` for that day; empty before the start.
std::string_view tier_on(const TierSchedule& schedule, date::year_month_day day);

// A warning, a letter or an arrest for s1 while the schedule says tier 1: it needs a reason.
bool in_engagement_weeks(const Context& context);

}  // namespace beatbook::rules
