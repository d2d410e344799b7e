// What a tablet does with colleagues' entries that the server has lost.
#include <set>

#include "kernel/mutant.h"
#include "kernel/order.h"
#include "kernel/tablet_log_inner.h"

namespace beatbook {

using namespace tablet_log;

namespace {

constexpr size_t at_once = 1024;
constexpr std::string_view servers_fact = "servers";  // their enrolments, 16 bytes each

}  // namespace

// What a server decided, an administrator decides again.
void TabletLog::remember_server(BytesView store_incarnation) {
  store_->set_fact(servers_fact, store_->fact(servers_fact).value_or(Bytes()) + server_enrolment(store_incarnation).str());
}

bool TabletLog::is_a_server(const EnrolmentId& enrolment) {
  const Bytes known = store_->fact(servers_fact).value_or(Bytes());
  for (size_t at = 0; at + 16 <= known.size(); at += 16) {
    if (BytesView(known).substr(at, 16) == enrolment.bytes()) return true;
  }
  return false;
}

// In the view in use, and among the own ones.
std::optional<LogRow> TabletLog::logged(const Dot& dot) {
  const bool own = dot.branch.enrolment == branch().enrolment && own_dot(branch(), ancestry(), dot.seq) == dot;
  auto row = own ? store_->own(dot.seq) : store_->entry(dot);
  if (own && row) row->dot = dot;
  return row;
}

// What the view or the own log has of a kept entry under another name: its original, copies of that, and what its author
// brought again under another incarnation. A copy may hold less than this tablet saw, or something else: every part counts by
// itself.
bool TabletLog::is_elsewhere(const KeptEntries::Kept& kept, const ChangeSet& set) {
  std::vector<const Change*> missing;
  for (const auto& placed : set.changes) missing.push_back(&placed.change);
  const auto take = [&](const Dot& dot, bool twin) {
    const auto row = dot == kept.dot ? std::nullopt : logged(dot);
    const auto known = row ? decode(*row) : Result<ChangeSet>(Error{Fault::not_found, {}});
    if (!known) return;
    if (twin ? known->stamp() != set.original(kept.dot).stamp : known->original(dot).dot != kept.original) return;
    if (mutant(Mutant::narrow_copy_is_enough)) missing.clear();
    for (const auto& placed : known->changes) {
      const auto& there = placed.change;
      std::erase_if(missing, [&](const Change* here) {
        // A twin may call by other names what its author saw.
        return here->record == there.record && here->visibility == there.visibility && (twin || say_the_same(*here, there));
      });
    }
  };
  take(kept.original, false);
  for (const auto& copy : Copies(*store_).of(kept.original)) take(copy, false);
  const auto twin_on = [&](const Branch& branch) {
    if (branch != kept.original.branch) take({branch, kept.original.seq}, true);
  };
  if (kept.original.branch.enrolment == branch().enrolment) twin_on(own_dot(branch(), ancestry(), kept.original.seq).branch);
  twin_on({kept.original.branch.enrolment, 0});
  for (const auto& known : store_->branches_of(kept.original.branch.enrolment)) twin_on(known.branch);
  return missing.empty();
}

// The shadow is in use, and whole.
Result<void> TabletLog::keep_what_the_server_lost(const Streams& streams, KeptEntries& kept) {
  if (mutant(Mutant::lost_by_all_forgotten)) return {};
  for (uint64_t gsn = 0;;) {
    store_->use(Store::View::current);
    const auto rows = store_->entries_after(gsn, at_once);
    store_->use(Store::View::shadow);
    if (rows.empty()) break;
    gsn = rows.back().gsn;
    for (const auto& row : rows) {
      // What another copy of this tablet wrote may have become its own by a fork.
      if (row.quarantined || logged(row.dot) || is_a_server(row.dot.branch.enrolment)) continue;
      if (const auto set = decode(row)) kept.keep(row, set->original(row.dot).dot);
    }
  }
  kept.keep_only(streams, branch().enrolment);
  let_go(kept.list(), kept);
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

// Of these what the view or the own log has: itself, or under another name. Returns the records of what is let go.
std::set<RecordId> TabletLog::let_go(const std::vector<KeptEntries::Kept>& known, KeptEntries& kept) {
  std::set<RecordId> touched;
  for (const auto& one : known) {
    const auto row = kept.find(one.dot);
    const auto set = row ? decode(*row) : Result<ChangeSet>(Error{Fault::corrupt, {}});
    const bool back = set && logged(one.dot) && !mutant(Mutant::kept_when_it_is_back);
    const bool copied = set && is_elsewhere(one, *set) && !mutant(Mutant::kept_when_it_is_copied);
    if (set && !back && !copied) continue;
    kept.drop(one.dot);
    for (size_t i = 0; set && i < set->changes.size(); ++i) touched.insert(set->changes[i].change.record);
  }
  kept.store();
  return touched;
}

// Of the view, which is not a shadow.
Result<void> TabletLog::fold_again(const std::set<RecordId>& touched, RecordBatch& records) {
  for (const auto& id : touched) {
    const auto now = records.find(id);
    if (!now) return now.error();
    if (*now) {
      auto again = folded(id, **now);
      if (!again) return again.error();
      records.put(id, *std::move(again));
    }
  }
  return {};
}

// From every entry that goes by one of its dots: what is held no more leaves nothing behind.
Result<Record> TabletLog::folded(const RecordId& id, const Record& now) {
  std::set<Dot> names;
  for (const auto& touch : now.touches) names.insert(touch.dot);
  Record out;
  for (const auto& name : names) {
    for (const auto& row : entries_of(name)) {
      const auto set = decode(row);
      if (!set) return set.error();
      const auto origin = origin_of(*set, row.dot, row.received_ms);
      for (const auto& placed : set->changes) {
        if (placed.change.record == id) (void)out.apply(placed, origin);  // one that cannot be split was in no record
      }
    }
  }
  return out;
}

// What an own copy was called before a fork may be the name of another entry now.
std::vector<Dot> TabletLog::copies_of(const Dot& name) {
  auto all = Copies(*store_).of(name);
  std::erase_if(all, [&](const Dot& copy) {
    const auto row = written_under(copy);
    const auto set = row ? decode(*row) : Result<ChangeSet>(Error{Fault::not_found, {}});
    return !set || set->original(copy).dot != name;
  });
  return all;
}

std::vector<LogRow> TabletLog::entries_of(const Dot& name) {
  std::vector<LogRow> out;
  const auto add = [&](std::optional<LogRow> row) {
    if (row) out.push_back(*std::move(row));
  };
  add(written_under(name));
  auto all = kept();
  for (const auto& one : all.of(name.branch.enrolment, name.seq)) {
    if (one.original == name) add(all.find(one.dot));
  }
  for (const auto& copy : copies_of(name)) add(written_under(copy));
  return out;
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
  copy.header.set_reason_text(original.reason_text());
  copy.header.set_app_version(original.app_version());
  copy.header.set_clock_unmeasured(original.clock_unmeasured());
  *copy.header.mutable_packs() = original.packs();
  const auto named = origin_of(*set, row->dot, row->received_ms);
  auto* of = copy.header.mutable_copy_of();
  of->set_enrolment(named.dot.branch.enrolment.str());
  of->set_incarnation(named.dot.branch.incarnation);
  of->set_seq(named.dot.seq);
  of->set_hlc_ms(named.stamp.ms);
  of->set_hlc_counter(named.stamp.counter);
  for (const auto& placed : set->changes) copy.changes.push_back(placed.change);
  return copy;
}

}  // namespace beatbook
