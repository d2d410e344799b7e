#include "schema/time.h"

#include <rapidcheck.h>

#include <catch2/catch.hpp>

using namespace beatbook::schema;
using date::year;

namespace {

std::string read_iso(std::string_view text) {
  const auto read = read_local_time(text);
  return read ? iso(*read) : read.error().message;
}

int64_t utc(std::string_view text) { return read_local_time(text)->utc_ms; }

}  // namespace

TEST_CASE("dates and times are read as people and machines write them") {
  const std::pair<std::string_view, std::string_view> examples[] = {
      {"2019-12-01T13:38:10+00:00", "2019-12-01T13:38:10+00:00"},
      {"2026-11-21 23:10", "2026-11-21T23:10:00+00:00"},
      {"21/11/2026 23:10", "2026-11-21T23:10:00+00:00"},
      {"21.11.26 23:10", "2026-11-21T23:10:00+00:00"},
      {"1/7/2026 9:05", "2026-07-01T09:05:00+01:00"},
      {"2026-07-01T09:05Z", "2026-07-01T10:05:00+01:00"},
      {"2026-07-01T09:05:06.789+0100", "2026-07-01T09:05:06.789+01:00"},
      {" 21/11/2026,  23:10 ", "2026-11-21T23:10:00+00:00"},
      {"21/11/2026 23:10 -05:00", "2026-11-22T04:10:00+00:00"},
  };
  for (const auto& [typed, expected] : examples) {
    CAPTURE(typed);
    CHECK(read_iso(typed) == expected);
  }
}

TEST_CASE("what is no time is refused with how to write it") {
  const std::pair<std::string_view, std::string_view> examples[] = {
      {"", "Enter a date and time, like 21/11/2026 23:10."},
      {"23:10", "Enter a date and time, like 21/11/2026 23:10."},
      {"21/11/2026", "Enter a date and time, like 21/11/2026 23:10."},
      {"21/11.2026 23:10", "Enter a date, like 21/11/2026."},
      {"11/21/2026 23:10", "Write the day before the month: 21/11/2026."},
      {"31/02/2026 23:10", "There is no such date. Enter a real date, like 21/11/2026."},
      {"0/1/2026 23:10", "There is no such date. Enter a real date, like 21/11/2026."},
      {"21/11/2026 24:00", "There is no such time. Use the 24-hour clock, from 00:00 to 23:59."},
      {"21/11/2026 23:60", "There is no such time. Use the 24-hour clock, from 00:00 to 23:59."},
      {"2026-11-21T23:10+99:00", "Enter a date and time, like 21/11/2026 23:10."},
      {"21/11/1826 23:10", "There is no such date. Enter a real date, like 21/11/2026."},
  };
  for (const auto& [typed, expected] : examples) {
    CAPTURE(typed);
    CHECK(read_iso(typed) == expected);
  }
  CHECK_FALSE(read_local_time(std::string(1'000'000, '1')));
}

TEST_CASE("a time the clocks showed twice must say which of the two") {
  CHECK(read_iso("25/10/2026 01:30") ==
        "25/10/2026 01:30 came twice because the clocks went back. Write 2026-10-25T01:30+01:00 for the first time or "
        "2026-10-25T01:30+00:00 for the second.");
  CHECK(utc("2026-10-25T01:30+00:00") - utc("2026-10-25T01:30+01:00") == 3'600'000);
  CHECK(read_iso("25/10/2026 00:59") == "2026-10-25T00:59:00+01:00");
  CHECK(read_iso("25/10/2026 02:00") == "2026-10-25T02:00:00+00:00");
  CHECK(for_people(*read_local_time("2026-10-25T01:30+01:00")) == "25/10/2026 01:30");
}

TEST_CASE("a time the clocks skipped did not exist") {
  CHECK(read_iso("29/03/2026 01:30") ==
        "29/03/2026 01:30 did not exist: the clocks went forward from 01:00 to 02:00. Enter 02:30 if the clock had been "
        "changed.");
  CHECK(read_iso("29/03/2026 00:59") == "2026-03-29T00:59:00+00:00");
  CHECK(read_iso("29/03/2026 02:00") == "2026-03-29T02:00:00+01:00");
}

TEST_CASE("summer time goes on after the table of the zone ends in 2037") {
  CHECK(read_iso("01/07/2037 12:00") == "2037-07-01T12:00:00+01:00");
  CHECK(read_iso("01/12/2037 12:00") == "2037-12-01T12:00:00+00:00");
  CHECK(read_iso("01/02/2038 12:00") == "2038-02-01T12:00:00+00:00");
  CHECK(read_iso("01/07/2040 12:00") == "2040-07-01T12:00:00+01:00");
  CHECK(london(utc("2040-07-01T12:00Z")).offset_min == 60);
  CHECK(for_people(london(utc("2040-07-01T23:30Z"))) == "02/07/2040 00:30");
  CHECK(operational_day(utc("2040-07-01T05:59Z")) == year(2040) / 6 / 30);
  CHECK(operational_day(utc("2040-07-01T06:00Z")) == year(2040) / 7 / 1);
  CHECK(read_iso("25/03/2040 01:30").find("did not exist: the clocks went forward from 01:00 to 02:00") != std::string::npos);
  CHECK(read_iso("28/10/2040 01:30").find("came twice because the clocks went back") != std::string::npos);
  CHECK(read_iso("31/12/2199 12:00") == "2199-12-31T12:00:00+00:00");
  CHECK(read_iso("01/07/2199 12:00") == "2199-07-01T12:00:00+01:00");
}

