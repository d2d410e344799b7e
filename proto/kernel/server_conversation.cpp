#include "kernel/server_conversation.h"

#include <algorithm>

#include "kernel/limits.h"
#include "kernel/mutant.h"

namespace beatbook {

using namespace server;

namespace {

// The view the tablet holds is no longer a prefix of ours: another store, other streams, another digest, or a cursor from the
// future.
bool needs_rebuild(const v1::Hello& hello, const SessionFacts& facts) {
  if (hello.cursor() == 0) return false;
  return (hello.store_incarnation() != facts.store_incarnation && !mutant(Mutant::other_store_continues)) ||
         (hello.streams_digest() != streams_digest(facts.streams) && !mutant(Mutant::other_streams_continue)) ||
         hello.cursor() > facts.head_gsn || Digest::from_bytes(hello.digest()) != facts.digest;
}

// Where it says how its chain goes by the incarnation that is pushed.
std::optional<Ancestry> names_of(const v1::Hello& hello, uint32_t pushed) {
  const auto points = static_cast<size_t>(hello.names().ancestry_size());
  if (!hello.has_names() || pushed == 0 || pushed != hello.incarnation() || points > limits::fork_points) return std::nullopt;
  Ancestry out;
  for (const auto& point : hello.names().ancestry()) out.push_back({point.incarnation(), point.through_seq()});
  return out;
}

// A list written in braces would copy the push.
Actions only(Action action) {
  Actions actions;
  actions.push_back(std::move(action));
  return actions;
}

v1::ServerFrame welcome(const v1::Hello& hello, const SessionFacts& facts) {
  v1::ServerFrame frame;
  auto* out = frame.mutable_welcome();
  out->set_protocol(limits::protocol);
  out->set_store_incarnation(facts.store_incarnation);
  out->set_have_seq(facts.revoked ? std::min(facts.branch.last_seq, hello.head_seq()) : facts.branch.last_seq);
  out->set_wall_ms(facts.wall_ms);
  out->set_window_bytes(limits::window);
  out->set_archived(facts.archived);
  out->set_backup_gsn(facts.backup_gsn);
  out->set_dictionary(newest_dictionary);
  out->set_backup_attachment(facts.backup_attachment);
  if (!facts.unlocked) {
    out->set_view(v1::Welcome::HANDS_IN);
    return frame;
  }
  out->set_head_gsn(facts.head_gsn);
  out->set_quarantined(facts.quarantined);
  for (const auto& id : facts.unanswered) out->add_unanswered(id.str());
  const bool rebuild = needs_rebuild(hello, facts);
  out->set_streams_digest(streams_digest(facts.streams));
  out->set_view(rebuild ? v1::Welcome::REBUILD : v1::Welcome::CONTINUES);
  if (hello.streams_digest() != streams_digest(facts.streams)) {
    for (const auto& stream : facts.streams) {
      auto* grant = out->add_streams();
      grant->set_operation(stream.operation);
      grant->set_visibility(stream.visibility);
    }
  }
  out->mutable_roles()->Add(facts.roles.begin(), facts.roles.end());
  out->mutable_operations()->Add(facts.operations.begin(), facts.operations.end());
  out->set_collar_number(facts.collar_number);
  return frame;
}

}  // namespace

Actions ServerConversation::refuse(v1::Refusal::Code code, const std::string& message) {
  closed_ = true;
  v1::ServerFrame frame;
  frame.mutable_refusal()->set_code(code);
  frame.mutable_refusal()->set_message(message);
  return {Send{std::move(frame)}, Close{}};
}

Actions ServerConversation::on_frame(v1::TabletFrame frame) {
  if (closed_) return {};
  if (loading_) {
    waiting_.push_back(std::move(frame));
    return {};
  }
  return take(std::move(frame));
}

Actions ServerConversation::take(v1::TabletFrame frame) {
  switch (frame.body_case()) {
    case v1::TabletFrame::kHello:
      if (frame.hello().protocol() < limits::oldest_protocol) {
        return refuse(v1::Refusal::PROTOCOL_TOO_OLD,
                      "This app is too old for the server. Update it; your entries are safe here.");
      }
      hello_ = frame.hello();
      loading_ = true;
      return {LoadSession{hello_}};
    case v1::TabletFrame::kPush: {
      if (!ready_) return refuse(v1::Refusal::BAD_FRAME, "The tablet sent entries before saying who it is.");
      ++pushes_waiting_;
      auto names = names_of(hello_, frame.push().incarnation());
      return only(StorePush{std::move(*frame.mutable_push()), hello_.once_acked_seq(), std::move(names)});
    }
    case v1::TabletFrame::kPulled: {
      while (!unread_.empty() && unread_.front().first <= frame.pulled().through()) {
        unread_bytes_ -= unread_.front().second;
        unread_.pop_front();
      }
      Actions actions;
      read_on(actions);
      return actions;
    }
    case v1::TabletFrame::kErased: {
      if (!ready_ || !facts_.unlocked) return {};
      std::vector<RecordId> records;
      for (const auto& id : frame.erased().records()) {
        if (const auto record = RecordId::from_bytes(id)) records.push_back(*record);
      }
      return only(KeepErased{std::move(records), facts_.branch.branch.incarnation});
    }
    case v1::TabletFrame::kAttach:
      return take_attach(std::move(*frame.mutable_attach()));
    case v1::TabletFrame::kFetch:
      return take_fetch(std::move(*frame.mutable_fetch()));
    case v1::TabletFrame::kAlive: {
      v1::ServerFrame answer;
      answer.mutable_alive();
      return only(Send{std::move(answer)});
    }
    case v1::TabletFrame::kGoodbye:
      closed_ = true;
      return {Close{}};
    default:
      return refuse(v1::Refusal::BAD_FRAME, "The server cannot read what the tablet sent.");
  }
}

Actions ServerConversation::loaded(SessionFacts facts) {
  loading_ = false;
  if (closed_) return {};
  facts_ = std::move(facts);
  ready_ = true;
  // What another store said to the tablet proves nothing here.
  if (hello_.store_incarnation() == facts_.store_incarnation || mutant(Mutant::other_store_is_proof))
    acked_seq_ = std::max(acked_seq_, hello_.acked_seq());
  v1::ServerFrame reply = welcome(hello_, facts_);
  may_pull_ = !hello_.push_only() && reply.welcome().view() == v1::Welcome::CONTINUES;
  page_gsn_ = hello_.cursor();
  // A rebuild ends with a page, even of an empty log.
  told_caught_up_ = page_gsn_ == facts_.head_gsn && !hello_.rebuild();
  unread_.clear();
  unread_bytes_ = 0;
  Actions actions{Send{std::move(reply)}};
  if (!told_caught_up_) read_on(actions);
  while (!waiting_.empty() && !loading_ && !closed_) {
    auto frame = std::move(waiting_.front());
    waiting_.pop_front();
    auto more = take(std::move(frame));
    actions.insert(actions.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  }
  return actions;
}

void ServerConversation::read_on(Actions& actions) {
  if (!may_pull_ || reading_ || told_caught_up_ || closed_ || unread_bytes_ >= limits::window) return;
  // Whether the tablet's chain fits ours is known once it has pushed: before that a restored tablet could take in entries under
  // numbers it has used for others.
  if (hello_.rebuild() && acked_seq_ < hello_.head_seq() && !mutant(Mutant::read_before_proved)) return;
  reading_ = true;
  Reader reader{facts_.branch.branch, facts_.streams, hello_.rebuild()};
  if (facts_.revoked) reader.only_stamps_through = std::max(hello_.head_seq(), acked_seq_);
  actions.push_back(ReadPage{std::move(reader), page_gsn_});
}

Actions ServerConversation::grown() {
  Actions actions;
  if (!ready_ || closed_ || !hello_.stay()) return actions;
  told_caught_up_ = false;
  read_on(actions);
  return actions;
}

Actions ServerConversation::stored(const Result<std::variant<Taken, Diverged>>& outcome) {
  --pushes_waiting_;
  if (closed_) return {};
  if (!outcome) {
    const auto code = outcome.error().code == Fault::too_large ? v1::Refusal::TOO_LARGE
                      : outcome.error().code == Fault::refused ? v1::Refusal::BAD_SIGNATURE
                      : outcome.error().code == Fault::storage ? v1::Refusal::SERVER_FAULT
                                                               : v1::Refusal::BAD_ENVELOPE;
    return refuse(code, outcome.error().message);
  }
  v1::ServerFrame frame;
  if (const auto* diverged = std::get_if<Diverged>(&*outcome)) {
    frame.mutable_fork()->set_after_seq(diverged->after_seq);
    frame.mutable_fork()->set_new_incarnation(diverged->new_incarnation);
    for (const auto& point : diverged->ancestry) {
      auto* out = frame.mutable_fork()->add_ancestry();
      out->set_incarnation(point.incarnation);
      out->set_through_seq(point.through_seq);
    }
    *frame.mutable_fork()->mutable_receipts() = diverged->held.receipts();
    if (diverged->new_incarnation != 0) {
      facts_.branch.ancestry = diverged->ancestry;
      facts_.branch.branch.incarnation = diverged->new_incarnation;
    }
    return {Send{std::move(frame)}};
  }
  const auto& taken = std::get<Taken>(*outcome);
  *frame.mutable_ack() = taken.ack;
  // An ack that only names what is held, for a push that lies further on, may speak of what a copy of the tablet handed in.
  if (taken.ack.receipts_size() > 0) acked_seq_ = std::max(acked_seq_, taken.ack.to_seq());
  Actions actions{Send{std::move(frame)}};
  // Its own entries lie behind the cursor now: the pages go on, so that one exchange leaves nothing behind, and at once, so
  // that the tablet takes them in while the next push is stored.
  if (!mutant(Mutant::own_pages_forgotten)) told_caught_up_ = false;
  read_on(actions);
  return actions;
}

Actions ServerConversation::page_read(Result<v1::Page> page) {
  reading_ = false;
  if (closed_) return {};
  if (!page && page.error().code == Fault::refused) return refuse(v1::Refusal::GRANT_CHANGED, page.error().message);
  if (!page)
    return refuse(v1::Refusal::SERVER_FAULT, "The server cannot read its log. Your entries are safe; tell your supervisor.");
  Actions actions;
  // A new Hello may have moved the cursor while this page was read.
  if (page->from_gsn() == page_gsn_) {
    page_gsn_ = page->to_gsn();
    told_caught_up_ = page->caught_up();
    v1::ServerFrame frame;
    *frame.mutable_page() = std::move(*page);
    unread_.emplace_back(page_gsn_, 0);
    actions.push_back(Send{std::move(frame)});
    return actions;
  }
  read_on(actions);
  return actions;
}

Actions ServerConversation::sent(const v1::ServerFrame& frame, size_t wire_bytes) {
  Actions actions;
  if (!frame.has_page() || unread_.empty() || unread_.back().first != frame.page().to_gsn()) return actions;
  unread_.back().second += wire_bytes;
  unread_bytes_ += wire_bytes;
  read_on(actions);
  return actions;
}

}  // namespace beatbook
