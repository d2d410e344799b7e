#pragma once
// What every command of beatbook-cli shares: options, exit codes, output. 0 done, 1 a fault of the program or the disk, 2 the
// input is wrong (a line per field on standard error, nothing stored), 3 the server cannot be reached or refuses (what was
// recorded is safe).
#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "app/forms/failure.h"
#include "app/forms/period.h"
#include "app/tablet/tablet.h"

namespace beatbook::app {

struct Context {
  std::string store;
  std::string secret_file;
  std::string format = "text";
  int exit_code = 0;

  bool json() const { return format == "json"; }
};

int exit_code_of(Fault fault);
// Each says why on standard error and sets the exit code.
void fail(Context& context, const Error& error);
void fail(Context& context, const Failure& failure);

// Unlocks the tablet of --store with the secret in --secret-file; nullptr after fail().
std::unique_ptr<Tablet> unlock(Context& context);

// First line of --secret-file. Fault::bad_input when there is none or others may read the file.
Result<std::string> read_secret(const std::string& file);
// The whole of a file, "-" = standard input. Fault::bad_input, Fault::too_large over `limit` bytes.
Result<std::string> read_input(const std::string& file, size_t limit);
// To standard output, or to `file` when it is not empty.
Result<void> write_output(const std::string& text, const std::string& file);

// A record id as people give it. Fault::bad_input.
Result<RecordId> read_id(const std::string& text);
// A sub-command that runs `work(tablet)` on the unlocked tablet and makes the outbox durable before it ends.
CLI::App* add_command(CLI::App& family, const char* name, const char* help, Context& context,
                      std::function<void(Tablet&)> work);
// --reason and --reason-text.
void add_reason(CLI::App& command, Reason& reason, bool required);
void add_format(CLI::App& command, Context& context, std::vector<std::string> formats = {"text", "json", "csv"});

void add_enrolment_commands(CLI::App& program, Context& context);
void add_shift_commands(CLI::App& program, Context& context);
void add_record_commands(CLI::App& program, Context& context);
void add_exchange_commands(CLI::App& program, Context& context);
void add_sync_commands(CLI::App& program, Context& context);
void add_read_commands(CLI::App& program, Context& context);
void add_candidate_commands(CLI::App& program, Context& context);
void add_advice_commands(CLI::App& program, Context& context);
void add_operation_commands(CLI::App& program, Context& context);
void add_letter_commands(CLI::App& program, Context& context);
void add_picture_commands(CLI::App& program, Context& context);
void add_kept_commands(CLI::App& program, Context& context);
void add_conflict_commands(CLI::App& program, Context& context);
void add_review_commands(CLI::App& program, Context& context);

}  // namespace beatbook::app
