#include <fmt/format.h>

#include "sync-server/analysis.h"
#include "sync-server/commands.h"

namespace beatbook::server {

namespace {

struct Arguments {
  std::string directory;
};

Result<void> update(const Arguments& given) {
  const auto folder = StoreDirectory::open(given.directory);
  if (!folder) return folder.error();
  auto analysis = Analysis::open(*folder);
  if (!analysis) return analysis.error();
  const auto progress = analysis->update();
  if (!progress) return progress.error();
  fmt::print("{} entries taken in{}; the tables cover the log through entry {}\n", progress->entries,
             progress->rebuilt ? ", made anew" : "", progress->projected_gsn);
  return {};
}

}  // namespace

void add_analysis_commands(CLI::App& program, Outcome& outcome) {
  auto* family = program.add_subcommand("analysis", "Pseudonymised tables for analysts (analysis.db)");
  family->require_subcommand(1);
  add_command(*family, "update", "Bring analysis.db up to the log; a running server does it by itself",
              std::make_shared<Arguments>(), outcome, update);
}

}  // namespace beatbook::server
