#pragma once
// A tablet's side of the log over any Store: saves, what was pushed, what colleagues wrote, and the rebuild of a view.
// Every function that changes the store is one transaction of its own: saves, forks and the end of a pull are durable when they
// return; what the server tells again when asked again (receipts, pages before the last) is durable with the next of those.
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "beatbook/v1/record_state.pb.h"
#include "beatbook/v1/sync.pb.h"
#include "kernel/copies.h"
#include "kernel/erasure.h"
#include "kernel/kept_entries.h"
#include "kernel/order.h"
#include "kernel/record_batch.h"
#include "kernel/store.h"
#include "kernel/tablet_attachments.h"

namespace beatbook {

struct Saved {
  uint64_t seq = 0;
  Hash chain{};
  Bytes change_set;  // as authored: what the outbox seals
};

// Own change-sets to push, in order.
struct OwnBatch {
  uint64_t from_seq = 0;
  Hash previous{};  // chain hash at from_seq - 1
  std::vector<Bytes> change_sets;
  Hash head{};  // chain hash after the last
};

struct PageOutcome {
  std::vector<RecordId> touched;
  std::vector<RecordId> purged;  // in this page; among the touched
  uint64_t received = 0;         // colleagues' change-sets taken in
  bool digest_holds = true;      // false: the view differs from the server's, rebuild it
};

// Where this tablet stands, as a conversation needs it.
struct TabletPosition {
  Branch branch;
  Ancestry ancestry;
  uint64_t head_seq = 0;
  uint64_t acked_seq = 0;
  uint64_t once_acked_seq = 0;  // by any store, also one that is gone; never below acked_seq
  uint64_t resume_seq = 0;  // pushes go on behind it: acked_seq, or what another store, or a locked tablet's, seems to hold;
                            // the next ack proves it
  Hash resume_chain{};
  Bytes store_incarnation;  // empty = never synced
  uint64_t cursor = 0;
  uint64_t cursor_own_seq = 0;
  Digest digest;
  Streams streams;
  bool rebuilding = false;   // cursor, digest and streams are the shadow's
  uint32_t dictionary = 0;   // the newest the server knew at the last Welcome
  bool tells_names = false;  // `ancestry` is whole: a locked tablet does not know it
};

class TabletLog {
 public:
  // `store` must outlive it. A store without enrolment is Fault::not_found.
  static Result<TabletLog> open(Store& store);
  // Makes an empty store this enrolment's.
  static Result<TabletLog> create(Store& store, const EnrolmentId& enrolment);
  // The same in place of a store that is damaged: `known` is what could be read of its facts. What it had handed in counts as
  // not acknowledged until the server says so again, and the server gives back what take_back() does not.
  static Result<TabletLog> create_again(Store& store, const EnrolmentId& enrolment, const v1::TabletFacts& known);
  // Own change-sets of the damaged store, in order from the first on, merged into the records. Returns how many were taken: it
  // ends before one that does not fit the chain. `once_acked_seq` as the damaged store knew it; of what is not taken back
  // nothing is claimed, for its numbers are given anew. One transaction.
  Result<size_t> take_back(std::span<const LogRow> rows, uint64_t once_acked_seq);

  // One save: stamps it, chains it, merges it into the records, all durable when it returns. `wall_ms` is the corrected clock.
  // Fails as encode_change_set does; nothing is stored then. `also` runs within the transaction: what it writes to the same
  // file is stored with the save or not at all.
  Result<Saved> save(v1::Header header, const std::vector<Change>& changes, uint64_t wall_ms, BytesView salt16,
                     const std::function<void()>& also = {});

  Result<Record> record(const RecordId& id);  // Fault::not_found
  Unsent unsent() const;                      // what another store seems to hold does not count as unsent
  const v1::TabletFacts& facts() const { return facts_; }
  Branch branch() const;
  Ancestry ancestry() const;
  Streams streams();
  // Collar number of an enrolment whose entries were pulled.
  std::optional<std::string> officer_of(const EnrolmentId& enrolment);
  uint64_t head_seq() const { return head_seq_; }
  // All own change-sets up to it lie in an archive or a backup of the server as well, as far as this tablet was told.
  uint64_t backed_up_seq();
  // Valid as long as the log.
  TabletAttachments attachments() { return {*store_, facts_}; }
  uint64_t pending() const { return head_seq_ - facts_.acked_seq(); }
  // The change-set behind a touch of a record: own or a colleague's, kept, or a copy, which then has a dot of its own and a
  // header that says so. received_ms and gsn are 0 while it is only here.
  std::optional<LogRow> change_set(const Dot& dot);
  Result<ChangeSet> decode(const LogRow& row);
  // What colleagues wrote and the server has lost. What people see shows it as before.
  KeptEntries kept() { return KeptEntries(*store_); }
  // For save(): a copy of a kept entry, as far as it is seen here. Its values go by the original's name, whoever reads it; a
  // server holds it for a supervisor. Saved, it takes the place of what was kept. Fault::not_found when that is not kept (any
  // more).
  struct Copy {
    v1::Header header;
    std::vector<Change> changes;
  };
  Result<Copy> copy_of(const Dot& dot);
  // Copies of the entry of that name that are here, whoever handed them in.
  std::vector<Dot> copies_of(const Dot& name);
  // Small things the app remembers beside its log; never sent. Durable when set_note() returns; empty = none.
  Bytes note(std::string_view name);
  Result<void> set_note(std::string_view name, BytesView value);

