#pragma once
// A period as people give it: a day, or a moment, by London's clock.
#include <cstdint>
#include <string>

#include "kernel/result.h"

namespace beatbook::app {

// The instant a period starts: the start of the day when no time is given. Fault::bad_input.
Result<int64_t> read_from(const std::string& text);
// The instant it ends before: the end of the day when no time is given.
Result<int64_t> read_to(const std::string& text);

}  // namespace beatbook::app
