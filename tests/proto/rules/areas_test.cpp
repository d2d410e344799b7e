#include "rules/areas.h"

#include "records.h"

namespace beatbook::rules {

namespace {

constexpr const char* here = "SK 58900 04100";

// 200 m around `here`, and a larger one around that.
std::vector<schema::GridPoint> square(double half) {
  const auto middle = schema::centre_of(*schema::read_grid_reference(here));
  return {{middle.easting_m - half, middle.northing_m - half},
          {middle.easting_m + half, middle.northing_m - half},
          {middle.easting_m + half, middle.northing_m + half},
          {middle.easting_m - half, middle.northing_m + half}};
}

v1::Location at(const char* grid) {
  v1::Location out;
  if (grid) out.set_os_grid(grid);
  return out;
}

Settings drawn(const std::vector<const char*>& kinds, bool area_rules = false) {
  Settings out;
  out.area_rules = area_rules;
  for (const auto* kind : kinds) out.areas.push_back({kind, kind, square(100)});
  return out;
}

}  // namespace

TEST_CASE("the areas an operation drew say what kind of place it is, where one says so", "[LD-08]") {
  struct Case {
    std::vector<const char*> kinds;
    bool area_rules;
    const char* code;
  };
  const std::vector<Case> cases = {
      {{}, false, ""},
      {{}, true, ""},
      {{"CORE"}, false, ""},
      {{"OTHER"}, true, ""},
      {{"HOTSPOT"}, false, "HOTSPOT"},
      {{"HOTSPOT"}, true, "HOTSPOT"},
      {{"RESIDENTIAL"}, false, "RES"},
      {{"RESIDENTIAL"}, true, "OUT_RES"},
      {{"DESIGNATED"}, true, "MA_IN"},
      {{"DESIGNATED"}, false, ""},  // its rules do not apply
      {{"HOTSPOT", "RESIDENTIAL"}, false, "HOTSPOT"},
      {{"HOTSPOT", "RESIDENTIAL"}, true, "OUT_RES"},
      {{"HOTSPOT", "RESIDENTIAL", "DESIGNATED"}, true, "MA_IN"},
  };
  for (const auto& one : cases) {
    CAPTURE(one.kinds, one.area_rules);
    CHECK(class_as_drawn(at(here), drawn(one.kinds, one.area_rules)) == one.code);
    CHECK(class_as_drawn(at("SK 59900 04100"), drawn(one.kinds, one.area_rules)).empty());  // a kilometre away
    CHECK(class_as_drawn(at(nullptr), drawn(one.kinds, one.area_rules)).empty());           // nobody knows where
  }
  // A measured place says it too.
  const auto measured = schema::wgs84_of(schema::centre_of(*schema::read_grid_reference(here)));
  v1::Location location;
  location.set_latitude_e6(measured.latitude_e6);
  location.set_longitude_e6(measured.longitude_e6);
  CHECK(class_as_drawn(location, drawn({"RESIDENTIAL"})) == "RES");
}

TEST_CASE("who says it is another kind of place than the map does says why", "[LD-08]") {
  auto situation = on_patrol();
  situation.settings = drawn({"RESIDENTIAL"});
  const auto with = [&](json location) {
    return errors_of("sighting", {{"envelope", {{"location", std::move(location)}}}}, situation);
  };
  CHECK(with({{"os_grid", here}, {"location_class", "RES"}}).empty());
  CHECK(with({{"os_grid", here}, {"location_class", "NONRES"}}).size() == 1);
  CHECK(with({{"os_grid", here}, {"location_class", "NONRES"}, {"location_class_reason", "The houses were pulled down."}})
            .empty());
  CHECK(with({{"os_grid", "SK 59900 04100"}, {"location_class", "NONRES"}}).empty());
}

TEST_CASE("an area is found by its name", "[FA-04]") {
  const auto settings = drawn({"HOTSPOT"});
  REQUIRE(area_named(settings, "HOTSPOT"));
  CHECK(area_named(settings, "HOTSPOT")->corners.size() == 4);
  CHECK_FALSE(area_named(settings, "Tanner Row"));
}

}  // namespace beatbook::rules
