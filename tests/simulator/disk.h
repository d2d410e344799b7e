#pragma once
// A MemoryStore that can lose power at its k-th commit, be full, and lose what Durability::with_next promised only for later.
#include <optional>

#include "kernel/memory_store.h"

namespace beatbook::simulator {

struct PowerCut {};
struct DiskFull {};

class Disk : public MemoryStore {
 public:
  // The power goes at the k-th commit from now: before it is stored, or when it was stored and nobody was told.
  void cut_at(uint64_t commits, bool after) {
    left_ = commits;
    after_ = after;
  }
  bool full = false;

  void begin(Durability durability = Durability::now) override {
    durability_ = durability;
    if (durability == Durability::with_next && !durable_) durable_.emplace(*this);
    MemoryStore::begin(durability);
  }
  void commit() override {
    if (full) throw DiskFull{};
    const bool cut = left_ > 0 && --left_ == 0;
    if (cut && !after_) throw PowerCut{};
    MemoryStore::commit();
    if (durability_ == Durability::now) durable_.reset();
    if (cut) throw PowerCut{};
  }

  // What a power cut now would leave for certain.
  MemoryStore& durable() { return durable_ ? *durable_ : *this; }
  // The power is gone and back. `lost`: what was not durable is gone, else it had reached the disk by luck.
  void lose_power(bool lost) {
    if (durable_ && lost) static_cast<MemoryStore&>(*this) = *durable_;
    durable_.reset();
    left_ = 0;
    use(View::current);
  }
  // Another content in place of this one: a backup that is put back.
  void put_back(const MemoryStore& content) {
    static_cast<MemoryStore&>(*this) = content;
    durable_.reset();
    left_ = 0;
    use(View::current);
  }

 private:
  std::optional<MemoryStore> durable_;  // none: all of it is
  Durability durability_ = Durability::now;
  uint64_t left_ = 0;
  bool after_ = false;
};

}  // namespace beatbook::simulator
