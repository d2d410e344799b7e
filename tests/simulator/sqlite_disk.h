#pragma once
// The lane for the disk: the SqliteStore that ships, encrypted, over a file system in memory that fails.
#include "simulator/disk.h"
#include "simulator/failing_files.h"
#include "sqlite/sqlite_store.h"

namespace beatbook::simulator {

class SqliteDisk : public Disk {
 public:
  SqliteDisk(uint64_t dice, DiskWatch& watch);
  Store& store() override { return *store_; }
  Store& durable() override { return *store_; }
  void cut_at(uint64_t steps, bool after) override { files_.cut_at(steps, after); }
  void fail_at(uint64_t steps, Harm harm) override { files_.fail_at(steps, harm); }
  void set_full(bool full) override { files_.full = full; }
  bool full() const override { return files_.full; }
  bool power_is_gone() const override { return files_.dark(); }
  void check() override;
  void mend() override { files_.mend(); }
  void lose_power(uint64_t dice) override;
  void restart(uint64_t dice) override;
  std::shared_ptr<const Image> copy() override;
  void put_back(const Image& image) override;

 private:
  struct Content : Image {
    explicit Content(FailingFiles::Contents of) : files(std::move(of)) {}
    FailingFiles::Contents files;
  };
  void open();
  // Now and then something fails while the store is being opened, before it opens.
  void open_again(uint64_t dice);
  Result<SqliteStore> opened();
  void vanish();

  DiskWatch& watch_;
  FailingFiles files_;
  int wal_pages_;
  Database::MovesWal moves_wal_;
  std::unique_ptr<SqliteStore> store_;
};

}  // namespace beatbook::simulator
