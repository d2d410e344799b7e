#include "sqlite/database.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <atomic>
#include <cassert>
#include <cstring>

#include "sqlite/checkpointer.h"

namespace beatbook {

namespace {

int primary(int code) { return code & 0xff; }

bool says_damaged(int code) { return primary(code) == SQLITE_CORRUPT || primary(code) == SQLITE_NOTADB; }

std::string plain_message(int code, const std::string& detail) {
  switch (primary(code)) {
    case SQLITE_FULL:
      return "The disk is full. Free some space and try again; nothing of this step was stored.";
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return "Another program is writing to the store. Close it and try again.";
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return "The store is damaged (" + detail +
             "). Keep the file. On a tablet: beatbook-cli salvage; on the server: restore a backup.";
    case SQLITE_READONLY:
      return "The store cannot be written to. Check who owns the folder and its permissions.";
    case SQLITE_CANTOPEN:
      return "The store cannot be opened. Check that the folder exists and who may read it.";
    case SQLITE_IOERR:
      return "Reading or writing the disk failed (" + detail + "). Nothing of this step was stored.";
    default:
      return "The store failed: " + detail + ".";
  }
}

Error error_of(int code, const std::string& detail) {
  return {says_damaged(code) ? Fault::corrupt : Fault::storage, plain_message(code, detail)};
}

// Kept with the connection, and gone with it.
using DiskFailed = std::atomic<bool>;
constexpr const char* disk_failed_of = "beatbook disk failed";

DiskFailed* disk_failed(sqlite3* connection) {
  return static_cast<DiskFailed*>(sqlite3_get_clientdata(connection, disk_failed_of));
}

// What the system last said of the file or its WAL; 0 = nothing bad.
int last_errno(sqlite3* connection) {
  int of_file = 0, of_wal = 0;
  sqlite3_file_control(connection, "main", SQLITE_FCNTL_LAST_ERRNO, &of_file);
  sqlite3_file* wal = nullptr;
  sqlite3_file_control(connection, "main", SQLITE_FCNTL_JOURNAL_POINTER, &wal);
  if (wal && wal->pMethods) wal->pMethods->xFileControl(wal, SQLITE_FCNTL_LAST_ERRNO, &of_wal);
  return of_file != 0 ? of_file : of_wal;
}

// Sees to it that a failure of the disk is not forgotten. A page that could not be read comes as a damaged one: SQLite3
// Multiple Ciphers decrypts whatever lies in the buffer.
int noted(sqlite3* connection, int code) {
  if (says_damaged(code) && last_errno(connection) != 0) code = SQLITE_IOERR_READ;
  if (auto* failed = disk_failed(connection); failed && primary(code) == SQLITE_IOERR) *failed = true;
  return code;
}

Error last_error(sqlite3* connection) {
  return error_of(noted(connection, sqlite3_extended_errcode(connection)), sqlite3_errmsg(connection));
}

StorageFailure last_failure(sqlite3* connection) {
  return {noted(connection, sqlite3_extended_errcode(connection)), sqlite3_errmsg(connection)};
}

[[noreturn]] void fail(sqlite3* connection) { throw last_failure(connection); }

void execute(sqlite3* connection, const char* sql) {
  if (sqlite3_exec(connection, sql, nullptr, nullptr, nullptr) != SQLITE_OK) fail(connection);
}

// True while there is a row. The statement is reset before a failure leaves, so it can be used again.
bool step(sqlite3_stmt* statement) {
  int code = sqlite3_step(statement);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  sqlite3* connection = sqlite3_db_handle(statement);
  const auto failure = last_failure(connection);
  sqlite3_reset(statement);
  throw failure;
}

// SQLite would create the file readable by the group; its WAL inherits the mode.
bool create_private_file(const std::filesystem::path& file) {
  int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) return false;
  ::close(descriptor);
  return true;
}

void set_key(sqlite3* connection, const Key& key) {
  sqlite3mc_config(connection, "cipher", sqlite3mc_cipher_index("aegis"));
  static constexpr std::string_view raw = "raw:";
  std::array<char, raw.size() + Key::size> text;
  std::memcpy(text.data(), raw.data(), raw.size());
  std::memcpy(text.data() + raw.size(), key.data(), Key::size);
  int code = sqlite3_key(connection, text.data(), static_cast<int>(text.size()));
  sodium_memzero(text.data(), text.size());
  if (code != SQLITE_OK) fail(connection);
}

// The key is tried here: the first read of the file.
Result<void> read_first_page(sqlite3* connection, bool has_key) {
  if (sqlite3_exec(connection, "SELECT count(*) FROM sqlite_schema", nullptr, nullptr, nullptr) == SQLITE_OK) return {};
  if (primary(sqlite3_errcode(connection)) != SQLITE_NOTADB || last_errno(connection) != 0) return last_error(connection);
  return Error{Fault::locked, has_key ? "The key does not open this store. Check that the store belongs to this tablet."
                                      : "The store is encrypted or is not a store. Open it with its key."};
}

void configure(Database& database, Database::Mode mode, const Database::Settings& settings) {
  if (mode != Database::Mode::read_only) {
    // Of a new file only. An entry and a record state have 600 to 900 bytes: pages of 4 KiB would leave a sixth of each empty.
    // The journal by which it gets its WAL is off the disk before anything is in that: come back after a power cut, it would
    // undo the WAL with all that was stored since.
    database.run("PRAGMA page_size = 8192; PRAGMA synchronous = EXTRA");
    Statement journal = database.prepare("PRAGMA journal_mode = WAL");
    Rows rows = journal.query();
    if (!rows.next() || rows.text(0) != "wal") {
      throw StorageFailure(SQLITE_ERROR, "the file system does not allow a write-ahead log here");
    }
  }
  database.run(
      "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA wal_autocheckpoint = 0; "
      "PRAGMA cache_size = -" +
      std::to_string(settings.cache_kib));
}

// SQLite's own hook would drop what the disk says when the WAL is moved.
int on_commit(void* checkpointer, sqlite3* writer, const char*, int pages) {
  noted(writer, static_cast<Checkpointer*>(checkpointer)->committed(writer, pages));
  return SQLITE_OK;
}

}  // namespace

