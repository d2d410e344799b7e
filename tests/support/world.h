#pragma once
// A server and tablets in one process: the production kernel on memory stores, joined by byte streams that can be cut anywhere.
#include <deque>
#include <memory>
#include <set>
#include <stdexcept>
#include <string>

#include "kernel/frame.h"
#include "kernel/hash.h"
#include "kernel/memory_store.h"
#include "kernel/purge_book.h"
#include "kernel/server_conversation.h"
#include "kernel/tablet_conversation.h"
#include "support/lane.h"

namespace beatbook::test {

inline const std::string operation = "lapwing";

inline EnrolmentId enrolment(unsigned char number) {
  EnrolmentId id;
  id.value[0] = 0xe0;
  id.value[15] = number;
  return id;
}

inline RecordId record_id(unsigned number) {
  return make_record_id(1'795'000'000'000 + number, Bytes(10, static_cast<char>(number)));
}

// A length-delimited field: what a record message's text field looks like on the wire.
inline Bytes field(uint32_t tag, std::string_view text) {
  Bytes out;
  for (uint32_t key = tag << 3 | 2;; key >>= 7) {
    out += static_cast<char>(key < 0x80 ? key : (key & 0x7f) | 0x80);
    if (key < 0x80) break;
  }
  out += static_cast<char>(text.size());
  out += text;
  return out;
}

inline Change create(RecordId id, const Bytes& partial, VisibilityClass visibility = v1::VC2_TEAM, uint32_t type = 11) {
  return {id, type, v1::Change::CREATE, visibility, partial, {}, {}};
}

// Enrolments, grants and a log: what a real server keeps, without disk or network.
struct Server {
  MemoryStore store;
  CentralLog log{store};
  std::map<EnrolmentId, Streams> streams;
  std::set<EnrolmentId> revoked;
  Bytes incarnation = Bytes(16, 's');
  uint64_t now_ms = 1'795'000'100'000;
  uint32_t restored_s = 1'795'000'000;
  bool believes = true;              // that a tablet is unlocked
  std::vector<RecordId> purge_list;  // lies beside the store, in no backup
  const Branch orders{*EnrolmentId::from_bytes(Bytes(16, 'o')), 0};
  Judge judge;

  // As after `beatbook-server restore`.
  void put_back(const MemoryStore& backup) {
    store = backup;
    incarnation = Bytes(view(sha256(incarnation)).substr(0, 16));
    restored_s += 60;
    for (const auto& [id, granted] : streams) log.seal(id, restored_s);
    for (const auto& record : purge_list) {
      if (!Erasures(store).contains(record)) (void)log.purge(record, orders, order(), 11);
    }
  }

  Order order() { return {"PS 77", "PR-28", ++now_ms, Bytes(16, static_cast<char>('A' + now_ms % 26))}; }
  Result<uint64_t> release(uint64_t gsn) { return log.release(gsn, orders, order()); }
  Result<uint64_t> purge(const RecordId& record) {
    purge_list.push_back(record);
    return log.purge(record, orders, order());
  }
  bool answered(const Branch& branch, const RecordId& record) {
    return PurgeBook(store, incarnation).receipts(PurgeBook::tablet(branch))->contains(record);
  }

  SessionFacts facts(const EnrolmentId& id, const v1::Hello& hello) {
    SessionFacts out;
    out.branch = log.branch({id, 0});
    for (const auto& row : store.branches_of(id)) {
      if (hello.incarnation() > 0) out.branch = row;
    }
    if (const auto named = store.branch({id, hello.incarnation()})) out.branch = *named;
    out.streams = streams[id];
    out.store_incarnation = incarnation;
    out.head_gsn = log.head();
    out.digest = log.digest(out.streams, hello.cursor());
    out.wall_ms = now_ms;
    out.unlocked = believes;
    out.revoked = revoked.contains(id);
    if (!hello.push_only())
      out.unanswered = *PurgeBook(store, incarnation).unanswered(PurgeBook::tablet(out.branch.branch), hello, 100);
    return out;
  }
};

struct Tablet {
  explicit Tablet(unsigned char number) : id(enrolment(number)), log(*TabletLog::create(store, id)) {}
  // Opens the store again, as after a restart of the app.
  void reopen() { log = *TabletLog::open(store); }

