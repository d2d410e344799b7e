#include "app/commands/narrow.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "rules/areas.h"
#include "rules/periods.h"
#include "schema/time.h"

namespace beatbook::app {

void add_narrow(CLI::App& command, Narrow& narrow) {
  command.add_option("--type", narrow.type, "Kind of record");
  command.add_option("--from", narrow.from, "dd/mm/yyyy [HH:MM]");
  command.add_option("--to", narrow.to, "dd/mm/yyyy [HH:MM]");
  command.add_option("--weekend", narrow.weekend,
                     "dd/mm/yyyy: Friday 18:00 to Monday 06:00 around that day, or the next; --from and --to go before it");
  command.add_option("--operation", narrow.operation, "One of yours");
  command.add_option("--area", narrow.area, "Inside an area of the operation's map: its name");
}

std::optional<ListQuery> query_of(Context& context, Tablet& tablet, const Narrow& narrow) {
  const auto wrong = [&](std::string what) {
    fail(context, Error{Fault::bad_input, std::move(what)});
    return std::nullopt;
  };
  ListQuery query;
  query.purpose = Purpose::safeguarding;
  query.operation = narrow.operation;
  const auto& mine = tablet.log().facts().operations();
  if (!narrow.operation.empty() && std::find(mine.begin(), mine.end(), narrow.operation) == mine.end()) {
    return wrong(fmt::format("You do not work for {}. You work for {}.", narrow.operation, fmt::join(mine, ", ")));
  }
  if (!narrow.type.empty()) {
    const auto* type = schema::find_type(narrow.type);
    if (!type) return wrong("There is no kind of record called " + narrow.type + ".");
    query.type = type->number;
  }
  if (!narrow.weekend.empty()) {
    const auto day = schema::read_date(narrow.weekend);
    if (!day) return wrong("That is no day. Give --weekend as dd/mm/yyyy.");
    const auto span = rules::weekend(*day);
    query.from_ms = span.start_ms;
    query.to_ms = span.end_ms;
  }
  if (!narrow.from.empty()) {
    const auto from = read_from(narrow.from);
    if (!from) return fail(context, from.error()), std::nullopt;
    query.from_ms = *from;
  }
  if (!narrow.to.empty()) {
    const auto to = read_to(narrow.to);
    if (!to) return fail(context, to.error()), std::nullopt;
    query.to_ms = *to;
  }
  if (!narrow.area.empty()) {
    const auto settings = tablet.settings_of(narrow.operation);
    const auto* area = rules::area_named(settings, narrow.area);
    std::vector<std::string> names;
    for (const auto& one : settings.areas) names.push_back(one.name);
    if (!area && names.empty()) return wrong("The operation drew no areas. Leave --area out, or name one with --operation.");
    if (!area) return wrong(fmt::format("There is no area {}. The operation has {}.", narrow.area, fmt::join(names, ", ")));
    query.area = area->corners;
  }
  if (query.from_ms && query.to_ms && *query.from_ms >= *query.to_ms) {
    return wrong("The period ends before it starts. Give --from before --to.");
  }
  return query;
}

bool matches(const ListQuery& query, const IndexEntry& entry) {
  return (!query.type || entry.type == *query.type) && (query.operation.empty() || entry.operation == query.operation) &&
         (query.area.empty() || (entry.point && rules::inside(*entry.point, query.area))) &&
         (!query.from_ms || entry.at_ms >= *query.from_ms) && (!query.to_ms || entry.at_ms < *query.to_ms);
}

}  // namespace beatbook::app
