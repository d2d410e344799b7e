#pragma once
// Entries like an evening's: stop checks of twenty fields, invented, the same for every run of one seed.
#include <string>
#include <vector>

#include "kernel/change_set.h"

namespace beatbook::bench {

struct Entry {
  RecordId id;
  Bytes partial;  // the whole record message: what the floor stores
  Change change;  // the same as a CREATE of its class
};

std::vector<Entry> entries(size_t count, uint32_t seed);

inline constexpr const char* operation = "lapwing";

}  // namespace beatbook::bench
