#include "kernel/memory_store.h"

#include <iterator>

#include "kernel/memory_store_inner.h"

namespace beatbook {

void MemoryStore::begin(Durability) {
  undo_.clear();
  open_ = true;
}

void MemoryStore::commit() {
  undo_.clear();
  open_ = false;
}

void MemoryStore::rollback() {
  open_ = false;
  for (auto step = undo_.rbegin(); step != undo_.rend(); ++step) (*step)();
  undo_.clear();
}

std::optional<Bytes> MemoryStore::fact(std::string_view name) {
  const auto at = facts_.find(name);
  return at == facts_.end() ? std::nullopt : std::optional(at->second);
}

void MemoryStore::set_fact(std::string_view name, BytesView value) { put(facts_, std::string(name), Bytes(value)); }

std::optional<Bytes> MemoryStore::record(const RecordId& id) {
  const auto at = data().records.find(id);
  return at == data().records.end() ? std::nullopt : std::optional(at->second);
}

void MemoryStore::put_record(const RecordId& id, uint32_t, BytesView state) { put(data().records, id, Bytes(state)); }

void MemoryStore::each_record(const std::function<void(const RecordId&, BytesView)>& visit) {
  for (const auto& [id, state] : data().records) visit(id, state);
}

uint64_t MemoryStore::record_count() { return data().records.size(); }

void MemoryStore::drop_record(const RecordId& id) {
  if (data().records.contains(id)) erase(data().records, id);
}

void MemoryStore::append(const LogRow& row) {
  put(data().log, row.gsn, row);
  put(data().by_dot, row.dot, row.gsn);
}

std::optional<LogRow> MemoryStore::entry(uint64_t gsn) {
  const auto at = data().log.find(gsn);
  return at == data().log.end() ? std::nullopt : std::optional(at->second);
}

std::optional<LogRow> MemoryStore::entry(const Dot& dot) {
  const auto at = data().by_dot.find(dot);
  return at == data().by_dot.end() ? std::nullopt : entry(at->second);
}

std::vector<LogRow> MemoryStore::entries_after(uint64_t gsn, size_t limit) {
  std::vector<LogRow> out;
  for (auto at = data().log.upper_bound(gsn); at != data().log.end() && out.size() < limit; ++at) out.push_back(at->second);
  return out;
}

uint64_t MemoryStore::last_gsn() { return data().log.empty() ? 0 : data().log.rbegin()->first; }

void MemoryStore::rewrite(const LogRow& row) { put(data().log, row.gsn, row); }

void MemoryStore::append_own(const LogRow& row, const OwnLeaves& leaves) {
  LogRow kept = row;
  kept.dot.branch = {};
  put(own_, row.dot.seq, std::move(kept));
  put(own_leaves_, row.dot.seq, leaves);
}

std::vector<OwnLeaves> MemoryStore::own_leaves(uint64_t from_seq, uint64_t through_seq) {
  std::vector<OwnLeaves> out;
  for (auto at = own_leaves_.lower_bound(from_seq); at != own_leaves_.end() && at->first <= through_seq; ++at) {
    out.push_back(at->second);
  }
  return out;
}

std::optional<LogRow> MemoryStore::own(uint64_t seq) {
  const auto at = own_.find(seq);
  return at == own_.end() ? std::nullopt : std::optional(at->second);
}

std::vector<LogRow> MemoryStore::own_after(uint64_t seq, size_t max_bytes, size_t limit) {
  std::vector<LogRow> out;
  size_t bytes = 0;
  for (auto at = own_.upper_bound(seq); at != own_.end() && out.size() < limit; ++at) {
    bytes += at->second.change_set.size();
    if (!out.empty() && bytes > max_bytes) break;
    out.push_back(at->second);
  }
  return out;
}

std::optional<LogRow> MemoryStore::last_own() { return own_.empty() ? std::nullopt : std::optional(own_.rbegin()->second); }

void MemoryStore::rewrite_own(uint64_t seq, BytesView change_set) {
  LogRow row = own_.at(seq);
  row.change_set = Bytes(change_set);
  put(own_, seq, std::move(row));
}

void MemoryStore::add_receipt(const Receipt& receipt) {
  auto at = receipts_.upper_bound(receipt.from_seq);
  if (at != receipts_.begin() && std::prev(at)->second.to_seq >= receipt.from_seq) --at;
  while (at != receipts_.end() && at->first <= receipt.to_seq) {
    const Receipt old = (at++)->second;
    erase(receipts_, old.from_seq);
    if (old.from_seq < receipt.from_seq) {
      Receipt head = old;
      head.to_seq = receipt.from_seq - 1;
      put(receipts_, head.from_seq, head);
    }
    if (old.to_seq > receipt.to_seq) {
      Receipt tail = old;
      tail.from_seq = receipt.to_seq + 1;
      tail.first_gsn += tail.from_seq - old.from_seq;
      put(receipts_, tail.from_seq, tail);
    }
  }
  put(receipts_, receipt.from_seq, receipt);
}

std::optional<Receipt> MemoryStore::receipt(uint64_t own_seq) {
  auto at = receipts_.upper_bound(own_seq);
  if (at == receipts_.begin()) return std::nullopt;
  --at;
  return own_seq <= at->second.to_seq ? std::optional(at->second) : std::nullopt;
}

void MemoryStore::drop_receipts_after(uint64_t own_seq) {
  std::vector<Receipt> gone;
  for (const auto& [from, receipt] : receipts_) {
    if (receipt.to_seq > own_seq) gone.push_back(receipt);
  }
  for (auto& receipt : gone) {
    erase(receipts_, receipt.from_seq);
    if (receipt.from_seq > own_seq) continue;
    receipt.to_seq = own_seq;
    put(receipts_, receipt.from_seq, receipt);
  }
}

uint64_t MemoryStore::quarantined_count() {
  uint64_t count = 0;
  for (const auto& [from, receipt] : receipts_) {
    if (receipt.quarantined) count += receipt.to_seq - receipt.from_seq + 1;
  }
  return count;
}

void MemoryStore::use(View view) { view_ = view == View::current ? 0 : 1; }

void MemoryStore::clear_shadow() {
  undo([this, old = views_[1]] { views_[1] = old; });
  views_[1] = {};
}

void MemoryStore::swap_views() {
  undo([this, current = views_[0], shadow = views_[1]] {
    views_[0] = current;
    views_[1] = shadow;
  });
  views_[0] = std::move(views_[1]);
  views_[1] = {};
  view_ = 0;
}

std::optional<BranchRow> MemoryStore::branch(const Branch& branch) {
  const auto at = branches_.find(branch);
  return at == branches_.end() ? std::nullopt : std::optional(at->second);
}

std::vector<BranchRow> MemoryStore::branches_of(const EnrolmentId& enrolment) {
  std::vector<BranchRow> out;
  for (auto at = branches_.lower_bound({enrolment, 0}); at != branches_.end() && at->first.enrolment == enrolment; ++at) {
    out.push_back(at->second);
  }
  return out;
}

void MemoryStore::put_branch(const BranchRow& row) { put(branches_, row.branch, row); }

void MemoryStore::add_to_stream(const Stream& stream, uint64_t gsn, const Digest& leaf) {
  auto& sums = streams_[stream];
  Digest sum = sums.empty() ? Digest{} : sums.rbegin()->second;
  sum += leaf;
  put(sums, gsn, sum);
}

std::vector<uint64_t> MemoryStore::stream_after(const Stream& stream, uint64_t gsn, size_t limit) {
  std::vector<uint64_t> out;
  const auto sums = streams_.find(stream);
  if (sums == streams_.end()) return out;
  for (auto at = sums->second.upper_bound(gsn); at != sums->second.end() && out.size() < limit; ++at) out.push_back(at->first);
  return out;
}

Digest MemoryStore::stream_digest(const Stream& stream, uint64_t through_gsn) {
  const auto sums = streams_.find(stream);
  if (sums == streams_.end()) return {};
  const auto after = sums->second.upper_bound(through_gsn);
  return after == sums->second.begin() ? Digest{} : std::prev(after)->second;
}

std::vector<LogPlace> MemoryStore::branch_after(const Branch& branch, uint64_t gsn, size_t limit) {
  std::vector<LogPlace> out;
  auto at = data().by_dot.lower_bound({branch, 0});
  for (; at != data().by_dot.end() && at->first.branch == branch && out.size() < limit; ++at) {
    if (at->second > gsn) out.push_back({at->second, at->first.seq, data().log.at(at->second).quarantined});
  }
  return out;
}

}  // namespace beatbook
