// list, show, history, search.
#include <fmt/format.h>

#include "app/commands/context.h"
#include "app/commands/summary.h"
#include "app/forms/entry.h"
#include "schema/code_lists.h"
#include "schema/json.h"
#include "schema/time.h"

namespace beatbook::app {

namespace {

struct Arguments {
  std::string id, text, type, from, to, operation, purpose = "safeguarding";
  size_t limit = 100;
};

std::string when(int64_t ms) { return schema::for_people(schema::london(ms)); }

Purpose purpose_of(const std::string& name) { return name == "enforcement" ? Purpose::enforcement : Purpose::safeguarding; }

// Cards, shifts and reviews are not reviewed themselves.
std::string status_of(const Entry& entry) {
  const bool reviewed = entry.stored.type().meaning->review_hours() > 0 || entry.status != rules::EntryStatus::submitted;
  return reviewed ? std::string(rules::name(entry.status)) : "-";
}

nlohmann::ordered_json line_of(const IndexEntry& at, const Entry& entry) {
  return {{"id", at.id.text()},
          {"type", entry.stored.type().name},
          {"at", schema::iso(schema::london(at.at_ms))},
          {"author", at.author},
          {"local_ref", at.local_ref},
          {"operation", at.operation},
          {"status", status_of(entry)},
          {"sync", name(entry.sync)},
          {"conflicts", at.conflicts},
          {"summary", summary_of(entry.stored)}};
}

void print_lines(Context& context, Tablet& tablet, const std::vector<IndexEntry>& entries) {
  for (const auto& at : entries) {
    const auto entry = read_entry(tablet.log(), at.id, sources_of(tablet));
    if (!entry) {
      // Of a newer program: carried and counted, not shown.
      if (!context.json()) fmt::print("{}  {}  {}\n", at.id.text(), when(at.at_ms), entry.failure().message);
      continue;
    }
    if (context.json()) {
      fmt::print("{}\n", line_of(at, *entry).dump());
      continue;
    }
    fmt::print("{}  {}  {:<34} {:<9} {:<10} {:<10} {}\n", at.id.text(), when(at.at_ms), title_of(entry->stored), at.author,
               status_of(*entry), name(entry->sync), summary_of(entry->stored));
  }
}

void list(Context& context, Tablet& tablet, const Arguments& given) {
  ListQuery query;
  query.purpose = purpose_of(given.purpose);
  query.operation = given.operation;
  query.limit = given.limit;
  if (!given.type.empty()) {
    const auto* type = schema::find_type(given.type);
    if (!type) return fail(context, Error{Fault::bad_input, "There is no kind of record called " + given.type + "."});
    query.type = type->number;
  }
  if (!given.from.empty()) {
    const auto from = read_from(given.from);
    if (!from) return fail(context, from.error());
    query.from_ms = *from;
  }
  if (!given.to.empty()) {
    const auto to = read_to(given.to);
    if (!to) return fail(context, to.error());
    query.to_ms = *to;
  }
  print_lines(context, tablet, tablet.index().list(query));
}

// A value as people read it: a code by its label, an instant by London's clock, yes and no.
std::string words(const schema::RecordType& type, const std::string& path, const nlohmann::ordered_json& value) {
  if (value.is_boolean()) return value.get<bool>() ? "yes" : "no";
  if (value.is_array()) {
    std::string out;
    for (const auto& item : value) out += (out.empty() ? "" : ", ") + words(type, path, item);
    return out;
  }
  if (!value.is_string()) return value.dump();
  const auto text = value.get<std::string>();
  const auto* field = schema::find_field(type, path);
  if (!field) return text;
  if (field->cpp_type() == schema::FieldDescriptor::CPPTYPE_MESSAGE) {
    const auto time = schema::read_local_time(text);
    return time ? schema::for_people(*time) : text;
  }
  const auto& list = schema::meaning(*field).code_list();
  return list.empty() ? text : schema::CodeLists::built_in().label(list, text);
}

// Every field with the name people know it by, one a line, lists and blocks indented.
void print_fields(const schema::RecordType& type, const nlohmann::ordered_json& json, const std::string& path, int depth) {
  for (const auto& [name, value] : json.items()) {
    const std::string here = path.empty() ? name : path + "." + name;
    const std::string label = schema::label(type, here);
    if (value.is_object()) {
      fmt::print("{:{}}{}\n", "", depth * 2, label);
      print_fields(type, value, here, depth + 1);
    } else if (value.is_array() && !value.empty() && value.front().is_object()) {
      for (size_t i = 0; i < value.size(); ++i) {
        fmt::print("{:{}}{} {}\n", "", depth * 2, label, i + 1);
        print_fields(type, value[i], here + "[" + std::to_string(i) + "]", depth + 1);
      }
    } else {
      fmt::print("{:{}}{}: {}\n", "", depth * 2, label, words(type, here, value));
    }
  }
}

void show(Context& context, Tablet& tablet, const Arguments& given) {
  const auto id = read_id(given.id);
  if (!id) return fail(context, id.error());
  const auto entry = read_entry(tablet.log(), *id, sources_of(tablet));
  if (!entry) return fail(context, entry.failure());
  const auto fields = schema::write_json(entry->stored.message());
  if (context.json()) {
    nlohmann::ordered_json out{{"id", id->text()},
                               {"type", entry->stored.type().name},
                               {"status", status_of(*entry)},
                               {"sync", name(entry->sync)},
                               {"needs", entry->needs},
                               {"record", fields}};
    fmt::print("{}\n", out.dump(2));
    return;
  }
  fmt::print("{}\n{} · {}\n", title_of(entry->stored), status_of(*entry), name(entry->sync));
  for (const auto& need : entry->needs) fmt::print("! {}\n", need);
  for (const auto& field : entry->not_shown) fmt::print("! Another value is shown than yours: {}\n", field);
  fmt::print("\n");
  print_fields(entry->stored.type(), fields, "", 0);
  for (const auto& review_id : entry->reviews) {
    const auto review = read_stored(tablet.log(), review_id);
    if (!review) continue;
    fmt::print("\nReview\n");
    print_fields(review->type(), schema::write_json(review->message()), "", 1);
  }
}

void history(Context& context, Tablet& tablet, const Arguments& given) {
  const auto id = read_id(given.id);
  if (!id) return fail(context, id.error());
  const auto stored = read_stored(tablet.log(), *id);
  if (!stored) return fail(context, stored.failure());
  const auto versions = app::history(tablet.log(), *stored, sources_of(tablet).collar_of);
  for (const auto& version : versions) {
    const std::string who = version.officer.empty() ? "another officer" : version.officer;
    if (context.json()) {
      nlohmann::ordered_json out{{"at", schema::iso(schema::london(version.at_ms))},
                                 {"officer", version.officer},
                                 {"reason", version.reason},
                                 {"reason_text", version.reason_text},
                                 {"received", version.received_ms != 0},
                                 {"quarantined", version.quarantined},
                                 {"changes", nlohmann::ordered_json::array()}};
      for (const auto& change : version.changes) {
        out["changes"].push_back({{"field", change.field}, {"before", change.before}, {"after", change.after}});
      }
      fmt::print("{}\n", out.dump());
      continue;
    }
    fmt::print("{}  {}{}{}\n", when(version.at_ms), who, version.reason.empty() ? "" : "  " + version.reason,
               version.received_ms == 0 ? "  (only here)" : "");
    if (!version.reason_text.empty()) fmt::print("    {}\n", version.reason_text);
    if (!version.readable) fmt::print("    (its text is not kept on this tablet)\n");
    for (const auto& change : version.changes) {
      const bool again = change.before == change.after;
      fmt::print("    {}: {}{}{}\n", change.label, change.before.empty() || again ? "" : change.before + " -> ",
                 change.after.empty() ? "(cleared)" : change.after, again ? " (written again)" : "");
    }
  }
}

void search(Context& context, Tablet& tablet, const Arguments& given) {
  std::vector<IndexEntry> entries;
  for (const auto& hit : tablet.index().search(given.text, purpose_of(given.purpose), given.limit))
    entries.push_back(hit.entry);
  print_lines(context, tablet, entries);
  if (entries.empty() && !context.json()) fmt::print(stderr, "Nothing on this tablet matches.\n");
}

void add_purpose(CLI::App& command, const std::shared_ptr<Arguments>& given) {
  command.add_option("--purpose", given->purpose, "Welfare is left out of enforcement (BR-22)")
      ->check(CLI::IsMember({"enforcement", "safeguarding"}))
      ->capture_default_str();
  command.add_option("--limit", given->limit, "At most so many")->capture_default_str();
}

}  // namespace

void add_read_commands(CLI::App& program, Context& context) {
  const auto given = std::make_shared<Arguments>();
  auto* entries = add_command(program, "list", "What this tablet holds, newest first", context,
                              [&context, given](Tablet& tablet) { list(context, tablet, *given); });
  entries->add_option("--type", given->type, "Kind of record");
  entries->add_option("--from", given->from, "dd/mm/yyyy [HH:MM]");
  entries->add_option("--to", given->to, "dd/mm/yyyy [HH:MM]");
  entries->add_option("--operation", given->operation);
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
  add_purpose(*find, given);
  add_format(*find, context);
}

}  // namespace beatbook::app
