#pragma once
// Copies of the central store. A backup is a whole encrypted store under the same server.key, which is never part of it.
#include <filesystem>
#include <functional>

#include "sync-server/store_directory.h"

namespace beatbook::server {

// Copies a committed moment of the store while a server may go on writing, then reads every page of the copy. Durable when it
// returns without an error; `file` is not there otherwise. Fault::bad_input when `file` exists. Returns the copy's newest gsn.
Result<uint64_t> back_up(const StoreDirectory& directory, const std::filesystem::path& file);

struct Restored {
  uint64_t newest = 0;        // gsn of the backup
  uint64_t from_archive = 0;  // entries after it
  uint64_t purged = 0;        // records that were purged since
};

// Puts a backup in the place of central.db under a new store incarnation, so every tablet notices and sends what the backup
// lacks. With the folder of an archive, what that holds after the backup is put back too. What was there is set aside as
// central.db.before-restore-N. Fault::refused while a server runs; with an archive fails as replay_archive() does, and nothing
// is changed then.
Result<Restored> restore(const StoreDirectory& directory, const std::filesystem::path& file,
                         const std::filesystem::path& archive = {});

// The last step of a restore: `whole`, a store in one file in the same folder, becomes central.db, and what was there stays
// under another name with its log. A crash leaves the old store whole, the new one whole, or neither in its place (only where
// the old one does not open anyway): restoring again mends that. `between` is called after each step, for tests.
Result<void> replace_store(
    const StoreDirectory& directory, const std::filesystem::path& whole, const std::function<void()>& between = [] {});

}  // namespace beatbook::server
