#include "app/tablet/completion.h"

#include <algorithm>

#include "app/forms/envelope.h"
#include "app/tablet/read_as.h"
#include "app/tablet/warnings.h"
#include "beatbook/v1/records/arrest.pb.h"
#include "beatbook/v1/records/keeper_letter.pb.h"
#include "beatbook/v1/records/outreach_window.pb.h"
#include "rules/areas.h"
#include "rules/outreach_windows.h"
#include "schema/time.h"

namespace beatbook::app {

namespace {

constexpr int64_t day_ms = 24 * 3'600'000;

void set_earlier_letter(v1::KeeperLetter& letter, Index& index, TabletLog& log) {
  letter.clear_earlier_letter_on();
  const auto vehicle = RecordId::from_bytes(letter.vehicle_id());
  if (!vehicle) return;
  std::string last;
  for (const auto& at : index.linked_to(*vehicle, Purpose::enforcement)) {
    const auto* type = schema::find_type(at.type);
    if (!type || type->descriptor != v1::KeeperLetter::descriptor() || at.retracted) continue;
    const auto other = read_as<v1::KeeperLetter>(log, at.id);
    const auto* state = other ? schema::CodeLists::in_force().find("letter_state", other->state()) : nullptr;
    if (!state || !state->entry.value("posted", false) || !other->has_state_at()) continue;
    last = std::max(last, schema::iso(schema::london_day(other->state_at().utc_ms())));
  }
  if (!last.empty()) letter.set_earlier_letter_on(last);
}

void set_kind_of_place(v1::Envelope& envelope, const rules::Settings& settings) {
  if (!envelope.has_location() || envelope.location().has_location_class()) return;
  if (const auto drawn = rules::class_as_drawn(envelope.location(), settings); !drawn.empty())
    envelope.mutable_location()->set_location_class(drawn);
}

}  // namespace

void complete(schema::Message& message, Index& index, TabletLog& log, int64_t now_ms, const rules::Settings& settings) {
  if (auto* warning = dynamic_cast<v1::OfficialWarning*>(&message)) show_ladder(*warning, index, log, now_ms, settings.ladder);
  if (auto* arrest = dynamic_cast<v1::Arrest*>(&message)) show_ladder(*arrest, index, log, now_ms, settings.ladder);
  if (auto* letter = dynamic_cast<v1::KeeperLetter*>(&message)) set_earlier_letter(*letter, index, log);
  if (auto* envelope = mutable_envelope(message)) set_kind_of_place(*envelope, settings);
}

std::vector<rules::OutreachWindow> outreach_windows(Index& index, TabletLog& log, int64_t now_ms) {
  std::vector<rules::OutreachWindow> out;
  ListQuery query;
  query.type = schema::find_type(v1::OutreachWindow::descriptor())->number;
  for (const auto& at : index.list(query)) {
    const auto record = at.retracted ? std::nullopt : read_as<v1::OutreachWindow>(log, at.id);
    const auto window = record ? rules::window_of(*record) : std::nullopt;
    if (window && window->end_ms > now_ms - day_ms) out.push_back(*window);
  }
  return out;
}

}  // namespace beatbook::app
