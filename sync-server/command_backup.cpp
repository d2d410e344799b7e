#include <fmt/format.h>

#include "sync-server/backup.h"
#include "sync-server/commands.h"

namespace beatbook::server {

namespace {

struct Arguments {
  std::string directory, file, archive;
};

Result<void> run_backup(const Arguments& given) {
  const auto folder = StoreDirectory::open(given.directory);
  if (!folder) return folder.error();
  const auto newest = back_up(*folder, given.file);
  if (!newest) return newest.error();
  fmt::print("backed up and checked through entry {}\nserver.key is not in the backup: keep it apart.\n", *newest);
  return {};
}

Result<void> run_restore(const Arguments& given) {
  const auto folder = StoreDirectory::open(given.directory);
  if (!folder) return folder.error();
  const auto restored = restore(*folder, given.file, given.archive);
  if (!restored) return restored.error();
  fmt::print("restored through entry {}", restored->newest + restored->from_archive);
  if (!given.archive.empty()) fmt::print(", {} of them from the archive", restored->from_archive);
  if (restored->purged > 0) fmt::print(", {} purged again", restored->purged);
  fmt::print("; tablets send what it lacks at their next exchange\n");
  return {};
}

}  // namespace

void add_backup_commands(CLI::App& program, Outcome& outcome) {
  const auto given = std::make_shared<Arguments>();
  add_command(program, "backup", "Copy the encrypted store while it is served, and check the copy", given, outcome, run_backup)
      ->add_option("--to", given->file, "New file")
      ->required();
  auto* restoring =
      add_command(program, "restore", "Put a backup in place of the store; the server is stopped", given, outcome, run_restore);
  restoring->add_option("--from", given->file, "File of a backup")->required();
  restoring->add_option("--archive", given->archive, "Folder of the archive: adds what it holds after the backup");
}

}  // namespace beatbook::server
