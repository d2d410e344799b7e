#pragma once
// The command line, one file per family of commands. Each command leaves its exit code in `Outcome`: 0 done, 1 a fault of the
// program or the disk, 2 the input is wrong and nothing was changed, 3 refused by what runs or cannot be reached.
#include <CLI/CLI.hpp>
#include <functional>
#include <memory>
#include <string>

#include "kernel/result.h"
#include "sqlite/sqlite_store.h"
#include "sync-server/store_directory.h"

namespace beatbook::server {

struct Outcome {
  int exit_code = 0;
};

int exit_code_of(Fault fault);
// Says why on standard error.
int report(const Error& error);

// --store DIR, required.
void add_store_option(CLI::App& command, std::string& directory);

// Runs `work` on the store's database in one transaction that is committed when it succeeds; works while a server runs.
Result<void> change_store(const std::string& directory, const std::function<Result<void>(SqliteStore& store)>& work);
// Runs `work` on a read-only store.
Result<void> read_store(const std::string& directory, const std::function<Result<void>(SqliteStore& store)>& work);

// A command with --store that obeys `work(given)`; `Arguments` has a `directory`.
template <class Arguments>
CLI::App* add_command(CLI::App& family, const char* name, const char* help, const std::shared_ptr<Arguments>& given,
                      Outcome& outcome, Result<void> (*work)(const Arguments&)) {
  auto* command = family.add_subcommand(name, help);
  add_store_option(*command, given->directory);
  command->callback([given, &outcome, work] {
    if (auto done = work(*given); !done) outcome.exit_code = report(done.error());
  });
  return command;
}

void add_init_command(CLI::App& program, Outcome& outcome);
void add_serve_command(CLI::App& program, Outcome& outcome);
void add_officer_commands(CLI::App& program, Outcome& outcome);
void add_operation_commands(CLI::App& program, Outcome& outcome);
void add_enrolment_commands(CLI::App& program, Outcome& outcome);
void add_backup_commands(CLI::App& program, Outcome& outcome);
void add_order_commands(CLI::App& program, Outcome& outcome);
void add_check_commands(CLI::App& program, Outcome& outcome);
void add_pack_commands(CLI::App& program, Outcome& outcome);
void add_analysis_commands(CLI::App& program, Outcome& outcome);

}  // namespace beatbook::server
