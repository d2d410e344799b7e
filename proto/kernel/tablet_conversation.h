#pragma once
// The tablet's half of the conversation as a state machine: events in, actions out. It owns no socket, clock, disk or key; the
// shell obeys the actions in order and reports back with the event named beside each.
#include <deque>
#include <string>
#include <variant>
#include <vector>

#include "beatbook/v1/sync.pb.h"
#include "kernel/tablet_log.h"

namespace beatbook {

namespace tablet {

struct Send {
  v1::TabletFrame frame;
};  // -> sent() with its size on the wire
struct LoadOwn {
  uint64_t after_seq;
  size_t max_bytes;
};  // -> own_loaded()
struct KeepWelcome {
  v1::Welcome welcome;
};  // -> kept()
struct KeepAck {
  v1::PushAck ack;
};  // -> kept()
struct KeepPage {
  v1::Page page;
};  // -> page_kept()
struct TakeFork {
  v1::Fork fork;
};  // -> kept()
struct BeginRebuild {
  std::string reason;
  Streams streams;
};  // -> rebuild_begun()
struct CheckErased {
  std::vector<RecordId> records;
};  // -> erased(), of these what is gone for good
struct FindAttachment {
  uint64_t after;
};  // -> attachment_found(), the next that is to be moved after this number
struct LoadPart {
  AttachmentName name;
  uint64_t offset;
};  // -> part_loaded()
struct KeepAttached {
  AttachmentName name;
  v1::Attached said;
};  // -> attached_kept()
struct KeepPart {
  AttachmentName name;
  v1::AttachmentPart part;
};                 // -> part_kept()
struct Rest {};    // all is exchanged, and the session stays
struct Finish {};  // all is exchanged; close
struct Fail {
  Error error;
};  // close; what was recorded is safe

using Action = std::variant<Send, LoadOwn, KeepWelcome, KeepAck, KeepPage, TakeFork, BeginRebuild, CheckErased, FindAttachment,
                            LoadPart, KeepAttached, KeepPart, Rest, Finish, Fail>;
using Actions = std::vector<Action>;

}  // namespace tablet

// One exchange. Push and pull are independent lanes; both may be cut anywhere and go on in the next exchange.
class TabletConversation {
 public:
  struct Options {
    std::string app_version;
    bool push_only = false;   // a locked tablet sends its sealed outbox and reads nothing
    Bytes unlock_proof = {};  // of this connection (kernel/unlock.h); without it the server lets nothing be read
    bool stay = false;        // go on when all is exchanged, until leave()
  };
  explicit TabletConversation(Options options) : options_(std::move(options)) {}

  tablet::Actions start(TabletPosition position, uint64_t wall_ms);
  tablet::Actions on_frame(v1::ServerFrame frame);
  // `push` lacks only what the conversation knows; an empty one means there is nothing more to send.
  tablet::Actions own_loaded(v1::Push push, size_t count);
  tablet::Actions sent(const v1::TabletFrame& frame, size_t wire_bytes);
  tablet::Actions kept(TabletPosition position);
  tablet::Actions rebuild_begun(TabletPosition position);
  tablet::Actions page_kept(TabletPosition position, const PageOutcome& outcome);

  // The receipt for what is gone from every store of the tablet; nothing leaves for none.
  tablet::Actions erased(const std::vector<RecordId>& records);
  // Attachments go last, one after the other, and wait whenever an entry is to go.
  tablet::Actions attachment_found(std::optional<AttachmentRow> row);
  // Empty when it is gone.
  tablet::Actions part_loaded(Bytes content);
  tablet::Actions attached_kept();
  // How far it is here; nothing when the part was of no use.
  tablet::Actions part_kept(std::optional<uint64_t> through);

  // Of a session that stays: something was saved, or there was silence for a while.
  tablet::Actions saved(TabletPosition position);
  tablet::Actions silence();
  // It ends: tidily when all is exchanged.
  tablet::Actions leave();

