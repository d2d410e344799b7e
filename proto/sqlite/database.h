#pragma once
// A thin layer of ownership over encrypted SQLite. A connection and all that hangs on it belong to one thread at a time.
//
// Failures. Opening and committing can fail in ways a person can mend and return Result. Preparing and stepping our own
// SQL fails only by a bug, a full or failing disk, a damaged file or a second writer: they throw StorageFailure, so the hot
// path carries no checks. Where such a failure must become a value, wrap the work in attempt().
#include <concepts>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "kernel/bytes.h"
#include "kernel/durability.h"
#include "kernel/key.h"
#include "kernel/result.h"
#include "sqlite/ballast.h"

struct sqlite3;
struct sqlite3_stmt;

namespace beatbook {

class StorageFailure : public std::runtime_error {
 public:
  StorageFailure(int sqlite_code, const std::string& message) : std::runtime_error(message), code_(sqlite_code) {}
  // The extended SQLite result code.
  int code() const { return code_; }
  // Fault::corrupt for a damaged file, else Fault::storage; the message says what to do.
  Error error() const;

 private:
  int code_;
};

// Runs `work` (returning Result<T>) and turns a StorageFailure into its Error.
template <class Work>
auto attempt(Work&& work) -> decltype(work()) {
  try {
    return work();
  } catch (const StorageFailure& failure) {
    return failure.error();
  }
}

// What a parameter is bound as. Nothing is copied: the bytes must outlive Statement::run or the Rows of the query.
struct Blob {
  BytesView bytes;
  Blob(BytesView view) : bytes(view) {}
  Blob(const Bytes& owned) : bytes(owned) {}
  Blob(Bytes&&) = delete;
  template <class Kind>
  Blob(const Id<Kind>& id) : bytes(id.bytes()) {}
  template <class Kind>
  Blob(Id<Kind>&&) = delete;
};
struct Text {
  std::string_view chars;
  Text(std::string_view view) : chars(view) {}
  Text(const std::string& owned) : chars(owned) {}
  Text(const char* literal) : chars(literal) {}
  Text(std::string&&) = delete;
};

class Checkpointer;
class Statement;

// The rows of a running query. Views of a row live until the next next() or the end of Rows; the end resets the statement.
class Rows {
 public:
  Rows(Rows&& other) noexcept;
  Rows& operator=(Rows&&) = delete;
  ~Rows();

  // Moves to the next row; false after the last.
  bool next();
  bool is_null(int column) const;
  std::int64_t integer(int column) const;
  BytesView blob(int column) const;  // empty for NULL
  std::string_view text(int column) const;
  // Empty unless the column holds exactly 16 bytes.
  template <class AnyId>
  std::optional<AnyId> id(int column) const {
    return AnyId::from_bytes(blob(column));
  }

 private:
  friend class Statement;
  explicit Rows(sqlite3_stmt* statement) : statement_(statement) {}
  sqlite3_stmt* statement_;
};

// Prepared once, run many times. Parameters are given in order: integers, Blob, Text, nullptr, or an optional of these.
class Statement {
 public:
  Statement() = default;

  // Runs to the end and resets; rows, if any, are dropped.
  template <class... Parameters>
  void run(const Parameters&... parameters) {
    bind_all(parameters...);
    finish();
  }
  // One query at a time per statement: asking again while Rows lives is a bug (asserted).
  template <class... Parameters>
  [[nodiscard]] Rows query(const Parameters&... parameters) {
    bind_all(parameters...);
    return Rows(statement_.get());
  }
  // The first column of the first row; empty without a row or when it is NULL.
  template <class... Parameters>
  std::optional<std::int64_t> integer(const Parameters&... parameters) {
    Rows rows = query(parameters...);
    if (!rows.next() || rows.is_null(0)) return std::nullopt;
    return rows.integer(0);
  }

 private:
  friend class Database;
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  explicit Statement(sqlite3_stmt* statement) : statement_(statement) {}

