// beatbook-demonstration OPERATION --store DIR: a server and tablets with an operation of tests/data/operations, to look at.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <iostream>

#include "support/demonstration_fleet.h"

using namespace beatbook::test;

namespace {

std::vector<std::string> names() {
  std::vector<std::string> out;
  for (const auto& folder : std::filesystem::directory_iterator(operations())) {
    if (folder.is_directory()) out.push_back(folder.path().filename().string());
  }
  std::sort(out.begin(), out.end());
  return out;
}

void leave(const std::string& operation, const std::filesystem::path& store) {
  if (std::filesystem::exists(store))
    throw std::runtime_error(store.string() + " exists already. Name a folder that does not.");
  Fleet fleet;
  fill(fleet, operation);
  fleet.server->stop(SIGTERM);
  std::filesystem::copy(fleet.directory.path(), store, std::filesystem::copy_options::recursive);
  std::filesystem::permissions(store / "secret", std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  fmt::print("{} is in {}. An inspector's tablet that holds all of it:\n", operation, store.string());
  const auto tablet = fmt::format("beatbook-cli --store {0}/{1} --secret-file {0}/secret", store.string(), inspector);
  fmt::print("  {0} list\n  {0} report daily --from DD/MM/YYYY --to DD/MM/YYYY\n", tablet);
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App program("A server and tablets with an operation of invented records, to look at");
  std::string operation, store;
  program.add_option("operation", operation)->required()->check(CLI::IsMember(names()));
  program.add_option("--store", store, "A new folder")->required();
  CLI11_PARSE(program, argc, argv);
  try {
    leave(operation, store);
    return 0;
  } catch (const std::exception& failure) {
    std::cerr << failure.what() << "\n";
    return 1;
  }
}
