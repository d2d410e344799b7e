#include <fmt/format.h>

#include <cstdio>
#include <fstream>
#include <memory>

#include "sync-server/analysis.h"
#include "sync-server/commands.h"
#include "sync-server/server.h"

namespace beatbook::server {

namespace {

struct Arguments {
  std::string directory, port_file;
  ServerOptions options;
};

// Whole or not there at all: who waits for the file reads a whole number.
Result<void> write_port(const std::filesystem::path& file, uint16_t port) {
  const auto next = file.string() + ".new";
  std::ofstream(next) << port << '\n';
  std::error_code failed;
  std::filesystem::rename(next, file, failed);
  if (failed) return Error{Fault::storage, "Cannot write " + file.string() + ": " + failed.message() + "."};
  return {};
}

Result<void> serve(const Arguments& given) {
  const auto folder = StoreDirectory::open(given.directory);
  if (!folder) return folder.error();
  Log log;
  auto server = Server::open(*folder, given.options, log);
  if (!server) return server.error();
  if (!given.port_file.empty()) {
    if (auto written = write_port(given.port_file, (*server)->port()); !written) return written;
  }
  fmt::print("listening on {}:{}\n", given.options.address, (*server)->port());
  std::fflush(stdout);
  // Analysts can wait; tablets cannot.
  std::optional<AnalysisTask> task;
  if (auto analysis = Analysis::open(*folder)) {
    task.emplace(std::move(*analysis), (*server)->activity(), log);
  } else {
    log.event(0, "analysis-failed", {{"fault", name(analysis.error().code)}});
  }
  return (*server)->run();
}

}  // namespace

void add_serve_command(CLI::App& program, Outcome& outcome) {
  const auto given = std::make_shared<Arguments>();
  auto* command = add_command(program, "serve", "Serve tablets until SIGTERM", given, outcome, serve);
  command->add_option("--port", given->options.port, "TCP port; 0 picks a free one")->capture_default_str();
  command->add_option("--address", given->options.address, "IP address to listen on")->capture_default_str();
  command->add_option("--sessions", given->options.most_sessions, "Tablets at once; more are told to come back")
      ->capture_default_str();
  command->add_option("--port-file", given->port_file, "Where to write the port once it listens");
  command->add_option("--archive", given->options.archive,
                      "Folder, best on another disk, for a second copy of every entry, made before it is acknowledged");
}

}  // namespace beatbook::server
