#include "app/reports/approximate_location.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace beatbook::app {

namespace {

constexpr int64_t cell_height_e6 = 2250;  // 250 m of latitude
constexpr double farthest = 85;           // degrees; nearer to a pole a cell would be all around it

int64_t middle(int64_t value, int64_t size) {
  const int64_t cell = value / size - (value % size < 0 ? 1 : 0);
  return cell * size + size / 2;
}

}  // namespace

Point approximate(Point exact) {
  const int64_t latitude = std::clamp<int64_t>(middle(exact.latitude_e6, cell_height_e6), -90'000'000, 90'000'000);
  const double degrees = std::min(std::abs(static_cast<double>(latitude)) / 1e6, farthest);
  const auto width = static_cast<int64_t>(std::lround(cell_height_e6 / std::cos(degrees * std::numbers::pi / 180)));
  const int64_t longitude = std::clamp<int64_t>(middle(exact.longitude_e6, width), -180'000'000, 180'000'000);
  return {static_cast<int32_t>(latitude), static_cast<int32_t>(longitude)};
}

}  // namespace beatbook::app
