// What a tablet tells the server of its own chain, and what the server's answers to that change.
#include <algorithm>

#include "kernel/mutant.h"
#include "kernel/tablet_log_inner.h"

namespace beatbook {

using namespace tablet_log;

TabletPosition TabletLog::position() {
  const auto view = view_facts(facts_.rebuilding() ? Store::View::shadow : Store::View::current);
  TabletPosition at{branch(),
                    ancestry(),
                    head_seq_,
                    facts_.acked_seq(),
                    std::max(facts_.acked_seq(), facts_.once_acked_seq()),
                    std::max(facts_.acked_seq(), facts_.resume_seq()),
                    {},
                    facts_.store_incarnation(),
                    view.cursor(),
                    view.own_seq(),
                    Digest::from_bytes(view.digest()),
                    streams_of(view.streams()),
                    facts_.rebuilding(),
                    facts_.dictionary(),
                    true};
  const auto resume = at.resume_seq ? store_->own(at.resume_seq) : std::nullopt;
  at.resume_chain = resume ? resume->chain : chain_root(branch().enrolment);
  return at;
}

uint64_t TabletLog::backed_up_seq() {
  uint64_t seq = facts_.acked_seq();
  if (facts_.archived() || mutant(Mutant::received_is_backed_up)) return seq;
  const uint64_t backup = facts_.backup_gsn();
  // Along a chain the numbers of the log only grow.
  while (seq > 0 && backup > 0) {
    const auto told = store_->receipt(seq);
    if (!told) {
      --seq;
    } else if (told->first_gsn + (seq - told->from_seq) <= backup) {
      return seq;
    } else {
      seq = told->first_gsn <= backup ? told->from_seq + (backup - told->first_gsn) : told->from_seq - 1;
    }
  }
  return 0;
}

OwnBatch TabletLog::own_batch(uint64_t after_seq, size_t max_bytes) {
  OwnBatch batch{after_seq + 1, chain_root(branch().enrolment), {}, {}};
  if (after_seq > 0) {
    if (const auto before = store_->own(after_seq)) batch.previous = before->chain;
  }
  batch.head = batch.previous;
  for (auto& row : store_->own_after(after_seq, max_bytes, 4096)) {
    batch.head = row.chain;
    batch.change_sets.push_back(std::move(row.change_set));
  }
  return batch;
}

Result<void> TabletLog::take_welcome(const v1::Welcome& welcome, uint64_t wall_ms) {
  const auto at = position();
  const uint64_t resume = resumes_behind(at, welcome);
  const bool proved = !from_another_store(at, welcome) || mutant(Mutant::unproved_is_acked);
  return in_transaction(Durability::with_next, [&]() -> Result<void> {
    if (facts_.store_incarnation() != welcome.store_incarnation()) remember_server(welcome.store_incarnation());
    facts_.set_store_incarnation(welcome.store_incarnation());
    facts_.set_archived(welcome.archived());
    facts_.set_backup_gsn(welcome.backup_gsn());
    facts_.set_dictionary(welcome.dictionary());
    facts_.set_backup_attachment(welcome.backup_attachment());
    facts_.set_clock_offset_ms(static_cast<int64_t>(welcome.wall_ms()) - static_cast<int64_t>(wall_ms));
    facts_.set_clock_measured_ms(wall_ms);
    // Whoever only hands in is told nothing else, and keeps what it knew.
    const bool told = welcome.view() != v1::Welcome::HANDS_IN;
    if (told) {
      facts_.set_server_gsn(welcome.head_gsn());
      *facts_.mutable_roles() = welcome.roles();
      *facts_.mutable_operations() = welcome.operations();
    }
    if (!welcome.collar_number().empty()) facts_.set_collar_number(welcome.collar_number());
    if (!mutant(Mutant::restored_server_believed)) {
      facts_.set_resume_seq(resume);
      // The server was restored from a backup and may have lost what it had acknowledged: it is not safe there any more.
      if (const uint64_t acked = proved ? std::min(resume, facts_.acked_seq()) : 0; acked < facts_.acked_seq()) {
        if (!mutant(Mutant::lost_ack_forgotten))
          facts_.set_once_acked_seq(std::max(facts_.once_acked_seq(), facts_.acked_seq()));
        facts_.set_acked_seq(acked);
        store_->drop_receipts_after(acked);
      }
    }
    // New receipts come with a new view, also to one that only hands in now, or has read nothing so far: its own values have
    // the time of the old store's receipt.
    if (from_another_store(at, welcome) && !mutant(Mutant::restored_server_believed)) {
      store_->drop_receipts_after(0);
      start_shadow("the server was restored", at.streams);
    }
    const auto view = facts_.rebuilding() ? Store::View::shadow : Store::View::current;
    auto held = view_facts(view);
    const bool other_streams = welcome.streams_digest() != streams_digest(streams_of(held.streams()));
    const bool shows_nothing = held.cursor() == 0 && (facts_.rebuilding() || held.streams().empty());
    if (welcome.view() == v1::Welcome::CONTINUES && shows_nothing && other_streams) {
      *held.mutable_streams() = welcome.streams();
      store_view_facts(view, held);
    }
    const bool up_to_date =
        welcome.view() == v1::Welcome::CONTINUES && !facts_.rebuilding() && held.cursor() == welcome.head_gsn();
    if (up_to_date) facts_.set_synced_ms(wall_ms);
    store_facts();
    return {};
  });
}

void TabletLog::keep_receipts(const google::protobuf::RepeatedPtrField<v1::Receipt>& receipts) {
  if (mutant(Mutant::receipt_forgotten)) return;
  for (const auto& told : receipts) {
    store_->add_receipt({told.from_seq(), told.to_seq(), told.first_gsn(), told.received_ms(), told.quarantined()});
  }
}

Result<void> TabletLog::take_ack(const v1::PushAck& ack) {
  return in_transaction(Durability::with_next, [&]() -> Result<void> {
    keep_receipts(ack.receipts());
    // A clock ahead of the server's gains nothing: the rare values it stamped are stamped with the receipt instead.
    // A view that is pulled anew tells it by itself, and the old one may still know them by other names.
    for (const auto& told : ack.receipts()) {
      if (mutant(Mutant::fast_clock_kept) || facts_.rebuilding() || last_stamp_.ms <= told.received_ms()) continue;
      for (const auto& row : store_->own_after(told.from_seq() - 1, SIZE_MAX, told.to_seq() - told.from_seq() + 1)) {
        auto set = decode(row);
        if (!set || set->stamp().ms <= told.received_ms()) continue;
        RecordBatch records(*store_);
        (void)records.apply(*set, origin_of(*set, own_dot(branch(), ancestry(), row.dot.seq), told.received_ms()));
        records.store();
      }
    }
    facts_.set_acked_seq(mutant(Mutant::ack_means_all) ? head_seq_
                                                       : std::max(facts_.acked_seq(), std::min(ack.to_seq(), head_seq_)));
    store_facts();
    return {};
  });
}

Result<void> TabletLog::take_fork(const v1::Fork& fork, Told told) {
  if (fork.new_incarnation() == 0 || fork.new_incarnation() == facts_.incarnation() || fork.after_seq() > head_seq_) {
    return Error{Fault::corrupt, "The server's answer does not fit this tablet's log."};
  }
  const bool proved = told == Told::here || mutant(Mutant::locked_fork_acknowledges);
  const uint64_t acked = proved ? fork.after_seq() : std::min(facts_.acked_seq(), fork.after_seq());
  return in_transaction(Durability::now, [&]() -> Result<void> {
    auto shown = view_facts(Store::View::current);
    auto* former = shown.add_former_names();
    former->set_incarnation(facts_.incarnation());
    *former->mutable_ancestry() = facts_.ancestry();
    store_view_facts(Store::View::current, shown);
    *facts_.mutable_ancestry() = fork.ancestry();
    facts_.set_incarnation(fork.new_incarnation());
    if (!mutant(Mutant::fork_keeps_ack)) facts_.set_acked_seq(acked);
    facts_.set_once_acked_seq(proved ? 0 : fork.after_seq());
    // The last entry before the parting is sent once more: its ack proves the rest.
    facts_.set_resume_seq(acked < fork.after_seq() ? fork.after_seq() - 1 : 0);
    store_->drop_receipts_after(acked);
    if (proved) keep_receipts(fork.receipts());
    // The records name what was written since the parting by its old dots: whoever takes a fork needs a new view.
    if (!mutant(Mutant::fork_without_rebuild))
      start_shadow(
          facts_.rebuilding() ? facts_.rebuild_reason() : "this tablet or the server was restored, or the tablet copied",
          streams());
    store_facts();
    return {};
  });
}

Result<void> TabletLog::take_once_acked(uint64_t seq) {
  if (seq <= position().once_acked_seq) return {};
  if (seq > head_seq_) return Error{Fault::corrupt, "More was handed in than this tablet holds. It was put back: sync it."};
  return in_transaction(Durability::now, [&]() -> Result<void> {
    facts_.set_once_acked_seq(seq);
    store_facts();
    return {};
  });
}

}  // namespace beatbook
