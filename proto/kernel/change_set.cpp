#include "kernel/change_set.h"

#include <utf8.h>

#include <algorithm>
#include <map>
#include <set>

#include "kernel/limits.h"
#include "kernel/pbf.h"

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

v1::Change to_wire(const Change& change, const Branch& author, const Ancestry& ancestry, v1::Header& header,
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
      // What lies on the own chain is "me": a forked tablet takes a new incarnation without touching what it wrote.
      if (own_dot(author, ancestry, dot.seq) != dot) ref->set_peer(peer_number(header, peers, dot.branch));
      ref->set_seq(dot.seq);
    }
  }
  return wire;
}

// What is wrong with an envelope; leaves the reader of a change-set as an Error.
struct Refused {
  std::string_view what;
};

struct Author {
  const Branch& branch;
  const Ancestry& ancestry;
  const SaveHeader& header;
};

Branch read_branch(BytesView bytes) {
  Branch branch;
  std::optional<EnrolmentId> enrolment;
  for (pbf::Reader in(bytes); in.next();) {
    if (in.tag_and_type() == pbf::bytes_field(v1::Branch::kEnrolmentFieldNumber)) {
      enrolment = EnrolmentId::from_bytes(in.get_view());
    } else if (in.tag_and_type() == pbf::number_field(v1::Branch::kIncarnationFieldNumber)) {
      branch.incarnation = in.get_uint32();
    } else {
      in.skip();
    }
  }
  if (!enrolment) throw Refused{"an enrolment id has not 16 bytes"};
  branch.enrolment = *enrolment;
  return branch;
}

// Texts and blobs of the envelope lie in the change-set's bytes.
SaveHeader read_header(BytesView bytes) {
  SaveHeader header;
  size_t packs = 0;
  const auto check_text = [](BytesView text) {
    if (text.size() > limits::header_text) throw Refused{"a text of its header is too long"};
    if (!utf8::is_valid(text.begin(), text.end())) throw Refused{"its header is not readable"};
    return text;
  };
  for (pbf::Reader in(bytes); in.next();) {
    switch (in.tag_and_type()) {
      case pbf::number_field(v1::Header::kHlcMsFieldNumber):
        header.stamp.ms = in.get_uint64();
        break;
      case pbf::number_field(v1::Header::kHlcCounterFieldNumber):
        header.stamp.counter = in.get_uint32();
        break;
      case pbf::bytes_field(v1::Header::kOperationFieldNumber):
        header.operation = check_text(in.get_view());
        break;
      case pbf::bytes_field(v1::Header::kPeersFieldNumber):
        if (header.peers.size() == limits::peers) throw Refused{"its header lists too much"};
        header.peers.push_back(read_branch(in.get_view()));
        break;
      case pbf::bytes_field(v1::Header::kPacksFieldNumber):
        if (++packs > limits::packs) throw Refused{"its header lists too much"};
        in.skip();
        break;
      case pbf::bytes_field(v1::Header::kAppVersionFieldNumber):
        header.app_version = check_text(in.get_view());
        break;
      case pbf::bytes_field(v1::Header::kReasonFieldNumber):
        header.reason = check_text(in.get_view());
        break;
      case pbf::bytes_field(v1::Header::kReasonTextFieldNumber):
        header.reason_text = check_text(in.get_view());
        break;
      case pbf::number_field(v1::Header::kClockUnmeasuredFieldNumber):
        header.clock_unmeasured = in.get_bool();
        break;
      default:
        in.skip();
    }
  }
  return header;
}

void read_numbers(pbf::Reader& in, std::vector<uint32_t>& out) {
  if (in.wire_type() == protozero::pbf_wire_type::varint) {
    out.push_back(in.get_uint32());
  } else {
    for (const auto number : in.get_packed_uint32()) out.push_back(number);
  }
}

