#include "app/tablet/warnings.h"

#include <algorithm>

#include "app/forms/officer.h"
#include "schema/local_time_field.h"

namespace beatbook::app {

std::vector<PersonWarning> warnings_of(Index& index, TabletLog& log, const RecordId& person) {
  std::vector<PersonWarning> out;
  for (auto& at : index.linked_to(person, Purpose::enforcement)) {
    const auto* type = schema::find_type(at.type);
    if (!type || type->descriptor != v1::OfficialWarning::descriptor()) continue;
    const auto stored = read_stored(log, at.id);
    const auto* warning = stored ? dynamic_cast<const v1::OfficialWarning*>(&stored->message()) : nullptr;
    if (!warning) continue;
    const bool understood = !warning->has_understood() || warning->understood();
    rules::GivenWarning given{at.id, at.at_ms, warning->envelope().made_at().utc_ms(), warning->rung_told(), understood};
    out.push_back({std::move(at), std::move(given)});
  }
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.at.at_ms < b.at.at_ms; });
  return out;
}

rules::Ladder ladder_of(const std::vector<PersonWarning>& warnings, int64_t at_ms) {
  std::vector<rules::GivenWarning> counted;
  for (const auto& one : warnings) {
    if (!one.at.retracted) counted.push_back(one.given);
  }
  return rules::ladder_of(std::move(counted), at_ms, schema::CodeLists::built_in());
}

void show_ladder(v1::OfficialWarning& warning, Index& index, TabletLog& log, int64_t now_ms) {
  const auto synced_ms = log.facts().synced_ms();
  if (synced_ms == 0) return;
  const auto& envelope = warning.envelope();
  const auto person = envelope.subjects_size() > 0 ? RecordId::from_bytes(envelope.subjects(0).person_id()) : std::nullopt;
  const auto known = person ? warnings_of(index, log, *person) : std::vector<PersonWarning>();
  const auto at_ms = envelope.has_event_at() ? envelope.event_at().utc_ms() : now_ms;
  warning.set_rung_shown(std::string(rules::rung_shown(ladder_of(known, at_ms).standing)));
  schema::set_local_time(*warning.mutable_ladder_as_of(), schema::london(corrected(log.facts(), synced_ms).now_ms));
}

}  // namespace beatbook::app
