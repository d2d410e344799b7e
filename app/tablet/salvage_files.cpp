#include "app/tablet/salvage_files.h"

#include <date/date.h>

#include <chrono>
#include <string>

#include "app/tablet/tablet.h"
#include "app/vault/durable_file.h"

namespace beatbook::app::salvage_files {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view parts[] = {"", "-wal", "-shm"};
constexpr std::string_view damaged = "notebook.db.damaged-";
constexpr std::string_view whole = "notebook.db.salvaged-";  // and the moment, which the damaged files are named after too

// The name under which a whole new notebook waits; empty = none does.
std::string waiting(const fs::path& directory) {
  std::error_code ignored;
  for (const auto& file : fs::directory_iterator(directory, ignored)) {
    const auto name = file.path().filename().string();
    if (name.starts_with(whole) && name.find('-', whole.size()) == whole.size() + 8) return name;
  }
  return {};
}

}  // namespace

bool cut_off(const fs::path& directory) { return !waiting(directory).empty(); }

std::vector<fs::path> set_aside(const fs::path& directory) {
  std::vector<fs::path> out;
  std::error_code ignored;
  for (const auto& file : fs::directory_iterator(directory, ignored)) {
    if (file.path().filename().string().starts_with(damaged)) out.push_back(file.path());
  }
  return out;
}

void remove_unfinished(const fs::path& directory) {
  std::error_code ignored;
  for (const auto part : parts) fs::remove(directory / (unfinished + std::string(part)), ignored);
}

Result<void> finished(const fs::path& directory) {
  const auto now = date::format("%Y%m%d-%H%M%S", date::floor<std::chrono::seconds>(std::chrono::system_clock::now()));
  std::error_code failed;
  fs::rename(directory / unfinished, directory / (std::string(whole) + now), failed);
  if (failed) return Error{Fault::storage, "The new notebook cannot be named. Free some space and run salvage again."};
  remove_unfinished(directory);  // the empty files that lay beside it
  return sync_directory(directory);
}

Result<std::optional<fs::path>> put_in_place(const fs::path& directory) {
  const auto name = waiting(directory);
  if (name.empty()) return std::optional<fs::path>();
  const auto aside = std::string(damaged) + name.substr(whole.size());
  std::error_code failed;
  for (const auto part : parts) {
    const auto from = directory / (notebook_file + std::string(part));
    if (!failed && fs::exists(from)) fs::rename(from, directory / (aside + std::string(part)), failed);
  }
  // The new notebook must never meet the log of the old one.
  if (!failed && sync_directory(directory)) {
    fs::rename(directory / name, directory / notebook_file, failed);
    if (!failed && sync_directory(directory)) return std::optional(directory / aside);
  }
  return Error{Fault::storage, "The files of the notebook cannot be moved. Run salvage again; nothing is lost."};
}

}  // namespace beatbook::app::salvage_files
