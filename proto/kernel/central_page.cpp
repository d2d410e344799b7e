// Pages for one reader: a merge of the reader's streams by gsn, each entry cut to the classes the reader sees.
#include <algorithm>
#include <map>

#include "kernel/central_log.h"
#include "kernel/limits.h"
#include "kernel/mutant.h"

namespace beatbook {

namespace {

constexpr size_t lookahead = 448;  // entries read ahead per stream: a page holds about half as many

// What of an entry a reader may see. Own change-sets are seen whole, whatever their class.
bool visible(const Reader& reader, const Dot& dot, BytesView operation, const PlacedChange& placed) {
  return mutant(Mutant::classes_leak) || dot.branch.enrolment == reader.branch.enrolment ||
         reader.streams.contains({Bytes(operation), placed.change.visibility});
}

// Why a save was made may tell of any of its changes, so it has the class of them all; who ordered a purge is told to nobody.
Bytes without_reason_text(BytesView header_bytes) {
  v1::Header header;
  (void)header.ParseFromArray(header_bytes.data(), static_cast<int>(header_bytes.size()));  // it was read when it came in
  header.clear_reason_text();
  header.clear_by();
  return header.SerializeAsString();
}

class PageBuilder {
 public:
  PageBuilder(const Reader& reader, BranchRow own, uint64_t from_gsn) : reader_(reader), own_(std::move(own)) {
    page_.set_from_gsn(from_gsn);
    page_.set_to_gsn(from_gsn);
  }

  bool on_own_chain(const Dot& dot) const {
    return mutant(Mutant::copy_taken_for_own) || own_dot(own_.branch, own_.ancestry, dot.seq) == dot;
  }

  // Our own change-sets are held by the reader: a stamp is enough, and neighbours share one.
  void stamp(const LogPlace& own, uint64_t received_ms, uint64_t released_gsn) {
    if (page_.entries_size() > 0 && released_gsn == 0) {
      auto* last = page_.mutable_entries(page_.entries_size() - 1);
      if (last->own_count() > 0 && last->released_gsn() == 0 && last->seq() + last->own_count() == own.seq &&
          last->gsn() + last->own_count() == own.gsn && last->quarantined() == own.quarantined &&
          last->received_ms() == received_ms) {
        last->set_own_count(last->own_count() + 1);
        return;
      }
    }
    auto* entry = page_.add_entries();
    entry->set_gsn(own.gsn);
    entry->set_seq(own.seq);
    entry->set_own_count(1);
    entry->set_received_ms(received_ms);
    entry->set_quarantined(own.quarantined);
    entry->set_released_gsn(released_gsn);
    size_ += 24;
  }

  // Told at `gsn`, where that is not the row's own: what was released there.
  void add(const LogRow& row, const ChangeSet& set, const Ancestry& ancestry, uint64_t gsn) {
    auto* entry = page_.add_entries();
    entry->set_gsn(gsn);
    entry->set_seq(row.dot.seq);
    entry->set_received_ms(row.received_ms);
    entry->set_quarantined(row.quarantined && gsn == row.gsn);
    if (gsn != row.gsn) entry->set_released_gsn(row.gsn);
    if (!on_own_chain(row.dot)) entry->set_branch(branch_number(row.dot.branch, ancestry));
    entry->set_salt(set.salt.data(), set.salt.size());
    const bool order = is_order(set);
    bool all = true;
    for (size_t i = 0; i < set.changes.size(); ++i) {
      const auto& placed = set.changes[i];
      if (!order && !visible(reader_, row.dot, set.header.operation, placed)) {
        all = false;
        continue;
      }
      entry->add_changes(placed.raw.data(), placed.raw.size());
      entry->add_positions(placed.position);
      if (!set.salts.empty()) entry->add_salts(set.salts[i].data(), set.salts[i].size());
      size_ += placed.raw.size();
    }
    for (const auto& purged : set.purged) all &= add_purged(*entry, row.dot, set.header.operation, purged);
    if (set.chain) entry->set_chain(Bytes(beatbook::view(*set.chain)));
    if (all) entry->clear_positions();
    const bool whole = !order && (all || set.header.reason_text.empty());
    entry->set_header(whole ? Bytes(set.header_bytes) : without_reason_text(set.header_bytes));
    size_ += set.header_bytes.size() + set.salt.size() + 32;
  }

  // Whose an entry is that another hands in: a page tells of each branch who its officer is.
  void tell_of(const Branch& branch, const Ancestry& ancestry) {
    if (branch.enrolment != reader_.branch.enrolment) (void)branch_number(branch, ancestry);
  }

  size_t size() const { return size_; }
  v1::Page& page() { return page_; }

 private:
  // False when the reader may not see the class it was of.
  bool add_purged(v1::PageEntry& entry, const Dot& dot, BytesView operation, const PurgedChange& purged) {
    const bool own = dot.branch.enrolment == reader_.branch.enrolment;
    if (!own && !reader_.streams.contains({Bytes(operation), purged.visibility})) return false;
    auto* out = entry.add_purged();
    out->set_position(purged.position);
    if (purged.digest) out->set_digest(Bytes(beatbook::view(*purged.digest)));
    out->set_record_id(purged.record.str());
    out->set_record_type(purged.type);
    out->set_visibility(purged.visibility);
    out->set_kind(purged.kind);
    size_ += 64;
    return true;
  }

