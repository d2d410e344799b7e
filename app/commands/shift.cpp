// shift start, shift join, shift end.
#include <fmt/format.h>
#include <unistd.h>

#include "app/commands/notices.h"
#include "schema/json.h"

namespace beatbook::app {

namespace {

struct Arguments {
  std::string file = "-", patch, operation, id;
};

void start(Context& context, Tablet& tablet, const Arguments& given) {
  const auto text = read_input(given.file, schema::longest_document);
  if (!text) return fail(context, text.error());
  const auto json = schema::parse_json(*text);
  if (!json) return fail(context, json.error());
  auto ids = tablet.notebook().start_shift(*json, given.operation);
  if (!ids) return fail(context, ids.failure());
  fmt::print("{}\n", nlohmann::ordered_json{{"id", ids->front().text()}}.dump());
  print_notices(tablet, ids->front());
}

void join(Context& context, Tablet& tablet, const Arguments& given) {
  const auto id = read_id(given.id);
  if (!id) return fail(context, id.error());
  auto ids = tablet.notebook().join_shift(*id);
  if (!ids) return fail(context, ids.failure());
  fmt::print("{}\n", nlohmann::ordered_json{{"id", ids->front().text()}}.dump());
}

// The end signs the chain (the next push does) and says what is not yet safe.
void end(Context& context, Tablet& tablet, const Arguments& given) {
  auto patch = nlohmann::json::object();
  // Nobody is waited for at a terminal: most shifts end without a word.
  const std::string file = given.patch.empty() && isatty(STDIN_FILENO) == 0 ? "-" : given.patch;
  if (!file.empty()) {
    auto text = read_input(file, schema::longest_document);
    if (!text) return fail(context, text.error());
    if (text->find_first_not_of(" \t\r\n") == std::string::npos) *text = "{}";
    auto json = schema::parse_json(*text);
    if (!json) return fail(context, json.error());
    patch = std::move(*json);
  }
  const auto open = tablet.notebook().open_shift();
  auto ids = tablet.notebook().end_shift(patch);
  if (!ids) return fail(context, ids.failure());
  const auto walked = tablet.log().verify();
  if (!walked) return fail(context, walked.error());
  fmt::print("{} The chain of {} saves holds.\n",
             open && open->joined ? "You have left the shift; its author ends it." : "The shift has ended.", *walked);
  if (const auto pending = tablet.log().pending()) {
    fmt::print("{} {} only on this tablet. Sync before you hand it in.\n", pending, pending == 1 ? "save is" : "saves are");
  } else {
    fmt::print("Everything is received by the server.\n");
  }
}

}  // namespace

void add_shift_commands(CLI::App& program, Context& context) {
  const auto given = std::make_shared<Arguments>();
  auto* shift = program.add_subcommand("shift", "The shift every record belongs to");
  shift->require_subcommand(1);
  auto* begin = add_command(*shift, "start", "Start a shift from JSON", context,
                            [&context, given](Tablet& tablet) { start(context, tablet, *given); });
  begin->add_option("file", given->file, "JSON, - for standard input")->capture_default_str();
  begin->add_option("--operation", given->operation, "Needed when you work for several");
  add_command(*shift, "join", "Work on a colleague's open shift that names you", context,
              [&context, given](Tablet& tablet) { join(context, tablet, *given); })
      ->add_option("id", given->id, "Shift; see: list --type shift")
      ->required();
  auto* finish = add_command(*shift, "end", "End the shift; prints what is not yet safe", context,
                             [&context, given](Tablet& tablet) { end(context, tablet, *given); });
  finish->add_option("file", given->patch, "JSON with corrections of the times; without a file what is piped in");
}

}  // namespace beatbook::app
