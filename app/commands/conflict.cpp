// conflicts, resolve.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "app/commands/context.h"
#include "app/commands/rows.h"
#include "app/forms/entry_lines.h"
#include "schema/time.h"

namespace beatbook::app {

namespace {

struct Arguments {
  std::string id, field;
  size_t take = 0;
  std::string value;  // a third one
  Reason reason;
};

// Two may have written the same.
std::vector<std::string> authors(Tablet& tablet, const schema::Conflict& conflict, const Value& value) {
  std::vector<std::string> out;
  for (const auto& dot : conflict.authors_of(value)) {
    out.push_back(tablet.log().officer_of(dot.branch.enrolment).value_or("another officer"));
  }
  return out;
}

std::string at(const Value& value) { return schema::iso(schema::london(static_cast<int64_t>(value.stamp.ms))); }

void print_conflict(Context& context, Rows& rows, Tablet& tablet, const RecordId& id, const Stored& stored,
                    const schema::Conflict& conflict) {
  const auto choices = tablet.notebook().choices(id, conflict.field);
  if (!choices) return fail(context, choices.failure());
  const auto before = tablet.notebook().started_from(id, conflict.field);
  nlohmann::ordered_json out{{"id", id.text()}, {"type", stored.type().name}, {"field", conflict.field}};
  if (rows.csv()) {
    for (size_t i = 0; i < choices->size(); ++i) {
      const bool written = i < conflict.values.size() && conflict.tag != 0;
      auto row = out;
      row["take"] = i + 1;
      row["value"] = (*choices)[i];
      row["officers"] = written ? authors(tablet, conflict, conflict.values[i]) : std::vector<std::string>{};
      row["at"] = written ? at(conflict.values[i]) : "";
      rows.add(row);
    }
    return;
  }
  if (context.json()) {
    out["choices"] = *choices;
    if (before) out["before"] = *before;
    for (const auto& value : conflict.values) {
      out["values"].push_back({{"value", schema::value_text(stored.type(), conflict.tag, value)},
                               {"officers", authors(tablet, conflict, value)},
                               {"at", at(value)}});
    }
    return rows.add(out);
  }
  fmt::print("{}  {}  {}\n  {} was written at once:\n", id.text(), title_of(stored), summary_of(stored),
             schema::label(stored.type(), conflict.field));
  for (size_t i = 0; i < choices->size(); ++i) {
    fmt::print("  {}. {}", i + 1, (*choices)[i]);
    if (i < conflict.values.size() && conflict.tag != 0) {
      const auto& value = conflict.values[i];
      fmt::print("   ({}, {})", fmt::join(authors(tablet, conflict, value), " and "),
                 schema::for_people(schema::london(static_cast<int64_t>(value.stamp.ms))));
    }
    fmt::print("\n");
  }
  if (before) fmt::print("  before all of them: {}\n", before->empty() ? "not recorded" : *before);
  fmt::print("  beatbook-cli resolve {} {} --take N\n", id.text(), conflict.field);
}

void conflicts(Context& context, Tablet& tablet) {
  Rows rows(context);
  for (const auto& at : tablet.index().conflicts()) {
    const auto stored = read_stored(tablet.log(), at.id);
    if (!stored) continue;
    for (const auto& conflict : stored->shown.conflicts) print_conflict(context, rows, tablet, at.id, *stored, conflict);
  }
}

// Text as it is; a number, a list or a block as JSON writes it.
nlohmann::json patch_of(Tablet& tablet, const RecordId& id, const Arguments& given) {
  const auto stored = read_stored(tablet.log(), id);
  const auto* field = stored ? schema::find_field(stored->type(), given.field) : nullptr;
  const bool text = !field || (field->cpp_type() == schema::FieldDescriptor::CPPTYPE_STRING && !field->is_repeated());
  const auto json = text ? nlohmann::json(given.value) : nlohmann::json::parse(given.value, nullptr, false);
  return {{given.field, json.is_discarded() ? nlohmann::json(given.value) : json}};
}

void resolve(Context& context, Tablet& tablet, const Arguments& given) {
  const auto id = read_id(given.id);
  if (!id) return fail(context, id.error());
  auto done = given.value.empty()
                  ? tablet.notebook().resolve(*id, given.field, given.take, given.reason)
                  : tablet.notebook().resolve_with(*id, given.field, patch_of(tablet, *id, given), given.reason);
  if (!done) return fail(context, done.failure());
  fmt::print("{}\n", nlohmann::ordered_json{{"id", id->text()}}.dump());
}

}  // namespace

void add_conflict_commands(CLI::App& program, Context& context) {
  const auto given = std::make_shared<Arguments>();
  auto* all = add_command(program, "conflicts", "What two officers wrote at once and a person must settle", context,
                          [&context](Tablet& tablet) { conflicts(context, tablet); });
  add_format(*all, context);
  auto* settle = add_command(program, "resolve", "Settle a conflict", context,
                             [&context, given](Tablet& tablet) { resolve(context, tablet, *given); });
  settle->add_option("id", given->id, "Entry")->required();
  settle->add_option("field", given->field, "Field, as conflicts prints it")->required();
  auto* choice = settle->add_option_group("choice")->require_option(1);
  choice->add_option("--take", given->take, "Number of the choice, from 1");
  choice->add_option("--value", given->value, "A third value, when none of them is right");
  add_reason(*settle, given->reason, false);
}

}  // namespace beatbook::app
