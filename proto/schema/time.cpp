#include "schema/time.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <optional>

#include "schema/pattern.h"
#include "schema/text.h"
#include "schema/zone.h"

namespace beatbook::schema {

namespace {

using std::chrono::minutes;
using Milliseconds = std::chrono::milliseconds;
using SysMs = date::sys_time<Milliseconds>;
using LocalMs = date::local_time<Milliseconds>;

constexpr size_t longest_time = 64;  // bytes; a longer text is no date

int number(std::string_view digits) {
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

// A wild value from another device must not overflow the calendar.
LocalTime bounded(LocalTime time) {
  constexpr int32_t furthest_offset = 14 * 60;
  return {std::clamp(time.utc_ms, earliest_ms, latest_ms), std::clamp(time.offset_min, -furthest_offset, furthest_offset)};
}

LocalMs shown(LocalTime time) {
  const auto [utc_ms, offset_min] = bounded(time);
  return LocalMs{Milliseconds(utc_ms) + minutes(offset_min)};
}

date::local_info clocks_at(LocalMs local) { return schema::clocks_at(date::floor<std::chrono::seconds>(local)); }

std::string clock(LocalMs local) {
  const auto day = date::floor<date::days>(local);
  const date::hh_mm_ss<Milliseconds> time(local - day);
  return fmt::format("{:02}:{:02}", time.hours().count(), time.minutes().count());
}

std::string iso_at(LocalTime instant) {
  const LocalMs local = shown(instant);
  const auto day = date::floor<date::days>(local);
  const date::hh_mm_ss<Milliseconds> time(local - day);
  std::string out = fmt::format("{}T{:02}:{:02}:{:02}", iso(date::year_month_day(day)), time.hours().count(),
                                time.minutes().count(), time.seconds().count());
  if (time.subseconds().count()) out += fmt::format(".{:03}", time.subseconds().count());
  const int offset = bounded(instant).offset_min, distance = std::abs(offset);
  return out + fmt::format("{}{:02}:{:02}", offset < 0 ? '-' : '+', distance / 60, distance % 60);
}

// "2026-10-25T01:30+01:00"
std::string iso_minutes(LocalMs local, minutes offset) {
  return fmt::format("{}T{}+{:02}:{:02}", iso(date::year_month_day(date::floor<date::days>(local))), clock(local),
                     offset.count() / 60, offset.count() % 60);
}

Error twice(LocalMs local, const date::local_info& info) {
  const auto first = std::chrono::duration_cast<minutes>(info.first.offset);
  const auto second = std::chrono::duration_cast<minutes>(info.second.offset);
  return {Fault::bad_input,
          fmt::format("{} {} came twice because the clocks went back. Write {} for the first time or {} for the second.",
                      for_people(date::year_month_day(date::floor<date::days>(local))), clock(local), iso_minutes(local, first),
                      iso_minutes(local, second))};
}

Error skipped(LocalMs local, const date::local_info& info) {
  const LocalMs before{info.first.end.time_since_epoch() + info.first.offset};
  const LocalMs after{info.first.end.time_since_epoch() + info.second.offset};
  return {Fault::bad_input,
          fmt::format("{} {} did not exist: the clocks went forward from {} to {}. Enter {} if the clock had been changed.",
                      for_people(date::year_month_day(date::floor<date::days>(local))), clock(local), clock(before),
                      clock(after), clock(local + (after - before)))};
}

Result<SysMs> london_instant(LocalMs local) {
  const auto info = clocks_at(local);
  if (info.result == date::local_info::ambiguous) return twice(local, info);
  if (info.result == date::local_info::nonexistent) return skipped(local, info);
  return SysMs{local.time_since_epoch() - info.first.offset};
}

// "Z", "+01:00", "-0530" in minutes; nothing if no clock on earth has it.
std::optional<minutes> offset_of(std::string_view text) {
  if (text == "Z" || text == "z") return minutes(0);
  const auto hour = number(text.substr(1, 2)), minute = number(text.substr(text.size() - 2));
  if (hour > 14 || minute > 59) return std::nullopt;
  return (text[0] == '-' ? -1 : 1) * minutes(hour * 60 + minute);
}

Error not_a_time() { return {Fault::bad_input, "Enter a date and time, like 21/11/2026 23:10."}; }

}  // namespace

LocalTime london(int64_t utc_ms) {
  utc_ms = std::clamp(utc_ms, earliest_ms, latest_ms);
  const auto info = schema::clocks_at(date::floor<std::chrono::seconds>(SysMs{Milliseconds(utc_ms)}));
  return {utc_ms, static_cast<int32_t>(std::chrono::duration_cast<minutes>(info.offset).count())};
}

date::year_month_day london_day(int64_t utc_ms) { return operational_day(utc_ms, minutes(0)); }

Result<date::year_month_day> read_date(std::string_view text) {
  static const Pattern year_first("([0-9]{4})-([0-9]{2})-([0-9]{2})");
  static const Pattern day_first("([0-9]{1,2})([/.])([0-9]{1,2})\\2((?:[0-9]{2}){1,2})");
  const Error shape{Fault::bad_input, "Enter a date, like 21/11/2026."};
  if (text.size() > longest_time) return shape;
  const std::string typed = tidy(text);
  int year = 0, month = 0, day = 0;
  if (const auto iso_parts = year_first.groups(typed)) {
    year = number((*iso_parts)[1]), month = number((*iso_parts)[2]), day = number((*iso_parts)[3]);
  } else if (const auto parts = day_first.groups(typed)) {
    day = number((*parts)[1]), month = number((*parts)[3]), year = number((*parts)[4]);
    if ((*parts)[4].size() == 2) year += 2000;
    if (month > 12 && month <= 31 && day >= 1 && day <= 12) {
      return Error{Fault::bad_input, fmt::format("Write the day before the month: {:02}/{:02}/{}.", month, day, year)};
    }
  } else {
    return shape;
  }
  const date::year_month_day read{date::year(year), date::month(static_cast<unsigned>(month)),
                                  date::day(static_cast<unsigned>(day))};
  if (!read.ok() || year < 1900 || year > 2199) {
    return Error{Fault::bad_input, "There is no such date. Enter a real date, like 21/11/2026."};
  }
  return read;
}

Result<LocalTime> read_local_time(std::string_view text) {
  static const Pattern shape(
      "([0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}[/.][0-9]{1,2}[/.][0-9]{2,4})(?:T|,? )([0-9]{1,2}):([0-9]{2})"
      "(?::([0-9]{2})(?:\\.([0-9]{1,3})[0-9]{0,6})?)? ?(Z|z|[+-][0-9]{2}:?[0-9]{2})?");
  if (text.size() > longest_time) return not_a_time();
  const std::string typed = tidy(text);
  const auto parts = shape.groups(typed);
  if (!parts) return not_a_time();
  const auto& part = *parts;
  const auto day = read_date(part[1]);
  if (!day) return day.error();
  const int hour = number(part[2]), minute = number(part[3]), second = number(part[4]);
  if (hour > 23 || minute > 59 || second > 59) {
    return Error{Fault::bad_input, "There is no such time. Use the 24-hour clock, from 00:00 to 23:59."};
  }
  std::string fraction(part[5]);
  fraction.resize(3, '0');
  const LocalMs local = date::local_days(*day) + std::chrono::hours(hour) + minutes(minute) + std::chrono::seconds(second) +
                        Milliseconds(part[5].empty() ? 0 : number(fraction));
  if (!part[6].empty()) {
    const auto offset = offset_of(part[6]);
    if (!offset) return not_a_time();
    return london((local.time_since_epoch() - *offset).count());
  }
  const auto instant = london_instant(local);
  if (!instant) return instant.error();
  return london(instant->time_since_epoch().count());
}

std::string iso(LocalTime time) { return iso_at(time); }

std::string iso_utc(LocalTime time) { return iso_at({time.utc_ms, 0}); }

std::string for_people(LocalTime time) {
  const LocalMs local = shown(time);
  return for_people(date::year_month_day(date::floor<date::days>(local))) + " " + clock(local);
}

std::string iso(date::year_month_day day) {
  return fmt::format("{:04}-{:02}-{:02}", int(day.year()), unsigned(day.month()), unsigned(day.day()));
}

std::string for_people(date::year_month_day day) {
  return fmt::format("{:02}/{:02}/{:04}", unsigned(day.day()), unsigned(day.month()), int(day.year()));
}

date::year_month_day operational_day(int64_t utc_ms, minutes starts_at) {
  const LocalMs local = shown(london(utc_ms));
  return date::year_month_day(date::floor<date::days>(local - starts_at));
}

Span operational_day_span(date::year_month_day day, minutes starts_at) {
  const auto start = [&](date::local_days midnight) {
    const LocalMs local = midnight + starts_at;
    const auto info = clocks_at(local);
    // A start the clocks skip begins when they jump; one they show twice begins the first time.
    const auto instant = info.result == date::local_info::nonexistent
                             ? std::chrono::duration_cast<Milliseconds>(info.first.end.time_since_epoch())
                             : Milliseconds(local.time_since_epoch() - info.first.offset);
    return instant.count();
  };
  const date::local_days first(day);
  return {start(first), start(first + date::days(1))};
}

}  // namespace beatbook::schema