Seen read_seen(BytesView bytes, const Author& author) {
  Seen seen;
  for (pbf::Reader in(bytes); in.next();) {
    switch (in.tag_and_type()) {
      case pbf::number_field(v1::Seen::kTagsFieldNumber):
      case pbf::bytes_field(v1::Seen::kTagsFieldNumber):
        read_numbers(in, seen.tags);
        break;
      case pbf::bytes_field(v1::Seen::kDotsFieldNumber): {
        uint32_t peer = 0;
        uint64_t seq = 0;
        for (pbf::Reader dot(in.get_view()); dot.next();) {
          if (dot.tag_and_type() == pbf::number_field(v1::DotRef::kPeerFieldNumber)) {
            peer = dot.get_uint32();
          } else if (dot.tag_and_type() == pbf::number_field(v1::DotRef::kSeqFieldNumber)) {
            seq = dot.get_uint64();
          } else {
            dot.skip();
          }
        }
        if (seq == 0 || peer > author.header.peers.size()) throw Refused{"a change names a value that cannot be"};
        seen.dots.push_back(peer == 0 ? own_dot(author.branch, author.ancestry, seq) : Dot{author.header.peers[peer - 1], seq});
        break;
      }
      default:
        in.skip();
    }
    if (seen.dots.size() > limits::seen_pairs || seen.tags.size() > limits::seen_pairs) {
      throw Refused{"a change names too many values"};
    }
  }
  return seen;
}

void check_change(const Change& change, bool has_record) {
  if (!has_record) throw Refused{"a record id has not 16 bytes"};
  if (change.type == 0) throw Refused{"a change names no record type"};
  if (change.kind < v1::Change::CREATE || change.kind > v1::Change::RESTORE) throw Refused{"a change has an unknown kind"};
  if (change.visibility < v1::VC0_PUBLIC || change.visibility > v1::VC4_INTELLIGENCE) {
    throw Refused{"a change has no visibility class"};
  }
  if (change.cleared.size() > limits::tags) throw Refused{"a change clears too many fields"};
  size_t pairs = 0;
  for (const auto& seen : change.seen) pairs += seen.dots.size() * std::max<size_t>(seen.tags.size(), 1);
  if (pairs > limits::seen_pairs) throw Refused{"a change names too many values"};
}

Change read_change(BytesView raw, const Author& author) {
  Change change;
  change.kind = v1::Change::KIND_UNSPECIFIED;
  std::optional<RecordId> record;
  for (pbf::Reader in(raw); in.next();) {
    switch (in.tag_and_type()) {
      case pbf::bytes_field(v1::Change::kRecordIdFieldNumber):
        record = RecordId::from_bytes(in.get_view());
        break;
      case pbf::number_field(v1::Change::kRecordTypeFieldNumber):
        change.type = in.get_uint32();
        break;
      case pbf::number_field(v1::Change::kKindFieldNumber):
        change.kind = static_cast<ChangeKind>(in.get_enum());
        break;
      case pbf::number_field(v1::Change::kVisibilityFieldNumber):
        change.visibility = static_cast<VisibilityClass>(in.get_enum());
        break;
      case pbf::bytes_field(v1::Change::kPartialFieldNumber):
        change.partial = in.get_view();
        break;
      case pbf::number_field(v1::Change::kClearedFieldNumber):
      case pbf::bytes_field(v1::Change::kClearedFieldNumber):
        read_numbers(in, change.cleared);
        break;
      case pbf::bytes_field(v1::Change::kSeenFieldNumber):
        if (change.seen.size() == limits::seen_pairs) throw Refused{"a change names too many values"};
        change.seen.push_back(read_seen(in.get_view(), author));
        break;
      default:
        in.skip();
    }
  }
  if (record) change.record = *record;
  check_change(change, record.has_value());
  return change;
}

}  // namespace

