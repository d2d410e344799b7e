#pragma once
// The server's half of the conversation as a state machine: events in, actions out. The session's shell obeys in order.
#include <algorithm>
#include <deque>
#include <string>
#include <variant>
#include <vector>

#include "beatbook/v1/sync.pb.h"
#include "kernel/central_log.h"
#include "kernel/dictionary.h"

namespace beatbook {

// What the store and the accounts say of an enrolment at a Hello.
struct SessionFacts {
  BranchRow branch;  // the newest of the enrolment
  Streams streams;   // empty for a revoked enrolment: it may push into quarantine and read nothing
  std::vector<std::string> roles;
  std::vector<std::string> operations;
  std::string collar_number;
  Bytes store_incarnation;
  uint64_t head_gsn = 0;
  Digest digest;             // of `streams` at the tablet's cursor
  uint64_t quarantined = 0;  // own change-sets held for a supervisor
  uint64_t wall_ms = 0;
  std::vector<RecordId> unanswered;  // purges whose receipt this branch owes
  bool archived = false;             // what is acknowledged stands in an archive as well
  uint64_t backup_gsn = 0;           // the newest backup holds all up to it
  uint64_t backup_attachment = 0;    // likewise, of the attachments that were taken
  bool unlocked = false;             // the tablet proved it; else it hands in, and is told nothing of its officer
  bool revoked = false;              // hands in and reads nothing: of its own entries it gets stamps, as far as it brought them
};

namespace server {

struct Send {
  v1::ServerFrame frame;
};  // -> sent() with its size on the wire
struct LoadSession {
  v1::Hello hello;
};  // -> loaded()
struct StorePush {
  v1::Push push;
  // As the Hello said.
  uint64_t once_acked_seq;
  std::optional<Ancestry> names;
};  // -> stored(), in the order asked
struct ReadPage {
  Reader reader;
  uint64_t from_gsn;
};  // -> page_read(); Fault::refused when the grant is no longer the reader's
struct KeepErased {
  std::vector<RecordId> records;
  uint32_t incarnation;  // of the tablet that says so
};
struct StoreAttachment {
  v1::Attach attach;
};  // -> attachment_stored(), in the order asked
struct ReadAttachment {
  v1::Fetch fetch;
};  // -> attachment_read(), at once
struct Close {};

using Action = std::variant<Send, LoadSession, StorePush, ReadPage, KeepErased, StoreAttachment, ReadAttachment, Close>;
using Actions = std::vector<Action>;

}  // namespace server

class ServerConversation {
 public:
  server::Actions on_frame(v1::TabletFrame frame);
  server::Actions loaded(SessionFacts facts);
  server::Actions stored(const Result<std::variant<Taken, Diverged>>& outcome);
  server::Actions page_read(Result<v1::Page> page);
  server::Actions sent(const v1::ServerFrame& frame, size_t wire_bytes);
  // Fault::storage when it is not on disk: the session goes on.
  server::Actions attachment_stored(const Result<v1::Attached>& said);
  server::Actions attachment_read(v1::AttachmentPart part);
  // The log has grown: a session that stays reads on.
  server::Actions grown();
  // Says why and closes.
  server::Actions refuse(v1::Refusal::Code code, const std::string& message);

  // What a frame may be packed with: nothing the tablet might not know.
  uint32_t dictionary() const { return std::min(hello_.dictionary(), newest_dictionary); }

  // Pushes asked for and not stored yet: the shell reads no further frame while there are many.
  size_t pushes_waiting() const { return pushes_waiting_; }

 private:
  server::Actions take(v1::TabletFrame frame);
  void read_on(server::Actions& actions);
  server::Actions take_attach(v1::Attach attach);
  server::Actions take_fetch(v1::Fetch fetch);

  bool ready_ = false;  // a Hello was answered
  bool loading_ = false;
  bool closed_ = false;
  bool reading_ = false;                 // a ReadPage is out
  std::deque<v1::TabletFrame> waiting_;  // frames that came while loading
  v1::Hello hello_;
  SessionFacts facts_;
  bool may_pull_ = false;
  uint64_t page_gsn_ = 0;  // cursor of the last page sent
  bool told_caught_up_ = false;
  uint64_t acked_seq_ = 0;  // newest own seq acknowledged in this session
  size_t pushes_waiting_ = 0;
  std::deque<std::pair<uint64_t, size_t>> unread_;  // (to_gsn, bytes) of pages the tablet has not stored yet
  size_t unread_bytes_ = 0;
  size_t attached_bytes_ = 0;  // content that this session brought
  std::deque<v1::Attached>
      unattached_;  // what is said of each StoreAttachment that is out, whatever comes of it: LATER, or nothing
};

}  // namespace beatbook
