#pragma once
// A field that a condition asks for, a record in which it does and one in which it does not.
#include <vector>

#include "records.h"

namespace beatbook::rules {

struct Example {
  const char *condition, *type, *field;
  json holds, does_not;  // patches; `field` stays away in both
  Situation situation = on_patrol();
  bool situation_decides = false;  // `holds` only in `situation`, not on patrol
};

template <class Change>
Situation with(Change change) {
  auto situation = on_patrol();
  change(situation);
  return situation;
}

const json none = json::object();

std::vector<Example> arrest_examples();
std::vector<Example> caution_examples();
std::vector<Example> conduct_examples();
std::vector<Example> partner_examples();

}  // namespace beatbook::rules
