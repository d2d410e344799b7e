#pragma once
// BR-31: spans of time that people ask for by name, by London's clock, so a weekend in which the clocks change is an hour
// longer or shorter.
#include <date/date.h>

#include "schema/time.h"

namespace beatbook::rules {

// Friday 18:00 to Monday 06:00 of the weekend that day lies in, else of the next one.
schema::Span weekend(date::year_month_day day);

// Ten minutes to six in the morning of a day, say: the instant at which London's clocks first show that time. A time that the
// clocks skip is the instant they jump.
int64_t instant_of(date::year_month_day day, std::chrono::minutes since_midnight);

}  // namespace beatbook::rules
