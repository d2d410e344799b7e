// kept: colleagues' entries that the server has lost and this tablet still has.
#include <fmt/format.h>

#include "app/commands/context.h"
#include "app/commands/rows.h"
#include "app/forms/entry_lines.h"
#include "schema/time.h"

namespace beatbook::app {

namespace {

void list(Context& context, Tablet& tablet) {
  Rows rows(context);
  auto& log = tablet.log();
  auto kept = log.kept();
  for (const auto& one : kept.list()) {
    const auto row = kept.find(one.dot);
    const auto set = row ? log.decode(*row) : Result<ChangeSet>(Error{Fault::corrupt, "A kept entry cannot be read."});
    if (!set) return fail(context, set.error());
    const auto officer = log.officer_of(one.original.branch.enrolment).value_or("another officer");
    const auto at = schema::london(static_cast<int64_t>(set->original(row->dot).stamp.ms));
    if (!context.json() && !rows.csv()) {
      fmt::print("{}, {}\n", officer, schema::for_people(at));
    }
    std::set<RecordId> once;
    for (const auto& placed : set->changes) {
      if (!once.insert(placed.change.record).second) continue;
      const auto stored = read_stored(log, placed.change.record);
      if (!stored) continue;
      if (context.json() || rows.csv()) {
        rows.add({{"officer", officer},
                  {"at", schema::iso(at)},
                  {"id", placed.change.record.text()},
                  {"type", stored->type().name}});
      } else {
        fmt::print("  {}  {}  {}\n", placed.change.record.text(), title_of(*stored), summary_of(*stored));
      }
    }
  }
}

void hand_in(Context& context, Tablet& tablet) {
  const auto done = tablet.notebook().hand_in_copies();
  if (done.failed) {
    fail(context, *done.failed);
    fmt::print(stderr, "{} still kept here: beatbook-cli kept list\n",
               done.left == 1 ? "1 entry is" : fmt::format("{} entries are", done.left));
  }
  if (done.copies == 0) {
    if (!done.failed) fmt::print("This tablet keeps nothing that the server has lost.\n");
    return;
  }
  fmt::print("{} with the next sync. A supervisor looks first: beatbook-server held\n",
             done.copies == 1 ? "1 copy goes" : fmt::format("{} copies go", done.copies));
}

}  // namespace

void add_kept_commands(CLI::App& program, Context& context) {
  auto* family = program.add_subcommand("kept", "Colleagues' entries that the server lost when it was put back to a backup");
  family->require_subcommand(1);
  auto* all = add_command(*family, "list", "What this tablet keeps of them, until their author syncs", context,
                          [&context](Tablet& tablet) { list(context, tablet); });
  add_format(*all, context);
  add_command(*family, "hand-in", "Their author's tablet is lost: hand in copies, for a supervisor to release", context,
              [&context](Tablet& tablet) { hand_in(context, tablet); });
}

}  // namespace beatbook::app