  // As after its file was copied to another device; `other_salt` keeps what both write apart.
  void become_copy_of(const Tablet& other, unsigned char other_salt = 100) {
    store = other.store;
    reopen();
    salt = other_salt;
  }

  Saved save(const std::vector<Change>& changes, uint64_t wall_ms = 1'795'000'000'000) {
    v1::Header header;
    header.set_operation(operation);
    return *log.save(header, changes, wall_ms, Bytes(16, static_cast<char>(++salt)));
  }
  // A record with a picture in its tag 5.
  AttachmentName save_picture(const RecordId& record, const Bytes& content, VisibilityClass visibility = v1::VC2_TEAM) {
    const AttachmentName name{record, sha256(content), {operation, visibility}};
    v1::Header header;
    header.set_operation(operation);
    const std::vector<Change> changes{create(record, field(5, view(name.sha256)), visibility)};
    const auto saved = log.save(header, changes, 1'795'000'000'000, Bytes(16, static_cast<char>(++salt)),
                                [&] { log.attachments().add(name, content); });
    if (!saved) throw std::runtime_error(saved.error().message);
    return name;
  }
  // An edit by somebody who sees all of the record.
  Saved edit(const RecordId& record, uint32_t tag, std::string_view text, VisibilityClass visibility = v1::VC2_TEAM) {
    const auto now = *log.record(record);
    return save({{record, now.type, v1::Change::EDIT, visibility, field(tag, text), {}, now.seen({tag}, visibility)}});
  }

  EnrolmentId id;
  MemoryStore store;
  TabletLog log;
  unsigned char salt = 0;
};

// One exchange over a byte stream. `cut_after` bytes in either direction the connection is gone; what was done stays done.
class Line {
 public:
  Line(Tablet& tablet, Server& server, size_t cut_after = SIZE_MAX, bool push_only = false)
      : tablet_(tablet), server_(server), conversation_({"test", push_only}), left_(cut_after) {}

  // True when the exchange reached its end.
  bool run() {
    tablet_actions(conversation_.start(tablet_.log.position(), 1'795'000'050'000));
    while (!finished_ && !cut_ && (deliver(up_, at_server_) | deliver(down_, at_tablet_))) {
      pump_server();
      pump_tablet();
    }
    // Its last words: receipts, and goodbye.
    if (finished_ && !cut_ && deliver(up_, at_server_)) pump_server();
    return finished_ && !cut_ && !failed;
  }

  std::optional<Error> failed;
  size_t bytes = 0;
  const TabletConversation& conversation() const { return conversation_; }

 private:
  bool deliver(Bytes& stream, FrameCodec& to) {
    if (stream.empty()) return false;
    const size_t size = std::min(stream.size(), left_ - bytes);
    to.feed(BytesView(stream).substr(0, size));
    bytes += size;
    cut_ = size < stream.size() || bytes == left_;
    stream.clear();
    return true;
  }

  void pump_server() {
    while (auto payload = *at_server_.next()) {
      v1::TabletFrame frame;
      frame.ParseFromString(*payload);
      server_actions(peer_.on_frame(frame));
    }
  }
  void pump_tablet() {
    while (auto payload = *at_tablet_.next()) {
      v1::ServerFrame frame;
      frame.ParseFromString(*payload);
      tablet_actions(conversation_.on_frame(frame));
    }
  }

  void server_actions(const server::Actions& actions) {
    for (const auto& action : actions) {
      const bool revoked = server_.revoked.contains(tablet_.id);
      if (auto more = obey_lane(action, server_.store, revoked ? Streams{} : server_.streams[tablet_.id], peer_))
        server_actions(*more);
      if (const auto* send = std::get_if<server::Send>(&action)) {
        const Bytes wire = *at_server_.encode(send->frame, peer_.dictionary());
        down_ += wire;
        server_actions(peer_.sent(send->frame, wire.size()));
      }
      if (const auto* load = std::get_if<server::LoadSession>(&action)) {
        facts_ = server_.facts(tablet_.id, load->hello);
        server_actions(peer_.loaded(facts_));
      }
      if (const auto* push = std::get_if<server::StorePush>(&action)) server_actions(peer_.stored(store(*push)));
      if (const auto* erased = std::get_if<server::KeepErased>(&action)) {
        (void)PurgeBook(server_.store, server_.incarnation)
            .answered(PurgeBook::tablet({tablet_.id, erased->incarnation}), erased->records, server_.now_ms);
      }
      if (const auto* read = std::get_if<server::ReadPage>(&action)) {
        server_actions(peer_.page_read(server_.log.read_page(read->reader, read->from_gsn, 4096)));
      }
    }
  }

