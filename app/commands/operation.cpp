// operation: what this officer's operation decided, as the tablet holds it.
#include <fmt/format.h>

#include "app/commands/rows.h"
#include "app/forms/entry_lines.h"
#include "schema/json.h"
#include "schema/published.h"

namespace beatbook::app {

namespace {

void print_profile(Context& context, Tablet& tablet, const std::string& name) {
  const auto stored = read_stored(tablet.log(), schema::profile_id(name));
  if (!stored) {
    return fail(context,
                Error{Fault::not_found, fmt::format("This tablet holds no profile of {}. The usual numbers hold.", name)});
  }
  if (context.json()) {
    nlohmann::ordered_json out{{"name", name}};
    out.update(schema::write_json(stored->message()));
    fmt::print("{}\n", out.dump(2));
    return;
  }
  if (context.format == "csv") return print_field_rows(context, *stored);
  fmt::print("{}\n", name);
  for (const auto& line : lines_of(stored->type(), stored->message())) {
    fmt::print("{:{}}{}{}\n", "", 2 + line.depth * 2, line.label, line.heading ? "" : ": " + line.value);
  }
}

}  // namespace

void add_operation_commands(CLI::App& program, Context& context) {
  const auto name = std::make_shared<std::string>();
  auto* command = add_command(program, "operation", "What an operation decided: numbers, beats, areas, partners", context,
                              [&context, name](Tablet& tablet) {
                                const auto& all = tablet.log().facts().operations();
                                const auto open = tablet.notebook().open_shift();
                                if (name->empty() && open) *name = open->operation;
                                if (name->empty() && all.size() == 1) *name = all[0];
                                if (name->empty()) return fail(context, Error{Fault::bad_input, "Name the operation."});
                                print_profile(context, tablet, *name);
                              });
  command->add_option("name", *name, "The open shift's, or your only one, unless given");
  add_format(*command, context);
}

}  // namespace beatbook::app
