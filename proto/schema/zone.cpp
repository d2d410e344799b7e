#include "schema/zone.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>

#include "schema/pattern.h"

namespace beatbook::schema {

namespace {

using date::sys_seconds;
using std::chrono::hours;

constexpr const char* zone_name = "Europe/London";
// The rule as it stands, for a system whose file has none.
constexpr const char* known_rule = "GMT0BST,M3.5.0/1,M10.5.0";

const date::time_zone& table() {
  static const date::time_zone* const zone = date::locate_zone(zone_name);
  return *zone;
}

// The last change the table knows.
sys_seconds end_of_table() {
  static const sys_seconds end = table().get_info(sys_seconds(date::sys_days(date::year(2199) / 12 / 31))).begin;
  return end;
}

// "The last Sunday of March at one o'clock", by the clocks as they stand then.
struct Change {
  date::month month{};
  unsigned week = 0;  // 5 = the last
  date::weekday day{};
  hours at{};

  date::sys_days in(date::year year) const {
    if (week == 5) return date::sys_days(year / month / day[date::last]);
    return date::sys_days(year / month / day[week]);
  }
};

struct Rule {
  hours winter{0};
  bool has_summer = false;
  Change to_summer, to_winter;

  hours summer() const { return winter + hours(1); }
};

int number(std::string_view digits, int otherwise) {
  int value = otherwise;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

Change change(std::string_view month, std::string_view week, std::string_view day, std::string_view at) {
  return {date::month(static_cast<unsigned>(number(month, 1))), static_cast<unsigned>(number(week, 5)),
          date::weekday(static_cast<unsigned>(number(day, 0))), hours(number(at, 2))};
}

// "GMT0BST,M3.5.0/1,M10.5.0": the hours are those to add to reach UTC. Nothing for a rule of another kind.
std::optional<Rule> read_rule(std::string_view text) {
  static const Pattern shape(
      "[A-Z]{3,}(-?[0-9]{1,2})(?:[A-Z]{3,},M([0-9]{1,2})\\.([1-5])\\.([0-6])(?:/([0-9]{1,2}))?,"
      "M([0-9]{1,2})\\.([1-5])\\.([0-6])(?:/([0-9]{1,2}))?)?");
  const auto parts = shape.groups(text);
  if (!parts) return std::nullopt;
  const auto& part = *parts;
  Rule rule;
  rule.winter = -hours(number(part[1], 0));
  rule.has_summer = !part[2].empty();
  if (rule.has_summer) {
    rule.to_summer = change(part[2], part[3], part[4], part[5]);
    rule.to_winter = change(part[6], part[7], part[8], part[9]);
    if (!rule.to_summer.month.ok() || !rule.to_winter.month.ok()) return std::nullopt;
  }
  return rule;
}

// The last line of the zone file, which begins after the binary part.
std::string footer() {
  const char* named = std::getenv("TZDIR");
  for (const std::string folder : {named ? named : "", "/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/etc/zoneinfo"}) {
    std::ifstream in(folder + "/" + zone_name, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    if (bytes.size() < 2 || bytes.back() != '\n') continue;
    const auto start = bytes.rfind('\n', bytes.size() - 2);
    if (start != std::string::npos) return bytes.substr(start + 1, bytes.size() - start - 2);
  }
  return {};
}

const Rule& rule() {
  static const Rule read = read_rule(footer()).value_or(*read_rule(known_rule));
  return read;
}

date::sys_info info(sys_seconds begin, sys_seconds end, bool is_summer) {
  return {begin, end, is_summer ? rule().summer() : rule().winter, std::chrono::minutes(is_summer ? 60 : 0),
          is_summer ? "BST" : "GMT"};
}

date::sys_info by_rule(sys_seconds instant) {
  if (!rule().has_summer) return info(end_of_table(), sys_seconds::max(), false);
  const date::year this_year = date::year_month_day(date::floor<date::days>(instant)).year();
  auto begin = end_of_table();
  bool is_summer = false;
  for (auto year = this_year - date::years(1); year <= this_year + date::years(1); ++year) {
    const sys_seconds forward = rule().to_summer.in(year) + rule().to_summer.at - rule().winter;
    const sys_seconds back = rule().to_winter.in(year) + rule().to_winter.at - rule().summer();
    const bool north = forward < back;
    const std::array<std::pair<sys_seconds, bool>, 2> changes{
        {{north ? forward : back, north}, {north ? back : forward, !north}}};
    for (const auto& [at, to_summer] : changes) {
      if (at > instant) return info(begin, at, is_summer);
      begin = std::max(begin, at);
      is_summer = to_summer;
    }
  }
  return info(begin, sys_seconds::max(), is_summer);
}

}  // namespace

date::sys_info clocks_at(sys_seconds instant) {
  if (instant >= end_of_table()) return by_rule(instant);
  return table().get_info(instant);
}

// Changes are months apart: of a day and a half at most one is in sight.
date::local_info clocks_at(date::local_seconds local) {
  const sys_seconds read_as_utc{local.time_since_epoch()};
  const auto first = clocks_at(read_as_utc - date::days(1));
  const bool in_first = read_as_utc - first.offset < first.end;
  if (first.end == sys_seconds::max()) return {date::local_info::unique, first, {}};
  const auto second = clocks_at(first.end);
  const bool in_second = read_as_utc - second.offset >= second.begin;
  if (in_first && in_second) return {date::local_info::ambiguous, first, second};
  if (in_first) return {date::local_info::unique, first, {}};
  if (in_second) return {date::local_info::unique, second, {}};
  return {date::local_info::nonexistent, first, second};
}

}  // namespace beatbook::schema
