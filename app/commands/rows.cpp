#include "app/commands/rows.h"

#include <fmt/format.h>

#include <utility>

#include "app/forms/entry_lines.h"
#include "app/reports/csv.h"

namespace beatbook::app {

namespace {

std::string cell_of(const nlohmann::ordered_json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (!value.is_array()) return value.dump();
  std::string out;
  for (const auto& item : value) out += (out.empty() ? "" : "; ") + cell_of(item);
  return out;
}

}  // namespace

void Rows::add(const nlohmann::ordered_json& row) {
  if (format_ == "json") fmt::print("{}\n", row.dump());
  if (!csv()) return;
  std::vector<std::string> names, cells;
  for (const auto& [name, value] : row.items()) {
    names.push_back(name);
    cells.push_back(cell_of(value));
  }
  std::string lines;
  if (!std::exchange(headed_, true)) write_csv_line(lines, names);
  write_csv_line(lines, cells);
  fmt::print("{}", lines);
}

void print_field_rows(const Context& context, const Stored& stored) {
  Rows rows(context);
  for (const auto& line : lines_of(stored.type(), stored.message())) {
    if (!line.heading) rows.add({{"field", line.path}, {"label", line.label}, {"value", line.value}});
  }
}

}  // namespace beatbook::app
