// A change-set read back: its envelope, and what a purge left of it.
#include <utf8.h>

#include <algorithm>
#include <set>

#include "kernel/change_set.h"
#include "kernel/limits.h"
#include "kernel/pbf.h"

namespace beatbook {

namespace {

Error corrupt(std::string_view what) { return {Fault::corrupt, "The change-set is broken: " + std::string(what) + "."}; }

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

Original read_copy_of(BytesView bytes) {
  v1::CopyOf wire;
  if (!wire.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) throw Refused{"its header is not readable"};
  const auto enrolment = EnrolmentId::from_bytes(wire.enrolment());
  if (!enrolment || wire.seq() == 0) throw Refused{"it is a copy of an entry that cannot be"};
  return {{{*enrolment, wire.incarnation()}, wire.seq()}, {wire.hlc_ms(), wire.hlc_counter()}};
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
        if (header.peers.size() == 2 * limits::peers) throw Refused{"its header lists too much"};
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
      case pbf::bytes_field(v1::Header::kCopyOfFieldNumber):
        header.copy_of = read_copy_of(in.get_view());
        break;
      default:
        in.skip();
    }
  }
  // Whom the author of what is copied called "me" are more.
  if (header.peers.size() > limits::peers && !header.copy_of) throw Refused{"its header lists too much"};
  if (header.copy_of && header.copy_of->stamp >= header.stamp) throw Refused{"it is a copy of what is not older"};
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
  if (change.kind < v1::Change::CREATE || change.kind > v1::Change::RELEASE) throw Refused{"a change has an unknown kind"};
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

struct Parts {
  BytesView header, salt, chain;
  std::vector<BytesView> changes, salts;
  std::vector<PurgedChange> purged;
};

PurgedChange read_purged(BytesView bytes) {
  PurgedChange out;
  std::optional<RecordId> record;
  for (pbf::Reader in(bytes); in.next();) {
    switch (in.tag_and_type()) {
      case pbf::number_field(v1::PurgedChange::kPositionFieldNumber):
        out.position = in.get_uint32();
        break;
      case pbf::bytes_field(v1::PurgedChange::kDigestFieldNumber): {
        const auto digest = in.get_view();
        if (digest.size() != sizeof(Hash)) throw Refused{"a digest of what was purged has not 32 bytes"};
        out.digest = hash_from(digest);
        break;
      }
      case pbf::bytes_field(v1::PurgedChange::kRecordIdFieldNumber):
        record = RecordId::from_bytes(in.get_view());
        break;
      case pbf::number_field(v1::PurgedChange::kRecordTypeFieldNumber):
        out.type = in.get_uint32();
        break;
      case pbf::number_field(v1::PurgedChange::kVisibilityFieldNumber):
        out.visibility = static_cast<VisibilityClass>(in.get_enum());
        break;
      case pbf::number_field(v1::PurgedChange::kKindFieldNumber):
        out.kind = static_cast<ChangeKind>(in.get_enum());
        break;
      default:
        in.skip();
    }
  }
  const bool known = out.kind > v1::Change::KIND_UNSPECIFIED && out.kind < v1::Change::PURGE && out.type != 0 &&
                     out.visibility >= v1::VC0_PUBLIC && out.visibility <= v1::VC4_INTELLIGENCE;
  if (!record || !known) throw Refused{"what was purged is not told"};
  out.record = *record;
  return out;
}

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
      case pbf::bytes_field(v1::ChangeSet::kPurgedFieldNumber):
        if (parts.purged.size() == limits::changes) throw Refused{"it holds too many changes"};
        parts.purged.push_back(read_purged(in.get_view()));
        break;
      case pbf::bytes_field(v1::ChangeSet::kSaltsFieldNumber):
        if (parts.salts.size() == limits::changes) throw Refused{"it holds too many changes"};
        parts.salts.push_back(in.get_view());
        break;
      case pbf::bytes_field(v1::ChangeSet::kChainFieldNumber):
        parts.chain = in.get_view();
        break;
      default:
        in.skip();
    }
  }
  return parts;
}

