#include "app/forms/last_place.h"

#include "app/forms/envelope.h"
#include "app/forms/linked_set.h"
#include "schema/json.h"

namespace beatbook::app {

namespace {

constexpr uint64_t looks_back = 50;  // saves

std::optional<LastPlace> place_of(const Change& change, const RecordId& shift) {
  const auto* type = change.kind == v1::Change::CREATE ? schema::find_type(change.type) : nullptr;
  if (!type || !has_envelope(*type) || stands_apart(*type)) return std::nullopt;
  const auto message = schema::new_message(*type);
  if (!message->ParsePartialFromString(change.partial)) return std::nullopt;
  const auto* envelope = envelope_of(*message);
  if (!envelope || envelope->shift_id() != shift.bytes() || !envelope->has_location()) return std::nullopt;
  return LastPlace{schema::write_json(envelope->location()), envelope->event_at().utc_ms()};
}

}  // namespace

std::optional<LastPlace> last_place(TabletLog& log, const RecordId& shift) {
  const auto at = log.position();
  for (uint64_t seq = log.head_seq(), seen = 0; seq > 0 && seen < looks_back; --seq, ++seen) {
    const auto row = log.change_set(own_dot(at.branch, at.ancestry, seq));
    if (!row) return std::nullopt;
    const auto set = log.decode(*row);
    if (!set) continue;
    for (const auto& placed : set->changes) {
      if (auto place = place_of(placed.change, shift)) return place;
    }
  }
  return std::nullopt;
}

}  // namespace beatbook::app
