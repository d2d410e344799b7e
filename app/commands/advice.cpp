// advice: what records say only together, for a person to look at.
#include "app/tablet/advice.h"

#include <fmt/format.h>

#include "app/commands/rows.h"

namespace beatbook::app {

namespace {

void print(Context& context, Tablet& tablet, const std::string& from) {
  const auto now = static_cast<int64_t>(wall_clock_ms());
  int64_t from_ms = now - advice_reaches_back_ms;
  if (!from.empty()) {
    const auto read = read_from(from);
    if (!read) return fail(context, read.error());
    from_ms = *read;
  }
  Rows rows(context);
  const auto found = advice(tablet, from_ms, now);
  for (const auto& one : found) {
    std::vector<std::string> records;
    for (const auto& id : one.records) records.push_back(id.text());
    rows.add({{"rule", one.rule}, {"kind", one.kind}, {"text", one.text}, {"records", records}});
    if (context.format == "text") fmt::print("{}  {}\n", one.text, records.back());
  }
  if (found.empty() && context.format == "text") fmt::print("Nothing to look at.\n");
}

}  // namespace

void add_advice_commands(CLI::App& program, Context& context) {
  const auto from = std::make_shared<std::string>();
  auto* command = add_command(program, "advice",
                              "What records say only together (children, ladders, what is due, repeats), for a person to look "
                              "at; does nothing about it",
                              context, [&context, from](Tablet& tablet) { print(context, tablet, *from); });
  command->add_option("--from", *from, "dd/mm/yyyy [HH:MM]; a week ago unless told");
  add_format(*command, context);
}

}  // namespace beatbook::app
