#pragma once
// Where an entry happened on the map that an operation draws: its areas and the corners of its beats (FA-04, LD-08).
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "beatbook/v1/records/common.pb.h"
#include "rules/situation.h"

namespace beatbook::rules {

// The point lies inside of the closed line through these corners.
bool inside(const schema::GridPoint& point, std::span<const schema::GridPoint> corners);
// Corners written as grid references, in order; one that cannot be read is left out.
std::vector<schema::GridPoint> points_of(const google::protobuf::RepeatedPtrField<std::string>& references);
// From the grid reference or the measured place; nothing if it has neither.
std::optional<schema::GridPoint> point_of(const v1::Location& location);

// The area of that name; null if the operation drew none.
const Area* area_named(const Settings& settings, std::string_view name);
// The code of location_class (CL-14) that the areas give a place. Empty where no area says anything of it: nobody drew what is
// not residential. In a designated area that counts; else where residents live when rules of an area apply, for those rules
// are about them, and a hotspot when none do.
std::string class_as_drawn(const v1::Location& location, const Settings& settings);

}  // namespace beatbook::rules
