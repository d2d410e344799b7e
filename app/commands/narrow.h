#pragma once
// --type, --from, --to, --weekend, --operation and --area, as list, search, export and report narrow what they tell.
#include <optional>
#include <string>

#include "app/commands/context.h"

namespace beatbook::app {

struct Narrow {
  std::string type, from, to, weekend, operation, area;
};

void add_narrow(CLI::App& command, Narrow& narrow);

// Nothing after fail(): a time that does not read, an end before its start, a kind of record or an operation there is not.
std::optional<ListQuery> query_of(Context& context, Tablet& tablet, const Narrow& narrow);
// The entry is among what the query asks for.
bool matches(const ListQuery& query, const IndexEntry& entry);

}  // namespace beatbook::app
