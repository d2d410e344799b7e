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
};                 // -> erased(), of these what is gone for good
struct Rest {};    // all is exchanged, and the session stays
struct Finish {};  // all is exchanged; close
struct Fail {
  Error error;
};  // close; what was recorded is safe

using Action =
    std::variant<Send, LoadOwn, KeepWelcome, KeepAck, KeepPage, TakeFork, BeginRebuild, CheckErased, Rest, Finish, Fail>;
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
  bool reads() const { return !options_.push_only && !hands_in_; }

  Options options_;
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
  std::string rebuilt_because_;
};

}  // namespace beatbook