  uint32_t branch_number(const Branch& branch, const Ancestry& ancestry) {
    auto [at, is_new] = branches_.try_emplace(branch, static_cast<uint32_t>(branches_.size() + 1));
    if (is_new) {
      auto* out = page_.add_branches();
      out->set_enrolment(branch.enrolment.str());
      out->set_incarnation(branch.incarnation);
      for (const auto& point : ancestry) {
        auto* fork = out->add_ancestry();
        fork->set_incarnation(point.incarnation);
        fork->set_through_seq(point.through_seq);
      }
      size_ += 32;
    }
    return at->second;
  }

  const Reader& reader_;
  BranchRow own_;
  v1::Page page_;
  std::map<Branch, uint32_t> branches_;
  size_t size_ = 64;
};

}  // namespace

Result<v1::Page> CentralLog::read_page(const Reader& reader, uint64_t from_gsn, size_t max_bytes, uint64_t through_gsn) {
  const uint64_t head = std::min(store_->last_gsn(), through_gsn);
  // Beyond the horizon some stream was not read yet.
  uint64_t horizon = head;
  struct Wanted {
    uint64_t gsn;
    std::optional<LogPlace> stamp;  // on the reader's own chain
    bool operator<(const Wanted& other) const { return gsn != other.gsn ? gsn < other.gsn : stamp && !other.stamp; }
  };
  std::vector<Wanted> wanted;
  Streams streams = reader.streams;
  streams.insert(orders_stream());
  for (const auto& stream : streams) {
    const auto gsns = store_->stream_after(stream, from_gsn, lookahead);
    for (const auto gsn : gsns) wanted.push_back({gsn, {}});
    if (gsns.size() == lookahead) horizon = std::min(horizon, gsns.back());
  }
  PageBuilder builder(reader, branch(reader.branch), from_gsn);
  for (const auto& known : store_->branches_of(reader.branch.enrolment)) {
    const auto places = store_->branch_after(known.branch, from_gsn, lookahead);
    for (const auto& place : places) {
      const bool own = builder.on_own_chain({known.branch, place.seq});
      if (reader.only_stamps_through && (!own || place.seq > *reader.only_stamps_through)) continue;
      const bool stamp = own && (!reader.rebuild || reader.only_stamps_through);
      wanted.push_back({place.gsn, stamp ? std::optional(place) : std::nullopt});
    }
    if (places.size() == lookahead) horizon = std::min(horizon, places.back().gsn);
  }
  // An entry may lie in several streams; a stamp goes before its like.
  std::sort(wanted.begin(), wanted.end());
  wanted.erase(std::unique(wanted.begin(), wanted.end(), [](const auto& a, const auto& b) { return a.gsn == b.gsn; }),
               wanted.end());

  std::map<Branch, BranchRow> authors;
  const auto author_of = [&](const Branch& of) -> const BranchRow& {
    auto at = authors.find(of);
    if (at == authors.end()) at = authors.emplace(of, branch(of)).first;
    return at->second;
  };
  uint64_t reached = horizon;
  for (const auto& [gsn, stamp] : wanted) {
    if (gsn > horizon) break;
    if (builder.size() > max_bytes) {
      reached = mutant(Mutant::page_end_skips_one) ? gsn : gsn - 1;
      break;
    }
    if (stamp) {
      const auto told = reader.rebuild ? store_->entry(gsn) : std::nullopt;
      builder.stamp(*stamp, told ? told->received_ms : 0, 0);
      continue;
    }
    auto row = store_->entry(gsn);
    if (!row) return Error{Fault::corrupt, "The server's log has a gap."};
    const auto read = [&] {
      const auto& author = author_of(row->dot.branch);
      return decode_change_set(std::move(row->change_set), author.branch, author.ancestry);
    };
    auto set = read();
    if (!set) return set.error();
    if (const auto order = read_order(*set); order && order->kind == v1::Change::RELEASE) {
      row = store_->entry(order->gsn);
      if (!row) return Error{Fault::corrupt, "The server's log has a gap."};
      const bool own_enrolment = row->dot.branch.enrolment == reader.branch.enrolment;
      const bool own = builder.on_own_chain(row->dot);
      if (reader.only_stamps_through && (!own || row->dot.seq > *reader.only_stamps_through)) continue;
      if (own) {
        if (!mutant(Mutant::release_not_told)) builder.stamp({gsn, row->dot.seq, false}, row->received_ms, row->gsn);
        continue;
      }
      set = read();
      if (!set) return set.error();
      const auto seen = [&](VisibilityClass visibility) {
        return reader.streams.contains({Bytes(set->header.operation), visibility});
      };
      const auto digests = digests_of(*set);
      if (!own_enrolment && std::none_of(digests.begin(), digests.end(), [&](const auto& one) { return seen(one.visibility); }))
        continue;
    }
    builder.add(*row, *set, author_of(row->dot.branch).ancestry, gsn);
    if (const auto& copy = set->header.copy_of) builder.tell_of(copy->dot.branch, author_of(copy->dot.branch).ancestry);
  }
  auto page = std::move(builder.page());
  page.set_to_gsn(std::max(reached, from_gsn));
  page.set_caught_up(page.to_gsn() == head);
  page.set_digest(digest(reader.streams, page.to_gsn()).str());
  return page;
}

}  // namespace beatbook
