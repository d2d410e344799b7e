#include "rules/displacement.h"

#include <algorithm>

#include "records.h"

namespace beatbook::rules {

namespace {

// Four weeks of these means, and four of those.
bool moved(uint32_t core_before, uint32_t core_since, uint32_t ring_before, uint32_t ring_since) {
  std::vector<WeekInZones> weeks(4, {core_before, ring_before});
  weeks.resize(8, {core_since, ring_since});
  return displaced(weeks);
}

}  // namespace

TEST_CASE("a fifth less in the core and a fifth more around it is said, on numbers that can say it", "[BR-32][BX-05][SN-12]") {
  CHECK(moved(10, 8, 5, 6));
  CHECK(moved(10, 0, 0, 3));
  CHECK_FALSE(moved(10, 9, 5, 6));
  CHECK_FALSE(moved(10, 8, 10, 11));
  CHECK_FALSE(moved(10, 12, 5, 10));
  CHECK_FALSE(moved(10, 8, 6, 5));
  // 8 in four weeks are too few to fall, and so are 8 to have risen.
  CHECK_FALSE(moved(2, 0, 5, 10));
  CHECK_FALSE(moved(10, 5, 0, 2));
}

TEST_CASE("displacement is told of eight whole weeks, the latest last", "[BR-32]") {
  std::vector<WeekInZones> weeks(7, {10, 5});
  CHECK_FALSE(displaced(weeks));
  // A ninth week back counts no more.
  weeks = {{99, 0}, {10, 5}, {10, 5}, {10, 5}, {10, 5}, {8, 6}, {8, 6}, {8, 6}, {8, 6}};
  CHECK(displaced(weeks));
  std::reverse(weeks.begin(), weeks.end());
  CHECK_FALSE(displaced(weeks));
  CHECK_FALSE(displaced({}));
}

TEST_CASE("the ring reaches 400 m around the core's line, and the core is no part of it", "[BR-32]") {
  const std::vector<schema::GridPoint> core = {{430'000, 433'000}, {431'000, 433'000}, {431'000, 434'000}, {430'000, 434'000}};
  const auto zone = [&](double east, double north) { return zone_of({430'000 + east, 433'000 + north}, core); };
  CHECK(zone(500, 500) == Zone::core);
  CHECK(zone(1, 1) == Zone::core);
  CHECK(zone(1'400, 500) == Zone::ring);
  CHECK(zone(1'401, 500) == Zone::elsewhere);
  CHECK(zone(500, -399) == Zone::ring);
  // Around a corner it is a circle.
  CHECK(zone(1'282, 1'282) == Zone::ring);
  CHECK(zone(1'284, 1'284) == Zone::elsewhere);
  CHECK(zone_of({430'000, 432'500}, core, 600) == Zone::ring);
  CHECK(zone_of({430'500, 433'500}, {}) == Zone::elsewhere);
}

}  // namespace beatbook::rules
