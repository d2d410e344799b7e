#pragma once
// After a sync that failed, a system may count what it did not write as written: a program that starts then reads a WAL that is
// not on disk, and nothing that it syncs later would bring it there. So whoever opens a store writes what lies in its WAL once
// more before anything is built on it.
#include <filesystem>
#include <string>

#include "sqlite/database.h"

namespace beatbook {

// `vfs` as in Database::Settings. Nothing where another connection is writing: it has done this itself. Throws StorageFailure,
// and the connection trusts its disk no more.
void write_wal_again(Database& database, const std::filesystem::path& file, const std::string& vfs);

}  // namespace beatbook
