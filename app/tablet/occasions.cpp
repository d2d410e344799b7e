#include "app/tablet/occasions.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "app/forms/envelope.h"
#include "app/tablet/adviser.h"
#include "app/tablet/same_person.h"

namespace beatbook::app {

namespace {

constexpr int64_t within_ms = 12LL * 3'600'000;

struct Told {
  const Stored* entry;
  int64_t event_ms, made_ms;
  std::set<RecordId> about;
};

Told told_by(Index& index, TabletLog& log, const Stored& entry, const v1::Envelope& envelope) {
  Told out{&entry, envelope.event_at().utc_ms(), envelope.made_at().utc_ms(), {}};
  for (const auto& subject : envelope.subjects()) {
    const auto card = RecordId::from_bytes(subject.person_id());
    if (!card) continue;
    const auto agreed = same_person(index, log, *card).agreed;
    out.about.insert(*std::min_element(agreed.begin(), agreed.end()));
  }
  if (const auto vehicle = vehicle_of(entry.message())) out.about.insert(*vehicle);
  return out;
}

bool are_one(const Told& earlier, const Told& later) {
  const auto apart = std::max(earlier.event_ms, later.event_ms) - std::min(earlier.event_ms, later.event_ms);
  const auto shared = [&](const RecordId& id) { return earlier.about.contains(id); };
  return earlier.entry->shown.type == later.entry->shown.type && apart <= within_ms &&
         std::any_of(later.about.begin(), later.about.end(), shared);
}

}  // namespace

Occasion occasion_of(Index& index, const IndexEntry& entry) {
  auto out = Occasion::open;
  for (const auto& review : index.reviews_of(entry.id)) {
    if (review.entry.retracted || review.reviewer == entry.author) continue;
    if (review.decision == "SAME_OCCASION") out = Occasion::same;
    if (review.decision == "OWN_OCCASION") out = Occasion::own;
  }
  return out;
}

std::set<RecordId> second_accounts(Index& index, TabletLog& log, std::span<const Stored> entries) {
  std::set<RecordId> out;
  const auto said_same = [&](const Stored& entry) {
    const auto at = index.find(entry.id);
    return at && occasion_of(index, *at) == Occasion::same;
  };
  std::vector<Told> second, all;
  for (const auto& entry : entries) {
    const auto* envelope = entry.shown.retracted ? nullptr : envelope_of(entry.message());
    if (envelope && said_same(entry)) second.push_back(told_by(index, log, entry, *envelope));
  }
  if (second.empty()) return out;
  for (const auto& entry : entries) {
    const auto* envelope = entry.shown.retracted ? nullptr : envelope_of(entry.message());
    if (envelope) all.push_back(told_by(index, log, entry, *envelope));
  }
  const auto made_before = [](const Told& a, const Told& b) {
    return std::tie(a.made_ms, a.entry->id) < std::tie(b.made_ms, b.entry->id);
  };
  std::sort(second.begin(), second.end(), made_before);
  for (const auto& one : second) {
    const bool counted_elsewhere = std::any_of(all.begin(), all.end(), [&](const Told& other) {
      return made_before(other, one) && !out.contains(other.entry->id) && are_one(other, one);
    });
    if (counted_elsewhere) out.insert(one.entry->id);
  }
  return out;
}

}  // namespace beatbook::app
