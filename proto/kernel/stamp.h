#pragma once
// Hybrid logical clock: human time and a tie-break, never what decides which value is kept.
#include <algorithm>
#include <compare>
#include <cstdint>

namespace beatbook {

struct Stamp {
  uint64_t ms = 0;       // milliseconds since 1970 UTC by the author's clock
  uint32_t counter = 0;  // order within one millisecond
  auto operator<=>(const Stamp&) const = default;
};

// The stamp of the next save: later than `last` whatever the wall clock does (a clock set back, 1970, a full counter borrows a
// millisecond). Remote stamps are never folded in, so a colleague's fast clock cannot push ours; but a copy is
// later than what it copies.
inline Stamp next_stamp(Stamp last, uint64_t wall_ms) {
  if (wall_ms > last.ms) return {wall_ms, 0};
  if (last.counter == UINT32_MAX) return {last.ms + 1, 0};
  return {last.ms, last.counter + 1};
}

}  // namespace beatbook
