#include "rules/displacement.h"

#include <algorithm>

#include "rules/areas.h"

namespace beatbook::rules {

namespace {

constexpr size_t weeks_compared = 4;
constexpr uint64_t fewest = 10;

// From a point to the nearest of a line between two others.
double to_line(const schema::GridPoint& point, const schema::GridPoint& a, const schema::GridPoint& b) {
  const double east = b.easting_m - a.easting_m, north = b.northing_m - a.northing_m;
  const double length = east * east + north * north;
  const double along =
      length == 0 ? 0 : ((point.easting_m - a.easting_m) * east + (point.northing_m - a.northing_m) * north) / length;
  const double on = std::clamp(along, 0.0, 1.0);
  return schema::distance_m(point, {a.easting_m + on * east, a.northing_m + on * north});
}

}  // namespace

Zone zone_of(const schema::GridPoint& point, std::span<const schema::GridPoint> core, double ring_m) {
  if (core.empty()) return Zone::elsewhere;
  if (inside(point, core)) return Zone::core;
  for (size_t i = 0; i < core.size(); ++i) {
    if (to_line(point, core[i], core[(i + 1) % core.size()]) <= ring_m) return Zone::ring;
  }
  return Zone::elsewhere;
}

bool displaced(std::span<const WeekInZones> weeks) {
  if (weeks.size() < 2 * weeks_compared) return false;
  const auto sum = [](std::span<const WeekInZones> part, uint32_t WeekInZones::*zone) {
    uint64_t all = 0;
    for (const auto& week : part) all += week.*zone;
    return all;
  };
  const auto since = weeks.last(weeks_compared), before = weeks.last(2 * weeks_compared).first(weeks_compared);
  const uint64_t core_before = sum(before, &WeekInZones::core), core_since = sum(since, &WeekInZones::core);
  const uint64_t ring_before = sum(before, &WeekInZones::ring), ring_since = sum(since, &WeekInZones::ring);
  if (core_before < fewest || ring_since < fewest) return false;
  // A fifth, in whole numbers: means of as many weeks compare as their sums do.
  return core_since * 5 <= core_before * 4 && ring_since * 5 >= ring_before * 6;
}

}  // namespace beatbook::rules
