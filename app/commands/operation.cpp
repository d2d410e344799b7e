// operation: what this officer's operation decided, as the tablet holds it. leaflet: whom it tells people of.
#include <fmt/format.h>

#include "app/commands/rows.h"
#include "app/forms/entry_lines.h"
#include "app/print/leaflet.h"
#include "app/tablet/leaflet.h"
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

// The open shift's, or the officer's only one, unless it is named; empty after fail().
std::string chosen_operation(Context& context, Tablet& tablet, const std::string& named) {
  const auto& all = tablet.log().facts().operations();
  const auto open = tablet.notebook().open_shift();
  if (!named.empty()) return named;
  if (open) return open->operation;
  if (all.size() == 1) return all[0];
  fail(context, Error{Fault::bad_input, "Name the operation."});
  return {};
}

void print_leaflet_of(Context& context, Tablet& tablet, const std::string& operation, const std::string& out) {
  const auto leaflet = leaflet_of(tablet, operation);
  if (!leaflet) return fail(context, leaflet.failure());
  if (out.empty()) return fmt::print("{}", in_lines(*leaflet));
  if (const auto written = print_leaflet(*leaflet, out); !written) return fail(context, written.error());
  fmt::print("{}\n", out);
}

}  // namespace

void add_operation_commands(CLI::App& program, Context& context) {
  const auto name = std::make_shared<std::string>();
  const auto out = std::make_shared<std::string>();
  const auto of_operation = [&context, name](auto print) {
    return [&context, name, print](Tablet& tablet) {
      if (const auto chosen = chosen_operation(context, tablet, *name); !chosen.empty()) print(tablet, chosen);
    };
  };
  auto* command = add_command(
      program, "operation", "What an operation decided: numbers, beats, areas, partners", context,
      of_operation([&context](Tablet& tablet, const std::string& operation) { print_profile(context, tablet, operation); }));
  add_format(*command, context);
  auto* leaflet = add_command(program, "leaflet", "Who can help: the services of an operation, as text or as a PDF to print",
                              context, of_operation([&context, out](Tablet& tablet, const std::string& operation) {
                                print_leaflet_of(context, tablet, operation, *out);
                              }));
  leaflet->add_option("--out", *out, "PDF file");
  for (auto* one : {command, leaflet}) one->add_option("name", *name, "The open shift's, or your only one, unless given");
}

}  // namespace beatbook::app
