#include "simulator/memory_disk.h"

#include <sqlite3.h>

#include "simulator/sqlite_disk.h"
#include "sqlite/database.h"

namespace beatbook::simulator {

void MemoryDisk::Medium::begin(Durability wanted) {
  durability = wanted;
  if (wanted == Durability::with_next && !durable) durable.emplace(*this);
  MemoryStore::begin(wanted);
}

void MemoryDisk::Medium::commit() {
  if (full) {
    ++watch->harms[static_cast<size_t>(Harm::no_space)];
    throw StorageFailure(SQLITE_FULL, "full");
  }
  dark = left > 0 && --left == 0;
  if (dark && !after) throw StorageFailure(SQLITE_IOERR, "no power");
  MemoryStore::commit();
  if (durability == Durability::now) durable.reset();
  if (dark) throw StorageFailure(SQLITE_IOERR, "no power");
}

void MemoryDisk::check() {
  if (power_is_gone()) throw StorageFailure(SQLITE_IOERR, "no power");
}

void MemoryDisk::lose_power(uint64_t dice) {
  store_.rollback();
  if (store_.durable && dice % 2 == 1) {
    ++store_.watch->harms[static_cast<size_t>(Harm::write_lost)];
    static_cast<MemoryStore&>(store_) = *store_.durable;
  }
  store_.durable.reset();
  store_.dark = false;
  mend();
  store_.use(Store::View::current);
}

std::shared_ptr<const Disk::Image> MemoryDisk::copy() {
  return std::make_shared<Content>(store_.durable ? *store_.durable : static_cast<const MemoryStore&>(store_));
}

void MemoryDisk::put_back(const Image& image) {
  static_cast<MemoryStore&>(store_) = static_cast<const Content&>(image).store;
  lose_power(0);
}

std::unique_ptr<Disk> make_disk(Lane lane, uint64_t dice, DiskWatch& watch) {
  if (lane == Lane::memory) return std::make_unique<MemoryDisk>(watch);
  return std::make_unique<SqliteDisk>(dice, watch);
}

}  // namespace beatbook::simulator
