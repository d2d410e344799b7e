// What SqliteStore does for attachments: the tables are asked.
#include "sqlite/statements.h"

namespace beatbook {

uint64_t SqliteStore::put_attachment(const AttachmentRow& row) { return attachments_->put(row); }

std::optional<AttachmentRow> SqliteStore::attachment(const AttachmentName& name) { return attachments_->find(name); }

std::vector<AttachmentRow> SqliteStore::attachments_of(const RecordId& record) { return attachments_->of(record); }

std::vector<AttachmentRow> SqliteStore::attachments_after(uint64_t number, size_t limit) {
  return attachments_->after(number, limit);
}

std::vector<AttachmentRow> SqliteStore::attachments_taken_after(uint64_t taken, size_t limit) {
  return attachments_->taken_after(taken, limit);
}

void SqliteStore::drop_attachment(uint64_t number) { attachments_->drop(number); }

void SqliteStore::put_part(uint64_t number, uint64_t offset, BytesView content) {
  attachments_->put_part(number, offset, content);
}

void SqliteStore::drop_parts(uint64_t number) { attachments_->drop_parts(number); }

Bytes SqliteStore::part(uint64_t number, uint64_t offset) { return attachments_->part(number, offset); }

}  // namespace beatbook