  Result<std::variant<Taken, Diverged>> store(const server::StorePush& action) {
    const auto branch = server_.log.branch({tablet_.id, action.push.incarnation()}, action.names);
    auto prepared = prepare_push(action.push, branch.branch, branch.ancestry);
    if (!prepared) return prepared.error();
    prepared->once_acked_seq = action.once_acked_seq;
    prepared->names = action.names;
    server_.store.begin();
    auto outcome = server_.log.take_push(*prepared, ++server_.now_ms, server_.judge);
    server_.store.commit();
    return outcome;
  }

  void tablet_actions(const tablet::Actions& actions) {
    for (const auto& action : actions) {
      if (auto more = obey_lane(action, tablet_.log, conversation_, 1000)) tablet_actions(*more);
      if (const auto* send = std::get_if<tablet::Send>(&action)) {
        const Bytes wire = *at_tablet_.encode(send->frame, conversation_.dictionary_for(send->frame));
        up_ += wire;
        tablet_actions(conversation_.sent(send->frame, wire.size()));
      }
      if (const auto* load = std::get_if<tablet::LoadOwn>(&action)) {
        auto batch = tablet_.log.own_batch(load->after_seq, std::min<size_t>(load->max_bytes, 2048));
        v1::Push push;
        push.set_from_seq(batch.from_seq);
        push.set_previous_hash(Bytes(view(batch.previous)));
        for (auto& set : batch.change_sets) push.add_change_sets(std::move(set));
        const size_t count = batch.change_sets.size();
        tablet_actions(conversation_.own_loaded(std::move(push), count));
      }
      if (const auto* keep = std::get_if<tablet::KeepWelcome>(&action)) kept(tablet_.log.take_welcome(keep->welcome, 1));
      if (const auto* keep = std::get_if<tablet::KeepAck>(&action)) kept(tablet_.log.take_ack(keep->ack));
      if (const auto* keep = std::get_if<tablet::TakeFork>(&action)) kept(tablet_.log.take_fork(keep->fork));
      if (const auto* keep = std::get_if<tablet::BeginRebuild>(&action)) {
        if (auto begun = tablet_.log.begin_rebuild(keep->reason, keep->streams); !begun) failed = begun.error();
        tablet_actions(conversation_.rebuild_begun(tablet_.log.position()));
      }
      if (const auto* keep = std::get_if<tablet::KeepPage>(&action)) {
        auto outcome = tablet_.log.take_page(keep->page, 1);
        if (!outcome) {
          failed = outcome.error();
          finished_ = true;
          return;
        }
        if (!tablet_.log.finish_erasures()) outcome->purged.clear();
        tablet_actions(conversation_.page_kept(tablet_.log.position(), *outcome));
      }
      if (const auto* check = std::get_if<tablet::CheckErased>(&action))
        tablet_actions(conversation_.erased(*tablet_.log.gone_for_good(check->records)));
      if (std::get_if<tablet::Finish>(&action)) finished_ = true;
      if (const auto* fail = std::get_if<tablet::Fail>(&action)) {
        failed = fail->error;
        finished_ = true;
      }
    }
  }
  void kept(const Result<void>& done) {
    if (!done) {
      failed = done.error();
      finished_ = true;
      return;
    }
    tablet_actions(conversation_.kept(tablet_.log.position()));
  }

  Tablet& tablet_;
  Server& server_;
  TabletConversation conversation_;
  ServerConversation peer_;
  SessionFacts facts_;
  FrameCodec at_tablet_, at_server_;
  Bytes up_, down_;
  size_t left_;
  bool finished_ = false, cut_ = false;
};

inline const Streams team{{operation, v1::VC1_PARTNER}, {operation, v1::VC2_TEAM}};

inline void give(Server& server, Tablet& tablet, Streams streams = team) { server.streams[tablet.id] = std::move(streams); }
inline Bytes state(MemoryStore& store, RecordId id) { return store.record(id).value_or(""); }
inline size_t log_size(Server& server) { return server.store.entries_after(0, 100000).size(); }

}  // namespace beatbook::test
