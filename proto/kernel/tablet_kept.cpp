// What a tablet does with colleagues' entries that the server has lost.
#include "kernel/mutant.h"
#include "kernel/tablet_log_inner.h"

namespace beatbook {

using namespace tablet_log;

namespace {

constexpr size_t at_once = 1024;

}  // namespace

// The shadow is in use, and whole.
Result<void> TabletLog::keep_what_the_server_lost(const Streams& streams, KeptEntries& kept) {
  if (mutant(Mutant::lost_by_all_forgotten)) return {};
  // What another copy of this tablet wrote may have become its own by a fork.
  const auto own = [&](const Dot& dot) {
    return dot.branch.enrolment == branch().enrolment && own_dot(branch(), ancestry(), dot.seq) == dot;
  };
  for (const auto& known : std::vector<KeptEntries::Kept>(kept.list())) {
    const bool back = store_->entry(known.dot) && !mutant(Mutant::kept_when_it_is_back);
    if (back || own(known.dot)) kept.drop(known.dot);
  }
  for (uint64_t gsn = 0;;) {
    store_->use(Store::View::current);
    const auto rows = store_->entries_after(gsn, at_once);
    store_->use(Store::View::shadow);
    if (rows.empty()) break;
    gsn = rows.back().gsn;
    for (const auto& row : rows) {
      if (!own(row.dot) && !row.quarantined && !store_->entry(row.dot)) kept.keep(row);
    }
  }
  kept.keep_only(streams, branch().enrolment);
  if (mutant(Mutant::kept_not_shown)) return {};
  RecordBatch records(*store_);
  for (const auto& known : kept.list()) {
    const auto row = kept.find(known.dot);
    const auto set = row ? decode(*row) : Result<ChangeSet>(Error{Fault::corrupt, "A kept entry cannot be read."});
    if (!set) return set.error();
    if (auto done = records.apply(*set, origin_of(*set, row->dot, row->received_ms)); !done) return done;
  }
  records.store();
  return {};
}

Result<TabletLog::Copy> TabletLog::copy_of(const Dot& dot) {
  const auto row = kept().find(dot);
  const auto set = row ? decode(*row) : Result<ChangeSet>(Error{Fault::not_found, {}});
  if (!set) return Error{Fault::not_found, "The server has this entry again, or it is not one it has lost."};
  Copy copy;
  v1::Header original;
  (void)original.ParseFromArray(set->header_bytes.data(), static_cast<int>(set->header_bytes.size()));  // decode() read it
  copy.header.set_operation(original.operation());
  copy.header.set_reason(original.reason());
  *copy.header.mutable_packs() = original.packs();
  auto* of = copy.header.mutable_copy_of();
  of->set_enrolment(dot.branch.enrolment.str());
  of->set_incarnation(dot.branch.incarnation);
  of->set_seq(dot.seq);
  for (const auto& placed : set->changes) {
    auto change = placed.change;
    const auto now = record(change.record);
    // Who wrote since had seen the original, and would not have seen the copy.
    const auto stands = [&](uint32_t tag) {
      const auto* cell = now ? now->cell(tag, change.visibility) : nullptr;
      return cell &&
             std::any_of(cell->values.begin(), cell->values.end(), [&](const Value& value) { return value.dot == dot; });
    };
    change.partial.clear();
    if (placed.tags) {
      for (const auto& tag : *placed.tags) {
        if (stands(tag.tag)) change.partial += tag.raw;
      }
    }
    std::erase_if(change.cleared, [&](uint32_t tag) { return !stands(tag); });
    const bool life = change.kind != v1::Change::EDIT && stands(0);
    if (change.kind != v1::Change::EDIT && !life) change.kind = v1::Change::EDIT;
    if (life || !change.partial.empty() || !change.cleared.empty()) copy.changes.push_back(std::move(change));
  }
  if (copy.changes.empty()) return Error{Fault::not_found, "Nothing of this entry stands any more: it was written over since."};
  return copy;
}

}  // namespace beatbook
