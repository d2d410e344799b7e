#pragma once
// One server and its tablets on disks that fail, joined by byte streams that are cut anywhere; the production kernel on both
// ends.
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>

#include "kernel/central_attachments.h"
#include "kernel/frame.h"
#include "kernel/memory_store.h"
#include "kernel/purge_book.h"
#include "kernel/server_conversation.h"
#include "kernel/tablet_conversation.h"
#include "simulator/dice.h"
#include "simulator/disk.h"
#include "simulator/plan.h"
#include "simulator/sealed_outbox.h"

namespace beatbook::simulator {

// An invariant of the sync engine does not hold.
struct Violation {
  std::string invariant;
  std::string what;
};

struct Link {
  explicit Link(TabletConversation::Options options) : push_only(options.push_only), tablet(std::move(options)) {}
  bool push_only;
  bool locked = false;      // pushes from the sealed outbox
  uint64_t hello_head = 0;  // newest own entry that its Hello named
  TabletConversation tablet;
  ServerConversation server;
  FrameCodec at_tablet, at_server;
  Bytes up, down;
  bool finished = false;
  bool failed = false;
  bool tampered = false;  // the next part on its way, either way, arrives as another
  bool damaged = false;   // the view was, and no page came since that would tell the tablet
};

struct Node {
  EnrolmentId id;
  size_t number = 0;
  std::unique_ptr<Disk> disk;
  std::optional<TabletLog> log;
  std::unique_ptr<Link> link;
  int64_t clock_ahead_ms = 0;
  std::shared_ptr<const Disk::Image> backup;
  std::unique_ptr<SealedOutbox> outbox;  // none in runs where no tablet pushes while it is locked
  FailingFiles::Contents outbox_backup;
  Store& store() { return disk->store(); }
  void set_full(bool full);
  // The power fails for all that a tablet has.
  bool power_is_gone() const { return disk->power_is_gone() || (outbox && outbox->files().dark()); }
  void check() const;           // as Disk has it
  std::set<RecordId> answered;  // purges it gave a receipt for, and has not been put back since
  bool tries_again = false;     // its disk failed and the program goes on all the same
  bool lost = false;            // for good
  bool damaged = false;         // its disk once turned a digest over: its views may differ from the server's
};

// A save whose author was told that it is stored.
struct Promise {
  EnrolmentId author;
  uint64_t seq;
  Bytes change_set;
  bool gone = false;  // the only disks that held it were put back to a backup without it
};

// An attachment whose author was told that it is stored with the save that names it.
struct Picture {
  EnrolmentId author;
  AttachmentName name;
  Bytes content;
  bool gone = false;  // as of a save
};

// What happened in the runs, beside the steps that were planned.
enum class Count : uint8_t {
  saves,
  forks,
  rebuilds,
  quarantined,
  released,
  purged,
  kept,
  copies,
  replayed,
  pictures,
  pictures_sent,
  pictures_fetched,
  sealed,
  forks_while_locked,
  sent_whole,
  count
};
inline constexpr std::array<std::string_view, static_cast<size_t>(Count::count)> count_names{
    "saves",
    "forks",
    "rebuilds",
    "quarantined",
    "released",
    "purged",
    "kept for colleagues at the end",
    "copies of such",
    "archives put back",
    "pictures",
    "of them and their copies handed in",
    "fetched",
    "entries pushed sealed",
    "forks while locked",
    "pushes of locked tablets that say all is sent"};

struct Tally {
  uint64_t runs = 0, kernel_steps = 0;
  std::array<uint64_t, static_cast<size_t>(Kind::count)> hits{};
  std::array<uint64_t, static_cast<size_t>(Count::count)> counts{};
  uint64_t& operator[](Count of) { return counts[static_cast<size_t>(of)]; }
  DiskWatch watch;
  std::vector<uint64_t> steps_of_runs;
  bool shows_frames = false;
};

class World {
 public:
  World(const Plan& plan, Tally& tally);
  void run(const Plan& plan);
  // Everybody is whole and syncs until nothing changes: L1, then what everybody holds.
  void settle();
  uint64_t trace() const { return trace_; }