  // What a frame may be packed with: nothing a server might not know. A Hello goes without, so that a server that was put back
  // to an older program can say what it knows.
  uint32_t dictionary_for(const v1::TabletFrame& frame) const;

  // What this exchange did, for `sync --format json`.
  uint64_t pushed() const { return pushed_; }
  uint64_t received() const { return received_; }
  uint64_t round_trips() const { return round_trips_; }
  uint64_t attachments_sent() const { return lane_.sent; }
  uint64_t attachments_fetched() const { return lane_.fetched; }
  // Of those that could not be moved in this exchange, what was said of the last.
  const std::string& attachment_waits() const { return lane_.why; }
  const std::string& rebuilt_because() const { return rebuilt_because_; }

 private:
  struct Outstanding {
    uint64_t from_seq, to_seq;
    size_t bytes;
  };
  v1::TabletFrame hello();
  void stand(TabletPosition position);
  void load_more(tablet::Actions& actions);
  void on_welcome(const v1::Welcome& welcome, tablet::Actions& actions);
  void on_ack(const v1::PushAck& ack, tablet::Actions& actions);
  void on_fork(const v1::Fork& fork, tablet::Actions& actions);
  void rebuild(std::string reason, const Streams& streams, tablet::Actions& actions);  // counts as a restart
  void begin_rebuild(std::string reason, const Streams& streams, tablet::Actions& actions);
  void restart_push(uint64_t after_seq);
  void finish_if_done(tablet::Actions& actions);
  // Everything but attachments is exchanged.
  bool entries_done() const;
  // False when no attachment is left to be moved.
  bool move_attachments(tablet::Actions& actions);
  void move_on(tablet::Actions& actions);
  void next_attachment();
  void on_attached(const v1::Attached& said, tablet::Actions& actions);
  void on_part(v1::AttachmentPart part, tablet::Actions& actions);
  void leave_for_later(std::string why);
  bool reads() const { return !options_.push_only && !hands_in_; }

  // The attachment that is being moved. Not one at a time but in a window: `expected` holds, for each Attach not answered yet,
  // how far the server should be after it.
  struct Lane {
    std::optional<AttachmentRow> row;
    uint64_t after = 0;  // number of the last that was begun
    bool off = false;    // the server knows none, or takes no more
    bool searching = false, searched = false;
    bool asked = false;     // the offer is made, or the part asked for
    bool loading = false;   // a LoadPart is out
    bool keeping = false;   // a KeepAttached or KeepPart is
    bool draining = false;  // answers to what was sent in vain come first
    uint64_t next = 0;      // where the next part begins
    std::deque<uint64_t> expected;
    size_t stale = 0;  // answers still to come of an attachment that is done with
    int restarts = 0;
    uint64_t sent = 0, fetched = 0;
    std::string why;
  };

  Options options_;
  Lane lane_;
  TabletPosition at_;
  uint64_t wall_ms_ = 0;
  std::deque<Outstanding> outstanding_;
  size_t in_flight_ = 0;      // bytes sent and not acknowledged
  size_t stale_answers_ = 0;  // answers still to come for pushes that were given up
  uint64_t sent_seq_ = 0;
  bool loading_ = false;
  int hellos_unanswered_ = 0;
  bool caught_up_ = false;
  bool finished_ = false;
  bool hands_in_ = false;  // we are not let read, though we asked to
  bool lost_own_ = false;  // the server holds own change-sets this tablet no longer has
  bool resting_ = false;   // of a session that stays: all is exchanged
  int restarts_ = 0;
  uint64_t parted_after_ = 0;  // of the last fork of this exchange
  uint64_t acked_gsn_ = 0;     // newest gsn an ack of this exchange named
  bool rebuild_asked_ = false;
  uint64_t pushed_ = 0, received_ = 0, round_trips_ = 0;
  bool server_restored_ = false;  // as a Welcome of this exchange said
  std::string rebuilt_because_;
};

}  // namespace beatbook
