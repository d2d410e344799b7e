#pragma once
// A second copy of the log, in a folder that should lie on another disk: an encrypted file archive.db to which every accepted
// change-set is added, on disk, before its author is told that it was received. With the last backup it makes the whole log
// again. Accounts are not in it.
#include <filesystem>
#include <functional>

#include "kernel/central_log.h"
#include "sync-server/store_directory.h"

namespace beatbook::server {

class Archive {
 public:
  // The archive of this server in `folder`, made when there is none, and brought up to what the store holds now.
  //   Fault::refused  it holds entries that the store lacks or has others for: the store was put back to a backup
  //   Fault::locked   it was made under another server.key
  // and as Database::open fails. Belongs to one thread at a time.
  static Result<Archive> open(const std::filesystem::path& folder, const StoreDirectory& directory);

  // Adds what the log holds after what is here, up to this entry, and the attachments that are whole; on disk when it returns.
  Result<void> append_through(uint64_t gsn);
  uint64_t last_gsn() const { return last_gsn_; }
  // Of the purges up to this entry nothing is on its disk any more.
  uint64_t erased_through() const { return erased_through_; }

 private:
  Archive(SqliteStore archive, SqliteStore log);

  void take(const LogRow& row, bool by_server);
  void take_attachments();
  Result<void> scrub();

  SqliteStore archive_, log_;
  uint64_t last_gsn_, erased_through_ = 0;
  uint64_t attachments_taken_ = 0;  // by the store's numbers, those that are here
};

// Puts what the archive in `folder` holds after the newest entry of `store` into its log, streams and records: as a restore
// does. Returns how many. Fault::not_found without an archive, Fault::refused when it is of another history, Fault::corrupt
// when an entry does not fit. The caller begins and commits.
Result<uint64_t> replay_archive(const std::filesystem::path& folder, const StoreDirectory& directory, SqliteStore& store);

}  // namespace beatbook::server
