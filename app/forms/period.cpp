#include "app/forms/period.h"

#include "schema/time.h"

namespace beatbook::app {

namespace {

Result<int64_t> read_moment(const std::string& text, bool end) {
  if (const auto day = schema::read_date(text)) {
    const auto next = date::year_month_day(date::sys_days(*day) + date::days(end ? 1 : 0));
    const auto start = schema::read_local_time(schema::iso(next) + " 00:00");
    if (!start) return start.error();
    return start->utc_ms;
  }
  const auto time = schema::read_local_time(text);
  if (!time) return time.error();
  return time->utc_ms;
}

}  // namespace

Result<int64_t> read_from(const std::string& text) { return read_moment(text, false); }
Result<int64_t> read_to(const std::string& text) { return read_moment(text, true); }

}  // namespace beatbook::app
