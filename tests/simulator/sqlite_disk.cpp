#include "simulator/sqlite_disk.h"

#include <sqlite3.h>

#include "simulator/world.h"

namespace beatbook::simulator {

SqliteDisk::SqliteDisk(uint64_t dice, DiskWatch& watch)
    : watch_(watch), files_(watch), wal_pages_(static_cast<int>(4 + dice % 60)) {
  open();
}

void SqliteDisk::open(std::optional<uint64_t> failing_read) {
  static const Key key = *Key::from_bytes(Bytes(Key::size, 'k'));
  Database::Settings settings;
  settings.vfs = FailingFiles::vfs();
  settings.wal_pages = wal_pages_;
  // A thread of its own would move the WAL at another moment in each run.
  settings.moves_wal_beside = false;
  const auto open = [&] { return SqliteStore::open(files_.path(), key, Database::Mode::create, settings); };
  if (failing_read) {
    mend();
    files_.fail_at(*failing_read, Harm::read_failed);
    if (const auto failed = open(); !failed && failed.error().code != Fault::storage)
      throw Violation{"disk", "a read that failed while a store was opened is told as: " + failed.error().message};
    mend();
  }
  ++watch_.held;
  auto opened = open();
  --watch_.held;
  if (!opened) throw Violation{"S1", "a store cannot be opened again: " + opened.error().message};
  store_ = std::make_unique<SqliteStore>(std::move(*opened));
}

// The program is gone without a word: nothing more is written.
void SqliteDisk::vanish() {
  files_.vanish(true);
  store_.reset();
  files_.vanish(false);
}

void SqliteDisk::check() {
  if (power_is_gone() || store_->database().disk_failed()) throw StorageFailure(SQLITE_IOERR, "it failed");
}

void SqliteDisk::lose_power(uint64_t dice) {
  vanish();
  files_.lose_power(dice);
  open(dice % 3 == 0 ? std::optional(dice / 3 % 64) : std::nullopt);
}

void SqliteDisk::restart(uint64_t dice) {
  if (dice % 2 == 0) {
    vanish();
  } else {
    store_.reset();
  }
  // It may fail while it closes, too.
  if (power_is_gone()) files_.lose_power(dice);
  open(dice % 3 == 0 ? std::optional(dice / 3 % 64) : std::nullopt);
}

std::shared_ptr<const Disk::Image> SqliteDisk::copy() { return std::make_shared<Content>(files_.contents()); }

void SqliteDisk::put_back(const Image& image) {
  vanish();
  files_.put_back(static_cast<const Content&>(image).files);
  mend();
  open();
}

}  // namespace beatbook::simulator
