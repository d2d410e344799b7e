#include "rules/areas.h"

#include <algorithm>
#include <array>

#include "schema/os_grid.h"

namespace beatbook::rules {

bool inside(const schema::GridPoint& point, std::span<const schema::GridPoint> corners) {
  bool in = false;
  for (size_t i = 0, before = corners.size() - 1; i < corners.size(); before = i++) {
    const auto &a = corners[i], &b = corners[before];
    if ((a.northing_m > point.northing_m) == (b.northing_m > point.northing_m)) continue;
    const double share = (point.northing_m - a.northing_m) / (b.northing_m - a.northing_m);
    if (point.easting_m < a.easting_m + share * (b.easting_m - a.easting_m)) in = !in;
  }
  return in;
}

std::vector<schema::GridPoint> points_of(const google::protobuf::RepeatedPtrField<std::string>& references) {
  std::vector<schema::GridPoint> out;
  for (const auto& text : references) {
    if (const auto reference = schema::read_grid_reference(text)) out.push_back(schema::centre_of(*reference));
  }
  return out;
}

std::optional<schema::GridPoint> point_of(const v1::Location& location) {
  if (location.has_os_grid()) {
    if (const auto reference = schema::read_grid_reference(location.os_grid())) return schema::centre_of(*reference);
  }
  if (!location.has_latitude_e6() || !location.has_longitude_e6()) return std::nullopt;
  return schema::grid_of({location.latitude_e6(), location.longitude_e6()});
}

const Area* area_named(const Settings& settings, std::string_view name) {
  const auto found =
      std::find_if(settings.areas.begin(), settings.areas.end(), [&](const Area& area) { return area.name == name; });
  return found == settings.areas.end() ? nullptr : &*found;
}

std::string class_as_drawn(const v1::Location& location, const Settings& settings) {
  struct Reading {
    const char *kind, *code;
  };
  static constexpr std::array by_rules{Reading{"DESIGNATED", "MA_IN"}, Reading{"RESIDENTIAL", "OUT_RES"},
                                       Reading{"HOTSPOT", "HOTSPOT"}};
  static constexpr std::array without{Reading{"HOTSPOT", "HOTSPOT"}, Reading{"RESIDENTIAL", "RES"}};
  const auto point = settings.areas.empty() ? std::nullopt : point_of(location);
  if (!point) return {};
  const auto lies_in = [&](std::string_view kind) {
    return std::any_of(settings.areas.begin(), settings.areas.end(),
                       [&](const Area& area) { return area.kind == kind && inside(*point, area.corners); });
  };
  for (const auto& reading : settings.area_rules ? std::span<const Reading>(by_rules) : std::span<const Reading>(without)) {
    if (lies_in(reading.kind)) return reading.code;
  }
  return {};
}

}  // namespace beatbook::rules
