#include "rules/repeats.h"

#include <algorithm>
#include <map>
#include <set>

#include "schema/time.h"

namespace beatbook::rules {

namespace {

constexpr date::days repeat_days{28};
constexpr size_t shared_by_many = 3;

// By London's calendar, so a change of the clocks makes no day longer.
date::days days_between(int64_t from_ms, int64_t to_ms) {
  return date::sys_days(schema::london_day(to_ms)) - date::sys_days(schema::london_day(from_ms));
}

}  // namespace

bool repeat_purchaser(std::span<const int64_t> sightings_ms, int64_t at_ms) {
  return std::any_of(sightings_ms.begin(), sightings_ms.end(),
                     [&](int64_t seen) { return seen < at_ms && days_between(seen, at_ms) <= repeat_days; });
}

bool seen_after_letter(std::span<const int64_t> posted_ms, int64_t seen_ms) {
  return std::any_of(posted_ms.begin(), posted_ms.end(), [&](int64_t posted) { return posted < seen_ms; });
}

std::vector<PhonePattern> phone_patterns(std::span<const PhoneUse> uses) {
  struct Holders {
    std::set<RecordId> selling;
    std::set<std::string> adverts;
    bool controller = false;
  };
  std::map<std::string, Holders> by_phone;
  for (const auto& use : uses) {
    auto& holders = by_phone[use.phone];
    if (!use.person) {
      holders.adverts.insert(use.advert);
    } else if (use.role == "EXD-SW") {
      holders.selling.insert(*use.person);
    } else if (use.role == "EXR-CTL") {
      holders.controller = true;
    }
  }
  std::vector<PhonePattern> out;
  for (const auto& [phone, holders] : by_phone) {
    const size_t sharing = holders.selling.size() + holders.adverts.size();
    const bool controlled = holders.controller && !holders.selling.empty();
    if (sharing >= shared_by_many || controlled) out.push_back({phone, sharing, controlled});
  }
  return out;
}

bool may_see_phone_patterns(std::string_view role) { return role == "INT"; }

}  // namespace beatbook::rules
