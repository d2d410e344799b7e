#include "app/tablet/warnings.h"

#include <algorithm>

#include "app/forms/officer.h"
#include "app/tablet/same_person.h"
#include "rules/arrest_gate.h"
#include "rules/outreach_windows.h"
#include "schema/local_time_field.h"

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

rules::Ladder ladder_of(const std::vector<PersonWarning>& warnings, int64_t at_ms, const rules::LadderTerms& terms) {
  const auto& packs = schema::CodeLists::in_force();
  const auto counted = [&](bool agreed_only) {
    std::vector<rules::GivenWarning> out;
    for (const auto& one : warnings) {
      if (!one.at.retracted && !one.at.imported && (one.agreed || !agreed_only)) out.push_back(one.given);
    }
    return out;
  };
  const auto all = rules::ladder_of(counted(false), at_ms, packs, {}, terms);
  const bool agreed = std::all_of(warnings.begin(), warnings.end(), [](const auto& one) { return one.agreed; });
  if (agreed || all.standing != rules::Standing::enough) return all;
  if (rules::ladder_of(counted(true), at_ms, packs, {}, terms).standing == rules::Standing::enough) return all;
  rules::LadderSubject waiting;
  waiting.review = true;
  return rules::ladder_of(counted(false), at_ms, packs, waiting, terms);
}

namespace {

// Where the first person of an entry stands at its time, by what this tablet holds.
rules::Ladder ladder_at(const v1::Envelope& envelope, Index& index, TabletLog& log, int64_t now_ms,
                        const rules::LadderTerms& terms) {
  const auto person = envelope.subjects_size() > 0 ? RecordId::from_bytes(envelope.subjects(0).person_id()) : std::nullopt;
  const auto known = person ? warnings_of(index, log, *person) : std::vector<PersonWarning>();
  return ladder_of(known, envelope.has_event_at() ? envelope.event_at().utc_ms() : now_ms, terms);
}

void set_as_of(v1::LocalTime& as_of, TabletLog& log) {
  schema::set_local_time(as_of, schema::london(corrected(log.facts(), log.facts().synced_ms()).now_ms));
}

}  // namespace

void show_ladder(v1::OfficialWarning& warning, Index& index, TabletLog& log, int64_t now_ms, const rules::LadderTerms& terms) {
  if (log.facts().synced_ms() == 0) return;
  warning.set_rung_shown(
      rules::rung_shown(ladder_at(warning.envelope(), index, log, now_ms, terms), schema::CodeLists::in_force()));
  set_as_of(*warning.mutable_ladder_as_of(), log);
}

void show_ladder(v1::Arrest& arrest, Index& index, TabletLog& log, int64_t now_ms, const rules::LadderTerms& terms) {
  arrest.clear_ladder_standing();
  arrest.clear_ladder_as_of();
  if (log.facts().synced_ms() == 0 || !rules::arrested_for_s1(arrest, schema::CodeLists::in_force())) return;
  arrest.set_ladder_standing(std::string(rules::ladder_code(ladder_at(arrest.envelope(), index, log, now_ms, terms))));
  set_as_of(*arrest.mutable_ladder_as_of(), log);
}

}  // namespace beatbook::app
