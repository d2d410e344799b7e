#include "app/commands/intake.h"

#include <fmt/format.h>

#include <array>
#include <utility>

#include "app/reports/record_csv.h"

namespace beatbook::app {

namespace {

struct Intake {
  const char* format;
  const char* type;
};

constexpr std::array<Intake, 4> intakes{{{"calls-csv", "phone_call"},
                                         {"partner-figures-csv", "partner_figures"},
                                         {"litter-csv", "environmental_find"},
                                         {"audit-csv", "environmental_audit_item"}}};

constexpr size_t faults_shown = 100;  // a file of the wrong kind is wrong everywhere

const schema::RecordType& type_of(const std::string& format) {
  for (const auto& intake : intakes) {
    if (intake.format == format) return *schema::find_type(intake.type);
  }
  throw std::logic_error("no table is called " + format);
}

void print_faults(Context& context, const std::vector<CsvFault>& faults) {
  for (size_t i = 0; i < faults.size() && i < faults_shown; ++i) {
    const auto& [line, column, reason] = faults[i];
    fmt::print(stderr, "line {}{}{}: {}\n", line, column.empty() ? "" : ", ", column, reason);
  }
  if (faults.size() > faults_shown) fmt::print(stderr, "... and {} more.\n", faults.size() - faults_shown);
  fmt::print(stderr, "Nothing was imported. Mend {} and import the file again.\n", faults.size() == 1 ? "this" : "these");
  context.exit_code = 2;
}

}  // namespace

std::vector<std::string> intake_formats() {
  std::vector<std::string> out;
  for (const auto& intake : intakes) out.emplace_back(intake.format);
  return out;
}

void import_intake(Context& context, Tablet& tablet, const std::string& format, const std::string& text,
                   const std::string& operation) {
  const auto& type = type_of(format);
  auto file = read_record_csv(text, type, tablet.notebook().situation(type, operation));
  if (!file) return fail(context, file.error());
  if (!file->faults.empty()) return print_faults(context, file->faults);
  std::vector<ImportedRecord> records;
  for (auto& row : file->records) records.push_back({row.id, &type, std::move(row.message)});
  const auto counts = tablet.notebook().import(records, operation);
  if (!counts) return fail(context, counts.failure());
  fmt::print("{} {} added, {} here already.\n", counts->added, counts->added == 1 ? "row" : "rows", counts->known);
}

}  // namespace beatbook::app
