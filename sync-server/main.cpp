// beatbook-server: the commands a force's administrator runs.
#include <sodium.h>

#include <cstdio>

#include "sync-server/commands.h"

namespace beatbook::server {

int exit_code_of(Fault fault) {
  switch (fault) {
    case Fault::bad_input:
    case Fault::not_found:
    case Fault::too_large:
      return 2;
    case Fault::refused:
    case Fault::unreachable:
      return 3;
    default:
      return 1;
  }
}

int report(const Error& error) {
  std::fprintf(stderr, "%s\n", error.message.c_str());
  return exit_code_of(error.code);
}

void add_store_option(CLI::App& command, std::string& directory) {
  command.add_option("--store", directory, "Folder of the server")->required();
}

Result<void> change_store(const std::string& directory, const std::function<Result<void>(SqliteStore&)>& work) {
  const auto folder = StoreDirectory::open(directory);
  if (!folder) return folder.error();
  auto store = folder->open_store(Database::Mode::existing);
  if (!store) return store.error();
  return attempt([&]() -> Result<void> {
    Transaction transaction(store->database());
    if (auto done = work(*store); !done) return done;
    return transaction.commit();
  });
}

Result<void> read_store(const std::string& directory, const std::function<Result<void>(SqliteStore&)>& work) {
  const auto folder = StoreDirectory::open(directory);
  if (!folder) return folder.error();
  auto store = folder->open_store(Database::Mode::read_only);
  if (!store) return store.error();
  return attempt([&] { return work(*store); });
}

}  // namespace beatbook::server

int main(int argc, char** argv) {
  using namespace beatbook::server;
  if (sodium_init() < 0) {
    std::fputs("The operating system gives no random numbers.\n", stderr);
    return 1;
  }
  CLI::App program("The Beatbook server: merges what tablets recorded into the central store.", "beatbook-server");
  program.set_version_flag("--version", BEATBOOK_VERSION);
  program.require_subcommand(1);
  Outcome outcome;
  add_init_command(program, outcome);
  add_serve_command(program, outcome);
  add_operation_commands(program, outcome);
  add_pack_commands(program, outcome);
  add_officer_commands(program, outcome);
  add_enrolment_commands(program, outcome);
  add_backup_commands(program, outcome);
  add_order_commands(program, outcome);
  add_check_commands(program, outcome);
  add_analysis_commands(program, outcome);
  try {
    program.parse(argc, argv);
  } catch (const CLI::ParseError& wrong) {
    return program.exit(wrong) == 0 ? 0 : 2;
  } catch (const std::exception& fault) {
    std::fprintf(stderr, "The program failed: %s\n", fault.what());
    return 1;
  }
  return outcome.exit_code;
}
