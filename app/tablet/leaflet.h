#pragma once
// The leaflet of an operation, as this tablet holds its profile (FA-20).
#include "app/forms/failure.h"
#include "app/tablet/tablet.h"
#include "rules/leaflet.h"

namespace beatbook::app {

// Telephones as people read them. Fault::not_found when the tablet holds no profile of it, or that names no such service.
Outcome<rules::LeafletText> leaflet_of(Tablet& tablet, const std::string& operation);
// A line each: what the command line shows.
std::string in_lines(const rules::LeafletText& leaflet);

}  // namespace beatbook::app
