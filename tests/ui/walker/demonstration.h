#pragma once
// Stores to walk over: two officers' tablets and a supervisor's, after an evening that left something on every page.
// "wren" has a shift, a person and a vehicle with history, an entry returned with a remark, a field two officers wrote at once,
// and entries only on it; "desk" has a queue with entries of both officers, one of them corrected after its return.
#include <string>

#include "support/fleet.h"

namespace beatbook::test::walker {

struct Demonstration {
  // Takes some seconds; throws std::runtime_error with the words of the program that failed.
  Demonstration();

  std::filesystem::path store(const std::string& tablet) const { return fleet.directory / tablet; }

  Fleet fleet;
  std::string secret = "three quiet herons";
  std::string person, vehicle, returned, corrected, stop, warning;
};

}  // namespace beatbook::test::walker
