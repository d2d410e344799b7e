// Who may be a child, in whatever was recorded. Apart from all other advice: it alone reads welfare contacts, and says of them
// only that somebody may be under 18 (BR-08, BR-22).
#include <fmt/format.h>

#include <algorithm>

#include "app/forms/envelope.h"
#include "app/forms/person_readings.h"
#include "app/tablet/adviser.h"
#include "app/tablet/same_person.h"
#include "beatbook/v1/records/referral.pb.h"

namespace beatbook::app {

namespace {

// By any card that may be of the person: what one supervisor said is enough to look (BR-08).
bool may_be_child(Adviser& adviser, const RecordId& person, int64_t at_ms) {
  const auto cards = same_person(adviser.index(), adviser.log(), person).cards;
  return std::any_of(cards.begin(), cards.end(), [&](const auto& one) {
    const auto card = read_stored(adviser.log(), one);
    return card && !card->shown.retracted && says_child(*card, at_ms);
  });
}

bool has_child_referral(Adviser& adviser, const RecordId& person) {
  for (const auto& card : same_person(adviser.index(), adviser.log(), person).cards) {
    for (const auto& at : adviser.index().linked_to(card, Purpose::safeguarding)) {
      const auto referral = read_as<v1::Referral>(adviser.log(), at.id);
      if (referral && referral->safeguarding_type() == "CHILD") return true;
    }
  }
  return false;
}

}  // namespace

// Whatever was recorded, a welfare contact too: it is read by whoever wrote it or may read it anyway.
void advise_on_children(Adviser& adviser) {
  std::map<RecordId, std::pair<RecordId, RecordId>> children;  // by person: the card named, the latest entry
  ListQuery query;
  query.purpose = Purpose::safeguarding;
  query.from_ms = adviser.from_ms();
  query.to_ms = adviser.now_ms() + 1;
  query.limit = Adviser::most_entries;
  for (const auto& at : adviser.index().list(query)) {
    if (at.retracted || at.imported || !adviser.is_told_of(at.author)) continue;
    const auto stored = read_stored(adviser.log(), at.id);
    const auto* envelope = stored ? envelope_of(stored->message()) : nullptr;
    if (!envelope) continue;
    for (const auto& subject : envelope->subjects()) {
      const auto card = RecordId::from_bytes(subject.person_id());
      if (card && may_be_child(adviser, *card, at.at_ms)) children.try_emplace(adviser.one_card(*card), *card, at.id);
    }
  }
  for (const auto& [person, named] : children) {
    const auto& [card, entry] = named;
    if (has_child_referral(adviser, card)) continue;
    adviser.add("BR-08", "CHILD_WITHOUT_REFERRAL",
                fmt::format("{} may be under 18, and no child referral is on this tablet. Make it now, or ask who has made it: "
                            "no consent is needed.",
                            adviser.title(card)),
                {card, entry});
  }
}

}  // namespace beatbook::app
