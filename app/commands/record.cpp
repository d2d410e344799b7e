// record, amend, void, restore.
#include <fmt/format.h>

#include "app/commands/notices.h"
#include "schema/json.h"

namespace beatbook::app {

namespace {

struct Arguments {
  std::string type, file = "-", id, operation;
  Reason reason;
};

constexpr size_t longest_input = 16 * 1024 * 1024;

bool store_one(Context& context, Tablet& tablet, const Arguments& given, const nlohmann::json& json) {
  auto ids = tablet.notebook().record(given.type, json, given.operation);
  if (!ids) {
    fail(context, ids.failure());
    return false;
  }
  for (const auto& id : *ids) {
    fmt::print("{}\n", nlohmann::ordered_json{{"id", id.text()}}.dump());
    print_notices(tablet, id);
  }
  return true;
}

// One object, or one a line. Lines stand alone: a wrong one stores nothing of itself and does not stop the others.
void record(Context& context, Tablet& tablet, const Arguments& given) {
  const auto text = read_input(given.file, longest_input);
  if (!text) return fail(context, text.error());
  if (const auto whole = schema::parse_json(*text)) {
    store_one(context, tablet, given, *whole);
    return;
  } else if (text->find('\n') == std::string::npos || text->front() != '{' || text->find("}\n{") == std::string::npos) {
    return fail(context, whole.error());
  }
  size_t number = 0;
  for (size_t start = 0; start < text->size();) {
    const size_t end = std::min(text->find('\n', start), text->size());
    const std::string line = text->substr(start, end - start);
    start = end + 1;
    ++number;
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    const auto json = schema::parse_json(line);
    if (!json) fail(context, json.error());
    if (!json || !store_one(context, tablet, given, *json)) fmt::print(stderr, "line {}: nothing of it was stored\n", number);
  }
}

void amend(Context& context, Tablet& tablet, const Arguments& given) {
  const auto id = read_id(given.id);
  if (!id) return fail(context, id.error());
  const auto text = read_input(given.file, schema::longest_document);
  if (!text) return fail(context, text.error());
  const auto json = schema::parse_json(*text);
  if (!json) return fail(context, json.error());
  auto done = tablet.notebook().amend(*id, *json, given.reason);
  if (!done) return fail(context, done.failure());
  fmt::print("{}\n", nlohmann::ordered_json{{"id", id->text()}}.dump());
  print_notices(tablet, *id);
}

void void_or_restore(Context& context, Tablet& tablet, const Arguments& given, bool restore) {
  const auto id = read_id(given.id);
  if (!id) return fail(context, id.error());
  auto done = restore ? tablet.notebook().restore(*id, given.reason) : tablet.notebook().void_record(*id, given.reason);
  if (!done) return fail(context, done.failure());
  fmt::print("{}\n", nlohmann::ordered_json{{"id", id->text()}}.dump());
}

void add_id_and_reason(CLI::App& command, const std::shared_ptr<Arguments>& given, bool required) {
  command.add_option("id", given->id, "Entry")->required();
  add_reason(command, given->reason, required);
}

}  // namespace

void print_notices(Tablet& tablet, const RecordId& id) {
  for (const auto& notice : tablet.notebook().notices(id)) {
    fmt::print(stderr, "note: {}{}\n", notice.field.empty() ? "" : notice.field + ": ", notice.message);
  }
}

void add_record_commands(CLI::App& program, Context& context) {
  const auto given = std::make_shared<Arguments>();
  auto* add = add_command(program, "record", "Record one entry, one a line, or a linked set (encounter)", context,
                          [&context, given](Tablet& tablet) { record(context, tablet, *given); });
  add->add_option("type", given->type, "stop_check_person, sighting, welfare_contact ... or encounter")->required();
  add->add_option("file", given->file, "JSON, - for standard input")->capture_default_str();
  add->add_option("--operation", given->operation, "Needed without a shift when you work for several");

  auto* correct = add_command(program, "amend", "Correct an entry; the first version stays visible", context,
                              [&context, given](Tablet& tablet) { amend(context, tablet, *given); });
  add_id_and_reason(*correct, given, false);
  correct->add_option("file", given->file, "JSON merge patch, - for standard input")->capture_default_str();

  auto* cancel = add_command(program, "void", "Void an entry; its content stays", context,
                             [&context, given](Tablet& tablet) { void_or_restore(context, tablet, *given, false); });
  add_id_and_reason(*cancel, given, true);
  auto* restore = add_command(program, "restore", "Bring a voided entry back", context,
                              [&context, given](Tablet& tablet) { void_or_restore(context, tablet, *given, true); });
  add_id_and_reason(*restore, given, true);
}

}  // namespace beatbook::app
