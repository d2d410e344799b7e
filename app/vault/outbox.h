#pragma once
// Own change-sets that the server has not acknowledged, each sealed to the server's key (kernel/seal.h). A locked or handed-in
// tablet pushes from here; nobody who holds it can read them. The encrypted store holds the same change-sets and is the truth:
// whoever has it open compares last() with its own head and mends the outbox (append what is missing, or restart).
//
// One append-only file of frames: length u32 | SipHash-2-4 u64 | v1.OutboxFrame. The checksum finds torn writes; it protects
// from nobody. The first frame that does not fit ends the outbox; when more than a torn append lies behind it, that is set
// aside, for each entry can be unsealed by itself.
//
// A save is durable in the store before it is in here, and here nothing is durable before flush(). So whoever saves says so
// first, and marks the outbox as whole at the end: of one that is not whole nobody may say that it holds all. The mark names
// the newest entry, so it speaks of no other outbox that lies in its place.
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "app/vault/outbox_file.h"
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
  using Random = std::function<Bytes(std::size_t count)>;

  // Opens or makes the outbox in `directory`, which exists, and holds it alone until it goes: Fault::storage when another
  // program goes on having it for five seconds. Fault::bad_input when `server_sealing_key` is not valid.
  static Result<Outbox> open(const std::filesystem::path& directory, BytesView server_sealing_key);
  static Result<Outbox> open(std::unique_ptr<OutboxFile> file, BytesView server_sealing_key, Random random);

  // What is saved from now on may be missing in here, whatever happens. Durable; nothing to do when it is known already.
  Result<void> expect_saves();
  // The store holds nothing that is not in here or acknowledged: flushes, and says so. Fault::storage also when the disk failed
  // since it was opened: what became of that nobody knows.
  Result<void> mark_whole();
  bool whole() const;

  // Seals and writes, not yet durable. Fault::out_of_order unless `seq` follows last() and the incarnation does not go back;
  // where there is neither entry nor base the first is 1. Fault::too_large over limits::purged_change_set.
  Result<void> append(uint32_t incarnation, uint64_t seq, const Hash& chain_hash, BytesView change_set);
  // What was appended is durable when this returns without an error.
  Result<void> flush();

  // Entries in order with a number above `seq`, at most `max_bytes` of sealed bytes but at least one if there is any.
  Result<std::vector<OutboxEntry>> entries_after(uint64_t seq, std::size_t max_bytes) const;

  // Forgets what this store acknowledged: entries up to `seq`. Durable. The last of them becomes the base.
  Result<void> drop_through(uint64_t seq, BytesView store_incarnation);
  // Forgets everything and goes on behind `base` (after a fork, or when the outbox does not fit the store). Durable. The other
  // two as TabletPosition has them.
  Result<void> restart(const ChainPoint& base, uint64_t once_acked_seq, BytesView store_incarnation);

  // What could not be read once and was set aside: the store holds all of it.
  Result<void> drop_damaged();

  // A locked tablet learns that its chain parts after `parting`, a point that the outbox reaches back to: the server holds what
  // lies before, and entries behind it stay as they are sealed and are pushed under the new incarnation. Durable. Kept until
  // restart(), for the store has to follow.
  Result<void> take_fork(const v1::Fork& answer, const ChainPoint& parting, BytesView store_incarnation);
  const std::optional<LockedFork>& fork() const { return fork_; }

  // Where the chain stood before the first entry: what Push.previous_hash needs. Empty until something was dropped.
  const std::optional<ChainPoint>& base() const { return base_; }
  // Of the store that acknowledged the base; empty = not known.
  const Bytes& store_incarnation() const { return store_incarnation_; }
  // Any store, also one that is gone, has acknowledged so much of this branch: never below the base.
  uint64_t once_acked_seq() const;
  // Under which entries are pushed now: that of the fork, or of the newest entry.
  uint32_t incarnation() const;
  // The newest entry, or the base when there is none.
  std::optional<ChainPoint> last() const;
  std::size_t count() const { return entries_.size(); }

 private:
  struct Place {
    ChainPoint point;
    uint64_t offset;  // of the frame
    uint64_t end;
  };
  Outbox(std::unique_ptr<OutboxFile> file, Sealer sealer, Random random);
  Result<void> scan(BytesView content);
  Result<void> cut_off(BytesView damaged);
  Result<void> replace(const ChainPoint& base, std::size_t first_kept);
  Result<void> watched(Result<void> done);
  Bytes mark_of_last() const;
  std::size_t behind(uint64_t seq) const;
  Result<OutboxEntry> read(const Place& place) const;

  std::unique_ptr<OutboxFile> file_;
  Sealer sealer_;
  Random random_;
  std::optional<ChainPoint> base_;
  uint64_t once_acked_seq_ = 0;
  Bytes store_incarnation_;
  std::optional<LockedFork> fork_;
  std::vector<Place> entries_;  // seq without a gap
  uint64_t end_ = 0;
  std::optional<Bytes> mark_;  // what the newest entry was when it was whole
  bool mark_is_off_ = false;   // the disk, for certain
  bool disk_failed_ = false;
};

}  // namespace beatbook::app
