#pragma once
// BR-32: whether what leaves the core of an operation turns up around it (BX-05, SN-12). It describes and proves nothing:
// streets outside of the operation are seen less often, so a rise there may be a rise in looking.
#include <cstdint>
#include <span>

#include "schema/os_grid.h"

namespace beatbook::rules {

inline constexpr double displacement_ring_m = 400;  // unless a force says otherwise

enum class Zone { core, ring, elsewhere };
// The core is the closed line through these corners, in order; the ring lies outside of it, at most `ring_m` from its line.
Zone zone_of(const schema::GridPoint& point, std::span<const schema::GridPoint> core, double ring_m = displacement_ring_m);

// What was counted in a week.
struct WeekInZones {
  uint32_t core = 0, ring = 0;
};

// Of the last four weeks beside the four before: the core fell by a fifth or more and the ring rose by a fifth or more. Only on
// numbers that can say it: at least 10 in the core before, and at least 10 in the ring since. False with fewer than eight
// weeks. `weeks` in order, the latest last; a week without a count is left out by whoever has none, never given as 0.
bool displaced(std::span<const WeekInZones> weeks);

}  // namespace beatbook::rules
