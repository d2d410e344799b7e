// What a tablet does with a purge: nothing of the record stays in its log, its views or its own entries.
#include "kernel/erasure.h"
#include "kernel/mutant.h"
#include "kernel/tablet_log_inner.h"

namespace beatbook {

using namespace tablet_log;

namespace {

constexpr std::string_view owed_fact = "erasures.owed";

void erase_own(Store& store, const RecordId& record) {
  const auto is = [&](const RecordId& id) { return id == record; };
  const Bytes id = record.str();
  for (uint64_t seq = 0;;) {
    const auto rows = store.own_after(seq, 1024 * 1024, 1024);
    if (rows.empty()) return;
    seq = rows.back().dot.seq;
    for (const auto& row : rows) {
      const auto set = row.change_set.find(id) == Bytes::npos ? Result<ChangeSet>(Error{Fault::not_found, {}})
                                                              : decode_cut(row.change_set, {}, {}, {});
      if (set && speaks_of_erased(*set, is)) store.rewrite_own(row.dot.seq, erase(*set, is, row.chain));
    }
  }
}

}  // namespace

Result<void> TabletLog::take_purge(const OrderRead& order, uint64_t gsn, Intake& into) {
  if (order.kind != v1::Change::PURGE) {
    return Error{Fault::corrupt, "The server sent an order this tablet does not know. Nothing was changed."};
  }
  Erasures erasures(*store_);
  const bool known = erasures.contains(order.record);
  erasures.add(order.record, gsn);
  if (known) return {};  // nothing of it was let in since
  into.records.forget(order.record);
  if (!mutant(Mutant::purge_leaves_own)) erase_own(*store_, order.record);
  attachments().erase(order.record);
  into.kept.erase(order.record);
  const auto here = facts_.rebuilding() ? Store::View::shadow : Store::View::current;
  for (const auto view : {Store::View::current, Store::View::shadow}) {
    if (view != here && mutant(Mutant::purge_leaves_other_view)) continue;
    store_->use(view);
    erase_in_view(*store_, order.record, false);
  }
  store_->use(here);
  store_->set_fact(owed_fact, store_->fact(owed_fact).value_or(Bytes()) + order.record.str());
  into.outcome.purged.push_back(order.record);
  if (facts_.rebuilding() || !into.kept.any()) return {};
  // What is left of a kept entry may be all in the view.
  return fold_again(let_go(into.kept.list(), into.kept), into.records);
}

Result<std::vector<RecordId>> TabletLog::erasures_owed() {
  const Bytes list = store_->fact(owed_fact).value_or(Bytes());
  std::vector<RecordId> out;
  if (list.size() % 16 != 0) return Error{Fault::corrupt, "What this tablet must still erase cannot be read."};
  for (size_t at = 0; at < list.size(); at += 16) out.push_back(*RecordId::from_bytes(BytesView(list).substr(at, 16)));
  return out;
}

Result<void> TabletLog::finish_erasures() {
  const auto owed = erasures_owed();
  if (!owed) return owed.error();
  if (owed->empty()) return {};
  store_->scrub();
  return in_transaction(mutant(Mutant::erased_before_disk) ? Durability::with_next : Durability::now, [&]() -> Result<void> {
    store_->set_fact(owed_fact, {});
    return {};
  });
}

Result<std::vector<RecordId>> TabletLog::gone_for_good(const std::vector<RecordId>& records) {
  const auto owed = erasures_owed();
  if (!owed) return owed.error();
  std::vector<RecordId> out;
  for (const auto& id : records) {
    if (erased(id) && std::find(owed->begin(), owed->end(), id) == owed->end()) out.push_back(id);
  }
  return out;
}

}  // namespace beatbook
