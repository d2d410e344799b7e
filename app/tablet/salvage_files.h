#pragma once
// The files of a salvage: the damaged notebook goes aside, with its WAL, and the new one takes its place. Whatever moment the
// program ends at, put_in_place() ends it later.
#include <filesystem>
#include <optional>
#include <vector>

#include "kernel/result.h"

namespace beatbook::app::salvage_files {

inline constexpr const char* unfinished = "notebook.db.new";

// A salvage was cut off when its new notebook was whole: put_in_place() is owed.
bool cut_off(const std::filesystem::path& directory);
// Damaged files that lie aside, with their WAL.
std::vector<std::filesystem::path> set_aside(const std::filesystem::path& directory);
// Forgets a new notebook that never became whole.
void remove_unfinished(const std::filesystem::path& directory);
// The new notebook is whole: from here on it is the one that counts. It must be closed, and hold its WAL.
Result<void> finished(const std::filesystem::path& directory);
// Moves the damaged files aside and the whole new one into their place; nothing where there is no new one. Returns where the
// damaged file lies. Fault::storage when a file cannot be moved: another try goes on.
Result<std::optional<std::filesystem::path>> put_in_place(const std::filesystem::path& directory);

}  // namespace beatbook::app::salvage_files