  // For the conversation.
  TabletPosition position();
  OwnBatch own_batch(uint64_t after_seq, size_t max_bytes);
  Result<void> take_welcome(const v1::Welcome& welcome, uint64_t wall_ms);
  Result<void> take_ack(const v1::PushAck& ack);
  Result<PageOutcome> take_page(const v1::Page& page, uint64_t wall_ms);
  // The server parts our chain: what lies after `after_seq` is written under a new incarnation from now on. Begins a rebuild.
  // Told while the tablet was locked it acknowledges nothing: nobody looked which store said so. Fault::corrupt when it names
  // no other incarnation, or more than is here.
  enum class Told { here, while_locked };
  Result<void> take_fork(const v1::Fork& fork, Told told = Told::here);
  // Some store acknowledged own change-sets through `seq` by the names they have now, while the tablet was locked.
  Result<void> take_once_acked(uint64_t seq);
  // Starts an empty shadow to pull into; `reason` is shown to people. Work goes on in the current view meanwhile.
  Result<void> begin_rebuild(const std::string& reason, const Streams& streams);

  // A purge takes the record from log, views and own entries at once, with the page that orders it. What others hold of it
  // (index, drafts, outbox) they let go, then finish_erasures() takes the rest off the disk. Only then may its receipt leave.
  // What a crash cut is owed: whoever opens the log goes on with it.
  bool erased(const RecordId& id) { return Erasures(*store_).contains(id); }
  Result<std::vector<RecordId>> erasures_owed();  // Fault::corrupt when the list cannot be read
  Result<void> finish_erasures();
  // Of these, those that are gone for good.
  Result<std::vector<RecordId>> gone_for_good(const std::vector<RecordId>& records);

  // Walks the own chain; Fault::corrupt names the first change-set that does not fit.
  Result<uint64_t> verify();

 private:
  explicit TabletLog(Store& store) : store_(&store) {}
  Result<void> load();
  void store_facts();
  void keep_receipts(const google::protobuf::RepeatedPtrField<v1::Receipt>& receipts);
  v1::ViewFacts view_facts(Store::View view);
  void store_view_facts(Store::View view, const v1::ViewFacts& facts);
  // By PageEntry.branch: this tablet, then those of the page.
  struct PageAuthor {
    Branch branch;
    Ancestry ancestry;
  };
  Result<std::vector<PageAuthor>> take_authors(const v1::Page& page);
  // What the entries of a page are taken into.
  struct Intake {
    const Streams& streams;
    v1::ViewFacts& view;
    RecordBatch& records;
    KeptEntries& kept;
    PageOutcome& outcome;
  };
  Result<void> take_entry(const v1::PageEntry& entry, std::span<const PageAuthor> authors, Intake& into);
  Result<void> take_own(const v1::PageEntry& entry, LogRow row, const ChangeSet& set, v1::ViewFacts& view);
  Result<void> take_purge(const OrderRead& order, uint64_t gsn, Intake& into);
  Result<void> take_own_run(const v1::PageEntry& entry, const Streams& streams, v1::ViewFacts& view);
  std::vector<Change> as_named_now(std::vector<Change> changes);
  void start_shadow(const std::string& reason, const Streams& streams);
  Result<void> finish_rebuild(v1::ViewFacts view, KeptEntries& kept);
  Result<void> keep_what_the_server_lost(const Streams& streams, KeptEntries& kept);
  std::set<RecordId> let_go(const std::vector<KeptEntries::Kept>& known, KeptEntries& kept);
  Result<void> fold_again(const std::set<RecordId>& touched, RecordBatch& records);
  bool is_elsewhere(const KeptEntries::Kept& kept, const ChangeSet& set);
  void remember_server(BytesView store_incarnation);
  bool is_a_server(const EnrolmentId& enrolment);
  std::optional<LogRow> logged(const Dot& dot);
  std::optional<LogRow> written_under(const Dot& dot);
  std::vector<LogRow> entries_of(const Dot& name);
  Result<Record> folded(const RecordId& id, const Record& now);
  template <class Work>
  auto in_transaction(Durability durability, Work&& work) -> decltype(work());

  Store* store_;
  v1::TabletFacts facts_;
  uint64_t head_seq_ = 0;
  Hash head_chain_{};
  Stamp last_stamp_;
};

}  // namespace beatbook
