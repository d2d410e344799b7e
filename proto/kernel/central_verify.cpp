// The long check of a central store: everything derived is recomputed from the log and compared.
#include <algorithm>
#include <map>

#include "kernel/central_log.h"
#include "kernel/erasure.h"

namespace beatbook {

namespace {

Error misfit(uint64_t gsn, std::string_view what) {
  return {Fault::corrupt, "Log entry " + std::to_string(gsn) + " does not fit: " + std::string(what) + "."};
}

}  // namespace

Result<uint64_t> CentralLog::verify(Store& scratch) {
  std::map<Stream, Digest> sums;
  Erasures erasures(*store_);
  const IsErased erased = [&](const RecordId& id) { return erasures.contains(id); };
  const auto add = [&](const LogRow& row, const ChangeSet& set, uint64_t at, RecordBatch& records) -> Result<void> {
    for (const auto& one : digests_of(set)) {
      const Stream stream = is_order(set) ? orders_stream() : Stream{Bytes(set.header.operation), one.visibility};
      sums[stream] += digest_leaf(at, row.dot, one.position, one.digest);
    }
    return is_order(set) ? Result<void>() : records.apply(set, origin_of(set, row.dot, row.received_ms));
  };
  // An order to release brings in what it released.
  const auto join = [&](const LogRow& row, const ChangeSet& set, uint64_t at, RecordBatch& records) -> Result<void> {
    const auto order = read_order(set);
    if (!order || order->kind != v1::Change::RELEASE) return add(row, set, at, records);
    const auto held = store_->entry(order->gsn);
    if (released_by(order->gsn) != at) return {};
    const auto released = held ? decode(*held) : Result<ChangeSet>(Error{Fault::corrupt, {}});
    if (!released) return misfit(at, "what it released is missing");
    return add(*held, *released, at, records);
  };
  uint64_t gsn = 0;
  for (;;) {
    const auto rows = store_->entries_after(gsn, 1024);
    if (rows.empty()) break;
    scratch.begin();
    RecordBatch records(scratch);
    for (const auto& row : rows) {
      if (row.gsn != gsn + 1) return misfit(gsn + 1, "it is missing");
      gsn = row.gsn;
      const auto author = branch(row.dot.branch);
      auto set = decode_change_set(row.change_set, row.dot.branch, author.ancestry);
      if (!set) return misfit(gsn, "its bytes cannot be read");
      const auto before =
          row.dot.seq == 1 ? std::nullopt : store_->entry(own_dot(row.dot.branch, author.ancestry, row.dot.seq - 1));
      if (row.dot.seq > 1 && !before) return misfit(gsn, "the one before it in its chain is missing");
      const Hash previous = before ? before->chain : chain_root(row.dot.branch.enrolment);
      if (chain_next(previous, *set) != row.chain) return misfit(gsn, "its chain hash is another");
      if (speaks_of_erased(*set, erased)) return misfit(gsn, "it holds what was purged");
      const bool ordered = std::all_of(set->purged.begin(), set->purged.end(),
                                       [&](const PurgedChange& purged) { return erased(purged.record); });
      if (!row.quarantined && (!ordered || (set->chain && set->purged.empty()))) {
        return misfit(gsn, "a part of it is gone and no order says so");
      }
      if (row.quarantined) continue;
      if (auto joined = join(row, *set, gsn, records); !joined) return joined.error();
    }
    records.store();
    scratch.commit();
  }
  for (const auto& [stream, sum] : sums) {
    if (store_->stream_digest(stream, gsn) != sum) {
      return Error{Fault::corrupt, "The running digest of " + stream.operation + " does not fit the log."};
    }
  }
  uint64_t wrong = 0;
  store_->each_record([&](const RecordId& id, BytesView state) {
    const auto again = scratch.record(id);
    if (!again || *again != state) ++wrong;
  });
  if (wrong > 0 || store_->record_count() != scratch.record_count()) {
    return Error{Fault::corrupt, std::to_string(wrong) + " records differ from what the log makes of them."};
  }
  return gsn;
}

}  // namespace beatbook
