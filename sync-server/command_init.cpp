#include <fmt/format.h>

#include "sync-server/commands.h"

namespace beatbook::server {

namespace {

struct Arguments {
  std::string directory;
  std::vector<std::string> names{"localhost", "127.0.0.1"};
};

Result<void> init(const Arguments& given) {
  const auto made = make_server(given.directory, given.names);
  if (!made) return made.error();
  fmt::print(
      "The server is made in {0}.\nKeep a copy of {0}/server.key apart from the backups: without it none of them opens.\n",
      given.directory);
  return {};
}

}  // namespace

void add_init_command(CLI::App& program, Outcome& outcome) {
  const auto given = std::make_shared<Arguments>();
  add_command(program, "init", "Make a new server: its folder, its keys, its certificates", given, outcome, init)
      ->add_option("--listen-names", given->names, "Names and addresses tablets reach it by, with commas between")
      ->delimiter(',');
}

}  // namespace beatbook::server
