// review list | approve | return | annotate | void | cover: the supervisor's queue and decisions (REC-29, BR-33).
#include <fmt/format.h>

#include "app/commands/rows.h"
#include "app/forms/entry_lines.h"
#include "app/tablet/review_list.h"
#include "schema/time.h"

namespace beatbook::app {

namespace {

struct Arguments {
  std::string id, comment, sergeant, until, from;
  std::vector<std::string> remarks;
  bool all = false;
};

std::string when(int64_t ms) { return schema::for_people(schema::london(ms)); }

void list(Context& context, Tablet& tablet, const Arguments& given) {
  const auto now = static_cast<int64_t>(wall_clock_ms());
  int64_t from_ms = now - queue_reaches_back_ms;
  if (!given.from.empty()) {
    const auto from = read_from(given.from);
    if (!from) return fail(context, from.error());
    from_ms = *from;
  }
  Rows rows(context);
  const auto queue = review_list(tablet, from_ms, given.all);
  for (const auto& item : queue) {
    const auto& stored = item.entry.stored;
    if (context.format != "text") {
      rows.add({{"id", stored.id.text()},
                {"type", stored.type().name},
                {"author", item.author},
                {"sergeant", item.sergeant},
                {"due", schema::iso(schema::london(item.due_ms))},
                {"overdue", item.due_ms < now},
                {"summary", summary_of(stored)}});
    } else {
      fmt::print("{}  due {}{}  {:<34} {:<9} {}\n", stored.id.text(), when(item.due_ms), item.due_ms < now ? " OVERDUE" : "",
                 title_of(stored), item.author, summary_of(stored));
    }
  }
  if (queue.empty() && context.format == "text") fmt::print("Nothing waits for your review.\n");
}

void decide(Context& context, Tablet& tablet, const Arguments& given, const char* decision) {
  const auto id = read_id(given.id);
  if (!id) return fail(context, id.error());
  std::vector<FieldRemark> remarks;
  for (const auto& remark : given.remarks) {
    const auto equals = remark.find('=');
    if (equals == std::string::npos) {
      return fail(context, Error{Fault::bad_input, "Write a remark as FIELD=TEXT, like grounds=\"Say what you saw.\""});
    }
    remarks.push_back({remark.substr(0, equals), remark.substr(equals + 1)});
  }
  auto ids = tablet.notebook().review(*id, decision, given.comment, remarks);
  if (!ids) return fail(context, ids.failure());
  fmt::print("{}\n", nlohmann::ordered_json{{"id", ids->front().text()}, {"entry", id->text()}, {"decision", decision}}.dump());
}

void cover(Context& context, Tablet& tablet, const Arguments& given) {
  const auto until = read_to(given.until);
  if (!until) return fail(context, until.error());
  auto done = cover_for(tablet.store(), given.sergeant, *until);
  if (!done) return fail(context, done.error());
  fmt::print("You see the queue of {} until {}.\n", *done, when(*until));
}

}  // namespace

void add_review_commands(CLI::App& program, Context& context) {
  const auto given = std::make_shared<Arguments>();
  auto* family = program.add_subcommand("review", "The supervisor's queue and decisions");
  family->require_subcommand(1);
  auto* queue = add_command(*family, "list", "What waits for you, the first due first", context,
                            [&context, given](Tablet& tablet) { list(context, tablet, *given); });
  queue->add_flag("--all", given->all, "Every team's, not only yours and those you cover");
  queue->add_option("--from", given->from, "dd/mm/yyyy; entries of the last 14 days unless given");
  add_format(*queue, context);
  const std::pair<const char*, const char*> decisions[] = {{"approve", "APPROVE"},          {"return", "RETURN"},
                                                           {"annotate", "ANNOTATE"},        {"void", "VOID"},
                                                           {"told", "PERSON_TOLD"},         {"same-occasion", "SAME_OCCASION"},
                                                           {"own-occasion", "OWN_OCCASION"}};
  for (const auto& [name, decision] : decisions) {
    auto* command = add_command(*family, name, "Decide on the entry as you see it now", context,
                                [&context, given, code = decision](Tablet& tablet) { decide(context, tablet, *given, code); });
    command->add_option("id", given->id, "Entry")->required();
    command->add_option("--comment", given->comment, "In plain words");
    command->add_option("--field", given->remarks, "FIELD=TEXT, a remark at a field; may be given several times");
  }
  auto* absence = add_command(*family, "cover", "See another sergeant's queue while they are away", context,
                              [&context, given](Tablet& tablet) { cover(context, tablet, *given); });
  absence->add_option("sergeant", given->sergeant, "Collar number")->required();
  absence->add_option("--until", given->until, "dd/mm/yyyy [HH:MM]")->required();
}

}  // namespace beatbook::app
