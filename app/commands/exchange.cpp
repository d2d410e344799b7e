// import, export, report.
#include <fmt/format.h>

#include <algorithm>

#include "app/commands/intake.h"
#include "app/commands/narrow.h"
#include "app/reports/daily.h"
#include "app/reports/police_uk_csv.h"
#include "app/reports/record_lines.h"
#include "app/tablet/occasions.h"
#include "beatbook/v1/records/stop_and_search.pb.h"
#include "schema/json.h"
#include "schema/time.h"

namespace beatbook::app {

namespace {

struct Arguments {
  std::string file, format, force, out, report;
  bool everybody = false;
  Narrow narrow;
};

constexpr size_t page = 1000;

// Every entry of a query, oldest first; voided ones only where they are counted as such.
std::vector<Stored> all_of(Tablet& tablet, ListQuery query, bool voided = false) {
  std::vector<Stored> out;
  query.limit = page;
  for (;;) {
    const auto entries = tablet.index().list(query);
    for (const auto& at : entries) {
      if (at.retracted && !voided) continue;
      if (auto stored = read_stored(tablet.log(), at.id)) out.push_back(std::move(*stored));
    }
    if (entries.size() < page) break;
    query.after = Place{entries.back().at_ms, entries.back().id};
  }
  std::reverse(out.begin(), out.end());
  return out;
}

void import_police_uk(Context& context, Tablet& tablet, const Arguments& given, const std::string& text) {
  auto file = read_police_uk_csv(text, given.force);
  if (!file) return fail(context, file.error());
  std::vector<ImportedRecord> records;
  for (auto& row : file->rows) {
    records.push_back(
        {row.id, schema::find_type("stop_and_search"), std::make_unique<v1::StopAndSearch>(std::move(row.search))});
  }
  auto counts = tablet.notebook().import(records, given.narrow.operation);
  if (!counts) return fail(context, counts.failure());
  fmt::print("{} {} added, {} here already, {} left out.\n", counts->added, counts->added == 1 ? "row" : "rows", counts->known,
             file->broken.size());
  for (const auto& [word, rows] : file->unknown_words) {
    fmt::print("kept as it is: {} \"{}\" in {} {}\n", word.first, word.second, rows, rows == 1 ? "row" : "rows");
  }
  for (const auto& row : file->broken) fmt::print(stderr, "line {}: {}\n", row.line, row.reason);
  if (!file->broken.empty()) context.exit_code = 2;
}

void import_ndjson(Context& context, Tablet& tablet, const Arguments& given, const std::string& text) {
  auto file = read_ndjson(text);
  std::vector<ImportedRecord> records;
  for (auto& line : file.lines) records.push_back({line.id, line.type, std::move(line.message)});
  auto counts = tablet.notebook().import(records, given.narrow.operation);
  if (!counts) return fail(context, counts.failure());
  fmt::print("{} added, {} here already, {} left out.\n", counts->added, counts->known, file.broken.size());
  for (const auto& line : file.broken) {
    for (const auto& error : line.errors) {
      fmt::print(stderr, "line {}: {}{}\n", line.line, error.field.empty() ? "" : error.field + ": ", error.message);
    }
  }
  if (!file.broken.empty()) context.exit_code = 2;
}

void import_file(Context& context, Tablet& tablet, const Arguments& given) {
  const auto text = read_input(given.file, longest_police_uk_file);
  if (!text) return fail(context, text.error());
  if (given.format == "police-uk-csv") return import_police_uk(context, tablet, given, *text);
  if (given.format == "ndjson") return import_ndjson(context, tablet, given, *text);
  import_intake(context, tablet, given.format, *text, given.narrow.operation);
}

void export_police_uk(Context& context, Tablet& tablet, const Arguments& given, ListQuery query) {
  query.type = schema::find_type("stop_and_search")->number;
  std::vector<PoliceUkRow> rows;
  for (auto& stored : all_of(tablet, query)) {
    rows.push_back({stored.id, dynamic_cast<const v1::StopAndSearch&>(stored.message()), 0});
  }
  if (auto done = write_output(write_police_uk_csv(rows), given.out); !done) fail(context, done.error());
}

void export_records(Context& context, Tablet& tablet, const Arguments& given) {
  auto query = query_of(context, tablet, given.narrow);
  if (!query) return;
  if (given.format == "police-uk-csv") return export_police_uk(context, tablet, given, *query);
  if (given.format == "csv" && !query->type) {
    return fail(context, Error{Fault::bad_input, "A table holds one kind of record. Name it with --type."});
  }
  const auto records = all_of(tablet, *query);
  std::vector<RecordLine> lines;
  for (const auto& stored : records) lines.push_back({stored.id, &stored.type(), &stored.message()});
  const auto text = given.format == "csv"      ? write_csv_table(lines, *schema::find_type(given.narrow.type))
                    : given.format == "ndjson" ? write_ndjson(lines)
                                               : write_json_list(lines);
  if (auto done = write_output(text, given.out); !done) fail(context, done.error());
}

// Over the day before --to, or today, unless told otherwise.
void print_daily(Context& context, Tablet& tablet, const Arguments& given) {
  auto query = query_of(context, tablet, given.narrow);
  if (!query) return;
  const auto now = static_cast<int64_t>(wall_clock_ms());
  const auto today = schema::operational_day_span(schema::operational_day(now));
  const schema::Span span{query->from_ms.value_or(today.start_ms), query->to_ms.value_or(today.end_ms)};
  // Everything is asked for: the report itself says what lies in the period and what has no time.
  query->from_ms.reset();
  query->to_ms.reset();
  std::vector<schema::Projected> records;
  auto entries = all_of(tablet, *query, true);
  const auto second = second_accounts(tablet.index(), tablet.log(), entries);
  for (auto& stored : entries) {
    if (!second.contains(stored.id)) records.push_back(std::move(stored.shown));
  }
  const auto report = daily_report(records, span, schema::london(now));
  const auto audience = given.everybody ? Audience::everybody : Audience::police;
  const auto text = context.format == "json"  ? daily_json(report, audience)
                    : context.format == "csv" ? daily_csv(report, audience)
                                              : daily_text(report, audience);
  if (auto done = write_output(text, given.out); !done) fail(context, done.error());
}

}  // namespace

void add_exchange_commands(CLI::App& program, Context& context) {
  const auto given = std::make_shared<Arguments>();
  auto* in = add_command(program, "import", "History from elsewhere; importing twice adds nothing", context,
                         [&context, given](Tablet& tablet) { import_file(context, tablet, *given); });
  in->add_option("file", given->file, "- for standard input")->required();
  auto formats = intake_formats();
  formats.insert(formats.begin(), {"police-uk-csv", "ndjson"});
  in->add_option("--format", given->format)->required()->check(CLI::IsMember(formats));
  in->add_option("--force", given->force, "Whose return it is (leicestershire): keeps equal rows of two forces apart");
  in->add_option("--operation", given->narrow.operation);

  auto* out = add_command(program, "export", "What the other systems of a force read", context,
                          [&context, given](Tablet& tablet) { export_records(context, tablet, *given); });
  out->add_option("--format", given->format)->required()->check(CLI::IsMember({"police-uk-csv", "csv", "json", "ndjson"}));
  out->add_option("--out", given->out, "File instead of standard output");

  auto* report = add_command(program, "report", "A report: daily", context,
                             [&context, given](Tablet& tablet) { print_daily(context, tablet, *given); });
  report->add_option("name", given->report)->required()->check(CLI::IsMember({"daily"}));
  report->add_option("--out", given->out, "File instead of standard output");
  report->add_flag("--public", given->everybody, "For everybody: counts under five are hidden");
  add_format(*report, context);
  for (auto* command : {out, report}) {
    add_narrow(*command, given->narrow);
  }
}

}  // namespace beatbook::app
