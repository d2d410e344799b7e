#include "kernel/kept_entries.h"

#include <algorithm>
#include <stdexcept>

#include "beatbook/v1/record_state.pb.h"
#include "kernel/copies.h"
#include "kernel/erasure.h"
#include "kernel/mutant.h"

namespace beatbook {

namespace {

constexpr std::string_view list_fact = "kept";

std::string fact_of(const Dot& dot) { return fact_of_entry(list_fact, dot); }

v1::EntryName named(const Dot& dot) {
  v1::EntryName out;
  out.set_enrolment(dot.branch.enrolment.str());
  out.set_incarnation(dot.branch.incarnation);
  out.set_seq(dot.seq);
  return out;
}

// v1::EntryName or v1::CopyOf.
template <class Named>
Dot dot_of(const Named& one) {
  const auto enrolment = EnrolmentId::from_bytes(one.enrolment());
  if (!enrolment) throw std::runtime_error("the list of kept entries cannot be read");
  return {{*enrolment, one.incarnation()}, one.seq()};
}

// A kept change-set without the changes that `visible` does not name; nothing when none is left.
std::optional<Bytes> cut_to(const ChangeSet& set, const std::function<bool(VisibilityClass)>& visible) {
  v1::ChangeSet out;
  bool whole = true;
  for (const auto& placed : set.changes) {
    if (visible(placed.change.visibility)) {
      out.add_changes(placed.raw.data(), placed.raw.size());
    } else {
      whole = false;
    }
  }
  if (out.changes_size() == 0) return std::nullopt;
  if (whole) return *set.bytes;
  v1::Header header;
  (void)header.ParseFromArray(set.header_bytes.data(), static_cast<int>(set.header_bytes.size()));  // it was read when it came
  header.clear_reason_text();
  out.set_header(header.SerializeAsString());
  return out.SerializeAsString();
}

}  // namespace

KeptEntries::KeptEntries(Store& store) : store_(&store) {
  const auto stored = store.fact(list_fact);
  if (!stored) return;
  v1::EntryNames read;
  if (!read.ParseFromString(*stored)) throw std::runtime_error("the list of kept entries cannot be read");
  for (const auto& one : read.entries()) {
    const Dot dot = dot_of(one);
    list_.emplace(dot, one.has_copy_of() ? dot_of(one.copy_of()) : dot);
  }
}

std::vector<KeptEntries::Kept> KeptEntries::list() const {
  std::vector<Kept> out;
  out.reserve(list_.size());
  for (const auto& [dot, original] : list_) out.push_back({dot, original});
  return out;
}

std::vector<KeptEntries::Kept> KeptEntries::of(const EnrolmentId& author, uint64_t seq) const {
  std::vector<Kept> out;
  for (const auto& [dot, original] : list_) {
    if (original.seq == seq && original.branch.enrolment == author) out.push_back({dot, original});
  }
  return out;
}

std::optional<LogRow> KeptEntries::find(const Dot& dot) {
  if (!list_.contains(dot)) return std::nullopt;
  v1::KeptEntry entry;
  if (!entry.ParseFromString(store_->fact(fact_of(dot)).value_or(Bytes()))) return std::nullopt;
  return LogRow{0, dot, entry.received_ms(), false, {}, entry.change_set()};
}

void KeptEntries::keep(const LogRow& row, const Dot& original) {
  v1::KeptEntry entry;
  entry.set_received_ms(row.received_ms);
  entry.set_change_set(row.change_set);
  store_->set_fact(fact_of(row.dot), entry.SerializeAsString());
  changed_ |= list_.emplace(row.dot, original).second;
}

void KeptEntries::drop(const Dot& dot) {
  if (list_.erase(dot) == 0) return;
  store_->set_fact(fact_of(dot), {});
  changed_ = true;
}

void KeptEntries::recut(const std::function<std::optional<Bytes>(const Dot&, const ChangeSet&)>& cut) {
  for (const auto& kept : list()) {
    auto row = find(kept.dot);
    // Whose dots it names does not matter here.
    const auto set = row ? decode_cut(row->change_set, {}, kept.dot.branch, {}) : Result<ChangeSet>(Error{Fault::corrupt, {}});
    const auto left = set ? cut(kept.dot, *set) : std::nullopt;
    if (!left) {
      drop(kept.dot);
    } else if (*left != row->change_set) {
      row->change_set = *left;
      keep(*row, kept.original);
    }
  }
}

void KeptEntries::erase(const RecordId& record) {
  if (mutant(Mutant::purge_leaves_kept)) return;
  const IsErased is = [&](const RecordId& id) { return id == record; };
  recut([&](const Dot&, const ChangeSet& set) -> std::optional<Bytes> {
    if (!speaks_of_erased(set, is)) return *set.bytes;
    const bool all = std::all_of(set.changes.begin(), set.changes.end(),
                                 [&](const PlacedChange& placed) { return is(placed.change.record); });
    return all ? std::nullopt : std::optional(beatbook::erase(set, is, std::nullopt));
  });
}

void KeptEntries::keep_only(const Streams& streams, const EnrolmentId& own) {
  if (mutant(Mutant::kept_leaks)) return;
  recut([&](const Dot& dot, const ChangeSet& set) {
    return dot.branch.enrolment == own ? std::optional(*set.bytes) : cut_to(set, [&](VisibilityClass visibility) {
      return streams.contains({Bytes(set.header.operation), visibility});
    });
  });
}

void KeptEntries::store() {
  if (!changed_) return;
  v1::EntryNames out;
  for (const auto& [dot, original] : list_) {
    auto* entry = out.add_entries();
    *entry = named(dot);
    if (original == dot) continue;
    auto* of = entry->mutable_copy_of();
    of->set_enrolment(original.branch.enrolment.str());
    of->set_incarnation(original.branch.incarnation);
    of->set_seq(original.seq);
  }
  store_->set_fact(list_fact, out.SerializeAsString());
  changed_ = false;
}

}  // namespace beatbook
