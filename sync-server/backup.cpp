#include "sync-server/backup.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include "kernel/central_attachments.h"
#include "kernel/central_log.h"
#include "sync-server/archive.h"
#include "sync-server/clock.h"
#include "sync-server/enrolments.h"
#include "sync-server/orders.h"
#include "sync-server/publisher.h"
#include "sync-server/quarantine.h"
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

struct Newest {
  uint64_t gsn = 0, attachment = 0;
};

Result<Newest> newest_of(const std::filesystem::path& file, const Key& key) {
  auto store = SqliteStore::open(file, key, Database::Mode::existing);
  if (!store) return store.error();
  return attempt([&]() -> Result<Newest> {
    if (!store->fact(fact_store_incarnation)) return Error{Fault::bad_input, file.string() + " is not a backup of a server."};
    CentralAttachments attachments(*store);
    if (auto whole = attachments.verify(); !whole) return whole.error();
    return Newest{store->last_gsn(), attachments.taken()};
  });
}

// Moves what the old store's log holds into its file, which is then all of it. False for a store that does not open: it
// belongs together with its log.
bool fold_log(const std::filesystem::path& file, const Key& key) {
  {
    auto database = Database::open(file, key, Database::Mode::existing);
    if (!database || !database->checkpoint()) return false;
  }
  std::error_code missing;
  const auto left = std::filesystem::file_size(file.string() + "-wal", missing);
  return missing || left == 0;
}

// A second name for the old store and its log. Nothing is taken away; a name that a restore cut before this place gave is used
// again.
Result<void> name_aside(const std::filesystem::path& file, const std::function<void()>& between) {
  const auto is_free = [&](const std::string& aside, const char* suffix) {
    std::error_code missing;
    return !std::filesystem::exists(aside + suffix) ||
           std::filesystem::equivalent(file.string() + suffix, aside + suffix, missing);
  };
  std::string aside;
  for (int number = 1; aside.empty() || !is_free(aside, "") || !is_free(aside, "-wal"); ++number) {
    aside = file.string() + ".before-restore-" + std::to_string(number);
  }
  for (const auto* suffix : {"", "-wal"}) {
    if (!std::filesystem::exists(file.string() + suffix) || std::filesystem::exists(aside + suffix)) continue;
    std::error_code failed;
    std::filesystem::create_hard_link(file.string() + suffix, aside + suffix, failed);
    if (failed) return Error{Fault::storage, "Cannot set " + file.string() + " aside: " + failed.message() + "."};
    between();
  }
  return {};
}

Result<void> sync_directory_of(const std::filesystem::path& file) {
  return make_durable(file.has_parent_path() ? file.parent_path() : std::filesystem::path("."));
}

// So that tablets are told what is safe. A server may be serving the store.
Result<void> note_backup(const StoreDirectory& directory, const Newest& newest) {
  auto store = directory.open_store(Database::Mode::existing);
  if (!store) return store.error();
  return attempt([&]() -> Result<void> {
    store->begin();
    store->set_fact(fact_backup_gsn, std::to_string(newest.gsn));
    store->set_fact(fact_backup_attachment, std::to_string(newest.attachment));
    store->commit();
    return {};
  });
}

}  // namespace

Result<uint64_t> back_up(const StoreDirectory& directory, const std::filesystem::path& file) {
  if (std::filesystem::exists(file)) return Error{Fault::bad_input, file.string() + " exists already. Choose another name."};
  const auto unfinished = std::filesystem::path(file.string() + ".unfinished");
  remove_store(unfinished);
  const Key key = directory.database_key();
  auto copied = copy_store(directory.central(), unfinished, key);
  auto newest = copied ? newest_of(unfinished, key) : Result<Newest>(copied.error());
  if (newest) {
    // newest_of() opened it for writing and made it a store with a log again.
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
  if (auto noted = note_backup(directory, *newest); !noted) return noted.error();
  return newest->gsn;
}

Result<Restored> restore(const StoreDirectory& directory, const std::filesystem::path& file,
                         const std::filesystem::path& archive) {
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
  auto newest = newest_of(unfinished, key);
  if (!newest) {
    remove_store(unfinished);
    return newest.error();
  }
  Restored out{newest->gsn, 0};
  auto renewed = attempt([&]() -> Result<void> {
    auto store = SqliteStore::open(unfinished, key, Database::Mode::existing);
    if (!store) return store.error();
    Orders orders(*store, directory.path());
    const PurgeList list(directory.path());
    if (!store->fact(fact_purges_listed) && !list.exists()) {
      if (auto begun = list.begin(); !begun) return begun;
    }
    // A backup may be older than some of them.
    Orders::make_tables(store->database());
    Publisher::make_tables(store->database());
    Quarantine::make_tables(store->database());
    store->begin();
    if (!archive.empty()) {
      auto replayed = replay_archive(archive, directory, *store);
      if (!replayed) return replayed.error();
      out.from_archive = *replayed;
    }
    store->set_fact(fact_backup_gsn, std::to_string(newest->gsn));
    store->set_fact(fact_backup_attachment, std::to_string(newest->attachment));
    store->set_fact(fact_store_incarnation, random_bytes(16));
    for (const auto& enrolled : Enrolments(store->database()).list()) {
      CentralLog(*store).seal(enrolled.id, static_cast<uint32_t>(wall_ms() / 1000));
    }
    // The list is older than no backup: what it says is purged here too.
    auto again = orders.purge_what_is_listed();
    if (!again) return again.error();
    out.purged = *again;
    store->commit();
    // Without room for a new file it stays owed, and the server does it.
    (void)attempt([&]() -> Result<void> {
      orders.scrub(wall_ms());
      return {};
    });
    store->database().run("PRAGMA journal_mode = DELETE");
    return {};
  });
  if (!renewed) {
    remove_store(unfinished);
    return renewed.error();
  }
  if (auto replaced = replace_store(directory, unfinished); !replaced) return replaced.error();
  return out;
}

Result<void> replace_store(const StoreDirectory& directory, const std::filesystem::path& whole,
                           const std::function<void()>& between) {
  const auto central = directory.central();
  if (auto durable = make_durable(whole); !durable) return durable;
  // Named first: opening a damaged store may take its log away.
  if (auto named = name_aside(central, between); !named) return named;
  const bool folded = fold_log(central, directory.database_key());
  between();
  // The new store must never meet the old log, nor the old store be without it. A folded store stays in its place to the end.
  std::error_code failed;
  for (const auto* suffix : {"", "-wal", "-shm"}) {
    if (*suffix == '\0' && folded) continue;
    std::filesystem::remove(central.string() + suffix, failed);
    if (failed) return Error{Fault::storage, "Cannot set " + central.string() + " aside: " + failed.message() + "."};
    between();
  }
  if (auto durable = sync_directory_of(central); !durable) return durable;
  std::filesystem::rename(whole, central, failed);
  if (failed) return Error{Fault::storage, "Cannot put the backup in place: " + failed.message() + "."};
  between();
  return make_durable(central);
}

}  // namespace beatbook::server
