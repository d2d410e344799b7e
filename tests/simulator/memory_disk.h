#pragma once
// The lane for volume: a MemoryStore that loses power at its k-th commit, is full, and loses what Durability::with_next
// promised only for later.
#include <optional>

#include "kernel/memory_store.h"
#include "simulator/disk.h"

namespace beatbook::simulator {

class MemoryDisk : public Disk {
 public:
  explicit MemoryDisk(DiskWatch& watch) : store_(watch) {}
  Store& store() override { return store_; }
  Store& durable() override { return store_.durable ? *store_.durable : store_; }
  void cut_at(uint64_t steps, bool after) override {
    store_.left = steps;
    store_.after = after;
  }
  void set_full(bool full) override { store_.full = full; }
  bool full() const override { return store_.full; }
  bool power_is_gone() const override { return store_.dark; }
  void check() override;
  void mend() override { cut_at(0, false); }
  void lose_power(uint64_t dice) override;
  void restart(uint64_t) override { store_.use(Store::View::current); }
  std::shared_ptr<const Image> copy() override;
  void put_back(const Image& image) override;

 private:
  struct Content : Image {
    explicit Content(MemoryStore of) : store(std::move(of)) {}
    MemoryStore store;
  };
  struct Medium : MemoryStore {
    explicit Medium(DiskWatch& over) : watch(&over) {}
    void begin(Durability durability) override;
    void commit() override;

    std::optional<MemoryStore> durable;  // none: all of it is
    Durability durability = Durability::now;
    uint64_t left = 0;
    bool after = false, full = false, dark = false;
    DiskWatch* watch;
  };
  Medium store_;
};

}  // namespace beatbook::simulator
