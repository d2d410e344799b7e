#include "app/tablet/advice.h"

#include <algorithm>

#include "app/forms/entry_lines.h"
#include "app/forms/envelope.h"
#include "app/forms/officer.h"
#include "app/tablet/adviser.h"
#include "app/tablet/same_person.h"
#include "rules/access.h"
#include "schema/time.h"

namespace beatbook::app {

namespace {

constexpr int64_t looks_back_ms = 28LL * 24 * 3'600'000;

}  // namespace

std::optional<RecordId> vehicle_of(const schema::Message& message) {
  const auto* field = message.GetDescriptor()->FindFieldByName("vehicle_id");
  return field ? RecordId::from_bytes(message.GetReflection()->GetString(message, field)) : std::nullopt;
}

Adviser::Adviser(Tablet& tablet, int64_t from_ms, int64_t now_ms)
    : tablet_(tablet),
      from_ms_(from_ms),
      now_ms_(now_ms),
      collar_(collar_number(tablet.log().facts())),
      reviews_(has_role_that(tablet.log().facts(), rules::may_review)) {
  ListQuery query;
  query.from_ms = from_ms_ - looks_back_ms;
  query.limit = most_entries;
  for (const auto& at : index().list(query)) {
    if (at.retracted || at.imported) continue;
    auto stored = read_stored(log(), at.id);
    if (stored && envelope_of(stored->message())) entries_.push_back({at, *std::move(stored)});
  }
  std::reverse(entries_.begin(), entries_.end());
}

bool Adviser::reviewed_since(const RecordId& entry, int64_t when_ms) {
  const auto reviews = index().reviews_of(entry);
  return std::any_of(reviews.begin(), reviews.end(),
                     [&](const auto& review) { return !review.entry.retracted && review.made_at_ms > when_ms; });
}

RecordId Adviser::one_card(const RecordId& person) {
  const auto [at, is_new] = one_card_.try_emplace(person, person);
  if (is_new) {
    const auto cards = same_person(index(), log(), person).agreed;
    at->second = *std::min_element(cards.begin(), cards.end());
  }
  return at->second;
}

std::string Adviser::title(const RecordId& id) {
  const auto stored = read_stored(log(), id);
  if (!stored) return "A record that is not on this tablet";
  return envelope_of(stored->message()) ? title_of(*stored) : card_title(*stored);
}

std::string Adviser::day(int64_t ms) { return schema::for_people(schema::london_day(ms)); }

std::vector<Advice> advice(Tablet& tablet, int64_t from_ms, int64_t now_ms) {
  Adviser adviser(tablet, from_ms, now_ms);
  advise_on_children(adviser);
  advise_on_ladders(adviser);
  advise_on_support(adviser);
  advise_on_overrides(adviser);
  advise_on_first_times(adviser);
  advise_on_telephones(adviser);
  advise_on_repeats(adviser);
  advise_on_actions(adviser);
  advise_on_cases(adviser);
  advise_on_accounts(adviser);
  advise_on_custody(adviser);
  advise_on_places(adviser);
  advise_on_late(adviser);
  return std::move(adviser.out);
}

}  // namespace beatbook::app
