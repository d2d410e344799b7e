#include "kernel/tablet_log.h"

#include <algorithm>

#include "kernel/mutant.h"
#include "kernel/tablet_log_inner.h"

namespace beatbook {

using namespace tablet_log;

namespace {

// What an own chain was called before a fork. Until a rebuild ends, the records name own change-sets so.
struct FormerName {
  Branch branch;
  Ancestry ancestry;
  bool names(const Dot& dot) const { return own_dot(branch, ancestry, dot.seq) == dot; }
};

std::vector<FormerName> former_names(const v1::ViewFacts& shown, const EnrolmentId& enrolment) {
  std::vector<FormerName> out;
  for (const auto& former : shown.former_names()) {
    out.push_back({{enrolment, former.incarnation()}, ancestry_of(former.ancestry())});
  }
  return out;
}

}  // namespace

Result<TabletLog> TabletLog::open(Store& store) {
  TabletLog log(store);
  if (auto loaded = log.load(); !loaded) return loaded.error();
  return log;
}

Result<TabletLog> TabletLog::create(Store& store, const EnrolmentId& enrolment) {
  TabletLog log(store);
  log.facts_.set_enrolment(enrolment.str());
  log.head_chain_ = chain_root(enrolment);
  store.begin();
  log.store_facts();
  store.commit();
  return log;
}

Result<void> TabletLog::load() {
  const auto stored = store_->fact(fact_tablet);
  if (!stored) return Error{Fault::not_found, "This tablet is not enrolled. Enrol it with a code from your supervisor."};
  if (!facts_.ParseFromString(*stored)) return Error{Fault::corrupt, "The tablet's own facts cannot be read."};
  head_chain_ = chain_root(branch().enrolment);
  const auto last = mutant(Mutant::restart_forgets_own) ? std::nullopt : store_->last_own();
  if (!last) return {};
  head_seq_ = last->dot.seq;
  head_chain_ = last->chain;
  auto set = decode(*last);
  if (!set) return set.error();
  last_stamp_ = set->stamp();
  return {};
}

Branch TabletLog::branch() const {
  const auto id = EnrolmentId::from_bytes(facts_.enrolment());
  return {id.value_or(EnrolmentId{}), facts_.incarnation()};
}

Unsent TabletLog::unsent() const { return {branch().enrolment, std::max(facts_.acked_seq(), facts_.resume_seq())}; }

Ancestry TabletLog::ancestry() const { return ancestry_of(facts_.ancestry()); }

std::optional<std::string> TabletLog::officer_of(const EnrolmentId& enrolment) {
  if (enrolment == branch().enrolment) return facts_.collar_number();
  return store_->fact(officer_fact(enrolment));
}

Streams TabletLog::streams() { return streams_of(view_facts(Store::View::current).streams()); }

void TabletLog::store_facts() { store_->set_fact(fact_tablet, facts_.SerializeAsString()); }

v1::ViewFacts TabletLog::view_facts(Store::View view) {
  v1::ViewFacts facts;
  if (const auto stored = store_->fact(fact_of(view))) facts.ParseFromString(*stored);
  return facts;
}

void TabletLog::store_view_facts(Store::View view, const v1::ViewFacts& facts) {
  store_->set_fact(fact_of(view), facts.SerializeAsString());
}

std::vector<Change> TabletLog::as_named_now(std::vector<Change> changes) {
  for (const auto& former : former_names(view_facts(Store::View::current), branch().enrolment)) {
    for (auto& change : changes) {
      for (auto& seen : change.seen) {
        for (auto& dot : seen.dots) {
          if (former.names(dot)) dot = own_dot(branch(), ancestry(), dot.seq);
        }
      }
    }
  }
  return changes;
}

Result<Saved> TabletLog::save(v1::Header header, const std::vector<Change>& changes, uint64_t wall_ms, BytesView salt16,
                              const std::function<void()>& also) {
  // A copy is later than what it copies, whatever the clocks said.
  const Stamp after = std::max(last_stamp_, Stamp{header.copy_of().hlc_ms(), header.copy_of().hlc_counter()});
  const Stamp stamp = mutant(Mutant::clock_may_go_back) ? Stamp{wall_ms, 0} : next_stamp(after, wall_ms);
  header.set_hlc_ms(stamp.ms);
  header.set_hlc_counter(stamp.counter);
  // What a copy says is its original's, word for word: no "me" that a fork would rename.
  const bool copy = header.has_copy_of(), renames = facts_.rebuilding() && !copy;
  auto bytes = encode_change_set(std::move(header), renames ? as_named_now(changes) : changes, salt16, branch(), ancestry(),
                                 copy ? 0 : head_seq_);
  if (!bytes) return bytes.error();
  auto set = decode_change_set(*bytes, branch(), ancestry());
  if (!set) return set.error();
  if (Erasures(*store_).any() && speaks_of_erased(*set, [&](const RecordId& id) { return erased(id); })) {
    return Error{Fault::not_found, "This record was erased by order of your force. Nothing more can be written of it."};
  }
  const auto leaves = leaves_of(*set, head_seq_ + 1);
  std::vector<Hash> digests;
  for (const auto& change : leaves.changes) digests.push_back(change.digest);
  // The records people see until a rebuild ends have the names that were given.
  for (size_t i = 0; facts_.rebuilding() && i < changes.size(); ++i) set->changes[i].change.seen = changes[i].seen;
  Saved saved{leaves.seq, chain_next(head_chain_, set->header_bytes, digests), std::move(*bytes)};
  auto stored =
      in_transaction(mutant(Mutant::save_not_durable) ? Durability::with_next : Durability::now, [&]() -> Result<void> {
        const Dot dot{branch(), saved.seq};
        store_->append_own({0, dot, 0, false, saved.chain, saved.change_set}, leaves);
        if (also) also();
        RecordBatch records(*store_);
        if (auto merged = records.apply(*set, origin_of(*set, dot, 0)); !merged) return merged;
        records.store();
        if (const auto& copied = set->header.copy_of) {
          Copies(*store_).add(copied->dot, dot);
          auto list = kept();
          let_go(list.of(copied->dot.branch.enrolment, copied->dot.seq), list);  // the copy says the same
        }
        return {};
      });
  if (!stored) return stored.error();
  if (!mutant(Mutant::seq_used_again)) head_seq_ = saved.seq;
  if (!mutant(Mutant::chain_not_continued)) head_chain_ = saved.chain;
  last_stamp_ = stamp;
  return saved;
}

Result<Record> TabletLog::record(const RecordId& id) {
  const auto stored = store_->record(id);
  if (!stored) return Error{Fault::not_found, "There is no record with this id on this tablet."};
  return Record::decode(*stored);
}

std::optional<LogRow> TabletLog::change_set(const Dot& dot) {
  if (auto row = written_under(dot)) return row;
  auto all = entries_of(dot);
  if (all.empty()) return std::nullopt;
  // The one that was cut least.
  return *std::max_element(all.begin(), all.end(),
                           [](const LogRow& a, const LogRow& b) { return a.change_set.size() < b.change_set.size(); });
}

// Under this very name, in the view in use or among the own ones.
std::optional<LogRow> TabletLog::written_under(const Dot& dot) {
  const auto called_so = [&](const FormerName& former) { return former.names(dot); };
  const auto own = [&] {
    if (dot.branch.enrolment != branch().enrolment) return false;
    if (own_dot(branch(), ancestry(), dot.seq) == dot) return true;
    const auto former = former_names(view_facts(Store::View::current), branch().enrolment);
    return std::any_of(former.begin(), former.end(), called_so);
  };
  if (own()) {
    auto row = store_->own(dot.seq);
    if (!row) return std::nullopt;
    row->dot = dot;
    if (const auto receipt = store_->receipt(dot.seq)) {
      row->gsn = receipt->first_gsn + (dot.seq - receipt->from_seq);
      row->received_ms = receipt->received_ms;
      row->quarantined = receipt->quarantined;
    }
    return row;
  }
  return store_->entry(dot);
}

Result<ChangeSet> TabletLog::decode(const LogRow& row) {
  if (row.dot.branch == Branch{} || own_dot(branch(), ancestry(), row.dot.seq) == row.dot) {
    return decode_cut(row.change_set, {}, branch(), ancestry());
  }
  if (row.dot.branch.enrolment == branch().enrolment) {
    for (const auto& former : former_names(view_facts(Store::View::current), branch().enrolment)) {
      if (former.names(row.dot)) return decode_cut(row.change_set, {}, former.branch, former.ancestry);
    }
  }
  const auto author = store_->branch(row.dot.branch);
  return decode_cut(row.change_set, {}, row.dot.branch, author ? author->ancestry : Ancestry{});
}

Bytes TabletLog::note(std::string_view name) { return store_->fact("note." + std::string(name)).value_or(Bytes()); }

Result<void> TabletLog::set_note(std::string_view name, BytesView value) {
  return in_transaction(Durability::now, [&]() -> Result<void> {
    store_->set_fact("note." + std::string(name), value);
    return {};
  });
}

Result<uint64_t> TabletLog::verify() {
  Hash chain = chain_root(branch().enrolment);
  for (uint64_t seq = 0; seq < head_seq_;) {
    for (const auto& row : store_->own_after(seq, 4 * 1024 * 1024, 4096)) {
      const auto next = row.dot.seq == seq + 1 ? chain_next(chain, row.change_set) : std::nullopt;
      if (!next || *next != row.chain) {
        return Error{Fault::corrupt, "This log failed its integrity check and has been held for review. Entry " +
                                         std::to_string(seq + 1) + " does not fit."};
      }
      chain = *next;
      seq = row.dot.seq;
    }
  }
  return head_seq_;
}

}  // namespace beatbook
