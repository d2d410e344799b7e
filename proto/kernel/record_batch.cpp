#include "kernel/record_batch.h"

namespace beatbook {

Result<RecordBatch::Held*> RecordBatch::load(const RecordId& id) {
  const auto [at, is_new] = held_.try_emplace(id);
  if (!is_new) return &at->second;
  if (const auto stored = store_->record(id)) {
    auto record = Record::decode(*stored);
    if (!record) {
      held_.erase(at);
      return record.error();
    }
    at->second.record = std::move(*record);
    at->second.exists = true;
  }
  return &at->second;
}

Result<const Record*> RecordBatch::find(const RecordId& id) {
  const auto held = load(id);
  if (!held) return held.error();
  return (*held)->exists ? &(*held)->record : nullptr;
}

void RecordBatch::change(const RecordId& id, Held& held) {
  held.exists = held.unstored = true;
  if (!std::exchange(held.listed, true)) changed_.push_back(id);
}

Result<void> RecordBatch::apply(const ChangeSet& set, const Origin& origin) {
  for (const auto& placed : set.changes) {
    const auto held = load(placed.change.record);
    if (!held) return held.error();
    if ((*held)->record.apply(placed, origin)) change(placed.change.record, **held);
  }
  return {};
}

void RecordBatch::put(const RecordId& id, Record record) {
  auto& held = held_[id];
  held.record = std::move(record);
  change(id, held);
}

void RecordBatch::forget(const RecordId& id) {
  const auto at = held_.find(id);
  if (at == held_.end()) return;
  at->second.record = {};
  at->second.exists = at->second.unstored = false;
}

void RecordBatch::store() {
  for (const auto& id : changed_) {
    auto& held = held_.at(id);
    if (std::exchange(held.unstored, false)) store_->put_record(id, held.record.type, held.record.encode());
  }
}

}  // namespace beatbook
