#include "sqlite/sqlite_store.h"

#include <algorithm>

#include "sqlite/statements.h"
#include "sqlite/wal_again.h"

namespace beatbook {

namespace {

constexpr int schema_version = 4;
constexpr int first_released_schema = 3;

// view_0 and view_1 hold the two views; the fact `view.active` tells which is current.
std::string view_schema(const std::string& suffix) {
  return "CREATE TABLE IF NOT EXISTS record_" + suffix +
         "(id BLOB PRIMARY KEY, type INTEGER NOT NULL, state BLOB NOT NULL) WITHOUT ROWID;"
         "CREATE TABLE IF NOT EXISTS log_" +
         suffix +
         "(gsn INTEGER PRIMARY KEY, branch INTEGER NOT NULL, seq INTEGER NOT NULL, received_ms INTEGER NOT NULL,"
         " quarantined INTEGER NOT NULL, chain BLOB NOT NULL, change_set BLOB NOT NULL);" +
         LogRuns::schema("log_run_" + suffix);
}

const std::string& schema() {
  static const std::string text =
      "CREATE TABLE IF NOT EXISTS fact(name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;"
      "CREATE TABLE IF NOT EXISTS own(seq INTEGER PRIMARY KEY, operation TEXT NOT NULL, leaves BLOB NOT NULL,"
      " chain BLOB NOT NULL, change_set BLOB NOT NULL);"
      "CREATE TABLE IF NOT EXISTS receipt(from_seq INTEGER PRIMARY KEY, to_seq INTEGER NOT NULL, first_gsn INTEGER NOT NULL,"
      " received_ms INTEGER NOT NULL, quarantined INTEGER NOT NULL);"
      "CREATE TABLE IF NOT EXISTS branch(number INTEGER PRIMARY KEY, enrolment BLOB NOT NULL, incarnation INTEGER NOT NULL,"
      " last_seq INTEGER NOT NULL, chain BLOB NOT NULL, ancestry BLOB NOT NULL, UNIQUE(enrolment, incarnation));"
      "CREATE TABLE IF NOT EXISTS stream(number INTEGER PRIMARY KEY, operation TEXT NOT NULL, visibility INTEGER NOT NULL,"
      " UNIQUE(operation, visibility));" +
      StreamSums::schema() + AttachmentTables::schema() + view_schema("0") + view_schema("1");
  return text;
}

Bytes pack(const Ancestry& ancestry) {
  Bytes out;
  for (const auto& point : ancestry) {
    put_u32(out, point.incarnation);
    put_u64(out, point.through_seq);
  }
  return out;
}

Ancestry unpack(BytesView bytes) {
  Ancestry out;
  const auto number = [&](size_t at, size_t size) {
    uint64_t value = 0;
    for (size_t i = size; i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
    return value;
  };
  for (size_t at = 0; at + 12 <= bytes.size(); at += 12)
    out.push_back({static_cast<uint32_t>(number(at, 4)), number(at + 4, 8)});
  return out;
}

constexpr size_t packed_leaf = 1 + sizeof(Hash);

Bytes pack(const std::vector<OwnLeaves::Change>& changes) {
  Bytes out;
  out.reserve(changes.size() * packed_leaf);
  for (const auto& change : changes) {
    out += static_cast<char>(change.visibility);
    out += view(change.digest);
  }
  return out;
}

std::vector<OwnLeaves::Change> unpack_leaves(BytesView bytes) {
  std::vector<OwnLeaves::Change> out;
  for (; bytes.size() >= packed_leaf; bytes.remove_prefix(packed_leaf)) {
    out.push_back({static_cast<v1::VisibilityClass>(bytes[0]), hash_from(bytes.substr(1, sizeof(Hash)))});
  }
  return out;
}

}  // namespace

Result<SqliteStore> SqliteStore::open(const std::filesystem::path& file, const std::optional<Key>& key, Database::Mode mode,
                                      const Database::Settings& settings) {
  auto database = Database::open(file, key, mode, settings);
  if (!database) return database.error();
  return attempt([&]() -> Result<SqliteStore> {
    const auto version = database->schema_version();
    if (version > schema_version) {
      return Error{Fault::refused,
                   "This store was written by a newer version of the program. Update the program; nothing was changed."};
    }
    if (version > 0 && version < first_released_schema) {
      return Error{Fault::refused,
                   "This store was written by a trial version of the program. Start with a new one; nothing was changed."};
    }
    if (mode != Database::Mode::read_only) write_wal_again(*database, file, settings.vfs);
    if (version < schema_version && mode != Database::Mode::read_only) {
      Transaction transaction(*database);
      database->run(schema());
      database->set_schema_version(schema_version);
      if (auto done = transaction.commit(); !done) return done.error();
    }
    return SqliteStore(std::move(*database));
  });
}

SqliteStore::SqliteStore(Database database)
    : database_(std::make_unique<Database>(std::move(database))),
      statements_(std::make_unique<Statements>(*database_)),
      attachments_(std::make_unique<AttachmentTables>(*database_)) {}
SqliteStore::SqliteStore(SqliteStore&&) noexcept = default;
SqliteStore::~SqliteStore() = default;

Database& SqliteStore::database() { return *database_; }

SqliteStore::ViewStatements& SqliteStore::view() {
  return statements_->view(view_ == View::current ? statements_->active() : 1 - statements_->active());
}

void SqliteStore::forget() {
  statements_->streams.forget();
  for (int number : {0, 1}) statements_->view(number).runs.forget();
  last_gsn_.reset();
  branch_numbers_.clear();
  branches_.clear();
  stream_numbers_.clear();
  statements_->forget_active();
}

void SqliteStore::begin(Durability durability) {
  database_->before_transaction(durability);
  statements_->begin.run();
  writing_ = true;
}

void SqliteStore::commit() {
  statements_->streams.flush();
  for (int number : {0, 1}) statements_->view(number).runs.flush();
  statements_->commit.run();
  writing_ = false;
}

void SqliteStore::rollback() {
  forget();
  writing_ = false;
  // SQLite rolls back by itself on a full disk; rolling back twice is no failure of ours.
  try {
    statements_->rollback.run();
  } catch (const StorageFailure&) {
  }
}

std::optional<Bytes> SqliteStore::fact(std::string_view name) {
  Rows rows = statements_->fact.query(Text(name));
  return rows.next() ? std::optional(Bytes(rows.blob(0))) : std::nullopt;
}

void SqliteStore::set_fact(std::string_view name, BytesView value) { statements_->set_fact.run(Text(name), Blob(value)); }

std::optional<Bytes> SqliteStore::record(const RecordId& id) {
  Rows rows = view().record.query(Blob(id));
  return rows.next() ? std::optional(Bytes(rows.blob(0))) : std::nullopt;
}

void SqliteStore::put_record(const RecordId& id, uint32_t type, BytesView state) {
  view().put_record.run(Blob(id), type, Blob(state));
}

void SqliteStore::each_record(const std::function<void(const RecordId&, BytesView)>& visit) {
  Rows rows = view().each_record.query();
  while (rows.next()) visit(*RecordId::from_bytes(rows.blob(0)), rows.blob(1));
}

std::vector<std::pair<RecordId, Bytes>> SqliteStore::records_after(const RecordId& id, size_t limit) {
  std::vector<std::pair<RecordId, Bytes>> out;
  Rows rows = view().records_after.query(Blob(id), limit);
  while (rows.next()) out.emplace_back(*rows.id<RecordId>(0), Bytes(rows.blob(1)));
  return out;
}

uint64_t SqliteStore::record_count() { return static_cast<uint64_t>(view().record_count.integer().value_or(0)); }

void SqliteStore::drop_record(const RecordId& id) { view().drop_record.run(Blob(id)); }

void SqliteStore::append(const LogRow& row) {
  const int64_t branch = branch_number(row.dot.branch);
  view().append.run(row.gsn, branch, row.dot.seq, row.received_ms, row.quarantined ? 1 : 0,
                    Blob(BytesView(beatbook::view(row.chain))), Blob(row.change_set));
  view().runs.add(branch, {row.gsn, row.dot.seq, row.quarantined});
  if (view_ == View::current) last_gsn_ = row.gsn;
}

LogRow SqliteStore::read_row(Rows& rows) {
  LogRow row;
  row.gsn = static_cast<uint64_t>(rows.integer(0));
  row.dot = {branch_of(rows.integer(1)), static_cast<uint64_t>(rows.integer(2))};
  row.received_ms = static_cast<uint64_t>(rows.integer(3));
  row.quarantined = rows.integer(4) != 0;
  row.chain = hash_from(rows.blob(5));
  row.change_set = Bytes(rows.blob(6));
  return row;
}

std::optional<LogRow> SqliteStore::entry(uint64_t gsn) {
  Rows rows = view().entry.query(gsn);
  return rows.next() ? std::optional(read_row(rows)) : std::nullopt;
}

std::optional<LogRow> SqliteStore::entry(const Dot& dot) {
  const auto number = known_branch(dot.branch);
  if (!number) return std::nullopt;
  const auto gsn = view().runs.gsn_of(*number, dot.seq);
  return gsn ? entry(*gsn) : std::nullopt;
}

std::vector<LogRow> SqliteStore::entries_after(uint64_t gsn, size_t limit) {
  std::vector<LogRow> out;
  Rows rows = view().entries_after.query(gsn, limit);
  while (rows.next()) out.push_back(read_row(rows));
  return out;
}

uint64_t SqliteStore::last_gsn() {
  if (writing_ && view_ == View::current && last_gsn_) return *last_gsn_;
  const auto newest = static_cast<uint64_t>(view().last_gsn.integer().value_or(0));
  if (writing_ && view_ == View::current) last_gsn_ = newest;
  return newest;
}

void SqliteStore::rewrite(const LogRow& row) { view().rewrite.run(row.gsn, row.quarantined ? 1 : 0, Blob(row.change_set)); }

void SqliteStore::append_own(const LogRow& row, const OwnLeaves& leaves) {
  const Bytes packed = pack(leaves.changes);
  statements_->append_own.run(row.dot.seq, Text(leaves.operation), Blob(packed), Blob(BytesView(beatbook::view(row.chain))),
                              Blob(row.change_set));
}

std::vector<OwnLeaves> SqliteStore::own_leaves(uint64_t from_seq, uint64_t through_seq) {
  std::vector<OwnLeaves> out;
  Rows rows = statements_->own_leaves.query(from_seq, through_seq);
  while (rows.next()) {
    out.push_back({static_cast<uint64_t>(rows.integer(0)), std::string(rows.text(1)), unpack_leaves(rows.blob(2))});
  }
  return out;
}

std::optional<LogRow> SqliteStore::own(uint64_t seq) {
  Rows rows = statements_->own.query(seq);
  if (!rows.next()) return std::nullopt;
  return LogRow{0, {{}, seq}, 0, false, hash_from(rows.blob(0)), Bytes(rows.blob(1))};
}

std::vector<LogRow> SqliteStore::own_after(uint64_t seq, size_t max_bytes, size_t limit) {
  std::vector<LogRow> out;
  size_t bytes = 0;
  Rows rows = statements_->own_after.query(seq, std::min<size_t>(limit, INT64_MAX));
  while (rows.next()) {
    bytes += rows.blob(2).size();
    if (!out.empty() && bytes > max_bytes) break;
    out.push_back({0, {{}, static_cast<uint64_t>(rows.integer(0))}, 0, false, hash_from(rows.blob(1)), Bytes(rows.blob(2))});
  }
  return out;
}

std::optional<LogRow> SqliteStore::last_own() {
  const auto seq = statements_->last_own.integer();
  return seq ? own(static_cast<uint64_t>(*seq)) : std::nullopt;
}

void SqliteStore::rewrite_own(uint64_t seq, BytesView change_set) { statements_->rewrite_own.run(seq, Blob(change_set)); }

void SqliteStore::scrub() { database_->scrub(); }

void SqliteStore::add_receipt(const Receipt& r) {
  statements_->part_receipt.run(r.to_seq);
  statements_->drop_told_again.run(r.from_seq, r.to_seq);
  statements_->end_before.run(r.from_seq);
  statements_->add_receipt.run(r.from_seq, r.to_seq, r.first_gsn, r.received_ms, r.quarantined ? 1 : 0);
}

std::optional<Receipt> SqliteStore::receipt(uint64_t own_seq) {
  Rows rows = statements_->receipt.query(own_seq);
  if (!rows.next()) return std::nullopt;
  const auto number = [&](int column) { return static_cast<uint64_t>(rows.integer(column)); };
  Receipt receipt{number(0), number(1), number(2), number(3), rows.integer(4) != 0};
  return own_seq <= receipt.to_seq ? std::optional(receipt) : std::nullopt;
}

void SqliteStore::drop_receipts_after(uint64_t own_seq) {
  statements_->drop_receipts.run(own_seq);
  statements_->cut_receipts.run(own_seq);
}

uint64_t SqliteStore::quarantined_count() { return static_cast<uint64_t>(statements_->quarantined.integer().value_or(0)); }

void SqliteStore::use(View view) {
  if (view_ != view) last_gsn_.reset();
  view_ = view;
}

void SqliteStore::clear_shadow() { statements_->empty_view(1 - statements_->active()); }

void SqliteStore::swap_views() {
  const int old = statements_->active();
  statements_->count_swap();
  statements_->empty_view(old);
  use(View::current);
  last_gsn_.reset();
}

std::optional<int64_t> SqliteStore::known_branch(const Branch& branch) {
  if (const auto at = branch_numbers_.find(branch); at != branch_numbers_.end()) return at->second;
  const auto number = statements_->branch_number.integer(Blob(branch.enrolment), branch.incarnation);
  if (number) branch_numbers_[branch] = *number;
  return number;
}

int64_t SqliteStore::branch_number(const Branch& branch) {
  if (const auto number = known_branch(branch)) return *number;
  put_branch({branch, {}, 0, chain_root_of(branch)});
  return *known_branch(branch);
}

const Branch& SqliteStore::branch_of(int64_t number) {
  if (const auto at = branches_.find(number); at != branches_.end()) return at->second;
  Rows rows = statements_->branch_by_number.query(number);
  Branch branch;
  if (rows.next()) branch = {rows.id<EnrolmentId>(0).value_or(EnrolmentId{}), static_cast<uint32_t>(rows.integer(1))};
  return branches_[number] = branch;
}

std::optional<BranchRow> SqliteStore::branch(const Branch& branch) {
  Rows rows = statements_->branch.query(Blob(branch.enrolment), branch.incarnation);
  if (!rows.next()) return std::nullopt;
  return BranchRow{branch, unpack(rows.blob(2)), static_cast<uint64_t>(rows.integer(0)), hash_from(rows.blob(1))};
}

std::vector<BranchRow> SqliteStore::branches_of(const EnrolmentId& enrolment) {
  std::vector<BranchRow> out;
  Rows rows = statements_->branches_of.query(Blob(enrolment));
  while (rows.next()) {
    out.push_back({{enrolment, static_cast<uint32_t>(rows.integer(0))},
                   unpack(rows.blob(3)),
                   static_cast<uint64_t>(rows.integer(1)),
                   hash_from(rows.blob(2))});
  }
  return out;
}

void SqliteStore::put_branch(const BranchRow& row) {
  const Bytes ancestry = pack(row.ancestry);
  statements_->put_branch.run(Blob(row.branch.enrolment), row.branch.incarnation, row.last_seq,
                              Blob(BytesView(beatbook::view(row.chain))), Blob(ancestry));
}

std::optional<int64_t> SqliteStore::stream_number(const Stream& stream, bool make) {
  if (const auto at = stream_numbers_.find(stream); at != stream_numbers_.end()) return at->second;
  auto number = statements_->stream_number.integer(Text(stream.operation), static_cast<int>(stream.visibility));
  if (!number && make) {
    statements_->add_stream.run(Text(stream.operation), static_cast<int>(stream.visibility));
    number = statements_->stream_number.integer(Text(stream.operation), static_cast<int>(stream.visibility));
  }
  if (number) stream_numbers_[stream] = *number;
  return number;
}

void SqliteStore::add_to_stream(const Stream& stream, uint64_t gsn, const Digest& leaf) {
  statements_->streams.add(*stream_number(stream, true), gsn, leaf);
}

std::vector<uint64_t> SqliteStore::stream_after(const Stream& stream, uint64_t gsn, size_t limit) {
  const auto number = stream_number(stream, false);
  return number ? statements_->streams.after(*number, gsn, limit) : std::vector<uint64_t>{};
}

Digest SqliteStore::stream_digest(const Stream& stream, uint64_t through_gsn) {
  const auto number = stream_number(stream, false);
  return number ? statements_->streams.through(*number, through_gsn) : Digest{};
}

std::vector<LogPlace> SqliteStore::branch_after(const Branch& branch, uint64_t gsn, size_t limit) {
  const auto number = known_branch(branch);
  return number ? view().runs.after(*number, gsn, limit) : std::vector<LogPlace>{};
}

}  // namespace beatbook
