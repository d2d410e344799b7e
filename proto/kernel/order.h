#pragma once
// Orders: entries of the log that the server itself writes, for a supervisor or an administrator, in a chain of its own.
#include <optional>
#include <string>

#include "kernel/change_set.h"
#include "kernel/streams.h"

namespace beatbook {

// Who ordered what a supervisor or an administrator may order, why, and when.
struct Order {
  std::string by, ground;
  uint64_t at_ms = 0;
  Bytes salt;  // 16 random bytes
};

// The server as an author: a chain of its own for each store incarnation, for a restored server goes on in another one.
EnrolmentId server_enrolment(BytesView store_incarnation);

// What an order of the log says.
struct OrderRead {
  ChangeKind kind = v1::Change::KIND_UNSPECIFIED;
  RecordId record;
  uint32_t type = 0;
  VisibilityClass visibility = v1::VISIBILITY_CLASS_UNSPECIFIED;
  uint64_t gsn = 0;  // RELEASE: of what is released
  std::string by, ground;
  uint64_t at_ms = 0;
};

// Nothing when the entry is no order.
std::optional<OrderRead> read_order(const ChangeSet& set);

// The stream of the server's orders, which every reader reads: a purge adds to the digest of all. An order to release only
// stands in it, and adds nothing.
inline const Stream& orders_stream() {
  static const Stream stream{"", v1::VISIBILITY_CLASS_UNSPECIFIED};
  return stream;
}

}  // namespace beatbook
