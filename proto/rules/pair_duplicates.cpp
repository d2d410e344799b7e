#include "rules/pair_duplicates.h"

#include <algorithm>
#include <tuple>

#include "rules/record_rules.h"

namespace beatbook::rules {

namespace {

constexpr int64_t same_encounter_ms = 15 * 60'000;

bool share(const std::vector<RecordId>& a, const std::vector<RecordId>& b) {
  return std::any_of(a.begin(), a.end(), [&](const RecordId& id) { return std::find(b.begin(), b.end(), id) != b.end(); });
}

bool made_before(const Account& a, const Account& b) { return std::tie(a.made_ms, a.id) < std::tie(b.made_ms, b.id); }

}  // namespace

bool may_be_same_encounter(const Account& a, const Account& b) {
  if (a.id == b.id || same_officer(a.author, b.author)) return false;
  if (a.shift.empty() || a.shift != b.shift || a.beat.empty() || a.beat != b.beat) return false;
  const int64_t apart = elapsed_ms(a.event_ms, b.event_ms);
  if (apart > same_encounter_ms || apart < -same_encounter_ms) return false;
  return share(a.persons, b.persons) || share(a.vehicles, b.vehicles);
}

std::vector<std::pair<RecordId, RecordId>> proposed_pairs(std::span<const Account> accounts) {
  std::vector<const Account*> sorted;
  for (const auto& one : accounts) sorted.push_back(&one);
  std::sort(sorted.begin(), sorted.end(), [](const auto* a, const auto* b) { return made_before(*a, *b); });
  std::vector<std::pair<RecordId, RecordId>> out;
  for (size_t i = 0; i < sorted.size(); ++i) {
    for (size_t j = i + 1; j < sorted.size(); ++j) {
      if (may_be_same_encounter(*sorted[i], *sorted[j])) out.emplace_back(sorted[i]->id, sorted[j]->id);
    }
  }
  return out;
}

}  // namespace beatbook::rules