  template <class... Parameters>
  void bind_all(const Parameters&... parameters) {
    expect_parameters(sizeof...(parameters));
    int index = 0;
    (bind(++index, parameters), ...);
  }
  template <std::integral Integer>
  void bind(int index, Integer value) {
    bind_integer(index, static_cast<std::int64_t>(value));
  }
  template <class Value>
  void bind(int index, const std::optional<Value>& value) {
    value ? bind(index, *value) : bind(index, nullptr);
  }
  void bind(int index, const Blob& value);
  void bind(int index, const Text& value);
  void bind(int index, std::nullptr_t);
  void bind_integer(int index, std::int64_t value);
  void expect_parameters(std::size_t count) const;
  void finish();

  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

class Database {
 public:
  enum class Mode {
    create,     // made (0600) when it is not there
    existing,   // Fault::not_found when it is not there
    read_only,  // as existing; nothing is ever written
  };
  // Who moves the WAL into the file: a thread that no commit waits for, with a connection of its own; such a connection within
  // the commit, where every run must go the same way; or the commit's own.
  enum class MovesWal { by_a_thread, beside_at_once, by_the_commit };
  struct Settings {
    int cache_kib = 16 * 1024;
    int busy_ms = 5000;    // how long a second writer waits
    std::string vfs = {};  // name of a registered VFS; empty = the system's
    // The WAL is moved into the file at each 32 MiB: at SQLite's 1000 pages a long pull would write its pages over and over.
    int wal_pages = 4096;
    MovesWal moves_wal = MovesWal::by_a_thread;
    uint64_t ballast = 0;  // bytes kept on the disk for when it is full, in a file of the same name with "-ballast"
  };

  // Opens with WAL, synchronous=FULL and foreign keys. With a key every page, also of the WAL, is encrypted and
  // authenticated (AEGIS-256); the key is used as it is, without a derivation.
  // Fault::locked: `key` does not open the file. A damaged first page looks the same; whoever is sure of the key (the
  // vault verified it) may read it as damage. Fault::corrupt, Fault::not_found, Fault::storage as their names say.
  static Result<Database> open(const std::filesystem::path& file, const std::optional<Key>& key, Mode mode,
                               const Settings& settings);
  static Result<Database> open(const std::filesystem::path& file, const std::optional<Key>& key, Mode mode) {
    return open(file, key, mode, Settings{});
  }

  // One statement. Throws StorageFailure.
  Statement prepare(std::string_view sql);
  // Any number of statements without parameters, such as a schema. Throws StorageFailure.
  void run(const std::string& sql);

  // Whoever begins a transaction asks first, saying how durable it shall be. Throws StorageFailure after the disk failed.
  void before_transaction(Durability durability);

  // Rows written by the last INSERT, UPDATE or DELETE.
  std::int64_t changes() const;
  // The schema number of the application (PRAGMA user_version); 0 in a new file. Throws StorageFailure.
  std::int64_t schema_version();
  void set_schema_version(std::int32_t version);
  // Moves the WAL into the file and empties it. A busy reader leaves the rest for later; that is no failure.
  Result<void> checkpoint();
  // What was deleted or overwritten is in no page of the file or its WAL any more: every page is written anew, which takes as
  // long as the file is. Not inside a transaction. Throws StorageFailure, also while another connection goes on reading.
  void scrub();
  // Reads every page and index: Fault::corrupt names the first thing that does not fit.
  Result<void> verify();

  // The disk failed under this connection, or somebody knows that it did. What a sync that failed left behind no later one
  // brings to the disk, though it says so (Linux), so nothing is built on it any more: no transaction begins and nothing is
  // moved out of the WAL, also not at the close. Opening anew reads what is there. From any thread.
  bool disk_failed() const;
  // The disk is full, and what is written now takes of the ballast.
  bool ballast_given_up() const { return ballast_.given_up(); }
  void distrust_disk();

  sqlite3* handle() const { return connection_.get(); }

 private:
  struct Close {
    void operator()(sqlite3* connection) const;
  };
  struct Stop {
    void operator()(Checkpointer* checkpointer) const;
  };
  explicit Database(sqlite3* connection) : connection_(connection) {}

  std::unique_ptr<sqlite3, Close> connection_;
  std::unique_ptr<Checkpointer, Stop> checkpointer_;
  Ballast ballast_{{}, 0};
  Durability durability_ = Durability::now;
};

// BEGIN IMMEDIATE now (throws StorageFailure when another writer does not let go), ROLLBACK at the end of its life unless
// committed. Not nested.
class Transaction {
 public:
  explicit Transaction(Database& database, Durability durability = Durability::now);
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction();

  // Durable when it returns without an error. After an error nothing of it is stored, but for a disk that failed: then it may
  // be there, whole, when the store is opened again.
  Result<void> commit();

 private:
  sqlite3* connection_;
};

}  // namespace beatbook
