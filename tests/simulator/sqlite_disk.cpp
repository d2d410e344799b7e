#include "simulator/sqlite_disk.h"

#include "simulator/world.h"

namespace beatbook::simulator {

SqliteDisk::SqliteDisk(uint64_t dice, DiskWatch& watch)
    : watch_(watch), files_(watch), wal_pages_(static_cast<int>(4 + dice % 60)) {
  open();
}

void SqliteDisk::open() {
  static const Key key = *Key::from_bytes(Bytes(Key::size, 'k'));
  Database::Settings settings;
  settings.vfs = FailingFiles::vfs();
  settings.wal_pages = wal_pages_;
  // A thread of its own would move the WAL at another moment in each run.
  settings.moves_wal_beside = false;
  ++watch_.held;
  auto opened = SqliteStore::open(files_.path(), key, Database::Mode::create, settings);
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

void SqliteDisk::lose_power(uint64_t dice) {
  vanish();
  files_.lose_power(dice);
  open();
}

void SqliteDisk::restart(uint64_t dice) {
  if (dice % 2 == 0) {
    vanish();
  } else {
    store_.reset();
  }
  // It may fail while it closes, too.
  if (power_is_gone()) files_.lose_power(dice);
  open();
}

std::shared_ptr<const Disk::Image> SqliteDisk::copy() { return std::make_shared<Content>(files_.contents()); }

void SqliteDisk::put_back(const Image& image) {
  vanish();
  files_.put_back(static_cast<const Content&>(image).files);
  mend();
  open();
}

}  // namespace beatbook::simulator
