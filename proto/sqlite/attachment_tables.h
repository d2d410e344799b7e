#pragma once
// The attachments of a SqliteStore. A part is a row: no commit writes more pages than a part has.
#include <functional>
#include <string>
#include <vector>

#include "kernel/store.h"
#include "sqlite/database.h"

namespace beatbook {

class AttachmentTables {
 public:
  static std::string schema();
  // `database` must outlive it. Without the tables, in a file that an older program wrote and nobody may write to, there is
  // none.
  explicit AttachmentTables(Database& database);

  uint64_t put(const AttachmentRow& row);
  std::optional<AttachmentRow> find(const AttachmentName& name);
  std::vector<AttachmentRow> of(const RecordId& record);
  std::vector<AttachmentRow> after(uint64_t number, size_t limit);
  std::vector<AttachmentRow> taken_after(uint64_t taken, size_t limit);
  void drop(uint64_t number);
  void put_part(uint64_t number, uint64_t offset, BytesView content);
  void drop_parts(uint64_t number);
  Bytes part(uint64_t number, uint64_t offset);

 private:
  static AttachmentRow read(Rows& rows);

  bool there_ = false;
  Statement insert_, update_, find_, of_, after_, taken_after_, drop_, put_part_, drop_parts_, part_;
};

}  // namespace beatbook
