#pragma once
// A save: built by its author, verified and read by everybody else. The bytes are kept as authored and never re-encoded.
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "beatbook/v1/change_set.pb.h"
#include "kernel/dot.h"
#include "kernel/hash.h"
#include "kernel/result.h"
#include "kernel/stamp.h"
#include "kernel/wire.h"

namespace beatbook {

using VisibilityClass = v1::VisibilityClass;
using ChangeKind = v1::Change::Kind;

// The author saw, for each of `tags`, the values these dots wrote. Tag 0 is the record's life in the change's class.
struct Seen {
  std::vector<uint32_t> tags;
  std::vector<Dot> dots;
};

struct Change {
  RecordId record;
  uint32_t type = 0;
  ChangeKind kind = v1::Change::EDIT;
  VisibilityClass visibility = v1::VISIBILITY_CLASS_UNSPECIFIED;
  Bytes partial;                  // record message with only the tags set
  std::vector<uint32_t> cleared;  // tags cleared
  std::vector<Seen> seen;
};

// What two entries that go by one name say of a record in a class.
bool say_the_same(const Change& one, const Change& other);

// A change as it lies in a change-set, with its place there (the place salts its digest).
struct PlacedChange {
  PlacedChange(uint32_t place, BytesView bytes, Change read)
      : position(place), raw(bytes), change(std::move(read)), tags(split_tags(change.partial)) {}

  uint32_t position = 0;
  BytesView raw;
  Change change;
  Result<std::vector<TagBytes>> tags;  // of its partial, split by whoever reads it first; broken bytes are no broken envelope
};

// What stays of a change that was purged: the chain and the digests go on over it.
struct PurgedChange {
  uint32_t position = 0;
  std::optional<Hash> digest;  // none where the holder has only a part of the change-set
  RecordId record;
  uint32_t type = 0;
  VisibilityClass visibility = v1::VISIBILITY_CLASS_UNSPECIFIED;
  ChangeKind kind = v1::Change::KIND_UNSPECIFIED;
};

// The entry of a colleague that a change-set is a copy of: its values go by this name, and have this stamp.
struct Original {
  Dot dot;
  Stamp stamp;
};

// What a save says of itself as a whole: v1.Header, read.
struct SaveHeader {
  Stamp stamp;
  BytesView operation, app_version;
  BytesView reason, reason_text;
  bool clock_unmeasured = false;
  std::vector<Branch> peers;
  std::optional<Original> copy_of;  // handed in by who is not its author, for the server had lost it
};

// A change-set read back. A reader of few classes holds only some of its changes. Copies share the bytes, which every view lies
// in.
struct ChangeSet {
  std::shared_ptr<const Bytes> bytes;
  SaveHeader header;
  BytesView header_bytes;
  BytesView salt;  // 16 bytes; empty where the holder needs none, and once a part was purged
  std::vector<PlacedChange> changes;
  std::vector<PurgedChange> purged;  // by position
  std::vector<BytesView> salts;      // of `changes`, in place of `salt`
  std::optional<Hash> chain;         // after it, once words of its header were purged: they are no longer there to be hashed

  Stamp stamp() const { return header.stamp; }
  // What its values go by, and their stamp as written; `dot` is where it lies itself.
  Original original(const Dot& dot) const { return header.copy_of.value_or(Original{dot, header.stamp}); }
};

// What a change adds to the running digest, purged or not.
struct ChangeDigest {
  uint32_t position = 0;
  VisibilityClass visibility = v1::VISIBILITY_CLASS_UNSPECIFIED;
  Hash digest{};
};
// Of all changes of which the holder can tell, by position.
std::vector<ChangeDigest> digests_of(const ChangeSet& set);

// Encodes what the author saves. `header.peers` is filled from the dots the changes saw, as far as they are not of the author's
// own chain, which is `author` with its ancestry, up to `head_seq`. Fails with Fault::too_large (limits::change_set: the
// officer is told to split the entry; of a copy limits::copied_change_set, for nobody can split that) or Fault::bad_input (a
// class missing, two changes of one record and class).
Result<Bytes> encode_change_set(v1::Header header, const std::vector<Change>& changes, BytesView salt16, const Branch& author,
                                const Ancestry& ancestry = {}, uint64_t head_seq = UINT64_MAX);

// An order of the server (PURGE, RELEASE), which no tablet writes.
bool is_order(const ChangeSet& set);

// Reads a whole change-set of `author` and checks its envelope: sizes, counts, ids, kinds, classes, dots. Everything semantic
// (an unknown type, a broken partial) passes. Fails with Fault::corrupt or Fault::too_large and a sentence naming what is
// wrong.
Result<ChangeSet> decode_change_set(Bytes bytes, const Branch& author, const Ancestry& ancestry);

// The same of one that was cut to what a reader sees: changes and salt may be missing. `positions` are the places its changes
// had in the whole; none = 0, 1, 2 ...
Result<ChangeSet> decode_cut(Bytes bytes, std::span<const uint32_t> positions, const Branch& author, const Ancestry& ancestry);

// HMAC-SHA-256 under the salt of `position`; what the chain and the running digest see of a change.
Hash change_digest(BytesView salt, uint32_t position, BytesView raw_change);

// The chain: hash after a change-set, given the hash before it. The first one follows chain_root(enrolment).
Hash chain_root(const EnrolmentId& enrolment);
Hash chain_next(const Hash& previous, BytesView header, std::span<const Hash> change_digests);
// The same of a whole change-set: of one whose header was cut by a purge it is as told.
Hash chain_next(const Hash& previous, const ChangeSet& set);
// The same from an encoded change-set; nullopt when it is not one.
std::optional<Hash> chain_next(const Hash& previous, BytesView change_set);
// The key under which the change at `position` is digested.
Hash change_salt(BytesView salt, uint32_t position);

}  // namespace beatbook
