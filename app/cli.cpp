// beatbook-cli: a full tablet without a screen, for scripts, importers and tests.
#include <fmt/format.h>
#include <sodium.h>

#include <exception>

#include "app/commands/context.h"

int main(int argc, char** argv) {
  using namespace beatbook::app;
  if (sodium_init() < 0) return 1;
  Context context;
  CLI::App program{"Beatbook, the tablet without a screen"};
  program.set_version_flag("--version", BEATBOOK_VERSION);
  program.require_subcommand(1);
  // Options of the tablet stand before or after the command.
  program.fallthrough();
  program.add_option("--store", context.store, "Directory of this tablet's files")->required();
  program.add_option("--secret-file", context.secret_file, "File with the officer's secret, readable by you alone");
  add_enrolment_commands(program, context);
  add_shift_commands(program, context);
  add_record_commands(program, context);
  add_exchange_commands(program, context);
  add_sync_commands(program, context);
  add_read_commands(program, context);
  add_candidate_commands(program, context);
  add_advice_commands(program, context);
  add_operation_commands(program, context);
  add_letter_commands(program, context);
  add_picture_commands(program, context);
  add_kept_commands(program, context);
  add_conflict_commands(program, context);
  add_review_commands(program, context);
  try {
    program.parse(argc, argv);
    return context.exit_code;
  } catch (const CLI::ParseError& error) {
    return program.exit(error) == 0 ? 0 : 2;
  } catch (const std::exception& error) {
    fmt::print(stderr, "beatbook-cli: {}\n", error.what());
    return 1;
  }
}
