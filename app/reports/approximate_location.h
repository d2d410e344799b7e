#pragma once
// Where something happened, as coarse as others than the police may know it (PR-24).
#include <cstdint>

namespace beatbook::app {

// WGS 84, millionths of a degree.
struct Point {
  int32_t latitude_e6 = 0, longitude_e6 = 0;
  bool operator==(const Point&) const = default;
};

// The middle of the 250 m cell `exact` lies in. Every point of a cell gives the same middle, and the middle itself again, so
// nobody reads from it where in the cell it was. Cells follow the parallels: 0.00225 degrees high, and as wide as 250 m are
// there.
Point approximate(Point exact);

}  // namespace beatbook::app
