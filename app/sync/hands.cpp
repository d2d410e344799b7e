#include "app/sync/hands.h"

#include "kernel/limits.h"

namespace beatbook::app {

LogHands::LogHands(TabletLog& log, Sign sign, std::function<uint64_t()> wall_ms,
                   std::function<void(const std::vector<RecordId>&)> touched)
    : log_(log), sign_(std::move(sign)), wall_ms_(std::move(wall_ms)), touched_(std::move(touched)) {}

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
  return outcome;
}

Result<void> LogHands::begin_rebuild(const std::string& reason, const Streams& streams) {
  return log_.begin_rebuild(reason, streams);
}

OutboxHands::OutboxHands(Outbox& outbox, const Enrolment& enrolment) : outbox_(outbox), enrolment_(enrolment) {}

Result<TabletPosition> OutboxHands::position() {
  TabletPosition at;
  at.branch.enrolment = enrolment_.grant().id;
  at.acked_chain = chain_root(at.branch.enrolment);
  if (const auto& base = outbox_.base()) {
    at.acked_seq = base->seq;
    at.acked_chain = base->chain_hash;
  }
  if (const auto last = outbox_.last()) {
    at.branch.incarnation = last->incarnation;
    at.head_seq = last->seq;
  }
  return at;
}

Result<v1::Push> OutboxHands::load_own(uint64_t after_seq, size_t max_bytes, size_t& count) {
  v1::Push push;
  count = 0;
  Hash previous = chain_root(enrolment_.grant().id);
  if (const auto& base = outbox_.base()) {
    if (after_seq < base->seq) {
      return Error{Fault::out_of_order,
                   "The server asks for entries this tablet has already handed over. Unlock the tablet and sync."};
    }
    previous = base->chain_hash;
  }
  if (after_seq > 0 && !(outbox_.base() && outbox_.base()->seq == after_seq)) {
    const auto before = outbox_.entries_after(after_seq - 1, 1);
    if (!before) return before.error();
    if (before->empty() || before->front().point.seq != after_seq) {
      return Error{Fault::out_of_order, "The outbox does not reach back to what the server holds. Unlock the tablet and sync."};
    }
    previous = before->front().point.chain_hash;
  }
  auto entries = outbox_.entries_after(after_seq, max_bytes);
  if (!entries) return entries.error();
  Hash head = previous;
  for (auto& entry : *entries) {
    head = entry.point.chain_hash;
    push.add_sealed(std::move(entry.sealed));
  }
  count = entries->size();
  push.set_from_seq(after_seq + 1);
  push.set_previous_hash(Bytes(view(previous)));
  if (count > 0) push.set_head_signature(enrolment_.sign(view(head)));
  return push;
}

Result<void> OutboxHands::keep(const v1::Welcome& welcome) {
  if (outbox_.base() && welcome.have_seq() < outbox_.base()->seq) {
    return Error{
        Fault::out_of_order,
        "The server was restored and asks for entries this tablet has already handed over. Unlock the tablet and sync."};
  }
  return {};
}

Result<void> OutboxHands::keep(const v1::PushAck& ack) {
  const auto last = outbox_.last();
  if (!last || ack.to_seq() == 0) return {};
  return outbox_.drop_through(ack.incarnation(), std::min(ack.to_seq(), last->seq));
}

Result<void> OutboxHands::keep(const v1::Fork&) {
  return Error{Fault::refused, "The server knows this tablet under another state. Its entries are safe; unlock it and sync."};
}

Result<PageOutcome> OutboxHands::keep(const v1::Page&) { return PageOutcome{}; }
Result<void> OutboxHands::begin_rebuild(const std::string&, const Streams&) { return {}; }

}  // namespace beatbook::app
