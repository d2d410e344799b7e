#include "sqlite/attachment_tables.h"

namespace beatbook {

std::string AttachmentTables::schema() {
  return "CREATE TABLE IF NOT EXISTS attachment(number INTEGER PRIMARY KEY AUTOINCREMENT, record BLOB NOT NULL,"
         " sha256 BLOB NOT NULL, operation TEXT NOT NULL, visibility INTEGER NOT NULL, size INTEGER NOT NULL,"
         " through INTEGER NOT NULL, taken INTEGER NOT NULL, own INTEGER NOT NULL, received_by BLOB NOT NULL,"
         " UNIQUE(record, sha256, operation, visibility));"
         "CREATE INDEX IF NOT EXISTS attachment_taken ON attachment(taken);"
         "CREATE TABLE IF NOT EXISTS attachment_part(attachment INTEGER NOT NULL, offset INTEGER NOT NULL,"
         " content BLOB NOT NULL, PRIMARY KEY(attachment, offset));";
}

AttachmentTables::AttachmentTables(Database& database) {
  there_ = database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'attachment'").integer().has_value();
  if (!there_) return;
  const std::string row =
      "SELECT number, record, sha256, operation, visibility, size, through, taken, own, received_by"
      " FROM attachment WHERE ";
  insert_ = database.prepare(
      "INSERT INTO attachment(record, sha256, operation, visibility, size, through, taken, own, received_by)"
      " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)");
  update_ = database.prepare(
      "UPDATE attachment SET size = ?2, through = ?3, taken = ?4, own = ?5, received_by = ?6"
      " WHERE number = ?1");
  find_ = database.prepare(row + "record = ? AND sha256 = ? AND operation = ? AND visibility = ?");
  of_ = database.prepare(row + "record = ? ORDER BY number");
  after_ = database.prepare(row + "number > ? ORDER BY number LIMIT ?");
  taken_after_ = database.prepare(row + "taken > ? ORDER BY taken LIMIT ?");
  drop_ = database.prepare("DELETE FROM attachment WHERE number = ?");
  put_part_ = database.prepare("INSERT OR REPLACE INTO attachment_part(attachment, offset, content) VALUES(?, ?, ?)");
  drop_parts_ = database.prepare("DELETE FROM attachment_part WHERE attachment = ?");
  part_ = database.prepare(
      "SELECT offset, content FROM attachment_part WHERE attachment = ? AND offset <= ? ORDER BY offset DESC LIMIT 1");
}

AttachmentRow AttachmentTables::read(Rows& rows) {
  AttachmentRow row;
  row.number = static_cast<uint64_t>(rows.integer(0));
  row.name.record = rows.id<RecordId>(1).value_or(RecordId{});
  row.name.sha256 = hash_from(rows.blob(2));
  row.name.stream = {std::string(rows.text(3)), static_cast<v1::VisibilityClass>(rows.integer(4))};
  row.size = static_cast<uint64_t>(rows.integer(5));
  row.through = static_cast<uint64_t>(rows.integer(6));
  row.taken = static_cast<uint64_t>(rows.integer(7));
  row.own = rows.integer(8) != 0;
  row.received_by = Bytes(rows.blob(9));
  return row;
}

uint64_t AttachmentTables::put(const AttachmentRow& row) {
  if (row.number > 0) {
    update_.run(row.number, row.size, row.through, row.taken, row.own ? 1 : 0, Blob(row.received_by));
    return row.number;
  }
  insert_.run(Blob(row.name.record), Blob(BytesView(view(row.name.sha256))), Text(row.name.stream.operation),
              static_cast<int>(row.name.stream.visibility), row.size, row.through, row.taken, row.own ? 1 : 0,
              Blob(row.received_by));
  return find(row.name)->number;
}

std::optional<AttachmentRow> AttachmentTables::find(const AttachmentName& name) {
  if (!there_) return std::nullopt;
  Rows rows = find_.query(Blob(name.record), Blob(BytesView(view(name.sha256))), Text(name.stream.operation),
                          static_cast<int>(name.stream.visibility));
  return rows.next() ? std::optional(read(rows)) : std::nullopt;
}

namespace {

std::vector<AttachmentRow> all_of(Rows rows, AttachmentRow (*read)(Rows&)) {
  std::vector<AttachmentRow> out;
  while (rows.next()) out.push_back(read(rows));
  return out;
}

}  // namespace

std::vector<AttachmentRow> AttachmentTables::of(const RecordId& record) {
  return there_ ? all_of(of_.query(Blob(record)), read) : std::vector<AttachmentRow>{};
}

std::vector<AttachmentRow> AttachmentTables::after(uint64_t number, size_t limit) {
  return there_ ? all_of(after_.query(number, limit), read) : std::vector<AttachmentRow>{};
}

std::vector<AttachmentRow> AttachmentTables::taken_after(uint64_t taken, size_t limit) {
  return there_ ? all_of(taken_after_.query(taken, limit), read) : std::vector<AttachmentRow>{};
}

void AttachmentTables::drop(uint64_t number) {
  drop_parts(number);
  if (there_) drop_.run(number);
}

void AttachmentTables::put_part(uint64_t number, uint64_t offset, BytesView content) {
  put_part_.run(number, offset, Blob(content));
}

void AttachmentTables::drop_parts(uint64_t number) {
  if (there_) drop_parts_.run(number);
}

Bytes AttachmentTables::part(uint64_t number, uint64_t offset) {
  if (!there_) return {};
  Rows rows = part_.query(number, offset);
  if (!rows.next()) return {};
  const uint64_t within = offset - static_cast<uint64_t>(rows.integer(0));
  const BytesView content = rows.blob(1);
  return within < content.size() ? Bytes(content.substr(within)) : Bytes();
}

}  // namespace beatbook
