#include "schema/os_grid.h"

#include <catch2/catch.hpp>
#include <cmath>

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

namespace {

// Points the Ordnance Survey publishes to check OSTN15 with: ETRS89 in degrees (a metre from WGS 84), National Grid in metres.
struct Station {
  const char* where;
  double latitude, longitude, easting_m, northing_m;
};
const Station stations[] = {
    {"St Mary's", 49.92226393730, -6.29977752014, 91492.146, 11318.804},
    {"Lizard", 49.96006137820, -5.20304609998, 170370.718, 11572.405},
    {"Plymouth", 50.43885825610, -4.10864563561, 250359.811, 62016.569},
    {"Isle of Wight", 50.57563665000, -1.29782277240, 449816.371, 75335.861},
    {"Southampton", 50.93127937910, -1.45051433700, 438710.920, 114792.250},
    {"Cardiff", 51.40078220140, -3.55128349240, 292184.870, 168003.465},
    {"North Foreland", 51.37447025550, 1.44454730409, 639821.835, 169565.858},
    {"Bristol", 51.42754743020, -2.54407618349, 362269.991, 169978.690},
    {"London", 51.48936564950, -0.11992557180, 530624.974, 178388.464},
    {"Colchester", 51.89436637350, 0.89724327012, 599445.590, 225722.826},
    {"Northampton", 52.25160951230, -0.91248956970, 474335.969, 262047.755},
    {"King's Lynn", 52.75136687170, 0.40153547065, 562180.547, 319784.995},
    {"Nottingham", 52.96219109410, -1.19747655922, 454002.834, 340834.943},
    {"Liverpool", 53.34480280190, -2.64049320810, 357455.843, 383290.436},
};

beatbook::schema::Wgs84 wgs84(const Station& at) {
  return {static_cast<int32_t>(std::lround(at.latitude * 1e6)), static_cast<int32_t>(std::lround(at.longitude * 1e6))};
}

}  // namespace

TEST_CASE("latitude and longitude become a grid reference within 5 m, and back") {
  using namespace beatbook::schema;
  for (const auto& at : stations) {
    const GridPoint there{at.easting_m, at.northing_m};
    const double off = distance_m(grid_of(wgs84(at)), there);
    CAPTURE(at.where, off);
    CHECK(off < 5);
    // Back by the grid: a millionth of a degree is at most 11 cm, so metres are compared.
    CHECK(distance_m(grid_of(wgs84_of(there)), there) < 0.2);
  }
}

TEST_CASE("a place goes to the grid and back to itself, anywhere in Britain") {
  using namespace beatbook::schema;
  for (int latitude = 50; latitude <= 60; ++latitude) {
    for (int longitude = -7; longitude <= 1; ++longitude) {
      const Wgs84 place{latitude * 1'000'000 + 123'456, longitude * 1'000'000 + 654'321};
      const auto again = wgs84_of(grid_of(place));
      CAPTURE(latitude, longitude);
      CHECK(std::abs(again.latitude_e6 - place.latitude_e6) <= 1);
      CHECK(std::abs(again.longitude_e6 - place.longitude_e6) <= 1);
    }
  }
}

TEST_CASE("a point is named by the reference that leads to it") {
  using namespace beatbook::schema;
  for (const char* written : {"TG 51409 13177", "SU 38714 14800", "TQ 33600 80500", "NN 16650 71280", "SV 00000 00000"}) {
    const auto reference = read_grid_reference(written);
    REQUIRE(reference);
    CAPTURE(written);
    const GridPoint corner{static_cast<double>(reference->easting_m), static_cast<double>(reference->northing_m)};
    CHECK(grid_reference_of(corner, 10) == written);
  }
  CHECK(grid_reference_of({651409.9, 313177.3}) == "TG 514 131");
  CHECK(grid_reference_of(centre_of(*read_grid_reference("SK 589 041"))) == "SK 589 041");
  CHECK_FALSE(grid_reference_of({-1, 5}));
  CHECK_FALSE(grid_reference_of({700'000, 5}));
  CHECK_FALSE(grid_reference_of({5'000, 1'290'000}));
}
