// list, show, history, search.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "app/commands/narrow.h"
#include "app/commands/rows.h"
#include "app/forms/entry_lines.h"
#include "schema/json.h"
#include "schema/time.h"

namespace beatbook::app {

namespace {

struct Arguments {
  std::string id, text, purpose = "safeguarding";
  Narrow narrow;
  size_t limit = 100;
};

constexpr size_t most_hits = 10'000;

std::string when(int64_t ms) { return schema::for_people(schema::london(ms)); }

Purpose purpose_of(const std::string& name) { return name == "enforcement" ? Purpose::enforcement : Purpose::safeguarding; }

nlohmann::ordered_json line_of(const IndexEntry& at, const Entry& entry) {
  return {{"id", at.id.text()},
          {"type", entry.stored.type().name},
          {"at", schema::iso(schema::london(at.at_ms))},
          {"author", at.author},
          {"local_ref", at.local_ref},
          {"operation", at.operation},
          {"status", status_code(entry)},
          {"sync", name(entry.sync)},
          {"conflicts", at.conflicts},
          {"summary", summary_of(entry.stored)}};
}

void print_lines(Context& context, Tablet& tablet, const std::vector<IndexEntry>& entries) {
  Rows rows(context);
  for (const auto& at : entries) {
    const auto entry = read_entry(tablet.log(), at.id, tablet.sources());
    if (context.format != "text") {
      if (entry) rows.add(line_of(at, *entry));
    } else if (entry) {
      fmt::print("{}  {}  {:<34} {:<9} {:<10} {:<10} {}\n", at.id.text(), when(at.at_ms), title_of(entry->stored), at.author,
                 status_code(*entry), name(entry->sync), summary_of(entry->stored));
    } else {
      // Of a newer program: carried and counted, not shown.
      fmt::print("{}  {}  {}\n", at.id.text(), when(at.at_ms), entry.failure().message);
    }
  }
}

// What was cut off is said: the hundredth entry is not the last.
void print_found(Context& context, Tablet& tablet, const std::vector<IndexEntry>& entries, const Arguments& given) {
  print_lines(context, tablet, entries);
  if (entries.size() == given.limit) fmt::print(stderr, "There may be more than these {}: see --limit.\n", given.limit);
}

void list(Context& context, Tablet& tablet, const Arguments& given) {
  auto query = query_of(context, tablet, given.narrow);
  if (!query) return;
  query->purpose = purpose_of(given.purpose);
  query->limit = given.limit;
  print_found(context, tablet, tablet.index().list(*query), given);
}

// Blocks indented.
void print_fields(const Stored& stored, int depth) {
  for (const auto& line : lines_of(stored.type(), stored.message())) {
    const int indent = (depth + line.depth) * 2;
    if (line.heading) {
      fmt::print("{:{}}{}\n", "", indent, line.label);
    } else {
      fmt::print("{:{}}{}: {}\n", "", indent, line.label, line.value);
    }
  }
}

void show(Context& context, Tablet& tablet, const Arguments& given) {
  const auto id = read_id(given.id);
  if (!id) return fail(context, id.error());
  const auto entry = read_entry(tablet.log(), *id, tablet.sources());
  if (!entry) return fail(context, entry.failure());
  if (context.json()) {
    nlohmann::ordered_json out{{"id", id->text()},
                               {"type", entry->stored.type().name},
                               {"status", status_code(*entry)},
                               {"sync", name(entry->sync)},
                               {"needs", entry->needs},
                               {"record", schema::write_json(entry->stored.message())}};
    fmt::print("{}\n", out.dump(2));
    return;
  }
  if (context.format == "csv") return print_field_rows(context, entry->stored);
  fmt::print("{}\n{} · {}\n", title_of(entry->stored), status_code(*entry), name(entry->sync));
  for (const auto& need : entry->needs) fmt::print("! {}\n", need);
  for (const auto& field : entry->not_shown) fmt::print("! Another value is shown than yours: {}\n", field);
  fmt::print("\n");
  print_fields(entry->stored, 0);
  for (const auto& review_id : entry->reviews) {
    const auto review = read_stored(tablet.log(), review_id);
    if (!review) continue;
    fmt::print("\nReview\n");
    print_fields(*review, 1);
  }
}

// "law-england-and-wales-2026 1f0c2a9be4d5c6b7": a pack by its name and what its content hashes to.
std::vector<std::string> made_under(const Version& version) {
  std::vector<std::string> out;
  for (const auto& pack : version.packs) out.push_back(fmt::format("{} {}", pack.name(), hex(pack.hash())));
  return out;
}

nlohmann::ordered_json row_of(const Version& version) {
  return {{"at", schema::iso(schema::london(version.at_ms))},
          {"officer", version.officer},
          {"reason", version.reason},
          {"reason_text", version.reason_text},
          {"made_under", made_under(version)},
          {"handed_in_by", version.handed_in_by},
          {"received", version.received_ms != 0},
          {"quarantined", version.quarantined}};
}

// In a table a line per field that was written, and one for a version whose text is not here.
void print_version(Rows& rows, const Version& version) {
  std::vector<nlohmann::ordered_json> changes;
  for (const auto& change : version.changes) {
    changes.push_back({{"field", change.field}, {"before", change.before}, {"after", change.after}});
  }
  auto row = row_of(version);
  if (!rows.csv()) {
    row["changes"] = changes;
    return rows.add(row);
  }
  if (changes.empty()) changes.push_back({{"field", ""}, {"before", ""}, {"after", ""}});
  for (const auto& change : changes) {
    auto line = row;
    line.update(change);
    rows.add(line);
  }
}

void tell_version(const Version& version, std::vector<std::string>& last_under) {
  const std::string who = version.officer.empty() ? "another officer" : version.officer;
  fmt::print("{}  {}{}{}\n", when(version.at_ms), who, version.reason.empty() ? "" : "  " + version.reason,
             version.received_ms == 0 ? "  (only here)" : "");
  if (!version.reason_text.empty()) fmt::print("    {}\n", version.reason_text);
  if (!version.handed_in_by.empty()) fmt::print("    A copy, handed in by {}: the server had lost it.\n", version.handed_in_by);
  // Where it differs from the version before: most are made under the same.
  if (auto under = made_under(version); under != last_under && !under.empty()) {
    fmt::print("    Made under: {}\n", fmt::join(under, ", "));
    last_under = std::move(under);
  }
  if (!version.readable) fmt::print("    (its text is not kept on this tablet)\n");
  for (const auto& change : version.changes) {
    const bool again = change.before == change.after;
    fmt::print("    {}: {}{}{}\n", change.label, change.before.empty() || again ? "" : change.before + " -> ",
               change.after.empty() ? "(cleared)" : change.after, again ? " (written again)" : "");
  }
}

void history(Context& context, Tablet& tablet, const Arguments& given) {
  const auto id = read_id(given.id);
  if (!id) return fail(context, id.error());
  const auto stored = read_stored(tablet.log(), *id);
  if (!stored) return fail(context, stored.failure());
  Rows rows(context);
  std::vector<std::string> last_under;
  for (const auto& version : app::history(tablet.log(), *stored, tablet.sources().collar_of)) {
    if (context.format == "text") {
      tell_version(version, last_under);
    } else {
      print_version(rows, version);
    }
  }
}

void search(Context& context, Tablet& tablet, const Arguments& given) {
  const auto query = query_of(context, tablet, given.narrow);
  if (!query) return;
  const bool whole =
      given.narrow.type.empty() && given.narrow.from.empty() && given.narrow.to.empty() && given.narrow.operation.empty();
  std::vector<IndexEntry> entries;
  // Narrowed afterwards: what is asked for may stand far down among the hits.
  for (const auto& hit : tablet.index().search(given.text, purpose_of(given.purpose), whole ? given.limit : most_hits)) {
    if (matches(*query, hit.entry) && entries.size() < given.limit) entries.push_back(hit.entry);
  }
  print_found(context, tablet, entries, given);
  if (entries.empty() && context.format == "text") fmt::print(stderr, "Nothing on this tablet matches.\n");
}

void add_purpose(CLI::App& command, const std::shared_ptr<Arguments>& given) {
  command.add_option("--purpose", given->purpose, "Welfare is left out of enforcement (BR-22)")
      ->check(CLI::IsMember({"enforcement", "safeguarding"}))
      ->capture_default_str();
  command.add_option("--limit", given->limit, "At most so many")->check(CLI::Range(1, 1'000'000))->capture_default_str();
}

}  // namespace

void add_read_commands(CLI::App& program, Context& context) {
  const auto given = std::make_shared<Arguments>();
  auto* entries = add_command(program, "list", "What this tablet holds, newest first", context,
                              [&context, given](Tablet& tablet) { list(context, tablet, *given); });
  add_narrow(*entries, given->narrow);
  add_purpose(*entries, given);
  add_format(*entries, context);

  auto* one = add_command(program, "show", "One entry, whole", context,
                          [&context, given](Tablet& tablet) { show(context, tablet, *given); });
  auto* versions = add_command(program, "history", "Every version of an entry", context,
                               [&context, given](Tablet& tablet) { history(context, tablet, *given); });
  for (auto* command : {one, versions}) {
    command->add_option("id", given->id, "Entry")->required();
    add_format(*command, context);
  }

  auto* find = add_command(program, "search", "A name, plate, number or place; may be misspelt", context,
                           [&context, given](Tablet& tablet) { search(context, tablet, *given); });
  find->add_option("text", given->text)->required();
  add_narrow(*find, given->narrow);
  add_purpose(*find, given);
  add_format(*find, context);
}

}  // namespace beatbook::app
