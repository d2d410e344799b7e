#include "kernel/tablet_conversation.h"

#include <algorithm>

#include "kernel/dictionary.h"
#include "kernel/limits.h"
#include "kernel/mutant.h"
#include "kernel/tablet_log_inner.h"

namespace beatbook {

using namespace tablet;

namespace {
constexpr int most_restarts = 4;  // of the push lane in one exchange; more is a server that makes no sense
}

v1::TabletFrame TabletConversation::hello() {
  v1::TabletFrame frame;
  auto* out = frame.mutable_hello();
  out->set_protocol(limits::protocol);
  out->set_app_version(options_.app_version);
  out->set_incarnation(at_.branch.incarnation);
  out->set_head_seq(at_.head_seq);
  out->set_acked_seq(at_.acked_seq);
  out->set_once_acked_seq(at_.once_acked_seq);
  if (at_.tells_names && at_.branch.incarnation > 0) {
    auto* names = out->mutable_names();
    for (const auto& point : at_.ancestry) {
      auto* told = names->add_ancestry();
      told->set_incarnation(point.incarnation);
      told->set_through_seq(point.through_seq);
    }
  }
  out->set_store_incarnation(at_.store_incarnation);
  out->set_cursor(at_.cursor);
  if (at_.cursor > 0) out->set_digest(at_.digest.str());
  out->set_streams_digest(streams_digest(at_.streams));
  out->set_cursor_own_seq(at_.cursor_own_seq);
  out->set_wall_ms(wall_ms_);
  out->set_rebuild(at_.rebuilding);
  out->set_push_only(options_.push_only);
  out->set_unlock_proof(options_.unlock_proof);
  out->set_dictionary(newest_dictionary);
  out->set_stay(options_.stay && !options_.push_only);
  ++round_trips_;
  ++hellos_unanswered_;
  return frame;
}

uint32_t TabletConversation::dictionary_for(const v1::TabletFrame& frame) const {
  return frame.has_hello() ? 0 : std::min(at_.dictionary, newest_dictionary);
}

void TabletConversation::stand(TabletPosition position) {
  // Another program may have saved meanwhile, with a picture.
  if (position.head_seq > at_.head_seq) lane_.searched = false;
  at_ = std::move(position);
  // A restored tablet is given back change-sets the server holds: they are not sent again.
  sent_seq_ = std::max(sent_seq_, at_.acked_seq);
}

Actions TabletConversation::start(TabletPosition position, uint64_t wall_ms) {
  at_ = std::move(position);
  wall_ms_ = wall_ms;
  sent_seq_ = at_.resume_seq;
  Actions actions{Send{hello()}};
  load_more(actions);
  return actions;
}

void TabletConversation::load_more(Actions& actions) {
  if (loading_ || sent_seq_ >= at_.head_seq || in_flight_ >= limits::window) return;
  loading_ = true;
  // Whole batches compress best: the window may be overrun by less than one frame.
  actions.push_back(LoadOwn{sent_seq_, limits::batch});
}

Actions TabletConversation::own_loaded(v1::Push push, size_t count) {
  Actions actions;
  loading_ = false;
  if (finished_) return actions;
  if (count == 0) {
    finish_if_done(actions);
    return actions;
  }
  // A restart may have overtaken the load.
  if (push.from_seq() != sent_seq_ + 1) {
    load_more(actions);
    return actions;
  }
  push.set_incarnation(at_.branch.incarnation);
  outstanding_.push_back({push.from_seq(), push.from_seq() + count - 1, 0});
  sent_seq_ = outstanding_.back().to_seq;
  v1::TabletFrame frame;
  *frame.mutable_push() = std::move(push);
  actions.push_back(Send{std::move(frame)});
  return actions;
}

Actions TabletConversation::sent(const v1::TabletFrame& frame, size_t wire_bytes) {
  Actions actions;
  if (finished_ || !frame.has_push() || outstanding_.empty() || outstanding_.back().from_seq != frame.push().from_seq())
    return actions;
  outstanding_.back().bytes = wire_bytes;
  in_flight_ += wire_bytes;
  load_more(actions);
  return actions;
}

Actions TabletConversation::on_frame(v1::ServerFrame frame) {
  Actions actions;
  if (finished_) return actions;
  switch (frame.body_case()) {
    case v1::ServerFrame::kWelcome:
      on_welcome(frame.welcome(), actions);
      break;
    case v1::ServerFrame::kAck:
      on_ack(frame.ack(), actions);
      break;
    case v1::ServerFrame::kFork:
      on_fork(frame.fork(), actions);
      break;
    case v1::ServerFrame::kPage:
      // Pages of a pull that a rebuild has overtaken are no longer wanted.
      if (!reads() || rebuild_asked_ || hellos_unanswered_ > 0) break;
      caught_up_ = frame.page().caught_up();
      resting_ = false;
      actions.push_back(KeepPage{std::move(*frame.mutable_page())});
      break;
    case v1::ServerFrame::kAttached:
      on_attached(frame.attached(), actions);
      break;
    case v1::ServerFrame::kPart:
      on_part(std::move(*frame.mutable_part()), actions);
      break;
    case v1::ServerFrame::kAlive:
      break;
    case v1::ServerFrame::kRefusal:
      finished_ = true;
      actions.push_back(Fail{{Fault::refused, frame.refusal().message()}});
      break;
    default:
      finished_ = true;
      actions.push_back(Fail{{Fault::corrupt, "The server's answer cannot be read by this version of the app."}});
  }
  return actions;
}

void TabletConversation::on_welcome(const v1::Welcome& welcome, Actions& actions) {
  // A later Hello of ours is on its way: only its answer speaks of the view we have now.
  if (hellos_unanswered_ == 0 || --hellos_unanswered_ > 0) return;
  lane_.off = lane_.off || welcome.protocol() < limits::attachments_protocol;
  lost_own_ = welcome.have_seq() > at_.head_seq;
  // A restored server no longer holds what it acknowledged: send it again. A locked tablet can only send what its outbox still
  // has.
  const bool another_store = tablet_log::from_another_store(at_, welcome);
  server_restored_ = server_restored_ || another_store;
  const uint64_t resume =
      options_.push_only ? std::min(welcome.have_seq(), at_.resume_seq) : tablet_log::resumes_behind(at_, welcome);
  if (resume < at_.resume_seq && !mutant(Mutant::lost_is_not_sent_again)) restart_push(resume);
  std::vector<RecordId> unanswered;
  for (const auto& id : welcome.unanswered()) unanswered.push_back(RecordId::from_bytes(id).value_or(RecordId{}));
  if (!unanswered.empty() && reads()) actions.push_back(CheckErased{std::move(unanswered)});
  actions.push_back(KeepWelcome{welcome});
  hands_in_ = !options_.push_only && welcome.view() == v1::Welcome::HANDS_IN;
  if (!reads()) return;
  Streams streams;
  for (const auto& grant : welcome.streams()) streams.insert({grant.operation(), grant.visibility()});
  if (welcome.streams_digest() == streams_digest(at_.streams)) streams = at_.streams;
  if (welcome.view() == v1::Welcome::REBUILD) {
    const bool same_store = at_.store_incarnation == welcome.store_incarnation();
    const bool same_streams = at_.streams == streams;
    rebuild(!same_store     ? "the server was restored"
            : !same_streams ? "what you may see has changed"
                            : "the view differed from the server's",
            streams, actions);
  } else if (another_store && !at_.rebuilding) {
    // It has read nothing, so the server sees no view that is not its own.
    rebuild("the server was restored", streams, actions);
  } else if (!at_.streams.empty() && at_.streams != streams && !at_.rebuilding) {
    // The server sees an empty view. But it may show what that server has lost.
    rebuild("what you may see has changed", streams, actions);
  } else if (lost_own_ && !at_.rebuilding) {
    rebuild("this tablet was restored from a backup", streams, actions);
  } else if (at_.cursor == welcome.head_gsn()) {
    caught_up_ = true;
  }
}

void TabletConversation::rebuild(std::string reason, const Streams& streams, Actions& actions) {
  if (++restarts_ > most_restarts) {
    finished_ = true;
    actions.push_back(
        Fail{{Fault::corrupt,
              "The tablet's view could not be brought into line with the server. Try again, then tell your supervisor."}});
    return;
  }
  begin_rebuild(std::move(reason), streams, actions);
}

void TabletConversation::begin_rebuild(std::string reason, const Streams& streams, Actions& actions) {
  rebuilt_because_ = reason;
  caught_up_ = false;
  rebuild_asked_ = true;
  actions.push_back(BeginRebuild{std::move(reason), streams});
}

void TabletConversation::restart_push(uint64_t after_seq) {
  stale_answers_ += outstanding_.size();
  outstanding_.clear();
  in_flight_ = 0;
  sent_seq_ = after_seq;
}

void TabletConversation::on_ack(const v1::PushAck& ack, Actions& actions) {
  if (stale_answers_ > 0) {
    --stale_answers_;
    finish_if_done(actions);
    return;
  }
  if (outstanding_.empty()) return;
  const auto first = outstanding_.front();
  if (ack.to_seq() < first.from_seq) {
    // The server lacks what came before: go back to what it holds.
    outstanding_.pop_front();
    restart_push(ack.to_seq());
    if (++restarts_ > most_restarts) {
      finished_ = true;
      actions.push_back(Fail{{Fault::out_of_order, "The server does not accept this tablet's entries. They are safe here."}});
      return;
    }
    load_more(actions);
    return;
  }
  while (!outstanding_.empty() && outstanding_.front().to_seq <= ack.to_seq()) {
    in_flight_ -= outstanding_.front().bytes;
    pushed_ += outstanding_.front().to_seq - outstanding_.front().from_seq + 1;
    outstanding_.pop_front();
  }
  for (const auto& receipt : ack.receipts()) {
    acked_gsn_ = std::max(acked_gsn_, receipt.first_gsn() + (receipt.to_seq() - receipt.from_seq()));
  }
  actions.push_back(KeepAck{ack});
  load_more(actions);
}

void TabletConversation::on_fork(const v1::Fork& fork, Actions& actions) {
  if (stale_answers_ > 0) {
    --stale_answers_;
    return;
  }
  if (!outstanding_.empty()) {
    // What it has of them it stored under their names.
    const auto& first = outstanding_.front();
    if (fork.after_seq() >= first.from_seq) pushed_ += std::min(first.to_seq, fork.after_seq()) + 1 - first.from_seq;
    outstanding_.pop_front();
  }
  restart_push(fork.after_seq());
  // Where two copies share much that neither had handed in, fork follows fork, each further on.
  const bool further = fork.new_incarnation() != 0 && fork.after_seq() > parted_after_;
  if (further) {
    parted_after_ = fork.after_seq();
  } else if (++restarts_ > most_restarts) {
    finished_ = true;
    actions.push_back(Fail{
        {Fault::corrupt, "The server and this tablet do not agree on what was sent. Nothing is lost; tell your supervisor."}});
    return;
  }
  if (fork.new_incarnation() == 0) {
    load_more(actions);
    return;
  }
  lost_own_ = true;
  actions.push_back(TakeFork{fork});
}

Actions TabletConversation::kept(TabletPosition position) {
  Actions actions;
  const bool forked = position.branch != at_.branch;
  stand(std::move(position));
  if (finished_) return actions;
  if (forked && reads()) {
    // The other branch under our name holds what this tablet never saw, or a restored server has begun a new one.
    begin_rebuild(server_restored_ ? "the server was restored" : "this tablet or the server was restored, or the tablet copied",
                  at_.streams, actions);
    load_more(actions);
    return actions;
  }
  load_more(actions);
  finish_if_done(actions);
  return actions;
}

Actions TabletConversation::rebuild_begun(TabletPosition position) {
  stand(std::move(position));
  rebuild_asked_ = false;
  if (finished_) return {};
  return {Send{hello()}};
}

Actions TabletConversation::page_kept(TabletPosition position, const PageOutcome& outcome) {
  Actions actions;
  stand(std::move(position));
  if (finished_) return actions;
  received_ += outcome.received;
  if (!outcome.digest_holds) {
    if (!mutant(Mutant::difference_ignored)) rebuild("the view differed from the server's", at_.streams, actions);
    if (!mutant(Mutant::difference_ignored)) return actions;
  }
  if (!outcome.purged.empty()) actions = erased(outcome.purged);
  v1::TabletFrame frame;
  frame.mutable_pulled()->set_through(at_.cursor);
  actions.push_back(Send{std::move(frame)});
  // The officer may have saved while the page was stored.
  if (!mutant(Mutant::save_in_between_waits)) load_more(actions);
  finish_if_done(actions);
  return actions;
}

Actions TabletConversation::erased(const std::vector<RecordId>& records) {
  if (finished_ || records.empty()) return {};
  v1::TabletFrame frame;
  for (const auto& id : records) frame.mutable_erased()->add_records(id.str());
  return {Send{std::move(frame)}};
}

Actions TabletConversation::saved(TabletPosition position) {
  Actions actions;
  if (finished_) return actions;
  stand(std::move(position));
  resting_ = false;
  lane_.searched = false;
  load_more(actions);
  finish_if_done(actions);
  return actions;
}

Actions TabletConversation::silence() {
  if (finished_) return {};
  v1::TabletFrame frame;
  frame.mutable_alive();
  return {Send{std::move(frame)}};
}

Actions TabletConversation::leave() {
  Actions actions;
  if (finished_) return actions;
  options_.stay = false;
  finish_if_done(actions);
  return actions;
}

bool TabletConversation::entries_done() const {
  if (hellos_unanswered_ > 0 || loading_ || !outstanding_.empty() || stale_answers_ > 0 || sent_seq_ < at_.head_seq ||
      rebuild_asked_)
    return false;
  return !reads() || mutant(Mutant::ends_before_current) || (caught_up_ && !at_.rebuilding && at_.cursor >= acked_gsn_);
}

void TabletConversation::finish_if_done(Actions& actions) {
  if (finished_ || !entries_done() || move_attachments(actions)) return;
  if (options_.stay && reads()) {
    if (!std::exchange(resting_, true)) actions.push_back(Rest{});
    return;
  }
  finished_ = true;
  v1::TabletFrame frame;
  frame.mutable_goodbye();
  actions.push_back(Send{std::move(frame)});
  if (hands_in_) {
    actions.push_back(Fail{{Fault::refused,
                            "The server has your entries, but this tablet could not prove that it is unlocked, so nothing was "
                            "read. Ask for a new code and enrol it again."}});
  } else {
    actions.push_back(Finish{});
  }
}

}  // namespace beatbook