// Of a change-set as a whole, that was purged in part.
void check_purged(const Parts& parts) {
  const size_t all = parts.changes.size() + parts.purged.size();
  if (all > limits::changes || parts.salts.size() != parts.changes.size()) throw Refused{"what was left of it does not fit"};
  for (const auto salt : parts.salts) {
    if (salt.size() != sizeof(Hash)) throw Refused{"a salt of what was left has not 32 bytes"};
  }
  for (size_t i = 0; i < parts.purged.size(); ++i) {
    const bool ascends = i == 0 || parts.purged[i - 1].position < parts.purged[i].position;
    if (!ascends || parts.purged[i].position >= all || !parts.purged[i].digest) throw Refused{"what was purged has no place"};
  }
  if (!parts.chain.empty() && parts.chain.size() != sizeof(Hash)) throw Refused{"its chain hash has not 32 bytes"};
}

// The places of the changes that are left: those that nothing purged holds.
std::vector<uint32_t> places_left(const Parts& parts) {
  std::set<uint32_t> gone;
  for (const auto& purged : parts.purged) gone.insert(purged.position);
  std::vector<uint32_t> out;
  for (uint32_t place = 0; out.size() < parts.changes.size(); ++place) {
    if (!gone.contains(place)) out.push_back(place);
  }
  return out;
}

ChangeSet read_change_set(Bytes bytes, std::span<const uint32_t> positions, bool whole, const Branch& author,
                          const Ancestry& ancestry) {
  ChangeSet out;
  out.bytes = std::make_shared<const Bytes>(std::move(bytes));
  Parts parts = parts_of(*out.bytes);
  if (whole && !parts.purged.empty()) {
    check_purged(parts);
  } else if (whole) {
    if (parts.salt.size() != 16) throw Refused{"its salt has not 16 bytes"};
    if (parts.changes.empty()) throw Refused{"it holds no change"};
    if (!parts.chain.empty() || !parts.salts.empty()) throw Refused{"nothing of it was purged"};
  }
  if (!positions.empty() && positions.size() != parts.changes.size()) throw Refused{"its changes have no places"};
  out.header_bytes = parts.header;
  out.salt = parts.salt;
  out.header = read_header(parts.header);
  const auto left = positions.empty() && !parts.purged.empty() ? places_left(parts) : std::vector<uint32_t>{};
  if (!left.empty()) positions = left;
  if (parts.salts.size() == parts.changes.size()) out.salts = std::move(parts.salts);
  if (parts.chain.size() == sizeof(Hash)) out.chain = hash_from(parts.chain);
  out.purged = std::move(parts.purged);
  const bool alone = parts.changes.size() == 1 && out.purged.empty();
  out.changes.reserve(parts.changes.size());
  for (size_t i = 0; i < parts.changes.size(); ++i) {
    auto change = read_change(parts.changes[i], {author, ancestry, out.header});
    if (change.kind >= v1::Change::PURGE && !alone) throw Refused{"an order stands with other changes"};
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
  const Error too_large{Fault::too_large, "The change-set is larger than 48 KiB."};
  const size_t size = bytes.size();
  if (size > limits::purged_change_set) return too_large;
  auto set = readable([&] { return read_change_set(std::move(bytes), {}, true, author, ancestry); });
  const size_t most = set && set->header.copy_of ? limits::copied_change_set : limits::change_set;
  if (set && set->purged.empty() && size > most) return too_large;
  return set;
}

Result<ChangeSet> decode_cut(Bytes bytes, std::span<const uint32_t> positions, const Branch& author, const Ancestry& ancestry) {
  return readable([&] { return read_change_set(std::move(bytes), positions, false, author, ancestry); });
}

std::optional<Hash> chain_next(const Hash& previous, BytesView change_set) {
  const auto next = readable([&] {
    const auto parts = parts_of(change_set);
    if (!parts.purged.empty()) check_purged(parts);
    if (parts.chain.size() == sizeof(Hash)) return hash_from(parts.chain);
    std::vector<Hash> digests(parts.changes.size() + parts.purged.size());
    const auto places = places_left(parts);
    for (size_t i = 0; i < parts.changes.size(); ++i) {
      digests[places[i]] = parts.purged.empty() ? change_digest(parts.salt, places[i], parts.changes[i])
                                                : hmac_sha256(parts.salts[i], parts.changes[i]);
    }
    for (const auto& purged : parts.purged) digests[purged.position] = *purged.digest;
    return chain_next(previous, parts.header, digests);
  });
  return next ? std::optional(*next) : std::nullopt;
}

}  // namespace beatbook
