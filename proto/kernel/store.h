#pragma once
// What the kernel asks of a disk. SQLite (proto/sqlite) on both ends, memory for volume; the merge, the chain and the numbering
// are above it, in tablet_log.h and central_log.h, and the same for every store.
//
// One writer at a time. Everything between begin() and commit() is durable together or not at all; commit() returns only when
// it is on disk, unless begin() was told otherwise. A disk that fails throws (StorageFailure of sqlite/database.h): the caller
// rolls back and closes, nothing was acknowledged.
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "kernel/attachment.h"
#include "kernel/digest.h"
#include "kernel/dot.h"
#include "kernel/durability.h"
#include "kernel/streams.h"

namespace beatbook {

// One change-set as a store keeps it.
struct LogRow {
  uint64_t gsn = 0;  // place in the server's log; 0 in a tablet's own log, whose receipts tell it
  Dot dot;
  uint64_t received_ms = 0;
  bool quarantined = false;  // durable, in nobody's view until a supervisor releases it
  Hash chain{};              // chain hash after it; zero for a colleague's on a tablet
  Bytes change_set;          // a v1.ChangeSet: whole, or cut to the classes the reader sees
};

// Own change-sets from_seq .. to_seq are durable at the server, from first_gsn on.
struct Receipt {
  uint64_t from_seq = 0, to_seq = 0;
  uint64_t first_gsn = 0;
  uint64_t received_ms = 0;
  bool quarantined = false;
};

// What an own change-set adds to the running digest, kept beside it: its receipt costs no second hashing of what was written.
struct OwnLeaves {
  struct Change {
    v1::VisibilityClass visibility = v1::VISIBILITY_CLASS_UNSPECIFIED;
    Hash digest{};
    bool operator==(const Change&) const = default;
  };
  uint64_t seq = 0;
  std::string operation;
  std::vector<Change> changes;  // in the order of the change-set
  bool operator==(const OwnLeaves&) const = default;
};

struct LogPlace {
  uint64_t gsn = 0, seq = 0;
  bool quarantined = false;
};

// A branch as the server knows it.
struct BranchRow {
  Branch branch;
  Ancestry ancestry;
  uint64_t last_seq = 0;
  Hash chain{};
};

class Store {
 public:
  virtual ~Store() = default;

  virtual void begin(Durability durability = Durability::now) = 0;
  virtual void commit() = 0;
  virtual void rollback() = 0;

  // Small named values: cursor, clock offset, store incarnation.
  virtual std::optional<Bytes> fact(std::string_view name) = 0;
  virtual void set_fact(std::string_view name, BytesView value) = 0;

  // Records of the view in use (state bytes of Record::encode).
  virtual std::optional<Bytes> record(const RecordId& id) = 0;
  virtual void put_record(const RecordId& id, uint32_t type, BytesView state) = 0;
  virtual void each_record(const std::function<void(const RecordId&, BytesView state)>& visit) = 0;
  virtual uint64_t record_count() = 0;
  virtual void drop_record(const RecordId& id) = 0;

  // The log of the view in use: on the server everything, on a tablet what colleagues wrote.
  virtual void append(const LogRow& row) = 0;
  virtual std::optional<LogRow> entry(uint64_t gsn) = 0;
  virtual std::optional<LogRow> entry(const Dot& dot) = 0;
  virtual std::vector<LogRow> entries_after(uint64_t gsn, size_t limit) = 0;
  virtual uint64_t last_gsn() = 0;
  // Of the entry with this gsn, which is there: other bytes, and held or not.
  virtual void rewrite(const LogRow& row) = 0;

  // A tablet's own change-sets: outside the views, never dropped before the server holds them. Found by seq, whatever
  // incarnation they went by; `dot.branch` is not stored.
  virtual void append_own(const LogRow& row, const OwnLeaves& leaves) = 0;
  // Of own change-sets from_seq .. through_seq, in order, those that are there.
  virtual std::vector<OwnLeaves> own_leaves(uint64_t from_seq, uint64_t through_seq) = 0;
  virtual std::optional<LogRow> own(uint64_t seq) = 0;
  virtual std::vector<LogRow> own_after(uint64_t seq, size_t max_bytes,
                                        size_t limit) = 0;  // at least one row when there is one
  virtual std::optional<LogRow> last_own() = 0;
  virtual void rewrite_own(uint64_t seq, BytesView change_set) = 0;
  // What the server said of them, by range. A range may be told twice and with other borders: of each change-set the newest
  // word stands. Receipts after `seq` are dropped when a server lost them.
  virtual void add_receipt(const Receipt& receipt) = 0;
  virtual std::optional<Receipt> receipt(uint64_t own_seq) = 0;
  virtual void drop_receipts_after(uint64_t own_seq) = 0;
  virtual uint64_t quarantined_count() = 0;

  // Two views of the same operation: the one people see, and the shadow a rebuild pulls into.
  enum class View { current, shadow };
  virtual void use(View view) = 0;
  virtual void clear_shadow() = 0;  // an empty shadow, whatever an earlier rebuild left
  virtual void swap_views() = 0;    // the shadow becomes current, the old view goes; `current` is in use then

  // Attachments lie outside log and views. Makes a row (number 0) or writes it anew; returns its number.
  virtual uint64_t put_attachment(const AttachmentRow& row) = 0;
  virtual std::optional<AttachmentRow> attachment(const AttachmentName& name) = 0;
  virtual std::vector<AttachmentRow> attachments_of(const RecordId& record) = 0;
  virtual std::vector<AttachmentRow> attachments_after(uint64_t number, size_t limit) = 0;
  virtual std::vector<AttachmentRow> attachments_taken_after(uint64_t taken, size_t limit) = 0;  // in the order taken
  virtual void drop_attachment(uint64_t number) = 0;                                             // with its parts
  virtual void put_part(uint64_t number, uint64_t offset, BytesView content) = 0;
  virtual void drop_parts(uint64_t number) = 0;
  // From `offset` to the end of the part it lies in; empty when none does.
  virtual Bytes part(uint64_t number, uint64_t offset) = 0;

  // What was rewritten or dropped before is on no page of the disk any more when it returns. Not within begin() and commit().
  virtual void scrub() = 0;

  // Server only: branches and the per-stream index with its running sums.
  virtual std::optional<BranchRow> branch(const Branch& branch) = 0;
  virtual std::vector<BranchRow> branches_of(const EnrolmentId& enrolment) = 0;
  virtual void put_branch(const BranchRow& row) = 0;
  virtual void add_to_stream(const Stream& stream, uint64_t gsn, const Digest& leaf) = 0;  // leaves of one gsn add up
  virtual std::vector<uint64_t> stream_after(const Stream& stream, uint64_t gsn, size_t limit) = 0;
  virtual Digest stream_digest(const Stream& stream, uint64_t through_gsn) = 0;
  // The branch's entries after `gsn`, in order.
  virtual std::vector<LogPlace> branch_after(const Branch& branch, uint64_t gsn, size_t limit) = 0;
};

}  // namespace beatbook
