// Work that is late, and two accounts of one piece of it.
#include <fmt/format.h>

#include "app/forms/envelope.h"
#include "app/tablet/adviser.h"
#include "beatbook/v1/records/action.pb.h"
#include "beatbook/v1/records/meeting.pb.h"
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

void advise_on_accounts(Adviser& adviser) {
  std::map<std::pair<Bytes, std::string>, std::vector<rules::Account>> groups;
  std::map<RecordId, Bytes> encounters;
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
    groups[{account.shift, account.beat}].push_back(std::move(account));
  }
  for (const auto& [group, accounts] : groups) {
    for (const auto& [first, second] : rules::proposed_pairs(accounts)) {
      if (encounters[first] == encounters[second]) continue;  // linked already
      adviser.add(
          "BR-25", "SAME_ENCOUNTER",
          fmt::format("{} and {} may be two accounts of one encounter. Ask both officers, and note the answer in the review.",
                      adviser.title(first), adviser.title(second)),
          {first, second});
    }
  }
}

}  // namespace beatbook::app
