#include <fmt/format.h>
#include <fmt/ranges.h>

#include <memory>

#include "sync-server/accounts.h"
#include "sync-server/clock.h"
#include "sync-server/commands.h"

namespace beatbook::server {

namespace {

struct Arguments {
  std::string directory, collar;
  std::vector<std::string> roles, operations;
};

Result<Officer> read_officer(const Arguments& given) {
  const auto collar = read_collar(given.collar);
  if (!collar) return collar.error();
  const auto roles = read_roles(given.roles);
  if (!roles) return roles.error();
  return Officer{*collar, *roles, given.operations, false};
}

Result<void> add_or_set(const Arguments& given, Result<void> (Accounts::*change)(const Officer&, uint64_t)) {
  const auto officer = read_officer(given);
  if (!officer) return officer.error();
  return change_store(given.directory, [&](SqliteStore& store) {
    Accounts accounts(store.database());
    return (accounts.*change)(*officer, wall_ms());
  });
}

Result<void> add_one(const Arguments& given) { return add_or_set(given, &Accounts::add_officer); }
Result<void> set_one(const Arguments& given) { return add_or_set(given, &Accounts::set_officer); }

Result<void> remove(const Arguments& given) {
  const auto collar = read_collar(given.collar);
  if (!collar) return collar.error();
  return change_store(given.directory,
                      [&](SqliteStore& store) { return Accounts(store.database()).remove_officer(*collar, wall_ms()); });
}

Result<void> list_officers(const Arguments& given) {
  return read_store(given.directory, [](SqliteStore& store) -> Result<void> {
    for (const auto& officer : Accounts(store.database()).officers()) {
      fmt::print("{}\t{}\t{}\n", officer.collar, fmt::join(officer.roles, " "), fmt::join(officer.operations, " "));
    }
    return {};
  });
}

void add_grants(CLI::App& command, Arguments& given) {
  command.add_option("collar", given.collar, "Collar number, like PC1234")->required();
  command.add_option("--role", given.roles, "OFC SC PCSO CTL SWL SUP INS INT ANA RMU PTN ADM; may be repeated")->required();
  command.add_option("--operation", given.operations, "Name of an operation; may be repeated")->required();
}

}  // namespace

void add_officer_commands(CLI::App& program, Outcome& outcome) {
  auto* family = program.add_subcommand("officer", "Officers, their roles and operations");
  family->require_subcommand(1);
  const auto given = std::make_shared<Arguments>();
  add_grants(*add_command(*family, "add", "Add an officer", given, outcome, add_one), *given);
  add_grants(*add_command(*family, "set", "Replace an officer's roles and operations; noticed at the next exchange", given,
                          outcome, set_one),
             *given);
  add_command(*family, "remove", "Remove an officer: tablets may still hand in, and read nothing", given, outcome, remove)
      ->add_option("collar", given->collar, "Collar number")
      ->required();
  add_command(*family, "list", "One officer a line: collar number, roles, operations", given, outcome, list_officers);
}

}  // namespace beatbook::server
