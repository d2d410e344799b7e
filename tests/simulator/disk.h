#pragma once
// What a store of the simulator lies on. It fails in the middle of a commit, and a power cut leaves what was durable for
// certain and of the rest what chance decides. Whatever fails throws StorageFailure, as a real store does.
#include <array>
#include <memory>
#include <string_view>

#include "kernel/store.h"

namespace beatbook::simulator {

// How a disk failed, and how often that happened.
enum class Harm : uint8_t {
  write_lost,
  write_torn,
  write_overtaken,
  undone,
  turned_over,
  read_failed,
  write_failed,
  sync_failed,
  no_space,
  count
};
inline constexpr std::array<std::string_view, static_cast<size_t>(Harm::count)> harm_names{
    "write lost",
    "write torn",
    "write lost that was before one which was kept",
    "deletion or renaming undone",
    "byte of a file turned over",
    "read failed",
    "write failed",
    "sync failed",
    "no space"};
using Harms = std::array<uint64_t, static_cast<size_t>(Harm::count)>;

struct DiskWatch {
  Harms harms{};
  int held = 0;  // nothing fails while it is above 0
};

enum class Lane : uint8_t { memory, vfs };

class Disk {
 public:
  // All that lies on a disk: a backup.
  class Image {
   public:
    virtual ~Image() = default;
  };

  virtual ~Disk() = default;
  virtual Store& store() = 0;
  // What a power cut now would leave for certain, as far as it can be told without one.
  virtual Store& durable() = 0;
  // The power goes at the k-th step of the disk from now, before it is done or when it was done and nobody was told.
  virtual void cut_at(uint64_t steps, bool after) = 0;
  // From the k-th step on the first call that can do so fails, once. A disk in memory has nothing of the kind.
  virtual void fail_at(uint64_t, Harm) {}
  virtual void set_full(bool full) = 0;
  virtual bool full() const = 0;
  // It was the power that failed: lose_power() comes next.
  virtual bool power_is_gone() const = 0;
  // Throws StorageFailure when the power is gone, or when the store knows that its disk failed where nobody was told.
  virtual void check() = 0;
  // Nothing armed is left.
  virtual void mend() = 0;
  // The power is gone and back. Another store() is there afterwards.
  virtual void lose_power(uint64_t dice) = 0;
  // The program ends, tidily or not, and starts again.
  virtual void restart(uint64_t dice) = 0;
  virtual std::shared_ptr<const Image> copy() = 0;
  virtual void put_back(const Image& image) = 0;
};

std::unique_ptr<Disk> make_disk(Lane lane, uint64_t dice, DiskWatch& watch);

}  // namespace beatbook::simulator
