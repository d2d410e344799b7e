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

inline constexpr uint64_t first_ms = 1'795'000'000'000;
inline constexpr uint64_t apart_ms = 7'919;
// The first at `from_ms`, each the same time behind the one before.
std::vector<Entry> entries(size_t count, uint32_t seed, uint64_t from_ms = first_ms);

inline constexpr const char* operation = "lapwing";

}  // namespace beatbook::bench
