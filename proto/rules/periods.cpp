#include "rules/periods.h"

namespace beatbook::rules {

int64_t instant_of(date::year_month_day day, std::chrono::minutes since_midnight) {
  // The operational day begins when London's clocks show its hour, whatever the zone did in the night.
  return schema::operational_day_span(day, since_midnight).start_ms;
}

schema::Span weekend(date::year_month_day day) {
  const date::sys_days at(day);
  const date::weekday weekday(at);
  // Saturday, Sunday and Monday belong to the Friday before; from Tuesday on the coming one is meant.
  const auto since_friday = (weekday - date::Friday).count();
  const auto friday = since_friday <= 3 ? at - date::days(since_friday) : at + (date::Friday - weekday);
  return {instant_of(date::year_month_day(friday), std::chrono::hours(18)),
          instant_of(date::year_month_day(friday + date::days(3)), std::chrono::hours(6))};
}

}  // namespace beatbook::rules
