#include "app/sync/hands.h"

#include "kernel/limits.h"
#include "kernel/mutant.h"

namespace beatbook::app {

LogHands::LogHands(TabletLog& log, Sign sign, std::function<uint64_t()> wall_ms,
                   std::function<void(const std::vector<RecordId>&)> touched, std::function<Result<void>()> erase)
    : log_(log), sign_(std::move(sign)), wall_ms_(std::move(wall_ms)), touched_(std::move(touched)), erase_(std::move(erase)) {}

Result<TabletPosition> LogHands::position() { return log_.position(); }

Result<v1::Push> LogHands::load_own(uint64_t after_seq, size_t max_bytes, size_t& count) {
  auto batch = log_.own_batch(after_seq, max_bytes);
  count = batch.change_sets.size();
  v1::Push push;
  push.set_from_seq(batch.from_seq);
  push.set_previous_hash(Bytes(view(batch.previous)));
  for (auto& bytes : batch.change_sets) push.add_change_sets(std::move(bytes));
  if (count > 0) push.set_head_signature(sign_(view(batch.head)));
  return push;
}

Result<void> LogHands::keep(const v1::Welcome& welcome) { return log_.take_welcome(welcome, wall_ms_()); }
Result<void> LogHands::keep(const v1::PushAck& ack) { return log_.take_ack(ack); }
Result<void> LogHands::keep(const v1::Fork& fork) { return log_.take_fork(fork); }

Result<PageOutcome> LogHands::keep(const v1::Page& page) {
  auto outcome = log_.take_page(page, wall_ms_());
  if (outcome && touched_) touched_(outcome->touched);
  // The page is kept either way. What is not off the disk yet gets its receipt later: the server asks with every Welcome.
  if (outcome && !outcome->purged.empty() && !erase_()) outcome->purged.clear();
  return outcome;
}

Result<std::vector<RecordId>> LogHands::erased(const std::vector<RecordId>& records) {
  if (auto done = erase_(); !done && done.error().code == Fault::corrupt) return done.error();
  return log_.gone_for_good(records);
}

Result<void> LogHands::begin_rebuild(const std::string& reason, const Streams& streams) {
  return log_.begin_rebuild(reason, streams);
}

Result<void> LogHands::with_attachments(const std::function<void(TabletAttachments&)>& work) {
  auto attachments = log_.attachments();
  work(attachments);
  return {};
}

OutboxHands::OutboxHands(Outbox& outbox, const EnrolmentId& enrolment, Sign sign)
    : outbox_(outbox), enrolment_(enrolment), sign_(std::move(sign)) {}

Result<TabletPosition> OutboxHands::position() {
  TabletPosition at;
  at.branch.enrolment = enrolment_;
  at.resume_chain = chain_root(at.branch.enrolment);
  if (const auto& base = outbox_.base()) {
    at.acked_seq = at.resume_seq = base->seq;
    at.resume_chain = base->chain_hash;
  }
  at.once_acked_seq = outbox_.once_acked_seq();
  at.branch.incarnation = outbox_.incarnation();
  if (const auto last = outbox_.last()) at.head_seq = last->seq;
  return at;
}

Result<ChainPoint> OutboxHands::point_at(uint64_t seq) {
  const auto& base = outbox_.base();
  if (base && seq == base->seq) return *base;
  if (base && seq < base->seq) {
    return Error{Fault::out_of_order,
                 "The server asks for entries this tablet has already handed over. Unlock the tablet and sync."};
  }
  if (seq == 0) return ChainPoint{0, 0, chain_root(enrolment_)};
  const auto entries = outbox_.entries_after(seq - 1, 1);
  if (!entries) return entries.error();
  if (entries->empty() || entries->front().point.seq != seq) {
    return Error{Fault::out_of_order, "The outbox does not reach back to what the server holds. Unlock the tablet and sync."};
  }
  return entries->front().point;
}

Result<v1::Push> OutboxHands::load_own(uint64_t after_seq, size_t max_bytes, size_t& count) {
  v1::Push push;
  count = 0;
  const auto before = point_at(after_seq);
  if (!before) return before.error();
  auto entries = outbox_.entries_after(after_seq, max_bytes);
  if (!entries) return entries.error();
  Hash head = before->chain_hash;
  for (auto& entry : *entries) {
    head = entry.point.chain_hash;
    push.add_sealed(std::move(entry.sealed));
  }
  count = entries->size();
  push.set_from_seq(after_seq + 1);
  push.set_previous_hash(Bytes(view(before->chain_hash)));
  if (count > 0) push.set_head_signature(sign_(view(head)));
  return push;
}

Result<void> OutboxHands::keep(const v1::Welcome& welcome) {
  const auto& base = outbox_.base();
  if (base && welcome.have_seq() < base->seq) {
    return Error{
        Fault::out_of_order,
        "The server was restored and asks for entries this tablet has already handed over. Unlock the tablet and sync."};
  }
  // What follows proves by its chain what lies before it; when nothing follows, nothing does.
  if (base && base->seq > 0 && outbox_.count() == 0 && welcome.store_incarnation() != outbox_.store_incarnation()) {
    return Error{Fault::out_of_order,
                 "The server was restored, and may lack what this tablet has handed over. Unlock the tablet and sync."};
  }
  store_incarnation_ = welcome.store_incarnation();
  return {};
}

Result<void> OutboxHands::keep(const v1::PushAck& ack) {
  const auto last = outbox_.last();
  if (!last || ack.incarnation() != outbox_.incarnation()) return {};
  const uint64_t through = mutant(Mutant::locked_ack_means_all) ? last->seq : std::min(ack.to_seq(), last->seq);
  return outbox_.drop_through(through, store_incarnation_);
}

// The entries go on under the incarnation the server gave; the store, which nobody can open now, follows at the next unlock.
Result<void> OutboxHands::keep(const v1::Fork& fork) {
  const auto parting = point_at(fork.after_seq());
  if (!parting) return parting.error();
  return outbox_.take_fork(fork, *parting, store_incarnation_);
}

// A locked tablet reads nothing, and so it has erased nothing.
Result<std::vector<RecordId>> OutboxHands::erased(const std::vector<RecordId>&) { return std::vector<RecordId>{}; }
Result<PageOutcome> OutboxHands::keep(const v1::Page&) { return PageOutcome{}; }
Result<void> OutboxHands::begin_rebuild(const std::string&, const Streams&) { return {}; }

}  // namespace beatbook::app
