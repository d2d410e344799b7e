// A tablet's log in place of one whose store is damaged.
#include "kernel/tablet_log_inner.h"

namespace beatbook {

using namespace tablet_log;

Result<TabletLog> TabletLog::create_again(Store& store, const EnrolmentId& enrolment, const v1::TabletFacts& known) {
  auto log = create(store, enrolment);
  if (!log || known.enrolment() != enrolment.str()) return log;
  auto& facts = log->facts_;
  facts.set_incarnation(known.incarnation());
  *facts.mutable_ancestry() = known.ancestry();
  facts.set_store_incarnation(known.store_incarnation());
  facts.set_clock_offset_ms(known.clock_offset_ms());
  facts.set_clock_measured_ms(known.clock_measured_ms());
  *facts.mutable_roles() = known.roles();
  *facts.mutable_operations() = known.operations();
  facts.set_collar_number(known.collar_number());
  store.begin();
  log->store_facts();
  store.commit();
  return log;
}

Result<size_t> TabletLog::take_back(std::span<const LogRow> rows, uint64_t once_acked_seq) {
  return in_transaction(Durability::with_next, [&]() -> Result<size_t> {
    RecordBatch records(*store_);
    size_t taken = 0;
    for (const auto& row : rows) {
      const auto next = row.dot.seq == head_seq_ + 1 ? chain_next(head_chain_, row.change_set) : std::nullopt;
      const auto set = next && *next == row.chain ? decode(row) : Result<ChangeSet>(Error{Fault::corrupt, {}});
      if (!set) break;
      const auto dot = own_dot(branch(), ancestry(), row.dot.seq);
      store_->append_own(row, leaves_of(*set, row.dot.seq));
      if (set->header.copy_of) Copies(*store_).add(set->header.copy_of->dot, dot);
      if (auto merged = records.apply(*set, origin_of(*set, dot, 0)); !merged) return merged.error();
      head_seq_ = row.dot.seq;
      head_chain_ = row.chain;
      last_stamp_ = std::max(last_stamp_, set->stamp());
      ++taken;
    }
    records.store();
    facts_.set_once_acked_seq(std::min(once_acked_seq, head_seq_));
    store_facts();
    return taken;
  });
}

}  // namespace beatbook
