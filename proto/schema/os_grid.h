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

}  // namespace beatbook::schema
