#pragma once
// Ordnance Survey National Grid references (CL-27).
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace beatbook::schema {

struct GridReference {
  std::string normal;  // "SK 589 041"
  int64_t easting_m;   // south-west corner of the square the reference names, from the grid's false origin
  int64_t northing_m;
  int64_t size_m;  // side of that square: 100 for six figures
};

// Reads two letters of the 56 squares on land and 2, 4, 6, 8 or 10 figures, in any spacing and case. Nothing otherwise.
std::optional<GridReference> read_grid_reference(std::string_view text);

// A point of the National Grid, in metres from its false origin.
struct GridPoint {
  double easting_m = 0, northing_m = 0;
};
double distance_m(const GridPoint& a, const GridPoint& b);
// The middle of the square that a reference names.
GridPoint centre_of(const GridReference& reference);

// WGS 84 in millionths of a degree, as a Location holds it.
struct Wgs84 {
  int32_t latitude_e6 = 0, longitude_e6 = 0;
};

// Both ways offline, by one seven-parameter Helmert transformation for all of Britain: better than 5 m on land, not the
// centimetres of the Ordnance Survey's OSTN15 tables. A street, never a boundary, is told by it.
GridPoint grid_of(const Wgs84& place);
Wgs84 wgs84_of(const GridPoint& point);
// The reference of the square the point lies in, of 2, 4, 6, 8 or 10 figures; nothing outside of the 56 squares.
std::optional<std::string> grid_reference_of(const GridPoint& point, int figures = 6);

}  // namespace beatbook::schema