Error StorageFailure::error() const { return error_of(code_, what()); }

Rows::Rows(Rows&& other) noexcept : statement_(std::exchange(other.statement_, nullptr)) {}

Rows::~Rows() {
  if (statement_) sqlite3_reset(statement_);
}

bool Rows::next() { return step(statement_); }
bool Rows::is_null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }
std::int64_t Rows::integer(int column) const { return sqlite3_column_int64(statement_, column); }

BytesView Rows::blob(int column) const {
  auto data = static_cast<const char*>(sqlite3_column_blob(statement_, column));
  return {data, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

std::string_view Rows::text(int column) const {
  auto data = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
  return {data, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

void Statement::Finalize::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

void Statement::expect_parameters(std::size_t count) const {
  assert(!sqlite3_stmt_busy(statement_.get()));
  if (static_cast<std::size_t>(sqlite3_bind_parameter_count(statement_.get())) != count) {
    throw StorageFailure(SQLITE_MISUSE, std::to_string(count) + " parameters for: " + sqlite3_sql(statement_.get()));
  }
}

void Statement::bind_integer(int index, std::int64_t value) { sqlite3_bind_int64(statement_.get(), index, value); }
void Statement::bind(int index, std::nullptr_t) { sqlite3_bind_null(statement_.get(), index); }

// A null pointer would be bound as NULL; an empty value is not NULL.
void Statement::bind(int index, const Blob& value) {
  const char* data = value.bytes.data() ? value.bytes.data() : "";
  if (sqlite3_bind_blob64(statement_.get(), index, data, value.bytes.size(), SQLITE_STATIC) != SQLITE_OK) {
    fail(sqlite3_db_handle(statement_.get()));
  }
}

void Statement::bind(int index, const Text& value) {
  const char* data = value.chars.data() ? value.chars.data() : "";
  if (sqlite3_bind_text64(statement_.get(), index, data, value.chars.size(), SQLITE_STATIC, SQLITE_UTF8) != SQLITE_OK) {
    fail(sqlite3_db_handle(statement_.get()));
  }
}

void Statement::finish() {
  while (step(statement_.get())) {
  }
  sqlite3_reset(statement_.get());
}

void Database::Stop::operator()(Checkpointer* checkpointer) const { delete checkpointer; }

void Database::Close::operator()(sqlite3* connection) const {
  if (const auto* failed = beatbook::disk_failed(connection); failed && *failed) {
    sqlite3_db_config(connection, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  }
  sqlite3_close_v2(connection);
}

Result<Database> Database::open(const std::filesystem::path& file, const std::optional<Key>& key, Mode mode,
                                const Settings& settings) {
  int flags = mode == Mode::read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
  if (!settings.vfs.empty()) {
    if (mode == Mode::create) flags |= SQLITE_OPEN_CREATE;
  } else if (mode == Mode::create) {
    if (!create_private_file(file)) {
      return Error{Fault::storage, "Cannot create " + file.string() + ": " + std::strerror(errno) + "."};
    }
  } else if (!std::filesystem::exists(file)) {
    return Error{Fault::not_found, "There is no store at " + file.string() + "."};
  }
  sqlite3* connection = nullptr;
  int code = sqlite3_open_v2(file.c_str(), &connection, flags | SQLITE_OPEN_EXRESCODE,
                             settings.vfs.empty() ? nullptr : settings.vfs.c_str());
  Database database(connection);
  if (code != SQLITE_OK) return error_of(code, connection ? sqlite3_errmsg(connection) : "out of memory");
  sqlite3_busy_timeout(connection, settings.busy_ms);
  auto* failed = new DiskFailed(false);
  sqlite3_set_clientdata(connection, disk_failed_of, failed, [](void* of) { delete static_cast<DiskFailed*>(of); });
  return attempt([&]() -> Result<Database> {
    if (key) set_key(connection, *key);
    if (auto readable = read_first_page(connection, key.has_value()); !readable) return readable.error();
    configure(database, mode, settings);
    // A WAL that cannot be read looks like one that ends there, and what comes next would be written over the rest.
    if (last_errno(connection) != 0)
      throw StorageFailure(noted(connection, SQLITE_IOERR_READ), std::strerror(last_errno(connection)));
    if (mode != Mode::read_only) {
      database.ballast_ = Ballast(file, settings.ballast);
      database.ballast_.keep();
      database.checkpointer_.reset(new Checkpointer(file, key, settings, *failed));
      sqlite3_wal_hook(connection, on_commit, database.checkpointer_.get());
    }
    return std::move(database);
  });
}

Statement Database::prepare(std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v3(handle(), sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &statement, nullptr) !=
      SQLITE_OK) {
    fail(handle());
  }
  return Statement(statement);
}

void Database::run(const std::string& sql) { execute(handle(), sql.c_str()); }

std::int64_t Database::changes() const { return sqlite3_changes64(handle()); }

std::int64_t Database::schema_version() { return prepare("PRAGMA user_version").integer().value_or(0); }

void Database::set_schema_version(std::int32_t version) { run("PRAGMA user_version = " + std::to_string(version)); }

Result<void> Database::checkpoint() {
  int code = sqlite3_wal_checkpoint_v2(handle(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
  if (code == SQLITE_OK || primary(code) == SQLITE_BUSY) return {};
  return last_error(handle());
}

// Overwriting what is deleted (PRAGMA secure_delete) would cost every save and still leave what pages that were split moved
// away.
void Database::scrub() {
  run("PRAGMA temp_store = MEMORY; VACUUM");
  const int code = sqlite3_wal_checkpoint_v2(handle(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
  if (code != SQLITE_OK) throw StorageFailure(noted(handle(), code), "what was deleted is not off the disk yet");
}

Result<void> Database::verify() {
  return attempt([&]() -> Result<void> {
    Statement check = prepare("PRAGMA integrity_check(1)");
    Rows rows = check.query();
    if (rows.next() && rows.text(0) == "ok") return {};
    return error_of(SQLITE_CORRUPT, std::string(rows.text(0)));
  });
}

bool Database::disk_failed() const {
  const auto* failed = beatbook::disk_failed(handle());
  return failed && *failed;
}

void Database::distrust_disk() {
  if (auto* failed = beatbook::disk_failed(handle())) *failed = true;
}

void Database::before_transaction(Durability durability) {
  if (disk_failed()) throw StorageFailure(SQLITE_IOERR, "it failed before: lock and unlock, or start the program again");
  ballast_.before_writing();
  if (durability == durability_) return;
  run(durability == Durability::now ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
  durability_ = durability;
}

Transaction::Transaction(Database& database, Durability durability) : connection_(database.handle()) {
  database.before_transaction(durability);
  execute(connection_, "BEGIN IMMEDIATE");
}

// A failed COMMIT or a full disk may have rolled back already.
Transaction::~Transaction() {
  if (connection_ && !sqlite3_get_autocommit(connection_)) {
    sqlite3_exec(connection_, "ROLLBACK", nullptr, nullptr, nullptr);
  }
}

Result<void> Transaction::commit() {
  assert(connection_);
  if (sqlite3_exec(connection_, "COMMIT", nullptr, nullptr, nullptr) == SQLITE_OK) {
    connection_ = nullptr;
    return {};
  }
  Error error = last_error(connection_);
  if (!sqlite3_get_autocommit(connection_)) sqlite3_exec(connection_, "ROLLBACK", nullptr, nullptr, nullptr);
  connection_ = nullptr;
  return error;
}

}  // namespace beatbook
