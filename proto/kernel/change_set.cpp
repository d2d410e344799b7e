#include "kernel/change_set.h"

#include <algorithm>
#include <map>
#include <set>

#include "kernel/limits.h"

namespace beatbook {

namespace {

// Peers are numbered from 1 in the order of first use.
uint32_t peer_number(v1::Header& header, std::map<Branch, uint32_t>& numbers, const Branch& branch) {
  auto [at, is_new] = numbers.try_emplace(branch, static_cast<uint32_t>(numbers.size() + 1));
  if (is_new) {
    auto* peer = header.add_peers();
    peer->set_enrolment(branch.enrolment.str());
    peer->set_incarnation(branch.incarnation);
  }
  return at->second;
}

v1::Change to_wire(const Change& change, const Branch& author, const Ancestry& ancestry, uint64_t head_seq, v1::Header& header,
                   std::map<Branch, uint32_t>& peers) {
  v1::Change wire;
  wire.set_record_id(change.record.str());
  wire.set_record_type(change.type);
  wire.set_kind(change.kind);
  wire.set_visibility(change.visibility);
  wire.set_partial(change.partial);
  wire.mutable_cleared()->Add(change.cleared.begin(), change.cleared.end());
  for (const auto& seen : change.seen) {
    auto* out = wire.add_seen();
    out->mutable_tags()->Add(seen.tags.begin(), seen.tags.end());
    for (const auto& dot : seen.dots) {
      auto* ref = out->add_dots();
      // What lies on the own chain is "me": a forked tablet takes a new incarnation without touching what it wrote. Above its
      // head lies what this tablet has lost and colleagues know.
      if (dot.seq > head_seq || own_dot(author, ancestry, dot.seq) != dot)
        ref->set_peer(peer_number(header, peers, dot.branch));
      ref->set_seq(dot.seq);
    }
  }
  return wire;
}

}  // namespace

bool say_the_same(const Change& one, const Change& other) {
  const auto same_seen = [](const Seen& a, const Seen& b) { return a.tags == b.tags && a.dots == b.dots; };
  return one.type == other.type && one.kind == other.kind && one.partial == other.partial && one.cleared == other.cleared &&
         std::equal(one.seen.begin(), one.seen.end(), other.seen.begin(), other.seen.end(), same_seen);
}

Result<Bytes> encode_change_set(v1::Header header, const std::vector<Change>& changes, BytesView salt16, const Branch& author,
                                const Ancestry& ancestry, uint64_t head_seq) {
  if (changes.empty() || changes.size() > limits::changes) return Error{Fault::bad_input, "A save holds 1 to 64 changes."};
  std::set<std::pair<RecordId, VisibilityClass>> once;
  std::map<Branch, uint32_t> peers;
  v1::ChangeSet wire;
  header.clear_peers();
  for (const auto& change : changes) {
    if (change.visibility == v1::VISIBILITY_CLASS_UNSPECIFIED)
      return Error{Fault::bad_input, "A change needs a visibility class."};
    size_t pairs = 0;
    for (const auto& seen : change.seen) pairs += seen.dots.size() * std::max<size_t>(seen.tags.size(), 1);
    if (pairs > limits::seen_pairs || change.cleared.size() > limits::tags) {
      return Error{Fault::too_large,
                   "Too many people changed this entry at once to save it in one step. Settle its conflicts one by one."};
    }
    if (!once.insert({change.record, change.visibility}).second) {
      return Error{Fault::bad_input, "A save changes a record once in each visibility class."};
    }
    wire.add_changes(to_wire(change, author, ancestry, head_seq, header, peers).SerializeAsString());
  }
  wire.set_header(header.SerializeAsString());
  wire.set_salt(Bytes(salt16));
  Bytes bytes = wire.SerializeAsString();
  if (bytes.size() > (header.has_copy_of() ? limits::copied_change_set : limits::change_set)) {
    return Error{Fault::too_large,
                 header.has_copy_of()
                     ? "This entry of a colleague is too long to be handed in as a copy. It stays here: tell your supervisor."
                     : "This entry is too long to send in one piece. Shorten the text or record it as two entries."};
  }
  return bytes;
}

bool is_order(const ChangeSet& set) {
  return std::any_of(set.changes.begin(), set.changes.end(),
                     [](const PlacedChange& placed) { return placed.change.kind >= v1::Change::PURGE; });
}

Hash change_salt(BytesView salt, uint32_t position) {
  Bytes place;
  put_u32(place, position);
  return hmac_sha256(salt, place);
}

Hash change_digest(BytesView salt, uint32_t position, BytesView raw_change) {
  return hmac_sha256(view(change_salt(salt, position)), raw_change);
}

Hash chain_root(const EnrolmentId& enrolment) { return sha256("beatbook chain " + enrolment.str()); }

std::vector<ChangeDigest> digests_of(const ChangeSet& set) {
  std::vector<ChangeDigest> out;
  out.reserve(set.changes.size() + set.purged.size());
  for (size_t i = 0; i < set.changes.size(); ++i) {
    const auto& placed = set.changes[i];
    if (set.salt.empty() && set.salts.empty()) break;
    out.push_back(
        {placed.position, placed.change.visibility,
         set.salts.empty() ? change_digest(set.salt, placed.position, placed.raw) : hmac_sha256(set.salts[i], placed.raw)});
  }
  for (const auto& purged : set.purged) {
    if (purged.digest) out.push_back({purged.position, purged.visibility, *purged.digest});
  }
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.position < b.position; });
  return out;
}

Hash chain_next(const Hash& previous, BytesView header, std::span<const Hash> change_digests) {
  Bytes data(view(previous));
  data.reserve(data.size() + 8 + header.size() + change_digests.size() * sizeof(Hash));
  put_u32(data, static_cast<uint32_t>(header.size()));
  data += header;
  put_u32(data, static_cast<uint32_t>(change_digests.size()));
  for (const auto& digest : change_digests) data += view(digest);
  return sha256(data);
}

Hash chain_next(const Hash& previous, const ChangeSet& set) {
  if (set.chain) return *set.chain;
  std::vector<Hash> digests;
  for (const auto& one : digests_of(set)) digests.push_back(one.digest);
  return chain_next(previous, set.header_bytes, digests);
}

}  // namespace beatbook
