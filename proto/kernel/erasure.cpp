#include "kernel/erasure.h"

#include <algorithm>
#include <charconv>

#include "kernel/mutant.h"

namespace beatbook {

namespace {

constexpr std::string_view count_fact = "erased";
constexpr size_t at_once = 1024;

std::string fact_of(const RecordId& record) { return "erased." + record.text(); }

uint64_t number_of(const std::optional<Bytes>& fact) {
  uint64_t number = 0;
  if (fact) std::from_chars(fact->data(), fact->data() + fact->size(), number);
  return number;
}

void add_purged(v1::ChangeSet& out, const PurgedChange& purged) {
  auto* wire = out.add_purged();
  wire->set_position(purged.position);
  if (purged.digest) wire->set_digest(Bytes(view(*purged.digest)));
  wire->set_record_id(purged.record.str());
  wire->set_record_type(purged.type);
  wire->set_visibility(purged.visibility);
  wire->set_kind(purged.kind);
}

}  // namespace

bool Erasures::any() { return store_->fact(count_fact).has_value(); }

uint64_t Erasures::ordered_by(const RecordId& record) { return any() ? number_of(store_->fact(fact_of(record))) : 0; }

bool Erasures::contains(const RecordId& record) { return ordered_by(record) > 0; }

void Erasures::add(const RecordId& record, uint64_t gsn) {
  store_->set_fact(fact_of(record), std::to_string(gsn));
  store_->set_fact(count_fact, "1");
}

bool speaks_of_erased(const ChangeSet& set, const IsErased& erased) {
  return std::any_of(set.changes.begin(), set.changes.end(), [&](const PlacedChange& placed) {
    return placed.change.kind < v1::Change::PURGE && erased(placed.change.record);
  });
}

Bytes erase(const ChangeSet& set, const IsErased& erased, const std::optional<Hash>& chain) {
  v1::ChangeSet out;
  std::vector<PurgedChange> purged = set.purged;
  for (size_t i = 0; i < set.changes.size(); ++i) {
    const auto& [position, raw, change, tags] = set.changes[i];
    // A reader's part has no places of its own; only who holds the whole goes on with digests.
    const bool digested = chain && (!set.salt.empty() || !set.salts.empty());
    const Hash salt = !digested ? Hash{} : set.salts.empty() ? change_salt(set.salt, position) : hash_from(set.salts[i]);
    if (erased(change.record)) {
      PurgedChange left{position, {}, change.record, change.type, change.visibility, change.kind};
      if (digested) left.digest = hmac_sha256(view(salt), raw);
      purged.push_back(left);
    } else {
      out.add_changes(raw.data(), raw.size());
      if (digested) out.add_salts(Bytes(view(salt)));
    }
  }
  if (mutant(Mutant::purge_leaves_salt)) out.set_salt(Bytes(set.salt));
  std::sort(purged.begin(), purged.end(), [](const auto& a, const auto& b) { return a.position < b.position; });
  for (const auto& one : purged) add_purged(out, one);
  if (set.chain) out.set_chain(Bytes(view(*set.chain)));
  if (set.header.reason_text.empty()) {
    out.set_header(Bytes(set.header_bytes));
  } else {
    v1::Header header;
    (void)header.ParseFromArray(set.header_bytes.data(),
                                static_cast<int>(set.header_bytes.size()));  // it was read when it came
    header.clear_reason_text();
    out.set_header(header.SerializeAsString());
    if (chain) out.set_chain(Bytes(view(*chain)));
  }
  return out.SerializeAsString();
}

void erase_in_view(Store& store, const RecordId& record, bool whole) {
  const auto is = [&](const RecordId& id) { return id == record; };
  const Bytes id = record.str();
  for (uint64_t gsn = 0;;) {
    auto rows = store.entries_after(gsn, at_once);
    if (rows.empty()) break;
    gsn = rows.back().gsn;
    for (auto& row : rows) {
      if (row.change_set.find(id) == Bytes::npos) continue;
      if (mutant(Mutant::purge_skips_quarantined) && row.quarantined) continue;
      // Whose dots it names does not matter here, and what cannot be read holds nothing that a record shows.
      const auto set = decode_cut(row.change_set, {}, row.dot.branch, {});
      if (!set || is_order(*set) || !speaks_of_erased(*set, is)) continue;
      row.change_set = erase(*set, is, whole ? std::optional(row.chain) : std::nullopt);
      store.rewrite(row);
    }
  }
  store.drop_record(record);
}

}  // namespace beatbook
