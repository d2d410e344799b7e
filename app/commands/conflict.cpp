// conflicts, resolve.
#include <fmt/format.h>

#include "app/commands/context.h"
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

std::string who(Tablet& tablet, const Dot& dot) {
  return tablet.log().officer_of(dot.branch.enrolment).value_or("another officer");
}

void print_conflict(Context& context, Tablet& tablet, const RecordId& id, const Stored& stored,
                    const schema::Conflict& conflict) {
  const auto choices = tablet.notebook().choices(id, conflict.field);
  if (!choices) return fail(context, choices.failure());
  const auto before = tablet.notebook().started_from(id, conflict.field);
  if (context.json()) {
    nlohmann::ordered_json out{
        {"id", id.text()}, {"type", stored.type().name}, {"field", conflict.field}, {"choices", *choices}};
    if (before) out["before"] = *before;
    for (const auto& value : conflict.values) {
      out["values"].push_back({{"value", schema::value_text(stored.type(), conflict.tag, value)},
                               {"officer", who(tablet, value.dot)},
                               {"at", schema::iso(schema::london(static_cast<int64_t>(value.stamp.ms)))}});
    }
    fmt::print("{}\n", out.dump());
    return;
  }
  fmt::print("{}  {}  {}\n  {} was written at once:\n", id.text(), title_of(stored), summary_of(stored),
             schema::label(stored.type(), conflict.field));
  for (size_t i = 0; i < choices->size(); ++i) {
    fmt::print("  {}. {}", i + 1, (*choices)[i]);
    if (i < conflict.values.size() && conflict.tag != 0) {
      const auto& value = conflict.values[i];
      fmt::print("   ({}, {})", who(tablet, value.dot),
                 schema::for_people(schema::london(static_cast<int64_t>(value.stamp.ms))));
    }
    fmt::print("\n");
  }
  if (before) fmt::print("  before all of them: {}\n", before->empty() ? "not recorded" : *before);
  fmt::print("  beatbook-cli resolve {} {} --take N\n", id.text(), conflict.field);
}

void conflicts(Context& context, Tablet& tablet) {
  for (const auto& at : tablet.index().conflicts()) {
    const auto stored = read_stored(tablet.log(), at.id);
    if (!stored) continue;
    for (const auto& conflict : stored->shown.conflicts) print_conflict(context, tablet, at.id, *stored, conflict);
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
