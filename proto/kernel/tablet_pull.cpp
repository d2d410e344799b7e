// What a tablet does with the server's pages: take them in with the cursor, or into a shadow view that is swapped in at the
// end.
#include "kernel/erasure.h"
#include "kernel/mutant.h"
#include "kernel/pbf.h"
#include "kernel/tablet_log_inner.h"

namespace beatbook {

using namespace tablet_log;

namespace {

// What the changes of one entry add to the digest of a reader with these streams.
Digest leaves(const ChangeSet& set, const Dot& dot, uint64_t gsn, const Streams& streams) {
  Digest sum;
  const bool order = is_order(set);
  for (const auto& one : digests_of(set)) {
    if (!order && !streams.contains({Bytes(set.header.operation), one.visibility})) continue;
    sum += digest_leaf(gsn, dot, one.position, one.digest);
  }
  return sum;
}

// A page entry as a change-set a store can keep: cut to what the reader sees.
Bytes pack(const v1::PageEntry& entry) {
  Bytes out;
  out.reserve(entry.ByteSizeLong());
  pbf::Writer set(out);
  pbf::add_bytes(set, v1::ChangeSet::kHeaderFieldNumber, entry.header());
  for (const auto& change : entry.changes()) set.add_bytes(v1::ChangeSet::kChangesFieldNumber, change);
  pbf::add_bytes(set, v1::ChangeSet::kSaltFieldNumber, entry.salt());
  for (const auto& purged : entry.purged()) set.add_bytes(v1::ChangeSet::kPurgedFieldNumber, purged.SerializeAsString());
  for (const auto& salt : entry.salts()) set.add_bytes(v1::ChangeSet::kSaltsFieldNumber, salt);
  pbf::add_bytes(set, v1::ChangeSet::kChainFieldNumber, entry.chain());
  return out;
}

void add_to(v1::ViewFacts& view, const Digest& leaf) {
  Digest sum = Digest::from_bytes(view.digest());
  sum += leaf;
  view.set_digest(sum.str());
}

// Where an entry ends in the log, and nothing when it does not come after `before`. Of a release it names both places, and lies
// at the later one.
std::optional<uint64_t> place_after(uint64_t before, const v1::PageEntry& entry) {
  const uint64_t place = std::max(entry.gsn(), entry.released_gsn());
  if (entry.gsn() == 0 || place <= before) return std::nullopt;
  return place + (entry.own_count() > 0 ? entry.own_count() - 1 : 0);
}

Error broken_page() { return {Fault::corrupt, "The server sent a page this tablet cannot read. Nothing was changed."}; }

}  // namespace

// Our own change-sets came back as stamps: they are merged already, only the digest and the place of the cursor move.
Result<void> TabletLog::take_own_run(const v1::PageEntry& entry, const Streams& streams, v1::ViewFacts& view) {
  const uint64_t through = entry.seq() + entry.own_count() - 1;
  if (through > head_seq_) return broken_page();
  const auto ancestry = ancestry_of(facts_.ancestry());
  if (!entry.quarantined()) {
    const auto run = store_->own_leaves(entry.seq(), through);
    if (run.size() != entry.own_count()) return broken_page();
    Digest sum;
    for (const auto& own : run) {
      const Dot dot = own_dot(branch(), ancestry, own.seq);
      for (uint32_t position = 0; position < own.changes.size(); ++position) {
        const auto& change = own.changes[position];
        if (!streams.contains({own.operation, change.visibility})) continue;
        sum += digest_leaf(entry.gsn() + (own.seq - entry.seq()), dot, position, change.digest);
      }
    }
    add_to(view, sum);
  }
  if (entry.released_gsn() > 0) {
    if (!mutant(Mutant::released_stays_held))
      store_->add_receipt({entry.seq(), through, entry.released_gsn(), entry.received_ms(), false});
  } else if (entry.received_ms() > 0) {
    store_->add_receipt({entry.seq(), through, entry.gsn(), entry.received_ms(), entry.quarantined()});
  }
  view.set_own_seq(std::max(view.own_seq(), through));
  return {};
}

Result<std::vector<TabletLog::PageAuthor>> TabletLog::take_authors(const v1::Page& page) {
  std::vector<PageAuthor> authors{{branch(), ancestry_of(facts_.ancestry())}};
  for (const auto& from : page.branches()) {
    const auto enrolment = EnrolmentId::from_bytes(from.enrolment());
    if (!enrolment) return broken_page();
    authors.push_back({{*enrolment, from.incarnation()}, ancestry_of(from.ancestry())});
    const auto& author = authors.back();
    const auto known = store_->branch(author.branch);
    // Who reads the entry later needs to know whose earlier ones it names. A server that has lost a branch, and names it for
    // the sake of a copy, does not know.
    const bool is_news =
        author.ancestry.empty() ? author.branch.incarnation > 0 && !known : !known || known->ancestry != author.ancestry;
    if (is_news) {
      store_->put_branch({author.branch, author.ancestry, 0, chain_root(author.branch.enrolment)});
    }
    if (!from.collar_number().empty() && officer_of(*enrolment) != from.collar_number()) {
      store_->set_fact(officer_fact(*enrolment), from.collar_number());
    }
  }
  return authors;
}

// An own change-set came back in full.
Result<void> TabletLog::take_own(const v1::PageEntry& entry, LogRow row, const ChangeSet& set, v1::ViewFacts& view) {
  if (const auto ours = store_->own(entry.seq())) {
    // Never taken for ours: another entry under a number we have used. The next push parts the two. What was purged on one side
    // has other bytes, and the same chain.
    const auto before = entry.seq() > 1 ? store_->own(entry.seq() - 1) : std::nullopt;
    const auto next = chain_next(before ? before->chain : chain_root(branch().enrolment), set);
    if (next != ours->chain) {
      return Error{Fault::out_of_order,
                   "The server holds another entry under a number of this tablet. Nothing is lost; sync again."};
    }
  }
  // A tablet restored from a backup gets back what it had written since.
  if (entry.seq() == head_seq_ + 1 && !mutant(Mutant::own_not_given_back)) {
    // One without its salt has no digests; and the chain goes on as verify() will read it.
    const auto chain = chain_next(head_chain_, row.change_set);
    if (!chain || digests_of(set).size() < set.changes.size() + set.purged.size()) return broken_page();
    row.chain = head_chain_ = *chain;
    head_seq_ = entry.seq();
    last_stamp_ = std::max(last_stamp_, set.stamp());
    const auto leaves = leaves_of(set, entry.seq());
    const IsErased is_erased = [&](const RecordId& id) { return erased(id); };
    if (Erasures(*store_).any() && speaks_of_erased(set, is_erased)) row.change_set = erase(set, is_erased, row.chain);
    store_->append_own(row, leaves);
  }
  store_->add_receipt({entry.seq(), entry.seq(), entry.gsn(), entry.received_ms(), entry.quarantined()});
  facts_.set_acked_seq(std::max(facts_.acked_seq(), entry.seq()));
  view.set_own_seq(entry.seq());
  return {};
}

Result<void> TabletLog::take_entry(const v1::PageEntry& entry, std::span<const PageAuthor> authors, Intake& into) {
  const bool own = entry.branch() == 0;
  if (own && entry.own_count() > 0) return take_own_run(entry, into.streams, into.view);
  if (entry.branch() >= authors.size()) return broken_page();
  const auto& author = authors[entry.branch()];
  const Dot dot = own ? own_dot(author.branch, author.ancestry, entry.seq()) : Dot{author.branch, entry.seq()};
  LogRow row{entry.gsn(), dot, entry.received_ms(), entry.quarantined(), {}, pack(entry)};
  auto set = decode_cut(row.change_set, {entry.positions().data(), static_cast<size_t>(entry.positions_size())}, dot.branch,
                        author.ancestry);
  if (!set) return set.error();
  if (!entry.quarantined()) add_to(into.view, leaves(*set, dot, entry.gsn(), into.streams));
  if (const auto order = read_order(*set)) return take_purge(*order, entry.gsn(), into);
  if (own) {
    if (auto taken = take_own(entry, row, *set, into.view); !taken) return taken;
  }
  if (set->header.copy_of) Copies(*store_).add(set->header.copy_of->dot, dot);
  // A page that was on its way may still hold what was erased here meanwhile.
  const IsErased is_erased = [&](const RecordId& id) { return erased(id); };
  if (Erasures(*store_).any() && speaks_of_erased(*set, is_erased)) {
    row.change_set = erase(*set, is_erased, std::nullopt);
    std::erase_if(set->changes, [&](const PlacedChange& placed) { return is_erased(placed.change.record); });
  }
  if (!own) {
    auto held = entry.released_gsn() > 0 ? store_->entry(dot) : std::nullopt;
    if (held) {
      // Another copy of this tablet wrote it: it was here, held.
      held->quarantined = false;
      store_->rewrite(*held);
    } else if (!mutant(Mutant::colleague_not_logged)) {
      store_->append(row);
    }
    ++into.outcome.received;
  }
  if (auto done = into.records.apply(*set, origin_of(*set, dot, entry.received_ms())); !done) return done;
  // A shadow may yet be given up, and the server put back once more.
  if (facts_.rebuilding() || !into.kept.any()) return {};
  const Dot name = set->original(dot).dot;
  return fold_again(let_go(into.kept.of(name.branch.enrolment, name.seq), into.kept), into.records);
}

Result<PageOutcome> TabletLog::take_page(const v1::Page& page, uint64_t wall_ms) {
  const auto which = facts_.rebuilding() ? Store::View::shadow : Store::View::current;
  // What can be had again need not be on disk at once; the last page is.
  const bool last = page.caught_up() && facts_.acked_seq() >= head_seq_;
  if (mutant(Mutant::cursor_before_page)) {
    auto early = view_facts(which);
    early.set_cursor(page.to_gsn());
    store_->begin();
    store_view_facts(which, early);
    store_->commit();
  }
  return in_transaction(last ? Durability::now : Durability::with_next, [&]() -> Result<PageOutcome> {
    PageOutcome outcome;
    auto view = view_facts(which);
    if ((page.from_gsn() != view.cursor() && !mutant(Mutant::cursor_before_page)) || page.to_gsn() < page.from_gsn())
      return broken_page();
    const auto streams = streams_of(view.streams());
    store_->use(which);
    const auto authors = take_authors(page);
    if (!authors) return authors.error();
    RecordBatch records(*store_);
    auto kept = this->kept();
    Intake into{streams, view, records, kept, outcome};
    uint64_t place = page.from_gsn();
    for (const auto& entry : page.entries()) {
      const auto next = place_after(place, entry);
      if (!next || *next > page.to_gsn()) return broken_page();
      place = *next;
      if (auto done = take_entry(entry, *authors, into); !done) return done.error();
    }
    records.store();
    outcome.touched = records.changed();
    outcome.touched.insert(outcome.touched.end(), outcome.purged.begin(), outcome.purged.end());
    view.set_cursor(page.to_gsn());
    outcome.digest_holds = Digest::from_bytes(view.digest()) == Digest::from_bytes(page.digest());
    if (which == Store::View::shadow && (page.caught_up() || mutant(Mutant::swap_before_the_end)) && outcome.digest_holds) {
      if (auto done = finish_rebuild(view, kept); !done) return done.error();
    } else {
      store_view_facts(which, view);
    }
    kept.store();
    if (page.caught_up() && outcome.digest_holds) facts_.set_synced_ms(wall_ms);
    store_facts();
    store_->use(Store::View::current);
    return outcome;
  });
}

void TabletLog::start_shadow(const std::string& reason, const Streams& streams) {
  if (!mutant(Mutant::shadow_not_cleared)) store_->clear_shadow();
  v1::ViewFacts view;
  for (const auto& stream : streams) {
    auto* grant = view.add_streams();
    grant->set_operation(stream.operation);
    grant->set_visibility(stream.visibility);
  }
  store_view_facts(Store::View::shadow, view);
  facts_.set_rebuilding(true);
  facts_.set_rebuild_reason(reason);
}

Result<void> TabletLog::begin_rebuild(const std::string& reason, const Streams& streams) {
  return in_transaction(Durability::now, [&]() -> Result<void> {
    start_shadow(reason, streams);
    store_facts();
    return {};
  });
}

// The shadow holds all the server has; what only this tablet holds is merged onto it before it becomes what people see.
Result<void> TabletLog::finish_rebuild(v1::ViewFacts view, KeptEntries& kept) {
  const auto ancestry = ancestry_of(facts_.ancestry());
  for (uint64_t seq = mutant(Mutant::swap_loses_unsent) ? head_seq_ : view.own_seq(); seq < head_seq_;) {
    const auto rows = store_->own_after(seq, 1024 * 1024, 4096);
    if (rows.empty()) return Error{Fault::corrupt, "The tablet's own log has a gap after entry " + std::to_string(seq) + "."};
    RecordBatch records(*store_);
    for (const auto& row : rows) {
      auto set = decode(row);
      if (!set) return set.error();
      // Since it was saved it may have got another name by a fork.
      if (set->header.copy_of) Copies(*store_).add(set->header.copy_of->dot, own_dot(branch(), ancestry, row.dot.seq));
      const auto told = store_->receipt(row.dot.seq);  // of what was received after the last page was read
      const auto origin = origin_of(*set, own_dot(branch(), ancestry, row.dot.seq), told ? told->received_ms : 0);
      if (auto done = records.apply(*set, origin); !done) return done;
      seq = row.dot.seq;
    }
    records.store();
  }
  if (auto done = keep_what_the_server_lost(streams_of(view.streams()), kept); !done) return done;
  store_->swap_views();
  attachments().keep_only(streams_of(view.streams()));
  facts_.set_rebuilding(false);
  store_view_facts(Store::View::current, view);
  return {};
}

}  // namespace beatbook
