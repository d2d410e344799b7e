// What is known of people and vehicles only together: a first time that was none, a shared telephone, somebody seen again.
#include <fmt/format.h>

#include <algorithm>

#include "app/forms/envelope.h"
#include "app/tablet/adviser.h"
#include "app/tablet/same_person.h"
#include "beatbook/v1/records/arrest.pb.h"
#include "beatbook/v1/records/conditional_caution.pb.h"
#include "beatbook/v1/records/keeper_letter.pb.h"
#include "beatbook/v1/records/person_phone.pb.h"
#include "beatbook/v1/records/sighting.pb.h"
#include "beatbook/v1/records/stop_check_person.pb.h"
#include "beatbook/v1/records/stop_check_vehicle.pb.h"
#include "rules/repeats.h"

namespace beatbook::app {

namespace {

const schema::CodeLists& lists() { return schema::CodeLists::in_force(); }

bool counts_as(const std::string& role, std::string_view what) {
  const auto* code = lists().find("person_role", role);
  return code && code->entry.value("count_as", "") == what;
}

bool is_sighting(const schema::RecordType& type) {
  return type.descriptor == v1::Sighting::descriptor() || type.descriptor == v1::StopCheckPerson::descriptor() ||
         type.descriptor == v1::StopCheckVehicle::descriptor();
}

// An earlier caution for the offence, or an arrest for it that came to its end; not what led to this caution itself.
std::optional<IndexEntry> dealt_with(Adviser& adviser, const RecordId& person, const v1::ConditionalCaution& caution,
                                     const IndexEntry& at_caution) {
  for (const auto& card : same_person(adviser.index(), adviser.log(), person).agreed) {
    for (const auto& at : adviser.index().linked_to(card, Purpose::enforcement)) {
      if (at.retracted || at.id == at_caution.id || at.at_ms >= at_caution.at_ms || at.id.bytes() == caution.arrest_id())
        continue;
      if (at.encounter && at.encounter->bytes() == caution.envelope().encounter_id()) continue;
      const auto stored = read_stored(adviser.log(), at.id);
      if (!stored) continue;
      const auto* earlier = dynamic_cast<const v1::ConditionalCaution*>(&stored->message());
      const auto* arrest = dynamic_cast<const v1::Arrest*>(&stored->message());
      if (earlier && earlier->offence() == caution.offence()) return at;
      if (!arrest || arrest->outcome_state() != "FINAL") continue;
      const auto& offences = arrest->arrest_offences();
      if (std::find(offences.begin(), offences.end(), caution.offence()) != offences.end()) return at;
    }
  }
  return std::nullopt;
}

std::set<std::string> roles_of(Adviser& adviser, const RecordId& person) {
  std::set<std::string> roles;
  for (const auto& at : adviser.index().linked_to(person, Purpose::enforcement)) {
    const auto stored = read_stored(adviser.log(), at.id);
    const auto* envelope = stored && !at.retracted ? envelope_of(stored->message()) : nullptr;
    if (!envelope) continue;
    for (const auto& subject : envelope->subjects()) {
      if (subject.person_id() == person.bytes()) roles.insert(subject.roles().begin(), subject.roles().end());
    }
  }
  return roles;
}

// BR-20 speaks of sightings: a stop counts as one, what follows from it does not, and one encounter is one.
void purchasers(Adviser& adviser) {
  struct Seen {
    const Adviser::Read* entry;
    RecordId card;  // the one that the entry names
  };
  std::map<RecordId, std::vector<Seen>> seen;
  for (const auto& entry : adviser.entries()) {
    if (!is_sighting(entry.stored.type())) continue;
    for (const auto& subject : envelope_of(entry.stored.message())->subjects()) {
      const auto person = RecordId::from_bytes(subject.person_id());
      const auto& roles = subject.roles();
      const bool purchaser = std::any_of(roles.begin(), roles.end(), [](const auto& r) { return counts_as(r, "PURCHASER"); });
      if (person && purchaser) seen[adviser.one_card(*person)].push_back({&entry, *person});
    }
  }
  for (const auto& [person, all] : seen) {
    std::vector<int64_t> before;
    std::set<std::optional<RecordId>> encounters;
    for (const auto& [entry, card] : all) {
      if (!encounters.insert(entry->at.encounter).second) continue;
      if (adviser.spoken_of(*entry) && rules::repeat_purchaser(before, entry->at.at_ms)) {
        adviser.add("BR-20", "REPEAT_PURCHASER",
                    fmt::format("{}: seen as a purchaser again within 28 days, {}. Read both entries.", adviser.title(card),
                                adviser.day(entry->at.at_ms)),
                    {card, entry->at.id});
      }
      before.push_back(entry->at.at_ms);
    }
  }
}

void vehicles(Adviser& adviser) {
  std::map<RecordId, std::vector<int64_t>> posted;
  for (const auto& [id, letter] : adviser.all<v1::KeeperLetter>()) {
    const auto* state = lists().find("letter_state", letter.state());
    const auto vehicle = RecordId::from_bytes(letter.vehicle_id());
    if (state && vehicle && state->entry.value("posted", false) && state->code != "RETURNED_UNDELIVERED")
      posted[*vehicle].push_back(letter.state_at().utc_ms());
  }
  for (const auto& entry : adviser.entries()) {
    const auto vehicle = vehicle_of(entry.stored.message());
    if (!vehicle || !adviser.spoken_of(entry) || entry.stored.type().descriptor == v1::KeeperLetter::descriptor()) continue;
    if (!rules::seen_after_letter(posted[*vehicle], entry.at.at_ms)) continue;
    adviser.add("BR-20", "VEHICLE_AFTER_LETTER",
                fmt::format("{}: seen again after a letter was posted, {}. The vehicle was, whoever drove it.",
                            adviser.title(*vehicle), adviser.day(entry.at.at_ms)),
                {*vehicle, entry.at.id});
  }
}

}  // namespace

// Said to be the first time, though this tablet holds an earlier caution or arrest for the same offence. A vehicle never
// counts.
void advise_on_first_times(Adviser& adviser) {
  for (const auto& entry : adviser.entries()) {
    const auto* caution = dynamic_cast<const v1::ConditionalCaution*>(&entry.stored.message());
    if (!caution || !adviser.spoken_of(entry) || caution->first_time_check() != "FIRST_TIME") continue;
    for (const auto& subject : caution->envelope().subjects()) {
      const auto person = RecordId::from_bytes(subject.person_id());
      const auto before = person ? dealt_with(adviser, *person, *caution, entry.at) : std::nullopt;
      if (!before) continue;
      adviser.add("BR-12", "NOT_FIRST_TIME",
                  fmt::format("{} of {} was recorded as the first time. {} of {} was before it: look at the route again.",
                              adviser.title(entry.at.id), adviser.day(entry.at.at_ms), adviser.title(before->id),
                              adviser.day(before->at_ms)),
                  {before->id, entry.at.id});
    }
  }
}

void advise_on_telephones(Adviser& adviser) {
  const auto& roles = adviser.log().facts().roles();
  // Somebody who is on patrol too is on patrol.
  const bool only =
      std::all_of(roles.begin(), roles.end(), [](const auto& role) { return rules::may_see_phone_patterns(role); });
  if (roles.empty() || !only) return;
  std::vector<rules::PhoneUse> uses;
  std::map<std::string, std::vector<RecordId>> records;
  for (const auto& [id, phone] : adviser.all<v1::PersonPhone>()) {
    const auto person = RecordId::from_bytes(phone.person_id());
    if (!person) continue;
    for (const auto& role : roles_of(adviser, *person)) uses.push_back({phone.phone(), adviser.one_card(*person), {}, role});
    records[phone.phone()].push_back(id);
  }
  for (const auto& pattern : rules::phone_patterns(uses)) {
    adviser.add("BR-19", "SHARED_TELEPHONE",
                pattern.controller
                    ? "A telephone number is shared with somebody who controls. Intelligence only, no evidence."
                    : fmt::format("A telephone number is shared by {}. Intelligence only, no evidence.", pattern.holders),
                records[pattern.phone]);
  }
}

void advise_on_repeats(Adviser& adviser) {
  purchasers(adviser);
  vehicles(adviser);
}

}  // namespace beatbook::app
