#include "app/tablet/warnings.h"

#include <algorithm>

#include "app/forms/officer.h"
#include "app/tablet/read_as.h"
#include "app/tablet/same_person.h"
#include "beatbook/v1/records/person.pb.h"
#include "rules/arrest_gate.h"
#include "rules/outreach_windows.h"
#include "schema/local_time_field.h"
#include "schema/time.h"

namespace beatbook::app {

namespace {

// Shift and the two officers in either order; empty when one of them is not known.
std::string pair_of(const v1::Envelope& envelope) {
  if (envelope.shift_id().empty() || envelope.second_officer().empty()) return {};
  const auto [first, second] = std::minmax(envelope.author(), envelope.second_officer());
  return envelope.shift_id() + first + '|' + second;
}

}  // namespace

namespace {

void add_warnings(Index& index, TabletLog& log, const RecordId& person, bool agreed, std::vector<PersonWarning>& out) {
  for (auto& at : index.linked_to(person, Purpose::enforcement)) {
    const auto* type = schema::find_type(at.type);
    if (!type || type->descriptor != v1::OfficialWarning::descriptor()) continue;
    const auto stored = read_stored(log, at.id);
    const auto* warning = stored ? dynamic_cast<const v1::OfficialWarning*>(&stored->message()) : nullptr;
    if (!warning) continue;
    const bool understood = !warning->has_understood() || warning->understood();
    const auto& envelope = warning->envelope();
    rules::GivenWarning given{at.id,
                              at.at_ms,
                              envelope.made_at().utc_ms(),
                              warning->rung_told(),
                              understood,
                              rules::point_of(envelope.location()),
                              pair_of(envelope)};
    out.push_back({std::move(at), std::move(given), agreed});
  }
}

}  // namespace

std::vector<PersonWarning> warnings_of(Index& index, TabletLog& log, const RecordId& person) {
  std::vector<PersonWarning> out;
  const auto same = same_person(index, log, person);
  for (const auto& card : same.cards) {
    const bool agreed = std::find(same.agreed.begin(), same.agreed.end(), card) != same.agreed.end();
    add_warnings(index, log, card, agreed, out);
  }
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.at.at_ms < b.at.at_ms; });
  return out;
}

namespace {

rules::Ladder ladder(const std::vector<PersonWarning>& warnings, bool agreed_only, int64_t at_ms,
                     const rules::LadderTerms& terms, rules::LadderSubject subject) {
  std::vector<rules::GivenWarning> counted;
  for (const auto& one : warnings) {
    if (!one.at.retracted && !one.at.imported && (one.agreed || !agreed_only)) counted.push_back(one.given);
  }
  return rules::ladder_of(std::move(counted), at_ms, schema::CodeLists::in_force(), subject, terms);
}

}  // namespace

std::optional<date::year_month_day> born_of(Index& index, TabletLog& log, const RecordId& person) {
  std::optional<date::year_month_day> out;
  for (const auto& card : same_person(index, log, person).cards) {
    const auto known = read_as<v1::Person>(log, card);
    if (!known) continue;
    if (const auto born = schema::read_date(known->date_of_birth()); born && (!out || *out < *born)) out = *born;
  }
  return out;
}

rules::Ladder agreed_ladder(const std::vector<PersonWarning>& warnings, int64_t at_ms, const rules::LadderTerms& terms,
                            const std::optional<date::year_month_day>& born) {
  rules::LadderSubject subject;
  subject.born = born;
  return ladder(warnings, true, at_ms, terms, subject);
}

rules::Ladder ladder_of(const std::vector<PersonWarning>& warnings, int64_t at_ms, const rules::LadderTerms& terms,
                        const std::optional<date::year_month_day>& born) {
  auto agreed = agreed_ladder(warnings, at_ms, terms, born);
  if (agreed.standing == rules::Standing::enough) return agreed;
  rules::LadderSubject subject;
  subject.born = born;
  if (ladder(warnings, false, at_ms, terms, subject).standing == rules::Standing::enough) {
    agreed.standing = rules::Standing::review;
  }
  return agreed;
}

namespace {

struct AtEntry {
  std::vector<PersonWarning> warnings;
  std::optional<date::year_month_day> born;
  int64_t at_ms = 0;
};

// What this tablet holds of the first person of an entry, and when it was.
AtEntry known_at(const v1::Envelope& envelope, Index& index, TabletLog& log, int64_t now_ms) {
  AtEntry out;
  out.at_ms = envelope.has_event_at() ? envelope.event_at().utc_ms() : now_ms;
  const auto person = envelope.subjects_size() > 0 ? RecordId::from_bytes(envelope.subjects(0).person_id()) : std::nullopt;
  if (!person) return out;
  out.warnings = warnings_of(index, log, *person);
  out.born = born_of(index, log, *person);
  return out;
}

void set_as_of(v1::LocalTime& as_of, TabletLog& log) {
  schema::set_local_time(as_of, schema::london(corrected(log.facts(), log.facts().synced_ms()).now_ms));
}

}  // namespace

void show_ladder(v1::OfficialWarning& warning, Index& index, TabletLog& log, int64_t now_ms, const rules::LadderTerms& terms) {
  if (log.facts().synced_ms() == 0) return;
  const auto known = known_at(warning.envelope(), index, log, now_ms);
  const auto ladder = agreed_ladder(known.warnings, known.at_ms, terms, known.born);
  warning.set_rung_shown(rules::rung_shown(ladder, schema::CodeLists::in_force()));
  set_as_of(*warning.mutable_ladder_as_of(), log);
}

void show_ladder(v1::Arrest& arrest, Index& index, TabletLog& log, int64_t now_ms, const rules::LadderTerms& terms) {
  arrest.clear_ladder_standing();
  arrest.clear_ladder_as_of();
  if (log.facts().synced_ms() == 0 || !rules::arrested_for_s1(arrest, schema::CodeLists::in_force())) return;
  const auto known = known_at(arrest.envelope(), index, log, now_ms);
  arrest.set_ladder_standing(std::string(rules::ladder_code(ladder_of(known.warnings, known.at_ms, terms, known.born))));
  set_as_of(*arrest.mutable_ladder_as_of(), log);
}

}  // namespace beatbook::app
