#pragma once
// What a supervisor or an administrator orders: the release of what is held, and purges. A command puts an order into a table
// of central.db; the server's writer, or the command where no server runs, carries out what waits there. Nothing here begins or
// commits, as in accounts.h.
#include <string>
#include <vector>

#include "kernel/order.h"
#include "kernel/purge_book.h"
#include "sqlite/sqlite_store.h"
#include "sync-server/purge_list.h"

namespace beatbook::server {

class Orders {
 public:
  static void make_tables(Database& database);
  // `folder`: of the server.
  Orders(SqliteStore& store, const std::filesystem::path& folder) : store_(&store), list_(folder) {}

  // Fault::bad_input unless the officer is known. Fault::not_found when nothing is held under that number.
  Result<void> ask_release(uint64_t gsn, const std::string& by, const std::string& reason, uint64_t now_ms);
  // Fault::not_found when the log holds nothing of the record, Fault::refused when it is purged already.
  Result<void> ask_purge(const RecordId& record, const std::string& by, const std::string& rule, uint64_t now_ms);
  bool wait();

  // Carries out what waits; a purge is on the list before it is in the log. How many were; then scrub() is owed for purges.
  Result<uint64_t> carry_out(uint64_t now_ms);
  // Purges what the list says and the log does not: after a restore, and after a crash between the two. How many were.
  Result<uint64_t> purge_what_is_listed();

  // What was purged is taken off the disk, and the store gives its own receipt. Outside of transactions. Nothing where none is
  // owed. Throws StorageFailure; it stays owed then.
  void scrub(uint64_t now_ms);

  PurgeBook book();

 private:
  Result<void> purge(const ListedPurge& purge);

  SqliteStore* store_;
  PurgeList list_;
};

// Who gives a receipt besides tablets.
inline constexpr const char *central_store = "store", *archive_copy = "archive";

// Of the purges in a store's log, those that other stores still have to take off their disks.
inline constexpr std::string_view fact_scrub_owed = "scrub.owed";

}  // namespace beatbook::server
