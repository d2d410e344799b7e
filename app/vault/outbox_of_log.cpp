#include "app/vault/outbox_of_log.h"

#include "kernel/mutant.h"

namespace beatbook::app {

Result<void> OutboxOfLog::open() {
  if (auto followed = follow_fork(); !followed) return followed;
  if (auto learnt = learn_what_was_acknowledged(); !learnt) return learnt;
  return mend();
}

Result<void> OutboxOfLog::follow_fork() {
  const auto& fork = outbox_.fork();
  if (!fork || fork->answer.new_incarnation() == log_.branch().incarnation) return {};
  const auto at = fork->parting.seq > 0 ? store_.own(fork->parting.seq) : std::nullopt;
  const Hash chain = at ? at->chain : chain_root(log_.branch().enrolment);
  // Another state of the tablet was put back in between: the next exchange parts it.
  if (chain != fork->parting.chain_hash || (!at && fork->parting.seq > 0)) return {};
  return log_.take_fork(fork->answer, TabletLog::Told::while_locked);
}

// Which store that was nobody looked at: so it counts as acknowledged by one that may be gone.
Result<void> OutboxOfLog::learn_what_was_acknowledged() {
  const auto& base = outbox_.base();
  if (!base || base->seq == 0 || outbox_.incarnation() != log_.branch().incarnation) return {};
  const auto own = store_.own(base->seq);
  if (!own || own->chain != base->chain_hash) return {};
  return log_.take_once_acked(base->seq);
}

bool OutboxOfLog::fits() {
  const auto at = log_.position();
  const auto held = outbox_.last();
  if (!held || outbox_.fork() || held->seq > at.head_seq || held->incarnation != at.branch.incarnation) return false;
  const auto& base = outbox_.base();
  if (base && base->seq > 0 && (base->seq > at.resume_seq || outbox_.store_incarnation() != at.store_incarnation)) return false;
  if (outbox_.once_acked_seq() < at.once_acked_seq && at.once_acked_seq > at.resume_seq) return false;
  const auto row = held->seq > 0 ? store_.own(held->seq) : std::nullopt;
  return held->seq == 0 || (row && row->chain == held->chain_hash);
}

Result<void> OutboxOfLog::mend() {
  const auto held = outbox_.last();
  const auto at = log_.position();
  const bool fresh = !held && !outbox_.fork() && at.resume_seq == 0 && at.once_acked_seq == 0;
  if (!fresh && !fits()) return write_anew();
  return append_after(held ? held->seq : 0);
}

Result<void> OutboxOfLog::write_anew() {
  if (mutant(Mutant::purge_leaves_outbox) && fits()) return {};
  const auto at = log_.position();
  const ChainPoint base{at.branch.incarnation, at.resume_seq, at.resume_chain};
  if (auto done = outbox_.restart(base, at.once_acked_seq, at.store_incarnation); !done) return done;
  return append_after(at.resume_seq);
}

Result<void> OutboxOfLog::append_after(uint64_t seq) {
  const auto at = log_.position();
  while (seq < at.head_seq) {
    const auto rows = store_.own_after(seq, 1024 * 1024, 4096);
    if (rows.empty()) return Error{Fault::corrupt, "The tablet's own log has a gap after entry " + std::to_string(seq) + "."};
    for (const auto& row : rows) {
      if (auto done = outbox_.append(at.branch.incarnation, row.dot.seq, row.chain, row.change_set); !done) return done;
      seq = row.dot.seq;
    }
  }
  return {};
}

void OutboxOfLog::saved(const Saved& saved) {
  (void)outbox_.append(log_.branch().incarnation, saved.seq, saved.chain, saved.change_set);
}

Result<void> OutboxOfLog::settle() {
  if (auto mended = mend(); !mended) return mended;
  if (!outbox_.last()) return {};
  const auto at = log_.position();
  return outbox_.drop_through(at.acked_seq, at.store_incarnation);
}

Result<void> OutboxOfLog::close() {
  if (auto settled = settle(); !settled) return settled;
  return outbox_.mark_whole();
}

}  // namespace beatbook::app
