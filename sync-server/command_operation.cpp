// operation and pack: what an administrator decides for everybody.
#include <fmt/format.h>

#include <fstream>
#include <iterator>
#include <memory>

#include "beatbook/v1/records/operation_profile.pb.h"
#include "rules/check_record.h"
#include "schema/check.h"
#include "schema/json.h"
#include "schema/pack_check.h"
#include "schema/published.h"
#include "schema/time.h"
#include "sync-server/accounts.h"
#include "sync-server/clock.h"
#include "sync-server/commands.h"
#include "sync-server/publisher.h"

namespace beatbook::server {

namespace {

struct Arguments {
  std::string directory, file;
  Operation operation;
};

constexpr const char* reaches = "Tablets get it with their next sync.";

const schema::RecordType& profile_type() { return *schema::find_type(v1::OperationProfile::descriptor()); }

Result<std::string> read_file(const std::string& name) {
  std::ifstream in(name, std::ios::binary);
  if (!in) return Error{Fault::not_found, "There is no file " + name + " that can be read."};
  std::string text(schema::longest_document + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<size_t>(in.gcount()));
  if (text.size() > schema::longest_document) {
    return Error{Fault::too_large, fmt::format("{} has more than {} bytes.", name, schema::longest_document)};
  }
  return text;
}

struct Profile {
  std::string operation;
  v1::OperationProfile message;
};

// Everything that is wrong, a line per field.
Result<Profile> read_profile(const std::string& text) {
  auto read = schema::parse_json(text);
  if (!read) return read.error();
  if (!read->is_object() || !read->contains("name") || !read->at("name").is_string()) {
    return Error{Fault::bad_input, "name: Name the operation: letters, digits and hyphens, like lantern-2026."};
  }
  Profile out{read->at("name").get<std::string>(), {}};
  read->erase("name");
  const auto today = schema::london_day(static_cast<int64_t>(wall_ms()));
  auto errors = schema::read_record(*read, out.message, profile_type(), schema::CodeLists::built_in(), {today, false});
  errors = rules::together(profile_type(), std::move(errors), rules::check_published(profile_type(), out.message, {}));
  if (errors.empty()) return out;
  std::string lines;
  for (const auto& error : errors) lines += (lines.empty() ? "" : "\n") + error.field + ": " + error.message;
  return Error{Fault::bad_input, lines};
}

Result<void> import_operation(const Arguments& given) {
  const auto text = read_file(given.file);
  if (!text) return text.error();
  const auto profile = read_profile(*text);
  if (!profile) return profile.error();
  std::string said;
  auto done = change_store(given.directory, [&](SqliteStore& store) -> Result<void> {
    Publisher publisher(store);
    const auto& name = profile->operation;
    Accounts accounts(store.database());
    if (!accounts.has_operation(name)) {
      if (auto added = accounts.add_operation({name, profile->message.title()}, wall_ms()); !added) return added;
      if (auto given_too = publisher.offer_packs_to(name, wall_ms()); !given_too) return given_too;
      said = fmt::format("Operation {} is added. Give officers to it with: officer set.\n", name);
    }
    const auto fresh = publisher.offer(name, schema::profile_id(name), profile->message, wall_ms());
    if (!fresh) return fresh.error();
    said += *fresh ? fmt::format("The profile of {} is taken. {}\n", name, reaches)
                   : fmt::format("Nothing is new in the profile of {}.\n", name);
    return {};
  });
  if (done) fmt::print("{}", said);
  return done;
}

Result<void> show_operation(const Arguments& given) {
  return read_store(given.directory, [&](SqliteStore& store) -> Result<void> {
    v1::OperationProfile profile;
    if (!Publisher(store).offered(schema::profile_id(given.operation.name), profile)) {
      return Error{Fault::not_found, "There is no profile of " + given.operation.name + ". Give one with: operation import."};
    }
    nlohmann::ordered_json out{{"name", given.operation.name}};
    out.update(schema::write_json(profile));
    fmt::print("{}\n", out.dump(2));
    return {};
  });
}

Result<void> list_operations(const Arguments& given) {
  return read_store(given.directory, [](SqliteStore& store) -> Result<void> {
    for (const auto& operation : Accounts(store.database()).operations())
      fmt::print("{}\t{}\n", operation.name, operation.title);
    return {};
  });
}

Result<void> add_operation(const Arguments& given) {
  return change_store(given.directory, [&](SqliteStore& store) -> Result<void> {
    if (auto added = Accounts(store.database()).add_operation(given.operation, wall_ms()); !added) return added;
    return Publisher(store).offer_packs_to(given.operation.name, wall_ms());
  });
}

Result<void> import_pack(const Arguments& given) {
  const auto text = read_file(given.file);
  if (!text) return text.error();
  const auto pack = schema::read_pack(*text);
  if (!pack) return pack.error();
  uint64_t operations = 0;
  auto done = change_store(given.directory, [&](SqliteStore& store) -> Result<void> {
    const auto count = Publisher(store).offer_pack(*pack, wall_ms());
    if (!count) return count.error();
    operations = *count;
    return {};
  });
  if (!done) return done;
  fmt::print("{} version {}: {}\n", pack->name(), pack->version(),
             operations > 0 ? fmt::format("given to {} operations. {}", operations, reaches) : "nothing is new.");
  return {};
}

Result<void> list_packs(const Arguments& given) {
  return read_store(given.directory, [](SqliteStore& store) -> Result<void> {
    for (const auto& pack : schema::CodeLists::built_in().packs()) fmt::print("{}\t{}\tbuilt in\n", pack.name, pack.version);
    for (const auto& operation : Accounts(store.database()).operations()) {
      for (const auto& pack : schema::CodeLists::built_in().packs()) {
        v1::Pack held;
        if (!Publisher(store).offered(schema::pack_id(operation.name, pack.name), held)) continue;
        fmt::print("{}\t{}\t{}\n", held.name(), held.version(), operation.name);
      }
    }
    return {};
  });
}

}  // namespace

void add_operation_commands(CLI::App& program, Outcome& outcome) {
  auto* family = program.add_subcommand("operation", "Operations, and what each decides");
  family->require_subcommand(1);
  const auto given = std::make_shared<Arguments>();
  auto* command = add_command(*family, "add", "Add an operation", given, outcome, add_operation);
  command->add_option("name", given->operation.name, "Letters, digits and hyphens, like lantern-2026")->required();
  command->add_option("--title", given->operation.title, "What people call it");
  add_command(*family, "import", "Take a profile from a JSON file; adds the operation if there is none", given, outcome,
              import_operation)
      ->add_option("file", given->file, "The profile, an object with the operation's name")
      ->required();
  add_command(*family, "show", "The profile of an operation, as import takes it", given, outcome, show_operation)
      ->add_option("name", given->operation.name, "Name of the operation")
      ->required();
  add_command(*family, "list", "One operation a line: name, title", given, outcome, list_operations);
}

void add_pack_commands(CLI::App& program, Outcome& outcome) {
  auto* family = program.add_subcommand("pack", "Law packs and code lists of tablets");
  family->require_subcommand(1);
  const auto given = std::make_shared<Arguments>();
  add_command(*family, "import", "Take a newer version of a pack, for every operation", given, outcome, import_pack)
      ->add_option("file", given->file, "The pack, a JSON file as in proto/packs")
      ->required();
  add_command(*family, "list", "One pack a line: name, version, operation", given, outcome, list_packs);
}

}  // namespace beatbook::server