TEST_CASE("every year from 2000 to 2199 the clocks change on the last Sundays of March and October at one o'clock UTC") {
  for (auto y = year(2000); y < year(2200); ++y) {
    CAPTURE(int(y));
    const auto forward = date::sys_days(y / date::March / date::Sunday[date::last]) + std::chrono::hours(1);
    const auto back = date::sys_days(y / date::October / date::Sunday[date::last]) + std::chrono::hours(1);
    const auto offset = [](auto instant) {
      return london(std::chrono::duration_cast<std::chrono::milliseconds>(instant.time_since_epoch()).count()).offset_min;
    };
    CHECK(offset(forward - std::chrono::seconds(1)) == 0);
    CHECK(offset(forward) == 60);
    CHECK(offset(back - std::chrono::seconds(1)) == 60);
    CHECK(offset(back) == 0);
  }
}

TEST_CASE("an instant written as ISO reads back as itself, in London time and in UTC") {
  CHECK(rc::check("any millisecond from 1900 to 2199", [] {
    const auto time = london(*rc::gen::inRange<int64_t>(earliest_ms, latest_ms - 86'400'000));
    RC_ASSERT(*read_local_time(iso(time)) == time);
    RC_ASSERT(*read_local_time(iso_utc(time)) == time);
  }));
}

TEST_CASE("wild instants from another device are shown without a crash") {
  for (const LocalTime wild : {LocalTime{INT64_MAX, INT32_MAX}, LocalTime{INT64_MIN, INT32_MIN}}) {
    CHECK_FALSE(iso(wild).empty());
    CHECK_FALSE(for_people(wild).empty());
    CHECK(operational_day(wild.utc_ms).ok());
  }
}

TEST_CASE("the night of 24 to 25 belongs to the 24th, also when the clocks change (BR-30)", "[BR-30][SN-14]") {
  CHECK(operational_day(utc("24/11/2026 07:00")) == year(2026) / 11 / 24);
  CHECK(operational_day(utc("25/11/2026 06:59")) == year(2026) / 11 / 24);
  CHECK(operational_day(utc("25/11/2026 07:00")) == year(2026) / 11 / 25);
  CHECK(operational_day(utc("2026-10-25T01:30+01:00")) == year(2026) / 10 / 24);
  CHECK(operational_day(utc("2026-10-25T01:30+00:00")) == year(2026) / 10 / 24);
  CHECK(operational_day(utc("25/10/2026 06:59")) == year(2026) / 10 / 24);
  CHECK(operational_day(utc("25/10/2026 07:00")) == year(2026) / 10 / 25);
  CHECK(operational_day(utc("29/03/2026 06:59")) == year(2026) / 3 / 28);
  CHECK(operational_day(utc("01/07/2026 06:59")) == year(2026) / 6 / 30);
}

TEST_CASE("the calendar day is that of London's clocks") {
  CHECK(london_day(utc("2026-06-30T23:30Z")) == year(2026) / 7 / 1);
  CHECK(london_day(utc("2026-11-30T23:59Z")) == year(2026) / 11 / 30);
}

TEST_CASE("an operational day has 23, 24 or 25 hours and joins the next without a gap", "[BR-30]") {
  const auto hours = [](date::year_month_day day) {
    const auto span = operational_day_span(day);
    return (span.end_ms - span.start_ms) / 3'600'000;
  };
  CHECK(hours(year(2026) / 3 / 28) == 23);
  CHECK(hours(year(2026) / 10 / 24) == 25);
  CHECK(hours(year(2026) / 11 / 21) == 24);
  CHECK(rc::check("every instant lies in the span of its operational day, for any start of the day", [] {
    const auto at = *rc::gen::inRange<int64_t>(0, 2'000'000'000'000);
    const auto starts_at = std::chrono::minutes(*rc::gen::inRange(0, 1440));
    const auto day = operational_day(at, starts_at);
    const auto span = operational_day_span(day, starts_at);
    const auto next = operational_day_span(date::year_month_day(date::sys_days(day) + date::days(1)), starts_at);
    RC_ASSERT(span.end_ms == next.start_ms);
    // Where a start falls into the hour that comes twice, the second hour still belongs to the day before.
    RC_ASSERT(span.start_ms <= at);
    RC_ASSERT(at < span.end_ms + 3'600'000);
  }));
}