 private:
  friend class Oracle;
  void step(const Step& step);
  void life(Kind kind, Node& node, Dice& dice);
  void trouble(Kind kind, Node& node, Dice& dice);
  void restore_tablet(Node& node, Dice& dice);
  void copy_tablet(Node& node, Dice& dice);
  void save(Node& node, Dice& dice, bool with_picture = false);
  void save_or_throw(Node& node, Dice& dice, bool with_picture);
  void save_or_throw(Node& node, v1::Header header, const std::vector<Change>& changes, std::optional<Picture> taken = {});
  bool hand_in_copy(size_t first, Dice& dice);  // of the first tablet from there on that keeps something
  void hand_in_copy(Node& node, Dice& dice);
  bool keeps(Node& node);
  // Lets the last change name a picture, in place of one that its author saw there.
  Picture picture(Node& node, Dice& dice, Change& change);
  void want(Node& node, const AttachmentName& name);
  void want_one(Node& node, Dice& dice);
  // Pictures that a record this node sees names.
  std::vector<const Picture*> seen_pictures(Node& node);
  void tamper(Link& link, Bytes& content);
  using Used = std::set<std::pair<RecordId, int>>;
  std::optional<Change> change(Node& node, Dice& dice, Used& used);
  void connect(Node& node, bool push_only);
  void connect_sealed(Node& node);
  void unlock(Node& node);      // throws what its disk throws
  bool try_unlock(Node& node);  // false when its disk failed
  bool finish_erasures(Node& node);
  void deliver(Node& node, bool up, size_t size);
  bool exchange(Node& node);
  void pump(Node& node, bool up);
  void show(const Node& node, const char* what, const google::protobuf::Message& frame) const;
  void tablet_power(Node& node);
  void server_power();
  // A disk failed in the middle of something: the program, or the machine, starts again.
  void tablet_disk_failed(Node& node);
  void server_disk_failed();
  // Orders of the server, and what its list of purges says when it starts.
  void release(Dice& dice);
  void purge(Dice& dice);
  void order_purge(const RecordId& record, bool again);
  void server_starts();
  void server_is_back();  // after power or disk failed: starts, and has all that it must
  Order order();
  Branch orders_branch() const;
  PurgeBook purge_book() { return PurgeBook(disk_->store(), incarnation_); }
  // Names an entry whatever was purged of it.
  const Bytes& identity(const Bytes& change_set);
  void cut_all();
  void back_up_server();
  void restore_server(Dice& dice);
  // What the log took in since goes to the archive.
  void archive();
  bool replay_archive();
  void burn_archive(uint64_t dice);
  bool server_power_is_gone() const { return disk_->power_is_gone() || (archive_ && archive_->power_is_gone()); }
  Node& alive(size_t from);
  void lose_tablet(Node& node);
  void damage(Node& node);
  void tablet_actions(Node& node, tablet::Actions actions);
  void server_actions(Node& node, server::Actions actions);
  void server_work(Node& node, server::Action& action);
  bool tablet_work(Node& node, const tablet::Action& action);
  bool locked_work(Node& node, const tablet::Action& action);
  void send(Node& node, const v1::TabletFrame& frame);
  bool picture_work(Node& node, const tablet::Action& action);
  void picture_work(Node& node, const server::Action& action);
  void keep_page(Node& node, const v1::Page& page);
  Result<std::variant<Taken, Diverged>> store(Node& node, const server::StorePush& action);
  SessionFacts facts(Node& node, const v1::Hello& hello);
  Streams streams_of(const EnrolmentId& id) const;
  uint64_t wall(const Node& node) const { return now_ms_ + static_cast<uint64_t>(node.clock_ahead_ms); }
  void note(uint64_t number) { trace_ = (trace_ ^ number) * 1099511628211u; }
  void note(BytesView bytes) {
    for (const unsigned char c : bytes) trace_ = (trace_ ^ c) * 1099511628211u;
  }

  Tally& tally_;
  std::unique_ptr<Disk> disk_;
  CentralLog central_;
  Bytes incarnation_ = Bytes(16, 's');
  std::shared_ptr<const Disk::Image> backup_;
  std::unique_ptr<Disk> archive_;
  uint64_t archived_pictures_ = 0;  // by the store's numbers, those that are in it since the server started
  bool newer_server_ = false;       // its frames have fields that tablets do not know
  // What the server says of its backup, and what lies in it.
  struct Backup {
    uint64_t gsn = 0, attachment = 0;
    std::vector<Bytes> change_sets;
    std::set<AttachmentName> pictures;
  };
  Backup backed_up_;
  std::deque<Node> nodes_;
  std::map<EnrolmentId, Streams> streams_;
  std::set<EnrolmentId> revoked_;
  std::vector<Promise> promises_;
  // Of enrolments with one tablet that was never put back: under which name a store that is lost acknowledged an entry.
  std::map<std::pair<EnrolmentId, uint64_t>, Dot> names_;
  std::set<EnrolmentId> not_single_;
  std::vector<Picture> pictures_;
  std::vector<RecordId> records_;
  std::vector<RecordId> purge_list_;  // beside the store, in no backup
  std::map<Bytes, Bytes> identities_;
  uint64_t now_ms_ = 1'795'000'000'000;
  uint64_t salt_ = 0;
  size_t page_bytes_ = 2048;
  Lane lane_;
  uint64_t trace_ = 14695981039346656037u;
};

}  // namespace beatbook::simulator
