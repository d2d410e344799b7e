#pragma once
// Which earlier records of its person a rule asks for, beside those of its encounter and those it names.
#include <string_view>
#include <vector>

#include "schema/catalogue.h"

namespace beatbook::rules {

// Names of record types. A welfare contact looks back to welfare contacts alone, and nothing else looks back to one (BR-22).
std::vector<std::string_view> looks_back_to(const schema::RecordType& type);

}  // namespace beatbook::rules
