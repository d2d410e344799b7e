#pragma once
// What every fuzz target shares. A target takes any bytes, must not crash, and ends the program where a promise breaks.
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "kernel/bytes.h"

namespace beatbook::fuzz {

inline BytesView bytes(const uint8_t* data, size_t size) { return {reinterpret_cast<const char*>(data), size}; }

inline void require(bool holds, const char* promise) {
  if (holds) return;
  std::fprintf(stderr, "broken: %s\n", promise);
  std::abort();
}

}  // namespace beatbook::fuzz
