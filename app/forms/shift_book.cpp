#include "app/forms/shift_book.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <utility>

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

constexpr std::string_view joined_note = "shift.joined";

}  // namespace

// JSON, so that a program that knows more adds to it.
struct ShiftBook::Note {
  static Bytes write(const Joined& joined) {
    return nlohmann::json{{"shift", joined.shift.text()}, {"after", joined.after_seq}, {"number", joined.last_number}}.dump();
  }
  static std::optional<Joined> read(const Bytes& note) {
    const auto json = nlohmann::json::parse(note, nullptr, false);
    if (!json.is_object()) return std::nullopt;
    const auto shift = RecordId::parse(json.value("shift", ""));
    if (!shift) return std::nullopt;
    return Joined{*shift, json.value("after", uint64_t{0}), json.value("number", uint32_t{0})};
  }
};

uint32_t number_of(const std::string& local_ref) {
  const auto start = local_ref.find_last_not_of("0123456789") + 1;  // npos + 1 = 0: all of it
  uint32_t number = 0;
  std::from_chars(local_ref.data() + start, local_ref.data() + local_ref.size(), number);
  return number;
}

// Backwards, because a shift is short and the log may be long.
std::optional<RecordId> ShiftBook::walk_back(uint64_t after_seq, bool to_shift) {
  const auto at = log_->position();
  const auto* shift_type = schema::find_type("shift");
  std::optional<RecordId> found;
  for (uint64_t seq = log_->head_seq(); seq > after_seq && !found; --seq) {
    const auto row = log_->change_set(own_dot(at.branch, at.ancestry, seq));
    if (!row) break;  // older ones are no longer kept here
    const auto set = log_->decode(*row);
    if (!set) continue;
    std::set<RecordId> purged_entries;  // one of two classes is one entry
    for (const auto& purged : set->purged) {
      const auto* type = purged.kind == v1::Change::CREATE ? schema::find_type(purged.type) : nullptr;
      if (type && has_envelope(*type)) purged_entries.insert(purged.record);
    }
    if (!purged_entries.empty()) erased_[seq] = static_cast<uint32_t>(purged_entries.size());
    for (const auto& placed : set->changes) {
      const bool starts = placed.change.type == shift_type->number && placed.change.kind == v1::Change::CREATE;
      if (to_shift && starts) {
        found = placed.change.record;
        own_seq_ = seq;
      }
      const auto envelope = created_envelope(placed.change);
      if (!envelope || !envelope->has_shift_id()) continue;
      if (const auto number = number_of(envelope->local_ref()); number > 0) numbers_[envelope->shift_id()].emplace(number, seq);
    }
  }
  return found;
}

void ShiftBook::catch_up() {
  if (!std::exchange(read_note_, true)) joined_ = Note::read(log_->note(joined_note));
  if (log_->head_seq() == read_to_) return;
  if (const auto found = walk_back(std::max(read_to_, joined_ ? joined_->after_seq : 0), !joined_)) own_ = found;
  read_to_ = log_->head_seq();
}

std::optional<RecordId> ShiftBook::current() const { return joined_ ? joined_->shift : own_; }

std::optional<OpenShift> ShiftBook::open() {
  catch_up();
  const auto id = current();
  if (!id) return std::nullopt;
  const auto record = log_->record(*id);
  if (!record) return std::nullopt;
  const auto projected = schema::project(*record, log_->unsent());
  if (!projected || projected->retracted) return std::nullopt;
  OpenShift open{*id, record->operation, {}, joined_.has_value()};
  open.shift.CopyFrom(*projected->message);
  return open.shift.has_actual_end() ? std::nullopt : std::optional(std::move(open));
}

uint32_t ShiftBook::highest_number(const RecordId& shift) const {
  const auto numbers = numbers_.find(shift.str());
  return numbers == numbers_.end() ? 0 : numbers->second.rbegin()->first;
}

// Numbers grow along the own chain, so what was purged had one that lies between those of its neighbours.
uint32_t ShiftBook::erased_between(uint64_t after_seq, uint64_t before_seq) const {
  uint32_t count = 0;
  for (auto at = erased_.upper_bound(after_seq); at != erased_.end() && at->first < before_seq; ++at) count += at->second;
  return count;
}

uint64_t ShiftBook::began_at() const { return joined_ ? joined_->after_seq : own_seq_; }

uint32_t ShiftBook::next_number() {
  catch_up();
  const auto id = current();
  const uint32_t before = joined_ ? joined_->last_number : 0;
  const uint32_t highest = std::max(before, id ? highest_number(*id) : 0);
  const auto numbers = id ? numbers_.find(id->str()) : numbers_.end();
  const auto last = numbers == numbers_.end() ? std::map<uint32_t, uint64_t>::const_iterator() : numbers->second.find(highest);
  const bool carried = numbers != numbers_.end() && last != numbers->second.end();
  return highest + erased_between(carried ? last->second : began_at(), UINT64_MAX) + 1;
}

std::vector<uint32_t> ShiftBook::missing_numbers() {
  catch_up();
  std::vector<uint32_t> missing;
  const auto id = current();
  const auto numbers = id ? numbers_.find(id->str()) : numbers_.end();
  if (numbers == numbers_.end()) return missing;
  uint32_t expected = joined_ ? joined_->last_number + 1 : 1;
  uint64_t after = began_at();
  for (auto at = numbers->second.lower_bound(expected); at != numbers->second.end(); ++at) {
    const auto [number, seq] = *at;
    expected = std::min(number, expected + erased_between(after, seq));
    for (; expected < number; ++expected) missing.push_back(expected);
    ++expected;
    after = seq;
  }
  return missing;
}

Result<void> ShiftBook::join(const RecordId& shift) {
  // Once, all of the own log: this enrolment may have worked on the shift before.
  walk_back(0, false);
  return remember(Joined{shift, log_->head_seq(), highest_number(shift)});
}

Result<void> ShiftBook::leave() {
  catch_up();
  return joined_ ? remember(std::nullopt) : Result<void>();
}

Result<void> ShiftBook::remember(const std::optional<Joined>& joined) {
  if (auto noted = log_->set_note(joined_note, joined ? Note::write(*joined) : Bytes()); !noted) return noted;
  *this = ShiftBook(*log_);
  return {};
}

}  // namespace beatbook::app
