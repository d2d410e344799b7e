// What somebody has to answer for: a child or a warning without a referral, an order that one officer wrote down for another, a
// late entry.
#include <fmt/format.h>

#include <algorithm>

#include "app/forms/envelope.h"
#include "app/tablet/adviser.h"
#include "app/tablet/same_person.h"
#include "beatbook/v1/records/arrest.pb.h"
#include "beatbook/v1/records/conditional_caution.pb.h"
#include "beatbook/v1/records/person.pb.h"
#include "beatbook/v1/records/referral.pb.h"
#include "rules/age.h"

namespace beatbook::app {

namespace {

constexpr int64_t hour_ms = 3'600'000;

const schema::CodeLists& lists() { return schema::CodeLists::in_force(); }

// By any card that may be of the person: what one supervisor said is enough to look (BR-08).
bool may_be_child(Adviser& adviser, const RecordId& person, int64_t at_ms) {
  const auto cards = same_person(adviser.index(), adviser.log(), person).cards;
  return std::any_of(cards.begin(), cards.end(), [&](const auto& one) {
    const auto card = read_as<v1::Person>(adviser.log(), one);
    return card && rules::card_says_child(*card, lists(), at_ms);
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

// A supervisor is asked once; the answer is a review.
void ask(Adviser& adviser, const Adviser::Read& entry, const char* rule, const std::string& by, const char* what) {
  const auto& envelope = *envelope_of(entry.stored.message());
  if (adviser.reviewed_since(entry.at.id, envelope.made_at().utc_ms())) return;
  adviser.add(rule, "SAID_TO_ALLOW",
              fmt::format("{} of {}: {} wrote that {} allowed {}. Say in a review whether it was so.",
                          adviser.title(entry.at.id), Adviser::day(entry.at.at_ms), envelope.author(), by, what),
              {entry.at.id});
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

void advise_on_support(Adviser& adviser) {
  for (const auto& entry : adviser.entries()) {
    const auto& envelope = *envelope_of(entry.stored.message());
    if (!adviser.spoken_of(entry) || !adviser.is_told_of(envelope.author())) continue;
    if (!adviser.tablet().notebook().awaits_referral(entry.stored)) continue;
    adviser.add("BR-11", "WITHOUT_REFERRAL",
                fmt::format("{}: no support referral is made or declined yet. Add it before it is approved.",
                            adviser.title(entry.at.id)),
                {entry.at.id});
  }
}

void advise_on_overrides(Adviser& adviser) {
  if (!adviser.reviews()) return;
  for (const auto& entry : adviser.entries()) {
    if (!adviser.spoken_of(entry)) continue;
    const auto* arrest = dynamic_cast<const v1::Arrest*>(&entry.stored.message());
    const auto* caution = dynamic_cast<const v1::ConditionalCaution*>(&entry.stored.message());
    if (arrest && arrest->has_gate_override_by()) {
      ask(adviser, entry, "BR-03", arrest->gate_override_by(), "an arrest before enough warnings");
    }
    if (caution && caution->has_repeat_reason()) {
      ask(adviser, entry, "BR-12", caution->authorised_by().empty() ? "a supervisor" : caution->authorised_by(),
          "a caution though it was not the first time");
    }
  }
}

void advise_on_late(Adviser& adviser) {
  if (!adviser.reviews()) return;
  for (const auto& entry : adviser.entries()) {
    const auto made = envelope_of(entry.stored.message())->made_at().utc_ms();
    const auto hours = (made - entry.at.at_ms) / hour_ms;
    if (hours < 24 || made < adviser.from_ms() || made > adviser.now_ms()) continue;
    if (adviser.reviewed_since(entry.at.id, made)) continue;
    adviser.add(
        "BR-28", "LATE_ENTRY",
        fmt::format("{} was recorded {} hours after it happened. Read why in the entry.", adviser.title(entry.at.id), hours),
        {entry.at.id});
  }
}

}  // namespace beatbook::app
