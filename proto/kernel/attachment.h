#pragma once
// An attachment: bytes that belong to a record and travel beside the log, by hash and in parts (proto/README.md, section 8).
#include <optional>

#include "beatbook/v1/sync.pb.h"
#include "kernel/hash.h"
#include "kernel/streams.h"

namespace beatbook {

// The stream says who may read it. The same bytes at two records, or in two streams, are two attachments: who may read the one
// gains nothing by naming the other.
struct AttachmentName {
  RecordId record;
  Hash sha256{};
  Stream stream;
  auto operator<=>(const AttachmentName&) const = default;
};

// Nothing when an id has a wrong length.
inline std::optional<AttachmentName> read_name(const v1::AttachmentName& wire) {
  const auto record = RecordId::from_bytes(wire.record());
  if (!record || wire.sha256().size() != sizeof(Hash)) return std::nullopt;
  return AttachmentName{*record, hash_from(wire.sha256()), {wire.operation(), wire.visibility()}};
}

inline void write_name(const AttachmentName& name, v1::AttachmentName& wire) {
  wire.set_sha256(Bytes(view(name.sha256)));
  wire.set_record(name.record.str());
  wire.set_operation(name.stream.operation);
  wire.set_visibility(name.stream.visibility);
}

// An attachment as a store keeps it, whole or as far as it has come.
struct AttachmentRow {
  uint64_t number = 0;  // the store's: counts up, none is given twice; 0 = not stored yet
  AttachmentName name;
  uint64_t size = 0;     // of the whole; 0 = not known yet
  uint64_t through = 0;  // so many bytes are here; the size only when the whole is what its name says
  uint64_t taken = 0;    // the number that the server gave it when it was whole there; 0 = it is not
  // A tablet's:
  bool own = false;   // made here; else asked for or fetched
  Bytes received_by;  // the store incarnation that has it whole; empty = none

  bool whole() const { return size > 0 && through == size; }
};

}  // namespace beatbook
