// Work that is late, and two accounts of one piece of it.
#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "app/forms/envelope.h"
#include "app/tablet/adviser.h"
#include "app/tablet/occasions.h"
#include "beatbook/v1/records/action.pb.h"
#include "beatbook/v1/records/arrest.pb.h"
#include "beatbook/v1/records/conditional_caution.pb.h"
#include "beatbook/v1/records/meeting.pb.h"
#include "beatbook/v1/records/phone_call.pb.h"
#include "beatbook/v1/records/premises_closure.pb.h"
#include "rules/action_clock.h"
#include "rules/pair_duplicates.h"
#include "schema/time.h"

namespace beatbook::app {

namespace {

const schema::CodeLists& lists() { return schema::CodeLists::in_force(); }

}  // namespace

void advise_on_actions(Adviser& adviser) {
  const auto today = schema::london_day(adviser.now_ms());
  for (const auto& [id, action] : adviser.all<v1::Action>()) {
    if (!rules::overdue(action, today)) continue;
    const auto due = schema::read_date(action.due_on());
    adviser.add("BR-24", "ACTION_OVERDUE",
                fmt::format("Action {} of {} was due on {}. Record how far it has come.", action.number(),
                            action.owner_organisation(), due ? schema::for_people(*due) : action.due_on()),
                {id});
  }
  std::map<std::string, std::pair<date::year_month_day, RecordId>> last;
  for (const auto& [id, meeting] : adviser.all<v1::Meeting>()) {
    const auto held = schema::read_date(meeting.held_on());
    const auto known = last.find(meeting.kind());
    if (held && (known == last.end() || known->second.first < *held)) last[meeting.kind()] = {*held, id};
  }
  for (const auto& [kind, held] : last) {
    const auto next = rules::next_meeting(held.first, kind, lists());
    if (!next || *next >= today) continue;
    adviser.add("BR-24", "MEETING_OVERDUE",
                fmt::format("{}: the next meeting was due on {}. Record it, or agree a day.",
                            lists().label("meeting_kind", kind), schema::for_people(*next)),
                {held.second});
  }
}

// What a rule says beside a case of today: a caution that is due or overdue, the last day to prosecute, a court's hours. Told
// to whoever made the entry and to supervisors for as long as it is so.
void advise_on_cases(Adviser& adviser) {
  const auto tell = [&](const RecordId& id, const v1::Envelope& envelope, std::initializer_list<std::string_view> fields) {
    if (!adviser.is_told_of(envelope.author())) return;
    for (const auto& notice : adviser.tablet().notebook().notices(id)) {
      if (std::find(fields.begin(), fields.end(), notice.field) == fields.end()) continue;
      adviser.add("BR-10", "CASE_DUE", fmt::format("{}: {}", adviser.title(id), notice.message), {id});
    }
  };
  for (const auto& [id, caution] : adviser.all<v1::ConditionalCaution>()) {
    if (caution.compliance() != "COMPLIED" && !caution.has_breach_decision())
      tell(id, caution.envelope(), {"compliance", "offence_on"});
  }
  for (const auto& [id, arrest] : adviser.all<v1::Arrest>()) {
    if (arrest.outcome_state() == "AWAITING") tell(id, arrest.envelope(), {"outcome_state"});
  }
  for (const auto& [id, closure] : adviser.all<v1::PremisesClosure>()) tell(id, closure.envelope(), {"court_at"});
  for (const auto& entry : adviser.entries()) {
    const auto* call = dynamic_cast<const v1::PhoneCall*>(&entry.stored.message());
    if (call && adviser.spoken_of(entry) && !adviser.reviewed_since(entry.at.id, call->envelope().made_at().utc_ms()))
      tell(entry.at.id, call->envelope(), {"outcome", "sub_outcome"});
  }
}

// Each arrest is one event of custody; a reference that stands twice belongs to one of them.
void advise_on_custody(Adviser& adviser) {
  std::map<std::string, std::vector<RecordId>> by_reference;
  for (const auto& [id, arrest] : adviser.all<v1::Arrest>()) {
    if (!arrest.custody_reference().empty() && adviser.is_told_of(arrest.envelope().author()))
      by_reference[arrest.custody_reference()].push_back(id);
  }
  for (const auto& [reference, arrests] : by_reference) {
    if (arrests.size() < 2) continue;
    adviser.add("REC-13", "CUSTODY_REFERENCE_TWICE",
                fmt::format("{} arrests have the custody reference {}. Correct the wrong one.", arrests.size(), reference),
                arrests);
  }
}

void advise_on_accounts(Adviser& adviser) {
  // By shift, beat and kind: accounts of two kinds are counted apart.
  std::map<std::tuple<Bytes, std::string, uint32_t>, std::vector<rules::Account>> groups;
  std::map<RecordId, Bytes> encounters;
  std::set<RecordId> settled;
  for (const auto& entry : adviser.entries()) {
    const auto& envelope = *envelope_of(entry.stored.message());
    if (!adviser.spoken_of(entry) || !entry.stored.type().meaning->counted() || envelope.location().beat().empty()) continue;
    rules::Account account{entry.at.id,
                           envelope.author(),
                           envelope.shift_id(),
                           envelope.location().beat(),
                           entry.at.at_ms,
                           envelope.made_at().utc_ms(),
                           {},
                           {}};
    for (const auto& subject : envelope.subjects()) {
      if (const auto person = RecordId::from_bytes(subject.person_id())) account.persons.push_back(adviser.one_card(*person));
    }
    if (const auto vehicle = vehicle_of(entry.stored.message())) account.vehicles.push_back(*vehicle);
    encounters[entry.at.id] = envelope.encounter_id();
    if (occasion_of(adviser.index(), entry.at) != Occasion::open) settled.insert(entry.at.id);
    groups[{account.shift, account.beat, entry.at.type}].push_back(std::move(account));
  }
  for (const auto& [group, accounts] : groups) {
    for (const auto& [first, second] : rules::proposed_pairs(accounts)) {
      if (encounters[first] == encounters[second] || settled.contains(second)) continue;  // linked already, or answered
      adviser.add(
          "BR-25", "SAME_ENCOUNTER",
          fmt::format("{} and {} may be two accounts of one encounter. Ask both officers, and say in a review of the later one "
                      "whether they are.",
                      adviser.title(first), adviser.title(second)),
          {first, second});
    }
  }
}

}  // namespace beatbook::app
