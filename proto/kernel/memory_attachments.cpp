// The attachments of a MemoryStore.
#include "kernel/memory_store.h"
#include "kernel/memory_store_inner.h"

namespace beatbook {

uint64_t MemoryStore::put_attachment(const AttachmentRow& row) {
  AttachmentRow kept = row;
  if (kept.number == 0) {
    kept.number = ++last_attachment_;
    put(attachment_numbers_, kept.name, kept.number);
  }
  put(attachments_, kept.number, kept);
  return kept.number;
}

std::optional<AttachmentRow> MemoryStore::attachment(const AttachmentName& name) {
  const auto at = attachment_numbers_.find(name);
  return at == attachment_numbers_.end() ? std::nullopt : std::optional(attachments_.at(at->second));
}

std::vector<AttachmentRow> MemoryStore::attachments_of(const RecordId& record) {
  std::vector<AttachmentRow> out;
  for (const auto& [number, row] : attachments_) {
    if (row.name.record == record) out.push_back(row);
  }
  return out;
}

std::vector<AttachmentRow> MemoryStore::attachments_after(uint64_t number, size_t limit) {
  std::vector<AttachmentRow> out;
  for (auto at = attachments_.upper_bound(number); at != attachments_.end() && out.size() < limit; ++at) {
    out.push_back(at->second);
  }
  return out;
}

std::vector<AttachmentRow> MemoryStore::attachments_taken_after(uint64_t taken, size_t limit) {
  std::map<uint64_t, AttachmentRow> found;
  for (const auto& [number, row] : attachments_) {
    if (row.taken > taken) found.emplace(row.taken, row);
  }
  std::vector<AttachmentRow> out;
  for (auto at = found.begin(); at != found.end() && out.size() < limit; ++at) out.push_back(at->second);
  return out;
}

void MemoryStore::drop_attachment(uint64_t number) {
  const auto at = attachments_.find(number);
  if (at == attachments_.end()) return;
  drop_parts(number);
  erase(attachment_numbers_, at->second.name);
  erase(attachments_, number);
}

void MemoryStore::put_part(uint64_t number, uint64_t offset, BytesView content) {
  put(parts_, {number, offset}, Bytes(content));
}

void MemoryStore::drop_parts(uint64_t number) {
  for (auto at = parts_.lower_bound({number, 0}); at != parts_.end() && at->first.first == number;) {
    const auto key = (at++)->first;
    erase(parts_, key);
  }
}

Bytes MemoryStore::part(uint64_t number, uint64_t offset) {
  auto at = parts_.upper_bound({number, offset});
  if (at == parts_.begin() || (--at)->first.first != number) return {};
  const uint64_t within = offset - at->first.second;
  return within < at->second.size() ? at->second.substr(within) : Bytes();
}

}  // namespace beatbook
