#pragma once
// A server's folder (0700):
//
//   server.key     32 random bytes (0600), the root of every key below; back it up apart: without it no backup opens
//
//   central.db     the encrypted store: log, records, pictures, accounts, certificates with their private keys
//
//   analysis.db    plain SQLite, pseudonymised, team class and below; made from the log, never backed up
//
//   purges         what was purged (purge_list.h), in no backup: keep a copy of it with server.key
//
//   lock           held while a server runs, so that two never serve one store
#include <filesystem>
#include <string>
#include <vector>

#include "kernel/key.h"
#include "kernel/result.h"
#include "sqlite/sqlite_store.h"

namespace beatbook::server {

class StoreDirectory {
 public:
  // Makes the folder and a fresh server.key. Fault::bad_input when a server lives there already.
  static Result<StoreDirectory> create(const std::filesystem::path& directory);
  // Fault::not_found without a server.key, Fault::refused when others may read it, Fault::corrupt when it has not 32 bytes.
  static Result<StoreDirectory> open(const std::filesystem::path& directory);

  std::filesystem::path central() const { return path_ / "central.db"; }
  std::filesystem::path analysis() const { return path_ / "analysis.db"; }
  const std::filesystem::path& path() const { return path_; }

  // Each HMAC-SHA-256 of server.key under a name of its own.
  Key database_key() const { return derive("beatbook central store 1"); }
  Key sealing_key() const { return derive("beatbook sealing key 1"); }  // X25519 private key
  Key archive_key() const { return derive("beatbook archive 1"); }
  Key pseudonym_key() const { return derive("beatbook analysis pseudonyms 1"); }

  // Opens central.db and, unless read-only, makes the server's own tables.
  Result<SqliteStore> open_store(Database::Mode mode) const;

 private:
  StoreDirectory(std::filesystem::path path, const Key& root) : path_(std::move(path)), root_(root) {}
  Key derive(BytesView name) const;

  std::filesystem::path path_;
  Key root_;
};

// Alone in the folder while it lives.
class StoreLock {
 public:
  // Fault::refused while a server or a restore holds it.
  static Result<StoreLock> take(const StoreDirectory& directory);
  StoreLock(StoreLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  StoreLock& operator=(StoreLock&&) = delete;
  ~StoreLock();

 private:
  explicit StoreLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

// A new server: folder, keys, certificates for `listen_names`, an empty store. Fault::bad_input as StoreDirectory::create() and
// Certificates::make(); nothing is made then.
Result<StoreDirectory> make_server(const std::filesystem::path& directory, const std::vector<std::string>& listen_names);

// Facts of the central store.
inline constexpr std::string_view fact_archived = "archived";      // "1" while the server that serves it keeps an archive
inline constexpr std::string_view fact_backup_gsn = "backup.gsn";  // in decimal digits: newest entry of a verified backup
inline constexpr std::string_view fact_backup_attachment = "backup.attachment";  // likewise: of the attachments taken
inline constexpr std::string_view fact_purges_listed = "purges.listed";          // "1" once the list beside the store was begun
inline constexpr std::string_view fact_store_incarnation = "store.incarnation";  // 16 random bytes, new after every restore

}  // namespace beatbook::server
