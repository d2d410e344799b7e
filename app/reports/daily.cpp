#include "app/reports/daily.h"

#include <algorithm>
#include <set>

#include "beatbook/v1/records/official_warning.pb.h"
#include "beatbook/v1/records/person_match.pb.h"
#include "beatbook/v1/records/sighting.pb.h"
#include "beatbook/v1/records/stop_and_search.pb.h"
#include "beatbook/v1/records/stop_check_person.pb.h"
#include "beatbook/v1/records/stop_check_vehicle.pb.h"
#include "beatbook/v1/records/welfare_contact.pb.h"
#include "schema/check.h"

namespace beatbook::app {

namespace {

using google::protobuf::Message;

template <class T>
const T* as(const Message& message) {
  return message.GetDescriptor() == T::descriptor() ? static_cast<const T*>(&message) : nullptr;
}

struct Encounter {
  std::set<std::string> people;
  size_t occupants = 0, stopped = 0, searched = 0;
  size_t persons() const { return std::max({people.size(), occupants, stopped, searched}); }
};

// Cards that supervisors said are of one person count as one (D.1); what was voided joins nothing.
class People {
 public:
  explicit People(std::span<const schema::Projected> records) {
    for (const auto& record : records) {
      const auto* match = record.retracted ? nullptr : as<v1::PersonMatch>(*record.message);
      if (!match) continue;
      const auto one = person(match->card_id()), other = person(match->other_card_id());
      if (one != other) stands_for_[one] = other;
    }
  }
  // One card for all of a person's.
  std::string person(std::string card) const {
    for (auto at = stands_for_.find(card); at != stands_for_.end(); at = stands_for_.find(card)) card = at->second;
    return card;
  }

 private:
  std::map<std::string, std::string> stands_for_;  // without a circle: only one that stood for itself is given another
};

class Counter {
 public:
  Counter(DailyReport& out, std::span<const schema::Projected> records) : out_(out), people_(records) {}

  void take(const schema::Projected& record) {
    const auto* envelope = envelope_of(*record.message);
    if (!envelope) return;
    if (!envelope->event_at().has_utc_ms()) {
      ++out_.without_time;
      return;
    }
    const auto at = envelope->event_at().utc_ms();
    if (at < out_.period.start_ms || at >= out_.period.end_ms) return;
    if (record.retracted) {
      ++out_.voided;
    } else if (schema::is_imported(*record.message)) {
      ++out_.imported_by_type[record.type->name];
    } else {
      count(*record.message, *envelope);
    }
  }

  void finish() {
    out_.stop_checks = encounters_.size();
    for (const auto& [id, encounter] : encounters_) out_.persons_stopped += encounter.persons();
    out_.people_warned = warned_.size();
    out_.exploiters += exploiters_.size();
    out_.exploited += exploited_.size();
  }

 private:
  static const v1::Envelope* envelope_of(const Message& message) {
    const auto* field = message.GetDescriptor()->FindFieldByName("envelope");
    if (!field || field->message_type() != v1::Envelope::descriptor()) return nullptr;
    return static_cast<const v1::Envelope*>(&message.GetReflection()->GetMessage(message, field));
  }

  void count(const Message& message, const v1::Envelope& envelope) {
    for (const auto& subject : envelope.subjects()) {
      for (const auto& role : subject.roles()) {
        if (role.starts_with("EXR-")) exploiters_.insert(people_.person(subject.person_id()));
        if (role.starts_with("EXD-")) exploited_.insert(people_.person(subject.person_id()));
      }
    }
    if (as<v1::StopCheckPerson>(message)) ++encounter_of(envelope).stopped;
    if (const auto* stop = as<v1::StopCheckVehicle>(message)) encounter_of(envelope).occupants += stop->occupants();
    if (const auto* search = as<v1::StopAndSearch>(message)) count(*search);
    if (const auto* warning = as<v1::OfficialWarning>(message)) count(*warning);
    if (const auto* contact = as<v1::WelfareContact>(message)) count(*contact);
    if (const auto* sighting = as<v1::Sighting>(message)) count(*sighting);
  }

  // A record without one is an encounter of its own.
  Encounter& encounter_of(const v1::Envelope& envelope) {
    const auto id = envelope.encounter_id().empty() ? "alone " + std::to_string(encounters_.size()) : envelope.encounter_id();
    auto& encounter = encounters_[id];
    for (const auto& subject : envelope.subjects()) encounter.people.insert(people_.person(subject.person_id()));
    return encounter;
  }

  void count(const v1::StopAndSearch& search) {
    auto& encounter = encounter_of(search.envelope());
    if (search.searched() != "VEHICLE") ++encounter.searched;
    ++out_.searches;
    const auto& found = search.items_found();
    if (std::any_of(found.begin(), found.end(), [](const auto& item) { return item != "NOTHING"; })) ++out_.searches_with_find;
    if (search.outcome_linked() == "YES") ++out_.searches_linked;
  }

  void count(const v1::OfficialWarning& warning) {
    ++out_.warnings;
    if (!warning.rung_told().empty()) ++out_.told[warning.rung_told()];
    for (const auto& subject : warning.envelope().subjects()) warned_.insert(people_.person(subject.person_id()));
    if (warning.referral_state().empty()) return;
    ++out_.referrals_offered;
    const auto* state = schema::CodeLists::in_force().find("referral_state", warning.referral_state());
    if (state && state->entry.value("made_or_later", false)) ++out_.referrals_made;
  }

  void count(const v1::WelfareContact& contact) {
    ++out_.welfare_contacts;
    if (contact.spoken_to()) ++out_.welfare_spoken_to;
    const auto referrals = static_cast<size_t>(contact.referral_ids_size());
    out_.referrals_offered += referrals;
    out_.referrals_made += referrals;
  }

  void count(const v1::Sighting& sighting) {
    ++out_.sightings_by_role[sighting.subject_role()];
    if (sighting.envelope().subjects_size() > 0) return;
    if (sighting.subject_role().starts_with("EXR-")) ++out_.exploiters;
    if (sighting.subject_role().starts_with("EXD-")) ++out_.exploited;
  }

  DailyReport& out_;
  People people_;
  std::map<std::string, Encounter> encounters_;
  std::set<std::string> warned_, exploiters_, exploited_;
};

}  // namespace

DailyReport daily_report(std::span<const schema::Projected> records, schema::Span period, schema::LocalTime as_at) {
  DailyReport report;
  report.period = period;
  report.as_at = as_at;
  Counter counter(report, records);
  for (const auto& record : records) counter.take(record);
  counter.finish();
  return report;
}

}  // namespace beatbook::app
