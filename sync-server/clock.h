#pragma once
// The server's wall clock: what receipts say.
#include <chrono>
#include <cstdint>

namespace beatbook::server {

// Milliseconds since 1970 UTC.
inline uint64_t wall_ms() {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return static_cast<uint64_t>(std::chrono::duration_cast<std::chrono::milliseconds>(since).count());
}

}  // namespace beatbook::server