Result<Bytes> encode_change_set(v1::Header header, const std::vector<Change>& changes, BytesView salt16, const Branch& author,
                                const Ancestry& ancestry) {
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
    wire.add_changes(to_wire(change, author, ancestry, header, peers).SerializeAsString());
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

struct Parts {
  BytesView header, salt;
  std::vector<BytesView> changes;
};

Parts parts_of(BytesView change_set) {
  Parts parts;
  for (pbf::Reader in(change_set); in.next();) {
    switch (in.tag_and_type()) {
      case pbf::bytes_field(v1::ChangeSet::kHeaderFieldNumber):
        parts.header = in.get_view();
        break;
      case pbf::bytes_field(v1::ChangeSet::kChangesFieldNumber):
        if (parts.changes.size() == limits::changes) throw Refused{"it holds too many changes"};
        parts.changes.push_back(in.get_view());
        break;
      case pbf::bytes_field(v1::ChangeSet::kSaltFieldNumber):
        parts.salt = in.get_view();
        break;
      default:
        in.skip();
    }
  }
  return parts;
}

ChangeSet read_change_set(Bytes bytes, std::span<const uint32_t> positions, bool whole, const Branch& author,
                          const Ancestry& ancestry) {
  ChangeSet out;
  out.bytes = std::make_shared<const Bytes>(std::move(bytes));
  const Parts parts = parts_of(*out.bytes);
  if (whole && parts.salt.size() != 16) throw Refused{"its salt has not 16 bytes"};
  if (whole && parts.changes.empty()) throw Refused{"it holds no change"};
  if (!positions.empty() && positions.size() != parts.changes.size()) throw Refused{"its changes have no places"};
  out.header_bytes = parts.header;
  out.salt = parts.salt;
  out.header = read_header(parts.header);
  out.changes.reserve(parts.changes.size());
  for (size_t i = 0; i < parts.changes.size(); ++i) {
    auto change = read_change(parts.changes[i], {author, ancestry, out.header});
    for (const auto& other : out.changes) {
      if (other.change.record == change.record && other.change.visibility == change.visibility) {
        throw Refused{"it changes a record twice in one class"};
      }
    }
    const auto position = positions.empty() ? static_cast<uint32_t>(i) : positions[i];
    out.changes.emplace_back(position, parts.changes[i], std::move(change));
  }
  return out;
}

template <class Read>
auto readable(Read&& read) -> Result<decltype(read())> {
  try {
    return read();
  } catch (const Refused& refused) {
    return corrupt(refused.what);
  } catch (const pbf::Broken&) {
    return corrupt("it is not readable");
  }
}

}  // namespace

Result<ChangeSet> decode_change_set(Bytes bytes, const Branch& author, const Ancestry& ancestry) {
  if (bytes.size() > limits::change_set) return Error{Fault::too_large, "The change-set is larger than 48 KiB."};
  return readable([&] { return read_change_set(std::move(bytes), {}, true, author, ancestry); });
}

Result<ChangeSet> decode_cut(Bytes bytes, std::span<const uint32_t> positions, const Branch& author, const Ancestry& ancestry) {
  return readable([&] { return read_change_set(std::move(bytes), positions, false, author, ancestry); });
}

Hash change_digest(BytesView salt, uint32_t position, BytesView raw_change) {
  Bytes place;
  put_u32(place, position);
  return hmac_sha256(view(hmac_sha256(salt, place)), raw_change);
}

Hash chain_root(const EnrolmentId& enrolment) { return sha256("beatbook chain " + enrolment.str()); }

Hash chain_next(const Hash& previous, BytesView header, std::span<const Hash> change_digests) {
  Bytes data(view(previous));
  data.reserve(data.size() + 8 + header.size() + change_digests.size() * sizeof(Hash));
  put_u32(data, static_cast<uint32_t>(header.size()));
  data += header;
  put_u32(data, static_cast<uint32_t>(change_digests.size()));
  for (const auto& digest : change_digests) data += view(digest);
  return sha256(data);
}

std::optional<Hash> chain_next(const Hash& previous, BytesView change_set) {
  const auto parts = readable([&] { return parts_of(change_set); });
  if (!parts) return std::nullopt;
  std::vector<Hash> digests;
  for (size_t i = 0; i < parts->changes.size(); ++i) {
    digests.push_back(change_digest(parts->salt, static_cast<uint32_t>(i), parts->changes[i]));
  }
  return chain_next(previous, parts->header, digests);
}

}  // namespace beatbook
