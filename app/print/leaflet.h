#pragma once
// Who can help, on one A5 page (FA-20). Marked by nothing, like a letter.
#include <filesystem>

#include "kernel/result.h"
#include "rules/leaflet.h"

namespace beatbook::app {

// Fails as print_letter() does; Fault::bad_input when the services do not fit the page.
Result<void> print_leaflet(const rules::LeafletText& leaflet, const std::filesystem::path& file);

}  // namespace beatbook::app
