#include "kernel/change_set.h"

#include <algorithm>
#include <map>
#include <set>

#include "kernel/limits.h"

namespace beatbook {

namespace {

Error corrupt(std::string_view what) { return {Fault::corrupt, "The change-set is broken: " + std::string(what) + "."}; }

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

v1::Change to_wire(const Change& change, const Branch& author, v1::Header& header, std::map<Branch, uint32_t>& peers) {
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
      // Every own branch is "me": a forked tablet takes a new incarnation without touching what it wrote.
      if (dot.branch.enrolment != author.enrolment) ref->set_peer(peer_number(header, peers, dot.branch));
      ref->set_seq(dot.seq);
    }
  }
  return wire;
}

Result<Change> from_wire(BytesView raw, const v1::Header& header, const Branch& author, const Ancestry& ancestry) {
  v1::Change wire;
  if (!wire.ParseFromArray(raw.data(), static_cast<int>(raw.size()))) return corrupt("a change is not readable");
  const auto record = RecordId::from_bytes(wire.record_id());
  if (!record) return corrupt("a record id has not 16 bytes");
  if (wire.record_type() == 0) return corrupt("a change names no record type");
  if (wire.kind() < v1::Change::CREATE || wire.kind() > v1::Change::RESTORE) return corrupt("a change has an unknown kind");
  if (wire.visibility() < v1::VC0_PUBLIC || wire.visibility() > v1::VC4_INTELLIGENCE) {
    return corrupt("a change has no visibility class");
  }
  if (wire.cleared_size() > static_cast<int>(limits::tags)) return corrupt("a change clears too many fields");
  Change change{*record,
                wire.record_type(),
                wire.kind(),
                wire.visibility(),
                std::move(*wire.mutable_partial()),
                {wire.cleared().begin(), wire.cleared().end()},
                {}};
  size_t pairs = 0;
  for (const auto& seen : wire.seen()) {
    Seen out{{seen.tags().begin(), seen.tags().end()}, {}};
    pairs += static_cast<size_t>(seen.dots_size()) * static_cast<size_t>(std::max(seen.tags_size(), 1));
    if (pairs > limits::seen_pairs) return corrupt("a change names too many values");
    for (const auto& ref : seen.dots()) {
      if (ref.seq() == 0 || ref.peer() > static_cast<uint32_t>(header.peers_size()))
        return corrupt("a change names a value that cannot be");
      if (ref.peer() == 0) {
        out.dots.push_back(own_dot(author, ancestry, ref.seq()));
      } else {
        const auto& peer = header.peers(static_cast<int>(ref.peer()) - 1);
        out.dots.push_back({{*EnrolmentId::from_bytes(peer.enrolment()), peer.incarnation()}, ref.seq()});
      }
    }
    change.seen.push_back(std::move(out));
  }
  return change;
}

Result<v1::Header> read_header(BytesView bytes) {
  v1::Header header;
  if (!header.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) return corrupt("its header is not readable");
  if (header.peers_size() > static_cast<int>(limits::peers) || header.packs_size() > static_cast<int>(limits::packs)) {
    return corrupt("its header lists too much");
  }
  for (const auto* text : {&header.operation(), &header.app_version(), &header.reason(), &header.reason_text()}) {
    if (text->size() > limits::header_text) return corrupt("a text of its header is too long");
  }
  for (const auto& peer : header.peers()) {
    if (peer.enrolment().size() != 16) return corrupt("an enrolment id has not 16 bytes");
  }
  return header;
}

}  // namespace

Result<Bytes> encode_change_set(v1::Header header, const std::vector<Change>& changes, BytesView salt16, const Branch& author) {
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
    wire.add_changes(to_wire(change, author, header, peers).SerializeAsString());
  }
  wire.set_header(header.SerializeAsString());
  wire.set_salt(Bytes(salt16));
  Bytes bytes = wire.SerializeAsString();
  if (bytes.size() > limits::change_set) {
    return Error{Fault::too_large,
                 "This entry is too long to send in one piece. Shorten the text or record it as two entries."};
  }
  return bytes;
}

namespace {

// From parts that are taken over, not copied: ingest reads tens of thousands of these a second.
Result<ChangeSet> assemble(Bytes header, Bytes salt, std::vector<Bytes> changes, const std::vector<uint32_t>& positions,
                           const Branch& author, const Ancestry& ancestry) {
  auto parsed = read_header(header);
  if (!parsed) return parsed.error();
  ChangeSet out{std::move(*parsed), std::move(header), std::move(salt), {}};
  if (changes.size() > limits::changes) return corrupt("it holds too many changes");
  if (!positions.empty() && positions.size() != changes.size()) return corrupt("its changes have no places");
  out.changes.reserve(changes.size());
  for (size_t i = 0; i < changes.size(); ++i) {
    auto change = from_wire(changes[i], out.header, author, ancestry);
    if (!change) return change.error();
    for (const auto& other : out.changes) {
      if (other.change.record == change->record && other.change.visibility == change->visibility) {
        return corrupt("it changes a record twice in one class");
      }
    }
    const auto position = positions.empty() ? static_cast<uint32_t>(i) : positions[i];
    out.changes.push_back({position, std::move(changes[i]), std::move(*change)});
  }
  return out;
}

}  // namespace

Result<ChangeSet> decode_parts(BytesView header, BytesView salt, const std::vector<BytesView>& changes,
                               const std::vector<uint32_t>& positions, const Branch& author, const Ancestry& ancestry) {
  return assemble(Bytes(header), Bytes(salt), {changes.begin(), changes.end()}, positions, author, ancestry);
}

Result<ChangeSet> decode_change_set(BytesView bytes, const Branch& author, const Ancestry& ancestry) {
  if (bytes.size() > limits::change_set) return Error{Fault::too_large, "The change-set is larger than 48 KiB."};
  v1::ChangeSet wire;
  if (!wire.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) return corrupt("it is not readable");
  if (wire.salt().size() != 16) return corrupt("its salt has not 16 bytes");
  if (wire.changes().empty()) return corrupt("it holds no change");
  std::vector<Bytes> changes(std::make_move_iterator(wire.mutable_changes()->begin()),
                             std::make_move_iterator(wire.mutable_changes()->end()));
  return assemble(std::move(*wire.mutable_header()), std::move(*wire.mutable_salt()), std::move(changes), {}, author, ancestry);
}

Hash change_digest(BytesView salt, uint32_t position, BytesView raw_change) {
  Bytes place;
  put_u32(place, position);
  return hmac_sha256(view(hmac_sha256(salt, place)), raw_change);
}

Hash chain_root(const EnrolmentId& enrolment) { return sha256("beatbook chain " + enrolment.str()); }

Hash chain_next(const Hash& previous, BytesView header, const std::vector<Hash>& change_digests) {
  Bytes data(view(previous));
  put_u32(data, static_cast<uint32_t>(header.size()));
  data += header;
  put_u32(data, static_cast<uint32_t>(change_digests.size()));
  for (const auto& digest : change_digests) data += view(digest);
  return sha256(data);
}

std::optional<Hash> chain_next(const Hash& previous, BytesView change_set) {
  v1::ChangeSet wire;
  if (!wire.ParseFromArray(change_set.data(), static_cast<int>(change_set.size()))) return std::nullopt;
  std::vector<Hash> digests;
  for (int i = 0; i < wire.changes_size(); ++i) {
    digests.push_back(change_digest(wire.salt(), static_cast<uint32_t>(i), wire.changes(i)));
  }
  return chain_next(previous, wire.header(), digests);
}

}  // namespace beatbook
