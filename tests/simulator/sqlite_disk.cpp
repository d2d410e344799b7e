#include "simulator/sqlite_disk.h"

#include <sqlite3.h>

#include "simulator/dice.h"
#include "simulator/world.h"

namespace beatbook::simulator {

SqliteDisk::SqliteDisk(uint64_t dice, DiskWatch& watch)
    : watch_(watch),
      files_(watch),
      wal_pages_(static_cast<int>(4 + dice % 60)),
      // A thread would move the WAL at another moment in each run.
      moves_wal_(dice / 60 % 2 == 0 ? Database::MovesWal::beside_at_once : Database::MovesWal::by_the_commit) {
  open();
}

Result<SqliteStore> SqliteDisk::opened() {
  static const Key key = *Key::from_bytes(Bytes(Key::size, 'k'));
  Database::Settings settings;
  settings.vfs = FailingFiles::vfs();
  settings.wal_pages = wal_pages_;
  settings.moves_wal = moves_wal_;
  return SqliteStore::open(files_.path(), key, Database::Mode::create, settings);
}

void SqliteDisk::open() {
  ++watch_.held;
  auto store = opened();
  --watch_.held;
  if (!store) throw Violation{"S1", "a store cannot be opened again: " + store.error().message};
  store_ = std::make_unique<SqliteStore>(std::move(*store));
}

void SqliteDisk::open_again(uint64_t chance) {
  Dice dice(chance);
  if (dice.one_in(3)) {
    mend();
    static constexpr Harm harms[]{Harm::read_failed, Harm::write_failed, Harm::sync_failed};
    const auto fails = dice.below(4);
    if (fails == 3) {
      files_.cut_at(1 + dice.below(12), dice.one_in(2));
    } else {
      files_.fail_at(dice.below(fails == 0 ? 64 : 8), harms[fails]);
    }
    {
      const auto failed = opened();
      if (!failed && failed.error().code != Fault::storage)
        throw Violation{"disk", "a disk that failed while a store was opened is told as: " + failed.error().message};
    }
    if (power_is_gone()) files_.lose_power(dice.next());
    mend();
  }
  open();
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
  open_again(dice);
}

void SqliteDisk::restart(uint64_t dice) {
  if (dice % 2 == 0) {
    vanish();
  } else {
    store_.reset();
  }
  // It may fail while it closes, too.
  if (power_is_gone()) files_.lose_power(dice);
  open_again(dice);
}

std::shared_ptr<const Disk::Image> SqliteDisk::copy() { return std::make_shared<Content>(files_.contents()); }

void SqliteDisk::put_back(const Image& image) {
  vanish();
  files_.put_back(static_cast<const Content&>(image).files);
  mend();
  open();
}

}  // namespace beatbook::simulator
