// The long check of a central store: everything derived is recomputed from the log and compared.
#include <map>

#include "kernel/central_log.h"

namespace beatbook {

namespace {

Error misfit(uint64_t gsn, std::string_view what) {
  return {Fault::corrupt, "Log entry " + std::to_string(gsn) + " does not fit: " + std::string(what) + "."};
}

}  // namespace

Result<uint64_t> CentralLog::verify(Store& scratch) {
  std::map<Stream, Digest> sums;
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
      std::vector<Hash> digests;
      for (const auto& placed : set->changes) digests.push_back(change_digest(set->salt, placed.position, placed.raw));
      if (chain_next(previous, set->header_bytes, digests) != row.chain) return misfit(gsn, "its chain hash is another");
      if (row.quarantined) continue;
      for (size_t i = 0; i < set->changes.size(); ++i) {
        const auto& placed = set->changes[i];
        const Stream stream{Bytes(set->header.operation), placed.change.visibility};
        sums[stream] += digest_leaf(gsn, row.dot, placed.position, digests[i]);
      }
      if (auto merged = records.apply(*set, origin_of(*set, row.dot, row.received_ms)); !merged) return merged.error();
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
