#pragma once
// A stream is (operation, class): the unit of what a reader may see.
#include <compare>
#include <set>
#include <string>

#include "beatbook/v1/annotations.pb.h"
#include "kernel/hash.h"

namespace beatbook {

struct Stream {
  std::string operation;
  v1::VisibilityClass visibility = v1::VISIBILITY_CLASS_UNSPECIFIED;
  auto operator<=>(const Stream&) const = default;
};

using Streams = std::set<Stream>;

// 8 bytes that change whenever the set does.
inline Bytes streams_digest(const Streams& streams) {
  Bytes data;
  for (const auto& stream : streams) {
    put_u32(data, static_cast<uint32_t>(stream.operation.size()));
    data += stream.operation;
    put_u32(data, static_cast<uint32_t>(stream.visibility));
  }
  return Bytes(view(sha256(data)).substr(0, 8));
}

}  // namespace beatbook
