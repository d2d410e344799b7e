#pragma once
// Own change-sets that the server has not acknowledged, each sealed to the server's key (kernel/seal.h). A locked or handed-in
// tablet pushes from here; nobody who holds it can read them. The encrypted store holds the same change-sets and is the truth:
// whoever has it open compares last() with its own head and mends the outbox (append what is missing, or restart).
//
// One append-only file `outbox` of frames: length u32 | SipHash-2-4 u64 | v1.OutboxFrame. The checksum finds torn writes; it
// protects from nobody. The first frame that does not fit ends the outbox; when more than a torn append lies behind it, that
// is set aside in `outbox.damaged-N`, for each entry can be unsealed by itself.
#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

#include "app/vault/durable_file.h"
#include "beatbook/v1/sync.pb.h"
#include "kernel/bytes.h"
#include "kernel/hash.h"
#include "kernel/result.h"
#include "kernel/seal.h"

namespace beatbook::app {

// A point of the own chain.
struct ChainPoint {
  uint32_t incarnation = 0;
  uint64_t seq = 0;
  Hash chain_hash{};  // after change-set `seq`
  bool operator==(const ChainPoint&) const = default;
};

// The chain parts after `parting`; what follows goes by the incarnation of `answer`.
struct LockedFork {
  v1::Fork answer;
  ChainPoint parting;
};

struct OutboxEntry {
  ChainPoint point;
  Bytes sealed;
};

class Outbox {
 public:
  // Opens or makes the outbox in `directory`, which exists, and holds it alone until it goes: Fault::storage when another
  // program goes on having it for two seconds. Fault::bad_input when `server_sealing_key` is not valid.
  static Result<Outbox> open(const std::filesystem::path& directory, BytesView server_sealing_key);

  // Seals and writes, not yet durable. Fault::out_of_order unless `seq` follows last() and the incarnation does not go back;
  // an empty outbox without a base takes any. Fault::too_large over limits::purged_change_set.
  Result<void> append(uint32_t incarnation, uint64_t seq, const Hash& chain_hash, BytesView change_set);
  // What was appended is durable when this returns without an error.
  Result<void> flush();

  // Entries in order with a number above `seq`, at most `max_bytes` of sealed bytes but at least one if there is any.
  Result<std::vector<OutboxEntry>> entries_after(uint64_t seq, std::size_t max_bytes) const;

  // Forgets what the server acknowledged: entries up to `seq` of `incarnation` or an earlier one. Durable. The last of them
  // becomes the base.
  Result<void> drop_through(uint32_t incarnation, uint64_t seq);
  // Forgets everything and goes on behind `base` (after a fork, or when the outbox does not fit the store). Durable.
  Result<void> restart(const ChainPoint& base);

  // What could not be read once and was set aside: the store holds all of it.
  Result<void> drop_damaged();

  // A locked tablet learns that its chain parts: entries stay as they are sealed and are pushed under the new incarnation.
  // Durable. Kept until restart(), for the store has to follow.
  Result<void> take_fork(const v1::Fork& answer, const ChainPoint& parting);
  const std::optional<LockedFork>& fork() const { return fork_; }

  // Where the chain stood before the first entry: what Push.previous_hash needs. Empty until something was dropped.
  const std::optional<ChainPoint>& base() const { return base_; }
  // The newest entry, or the base when there is none.
  std::optional<ChainPoint> last() const;
  std::size_t count() const { return entries_.size(); }

 private:
  struct Place {
    ChainPoint point;
    uint64_t offset;  // of the frame
    uint64_t end;
  };
  Outbox(std::filesystem::path directory, FileHandle turn, Sealer sealer);
  Result<void> scan();
  Result<void> cut_off(BytesView damaged);
  Result<void> replace(const ChainPoint& base, std::size_t first_kept);
  Result<OutboxEntry> read(const Place& place) const;

  std::filesystem::path directory_;
  FileHandle turn_;
  FileHandle file_;
  Sealer sealer_;
  std::optional<ChainPoint> base_;
  std::optional<LockedFork> fork_;
  std::vector<Place> entries_;  // seq without a gap
  uint64_t end_ = 0;
};

}  // namespace beatbook::app
