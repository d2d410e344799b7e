#pragma once
// What must be true of the sync engine, each invariant a function; a false one throws Violation. No disk fails while it looks.
#include <unordered_set>

#include "simulator/world.h"

namespace beatbook::simulator {

inline std::string name(const Node& node) { return "tablet " + std::to_string(node.number); }
inline std::vector<LogRow> whole_log(Store& store) { return store.entries_after(0, SIZE_MAX); }

class Oracle {
 public:
  explicit Oracle(World& world);
  ~Oracle();
  Oracle(const Oracle&) = delete;
  Oracle& operator=(const Oracle&) = delete;

  // What the log holds, each entry by its identity.
  std::unordered_set<Bytes> log_of(Store& store);
  // S1: a backup and the archive make all of it again.
  void log_holds(const std::unordered_set<Bytes>& before);
  // S1: every save a user was told of is on a disk of its author or in the server's log.
  void nothing_confirmed_is_lost();
  // A disk was put back: what only it held is gone, and that is no fault of the engine. Called right after.
  void forgive_what_a_backup_lacks();
  // S2: no entry is in the server's log twice. S3: the log is numbered without a gap.
  void log_is_gapless_and_single();
  // S2: what was acknowledged keeps its name when the server is put back, for colleagues name it: remembered when that happens,
  // and after a power cut as far as the tablet still knows.
  void remember_names();
  void forget_names(Node& node);
  void names_hold();
  // S4: what is acknowledged is durable at the server.
  void acknowledged_is_durable(Node& node, const v1::PushAck& ack);
  // S4: what a tablet was told of is still there when the server comes back.
  void acknowledged_is_held();
  // S4, and the status of one tablet, in the middle of an exchange.
  void acknowledged_is_held(Node& node);
  // S8: of each own save all is in the records, or nothing.
  void saves_are_whole(Node& node);
  // S13: a page holds nothing beyond the grants.
  void page_is_within_grants(Node& node, const v1::Page& page);
  // S9: nobody is sent another entry under a number of an own one.
  void page_fits_own_chain(Node& node, const v1::Page& page);
  // S5: a cursor counts in the store, and for the streams and the digest it was reached with, and nowhere else.
  void welcome_is_right(Node& node, const v1::Welcome& welcome);
  // S15: a view differs from the server's only where the disk failed, or where the chain parts and nobody has told yet.
  void rebuild_has_a_cause(Node& node, const std::string& reason);
  // S5: a new view begins with nothing of an earlier one.
  void shadow_starts_empty(Node& node);
  // The status never lies: received, merged, and "safe to hand in", when an exchange said it had ended. S15: none ends with a
  // view that differs from the server's.
  void status_is_true(Node& node, bool reads);
  // The light: what counts as backed up lies in the backup, pictures as well.
  void backed_up_is_in_the_backup(Node& node);
  // The status of a locked tablet: when it says that all is sent, the server holds all that its store does.
  void all_is_sent(Node& node);
  void outbox_claims_no_more(Node& node);
  // S4: what a locked tablet let go of is durable at the server that told it so.
  void handed_over_is_held(Node& node);
  // L1: when all is handed in, nothing is left in the outbox, and it says so.
  void outbox_is_empty(Node& node);
  // HLC of an own chain only grows.
  void stamps_grow(Node& node);
  // S5: what colleagues wrote and the reader may see can be looked up on the tablet.
  void colleagues_are_logged(Node& node);
  // S5, S6, S7, S9, S11, S15: the view is what an independent fold of all that the reader may see gives, digest included.
  void view_is_the_fold(Node& node);
  void central_is_the_fold();
  // S10: of values written at once to a field that asks for a review, a person is shown every one, on each tablet.
  void conflicts_are_shown(Node& node, const RecordId& record, uint32_t tag, VisibilityClass visibility,
                           const std::map<Dot, Bytes>& values);
  // S7: what the long check of a server says.
  void central_verifies();
  // S1: what a tablet has read of others and may still see is never lost to it, though the server lost it. `before`: what it
  // saw, part by part under the original's name.
  using ReadEntries = std::map<Dot, std::set<std::pair<RecordId, VisibilityClass>>>;
  ReadEntries seen_of_others(Node& node);
  void nothing_seen_vanishes(Node& node, const ReadEntries& before);
  // S13, and the status: what is kept for colleagues is what the view lacks, under whatever name, within the grants.
  void kept_is_lost(Node& node);
  std::vector<std::pair<LogRow, ChangeSet>> kept_of(Node& node);
  // S1 and S4, of pictures: one that was stored with its save is somewhere, and one that a tablet calls received is at the
  // server, whole and right, unless its record was purged.
  void no_picture_is_lost();
  void forgive_pictures_a_backup_lacks();
  void received_pictures_are_held(Node& node, Store& central);
  // S13: a part of a picture goes to whoever may read its stream and only once a standing entry names it.
  void part_is_within_grants(Node& node, const AttachmentName& name);
  // L1: all its own are received.
  bool pictures_are_handed_in(Node& node);
  // L1: what it sees and asked for is there, as it was made.
  bool pictures_are_there(Node& node);
  static bool is_whole(Store& store, const AttachmentName& name);
  // S12: a receipt leaves when nothing is left, and nothing would be after a power cut.
  void nothing_is_left(Node& node, const v1::Erased& said);
  // S12: what a tablet gave its receipt for is nowhere on it, and what the server's list says is nowhere on the server.
  void purged_is_gone(Node& node);
  void purged_is_gone_here(bool all);  // or as far as the log has the purge
  // S12: a tablet that says Hello with the record on it is not counted as erased.
  void counted_as_erased_is_gone(Node& node, const std::string& holder);
  // L1: of every purge the server has this tablet's receipt.
  bool all_answered(Node& node);

 private:
  void held_in(const std::unordered_set<Bytes>& central, Node& node);
  using Cells = std::map<std::tuple<RecordId, uint32_t, int>, std::map<Dot, Bytes>>;
  Cells fold(const std::function<bool(const LogRow&, const ChangeSet&, const Change&)>& visible, Node* beside = nullptr);
  void part_is_in_sight(Node& node, const Dot& dot, const RecordId& id, VisibilityClass visibility);
  bool is_elsewhere(Node& node, const LogRow& row, const ChangeSet& set);
  void same(const std::string& whose, const Cells& expected, Store& store);
  bool same_entry(const Bytes& one, const Bytes& other);
  bool stands(const LogRow& row);  // of the server's log: not held, or released
  bool purged(const RecordId& record);
  bool holds(Store& store, const RecordId& record, bool tablet);
  static bool speaks_of(const Bytes& change_set, const RecordId& record);
  bool outbox_holds(Node& node, const RecordId& record);
  uint64_t place_of(const Bytes& change_set);  // in the server's durable log; 0 = nowhere
  World* world_;
};

}  // namespace beatbook::simulator
