#include "schema/os_grid.h"

#include <catch2/catch.hpp>

using beatbook::schema::read_grid_reference;

TEST_CASE("grid references of CL-27 convert to easting and northing") {
  struct Example {
    std::string_view typed;
    int64_t easting_m, northing_m, size_m;
  };
  const Example examples[] = {
      {"TG 51409 13177", 651409, 313177, 1}, {"SU387148", 438700, 114800, 100},
      {"TQ336805", 533600, 180500, 100},     {"SV 00", 0, 0, 10'000},
      {"HP 61 10", 461000, 1210000, 1'000},  {"OV 0000", 500000, 500000, 1'000},
      {"nn 1665 7128", 216650, 771280, 10},
  };
  for (const auto& example : examples) {
    CAPTURE(example.typed);
    const auto read = read_grid_reference(example.typed);
    REQUIRE(read);
    CHECK(read->easting_m == example.easting_m);
    CHECK(read->northing_m == example.northing_m);
    CHECK(read->size_m == example.size_m);
  }
}

TEST_CASE("exactly the 56 squares on land are taken") {
  int taken = 0;
  for (char first = 'A'; first <= 'Z'; ++first) {
    for (char second = 'A'; second <= 'Z'; ++second)
      taken += read_grid_reference(std::string{first, second} + "11").has_value();
  }
  CHECK(taken == 56);
}
