#pragma once
// The server's side of the log over any Store: takes pushes in, numbers them, and reads pages for a reader's streams.
// Nothing here begins or commits: one writer groups many sessions' batches into one durable transaction.
#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "beatbook/v1/sync.pb.h"
#include "kernel/order.h"
#include "kernel/record_batch.h"
#include "kernel/store.h"

namespace beatbook {

// A push with all that needs no store done: parsed, envelopes checked, digests and chain computed.
struct PreparedPush {
  struct Set {
    ChangeSet decoded;
    std::vector<ChangeDigest> digests;
    Hash chain{};  // after it, if `previous` is what the server holds
  };
  Branch branch;
  Ancestry ancestry;  // by which the sets were read
  uint64_t from_seq = 0;
  Hash previous{};
  std::vector<Set> sets;
  // As far as this the tablet's own entries are what some store of this server acknowledged under these numbers.
  uint64_t once_acked_seq = 0;
  // By which dots the tablet says that its chain goes, where it says so: for a branch that only a lost store has heard of.
  std::optional<Ancestry> names = {};
};

// Reads a push of `branch`. A broken envelope refuses the whole batch with Fault::corrupt, Fault::too_large or
// Fault::out_of_order.
Result<PreparedPush> prepare_push(v1::Push push, const Branch& branch, const Ancestry& ancestry);

// Why the change-set that gets this name is held for a supervisor instead of merged; nullopt = it is not. Never a reason to
// refuse it. `records` are as the change-sets before it left them.
using Judge = std::function<std::optional<std::string>(const Dot& dot, const ChangeSet& set, RecordBatch& records)>;

struct Diverged {
  uint64_t after_seq = 0;
  uint32_t new_incarnation = 0;  // 0: the place is not known, the tablet pushes from seq 1
  Ancestry ancestry;             // of the new branch
  v1::PushAck held;              // receipts of what of the push is held, up to after_seq
  uint64_t stored = 0;           // change-sets stored now
};

struct Taken {
  v1::PushAck ack;
  uint64_t stored = 0;  // change-sets stored now (others were there)
};

struct Reader {
  Branch branch;  // own change-sets come back as stamps, or in full for a rebuild
  Streams streams;
  bool rebuild = false;
  // A revoked enrolment's: it gets stamps of its own entries up to this, which it brought itself, and nothing else.
  std::optional<uint64_t> only_stamps_through = {};
};

class CentralLog {
 public:
  explicit CentralLog(Store& store) : store_(&store) {}

  // Takes in what is new of a push. What is already held with the same chain counts as received again (exactly once); where the
  // chain parts from what is held, nothing after that place is stored and a new incarnation is made for it. What another branch
  // of the enrolment holds is not stored again: the new incarnation goes on behind it there. A gap before from_seq stores
  // nothing and the ack names the seq held. What a lost store acknowledged is stored before a fork is answered, also on the
  // branches before the one pushed, where the push tells their names.
  Result<std::variant<Taken, Diverged>> take_push(const PreparedPush& push, uint64_t received_ms, const Judge& judge);

  // Puts an entry of a copy of this log back under its number; `author` is its branch as that copy knows it.
  // Fault::out_of_order unless it is the next, Fault::corrupt when it does not fit its chain.
  Result<void> take_again(const LogRow& row, const BranchRow& author);

  // Orders are change-sets of a chain of the server's own, whose branch is `server`. Each returns the gsn of its entry.
  // The quarantined change-set at `gsn` joins streams, records and views. Fault::not_found when none is held there,
  // Fault::refused as fits_its_name().
  Result<uint64_t> release(uint64_t gsn, const Branch& server, const Order& order);
  Result<void> may_release(uint64_t gsn);  // what release() would fail with
  // Everything of the record goes, from records and log, and what comes of it later is stored without its content. `type` and
  // `visibility` are told where the log knows nothing of it. Fault::refused when that was ordered before.
  Result<uint64_t> purge(const RecordId& record, const Branch& server, const Order& order, uint32_t type = 0,
                         VisibilityClass visibility = v1::VC4_INTELLIGENCE);
  // The record's type, and the highest class in which anything was written of it. Reads the whole log.
  std::optional<std::pair<uint32_t, VisibilityClass>> written_of(const RecordId& record);
  // Copies and their original go by one name, so they must say one thing: Fault::refused when an entry that is merged under the
  // name of this one says something else, Fault::not_found for a copy of what no store of this server can have lost, or what
  // its author has brought again under another incarnation. A judge holds such a change-set.
  Result<void> fits_its_name(const Dot& dot, const ChangeSet& set);
  // The entry that released the one at `gsn`; 0 = none did.
  uint64_t released_by(uint64_t gsn);

  // After this store was put back to a backup, or for an enrolment that the backup did not know: entries that it lost may be
  // known to others, and a tablet that was put back as well would write new ones under their numbers. On branches below
  // `incarnation` only what the lost store acknowledged is taken; what a tablet writes from now on goes to a new branch,
  // numbered from `incarnation` on. It must be above all that was ever given: the second of the restore is.
  void seal(const EnrolmentId& enrolment, uint32_t incarnation);

  // Log entries after `from_gsn` that the reader may see, at most `max_bytes` of them but at least one, with the reader's
  // digest. Nothing after `through_gsn` is told: what is not yet on disk may be lost, and its number given to another entry.
  Result<v1::Page> read_page(const Reader& reader, uint64_t from_gsn, size_t max_bytes, uint64_t through_gsn = UINT64_MAX);

  Digest digest(const Streams& streams, uint64_t through_gsn);
  uint64_t head() { return store_->last_gsn(); }
  // A new branch has last_seq 0 and the chain's root, and to read its entries by the ancestry that its tablet tells.
  BranchRow branch(const Branch& branch, const std::optional<Ancestry>& told = {});
  Result<ChangeSet> decode(const LogRow& row);

  // Recomputes chains, streams and records from the log; Fault::corrupt names the first gsn that does not fit.
  Result<uint64_t> verify(Store& scratch);

 private:
  Result<uint64_t> append_order(const Branch& server, const Order& order, Change change);
  void apply_order(const OrderRead& order, uint64_t gsn, RecordBatch& records);
  void join_streams(const LogRow& row, uint64_t gsn, RecordBatch& records);
  void store_set(const PreparedPush::Set& set, const Dot& dot, uint64_t received_ms, bool quarantined, RecordBatch& records,
                 Taken& taken);
  bool store_rest(const PreparedPush& push, size_t held, bool sealed, uint64_t received_ms, const Judge& judge, BranchRow& row,
                  Taken& taken);
  struct Holder {
    BranchRow row;
    uint64_t held = 0;  // change-sets at the front of the push
    Taken taken;        // with their receipts
  };
  Result<std::optional<Holder>> holder_of(const PreparedPush& push);
  std::optional<BranchRow> as_told(const PreparedPush& push);
  std::optional<BranchRow> open_for(const Dot& dot, const BranchRow& chain);
  bool fits(const PreparedPush& push, const Ancestry& names);
  Result<Diverged> behind(Holder holder, const PreparedPush& push);
  Result<uint64_t> count_held(const PreparedPush& push, const BranchRow& row, Taken& taken);
  Result<Diverged> fork(const BranchRow& parent, uint64_t after_seq, const Hash& chain);
  uint32_t sealed_below(const EnrolmentId& enrolment);

  Store* store_;
};

}  // namespace beatbook
