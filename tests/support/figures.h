#pragma once
// Figures counted from what a tablet shows: the query language of tests/data/operations/NAME/figures.json, so that a seed's
// figure is counted from the records and by nothing that made them.
//
// A query:
//   "of"        record type, or a list of them
//   "where"     path of a field -> what it must be; the path enters blocks and lists, and one value that fits is enough. Either
//   a
//               value, a list of values, or {"from": a, "to": b} (both ends included, as text), {"absent": true}, or
//               {"link": where}: the record whose id it is fits
//   "each"      path of a list of blocks: each is looked at on its own, by "where_each", and is counted
//   "distinct"  path (in the block, where there is "each"): different values are counted, records without it are not
//   "value"     path of a number: the sum of it instead of a count
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace beatbook::test {

struct ShownRecord {
  std::string id, type;
  nlohmann::json record;  // as people read it (schema/json.h)
};

// Voided records are not among `records`. Throws std::runtime_error for a query that it does not understand.
uint64_t count(const nlohmann::json& query, const std::vector<ShownRecord>& records);

}  // namespace beatbook::test
