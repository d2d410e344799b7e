#include "app/forms/shift_book.h"

#include <algorithm>
#include <charconv>

#include "app/forms/envelope.h"
#include "schema/catalogue.h"
#include "schema/projection.h"

namespace beatbook::app {

namespace {

// Envelope of a record's creation, if this change carries it.
std::optional<v1::Envelope> created_envelope(const Change& change) {
  if (change.kind != v1::Change::CREATE) return std::nullopt;
  const auto* type = schema::find_type(change.type);
  if (!type || !has_envelope(*type)) return std::nullopt;
  const auto message = schema::new_message(*type);
  if (!message->ParsePartialFromString(change.partial)) return std::nullopt;
  const auto* envelope = envelope_of(*message);
  return envelope ? std::optional(*envelope) : std::nullopt;
}

}  // namespace

uint32_t number_of(const std::string& local_ref) {
  const auto start = local_ref.find_last_not_of("0123456789") + 1;  // npos + 1 = 0: all of it
  uint32_t number = 0;
  std::from_chars(local_ref.data() + start, local_ref.data() + local_ref.size(), number);
  return number;
}

// Backwards, because a shift is short and the log may be long: the newest shift ends the walk.
void ShiftBook::catch_up() {
  const uint64_t head = log_->head_seq();
  if (head == read_to_) return;
  const auto at = log_->position();
  const auto* shift_type = schema::find_type("shift");
  std::optional<RecordId> found;
  uint32_t number = 0;
  for (uint64_t seq = head; seq > read_to_ && !found; --seq) {
    const auto row = log_->change_set(own_dot(at.branch, at.ancestry, seq));
    if (!row) break;  // older ones are no longer kept here
    const auto set = log_->decode(*row);
    if (!set) continue;
    for (const auto& placed : set->changes) {
      if (placed.change.type == shift_type->number && placed.change.kind == v1::Change::CREATE) found = placed.change.record;
      const auto envelope = created_envelope(placed.change);
      if (envelope && envelope->has_shift_id()) number = std::max(number, number_of(envelope->local_ref()));
    }
  }
  if (found) shift_ = found;
  last_number_ = found ? number : std::max(last_number_, number);
  read_to_ = head;
}

std::optional<OpenShift> ShiftBook::open() {
  catch_up();
  if (!shift_) return std::nullopt;
  const auto record = log_->record(*shift_);
  if (!record) return std::nullopt;
  const auto projected = schema::project(*record, log_->unsent());
  if (!projected || projected->retracted) return std::nullopt;
  OpenShift open{*shift_, record->operation, {}};
  open.shift.CopyFrom(*projected->message);
  return open.shift.has_actual_end() ? std::nullopt : std::optional(std::move(open));
}

uint32_t ShiftBook::next_number() {
  catch_up();
  return last_number_ + 1;
}

}  // namespace beatbook::app
