#include "sync-server/backup.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include "sync-server/random.h"

namespace beatbook::server {

namespace {

// Page by page, through SQLite: what the WAL holds is in it.
Result<void> copy_pages(Database& from, Database& to) {
  sqlite3_backup* copy = sqlite3_backup_init(to.handle(), "main", from.handle(), "main");
  if (!copy) return Error{Fault::storage, std::string("The copy cannot begin: ") + sqlite3_errmsg(to.handle()) + "."};
  const int code = sqlite3_backup_step(copy, -1);
  sqlite3_backup_finish(copy);
  if (code == SQLITE_DONE) return {};
  return StorageFailure(code, sqlite3_errmsg(to.handle())).error();
}

Result<void> make_durable(const std::filesystem::path& file) {
  for (const auto& path : {file, file.has_parent_path() ? file.parent_path() : std::filesystem::path(".")}) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    const bool synced = descriptor >= 0 && ::fsync(descriptor) == 0;
    if (descriptor >= 0) ::close(descriptor);
    if (!synced) return Error{Fault::storage, "Cannot write " + path.string() + " to the disk."};
  }
  return {};
}

void remove_store(const std::filesystem::path& file) {
  std::error_code ignored;
  for (const auto* suffix : {"", "-wal", "-shm"}) std::filesystem::remove(file.string() + suffix, ignored);
}

// One file without a log beside it: nothing that belongs to it can be forgotten.
Result<void> copy_store(const std::filesystem::path& from, const std::filesystem::path& to, const Key& key) {
  auto source = Database::open(from, key, Database::Mode::read_only);
  if (!source) return source.error();
  auto target = Database::open(to, key, Database::Mode::create);
  if (!target) return target.error();
  if (auto copied = copy_pages(*source, *target); !copied) return copied;
  return attempt([&]() -> Result<void> {
    target->run("PRAGMA journal_mode = DELETE");
    return target->verify();
  });
}

Result<uint64_t> newest_gsn(const std::filesystem::path& file, const Key& key) {
  auto store = SqliteStore::open(file, key, Database::Mode::existing);
  if (!store) return store.error();
  return attempt([&]() -> Result<uint64_t> {
    if (!store->fact(fact_store_incarnation)) return Error{Fault::bad_input, file.string() + " is not a backup of a server."};
    return store->last_gsn();
  });
}

Result<void> set_aside(const std::filesystem::path& file) {
  std::filesystem::path aside;
  for (int number = 1; aside.empty() || std::filesystem::exists(aside); ++number) {
    aside = file.string() + ".before-restore-" + std::to_string(number);
  }
  for (const auto* suffix : {"-wal", "-shm", ""}) {
    if (!std::filesystem::exists(file.string() + suffix)) continue;
    std::error_code failed;
    std::filesystem::rename(file.string() + suffix, aside.string() + suffix, failed);
    if (failed) return Error{Fault::storage, "Cannot set " + file.string() + " aside: " + failed.message() + "."};
  }
  return {};
}

}  // namespace

Result<uint64_t> back_up(const StoreDirectory& directory, const std::filesystem::path& file) {
  if (std::filesystem::exists(file)) return Error{Fault::bad_input, file.string() + " exists already. Choose another name."};
  const auto unfinished = std::filesystem::path(file.string() + ".unfinished");
  remove_store(unfinished);
  const Key key = directory.database_key();
  auto copied = copy_store(directory.central(), unfinished, key);
  auto newest = copied ? newest_gsn(unfinished, key) : Result<uint64_t>(copied.error());
  if (newest) {
    // newest_gsn() opened it for writing and made it a store with a log again.
    copied = attempt([&]() -> Result<void> {
      auto database = Database::open(unfinished, key, Database::Mode::existing);
      if (!database) return database.error();
      database->run("PRAGMA journal_mode = DELETE");
      return {};
    });
    if (copied) copied = make_durable(unfinished);
  }
  if (!newest || !copied) {
    remove_store(unfinished);
    return newest ? copied.error() : newest.error();
  }
  std::error_code failed;
  std::filesystem::rename(unfinished, file, failed);
  if (failed) return Error{Fault::storage, "Cannot name the backup " + file.string() + ": " + failed.message() + "."};
  if (auto durable = make_durable(file); !durable) return durable.error();
  return newest;
}

Result<uint64_t> restore(const StoreDirectory& directory, const std::filesystem::path& file) {
  if (!std::filesystem::exists(file)) return Error{Fault::not_found, "There is no backup " + file.string() + "."};
  const auto lock = StoreLock::take(directory);
  if (!lock) return lock.error();
  const Key key = directory.database_key();
  const auto unfinished = std::filesystem::path(directory.central().string() + ".unfinished");
  remove_store(unfinished);
  if (auto copied = copy_store(file, unfinished, key); !copied) {
    remove_store(unfinished);
    if (copied.error().code != Fault::locked) return copied.error();
    return Error{Fault::bad_input,
                 file.string() + " is not a backup under this server.key. Put back the server.key it was made with."};
  }
  auto newest = newest_gsn(unfinished, key);
  if (!newest) {
    remove_store(unfinished);
    return newest;
  }
  auto renewed = attempt([&]() -> Result<void> {
    auto store = SqliteStore::open(unfinished, key, Database::Mode::existing);
    if (!store) return store.error();
    store->begin();
    store->set_fact(fact_store_incarnation, random_bytes(16));
    store->commit();
    store->database().run("PRAGMA journal_mode = DELETE");
    return {};
  });
  if (renewed) renewed = set_aside(directory.central());
  if (!renewed) return renewed.error();
  std::error_code failed;
  std::filesystem::rename(unfinished, directory.central(), failed);
  if (failed) return Error{Fault::storage, "Cannot put the backup in place: " + failed.message() + "."};
  if (auto durable = make_durable(directory.central()); !durable) return durable.error();
  return newest;
}

}  // namespace beatbook::server
