#include "sync-server/archive.h"

#include <fmt/format.h>

#include <map>

#include "kernel/central_attachments.h"
#include "kernel/erasure.h"
#include "kernel/tablet_attachments.h"
#include "sync-server/orders.h"
#include "sync-server/publisher.h"
#include "sync-server/quarantine.h"

namespace beatbook::server {

namespace {

constexpr size_t at_once = 1024;

std::filesystem::path file_in(const std::filesystem::path& folder) { return folder / "archive.db"; }

Error of_another_history(const std::filesystem::path& folder) {
  return {Fault::refused,
          fmt::format(
              "The archive in {0} holds entries this store does not: the store was put back to a backup. Stop the server and "
              "put back both: beatbook-server restore --from BACKUP --archive {0}. Or give an empty folder.",
              folder.string())};
}

// True when the newest entry the archive has is the store's own under that number.
bool continues(SqliteStore& archive, SqliteStore& log) {
  const auto last = archive.last_gsn();
  if (last == 0) return true;
  const auto here = archive.entry(last), there = log.entry(last);
  return here && there && here->chain == there->chain && here->dot == there->dot;
}

Result<SqliteStore> open_file(const std::filesystem::path& folder, const StoreDirectory& directory, Database::Mode mode) {
  auto archive = SqliteStore::open(file_in(folder), directory.archive_key(), mode);
  if (archive || archive.error().code != Fault::locked) return archive;
  return Error{Fault::locked, "The archive in " + folder.string() + " was made by another server. Give another folder."};
}

void copy_reason(Database& from, Database& to, uint64_t gsn) {
  auto statement = from.prepare("SELECT enrolment, reason FROM held WHERE gsn = ?");
  auto rows = statement.query(gsn);
  if (!rows.next()) return;
  to.prepare("INSERT OR REPLACE INTO held(gsn, enrolment, reason) VALUES(?, ?, ?)")
      .run(gsn, Blob(rows.blob(0)), Text(rows.text(1)));
}

// Beside the log: what is released is held no more, and what is purged must go from the disk.
void take_order(SqliteStore& store, const LogRow& row) {
  const auto set = decode_cut(row.change_set, {}, row.dot.branch, {});
  const auto order = set ? read_order(*set) : std::nullopt;
  if (!order) return;
  if (order->kind == v1::Change::RELEASE) Quarantine(store.database()).released(order->gsn);
  if (order->kind == v1::Change::PURGE) store.set_fact(fact_scrub_owed, "1");
  store.database().prepare("INSERT OR IGNORE INTO publisher(enrolment) VALUES(?)").run(Blob(row.dot.branch.enrolment));
}

}  // namespace

Archive::Archive(SqliteStore archive, SqliteStore log)
    : archive_(std::move(archive)), log_(std::move(log)), last_gsn_(archive_.last_gsn()) {}

Result<Archive> Archive::open(const std::filesystem::path& folder, const StoreDirectory& directory) {
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  if (failed) return Error{Fault::bad_input, "Cannot make the folder " + folder.string() + ": " + failed.message() + "."};
  auto log = directory.open_store(Database::Mode::read_only);
  if (!log) return log.error();
  auto archive = open_file(folder, directory, Database::Mode::create);
  if (!archive) return archive.error();
  return attempt([&]() -> Result<Archive> {
    Quarantine::make_tables(archive->database());
    if (!continues(*archive, *log)) return of_another_history(folder);
    Archive out(std::move(*archive), std::move(*log));
    if (auto caught_up = out.append_through(out.log_.last_gsn()); !caught_up) return caught_up.error();
    return out;
  });
}

Result<void> Archive::append_through(uint64_t gsn) {
  return attempt([&]() -> Result<void> {
    while (last_gsn_ < gsn) {
      const auto rows = log_.entries_after(last_gsn_, std::min<uint64_t>(at_once, gsn - last_gsn_));
      if (rows.empty()) return Error{Fault::corrupt, "The server's log has a gap."};
      std::map<Branch, bool> authors;  // whether it is the server itself
      archive_.begin();
      try {
        for (const auto& row : rows) {
          auto [author, is_new] = authors.try_emplace(row.dot.branch);
          if (is_new) author->second = Publisher::is_publisher(log_.database(), row.dot.branch.enrolment);
          take(row, author->second);
        }
        for (const auto& [author, is_server] : authors) archive_.put_branch(CentralLog(log_).branch(author));
        archive_.commit();
      } catch (...) {
        archive_.rollback();
        throw;
      }
      last_gsn_ = rows.back().gsn;
    }
    take_attachments();
    return scrub();
  });
}

// After the log: what it purged is in the store no more. One by one, so that no commit grows with their number.
void Archive::take_attachments() {
  CentralAttachments here(archive_);
  for (;;) {
    const auto rows = log_.attachments_taken_after(attachments_taken_, 1);
    if (rows.empty()) return;
    const auto held = archive_.attachment(rows.front().name);
    const auto bytes = held && held->whole() ? std::nullopt : attachment_bytes(log_, rows.front());
    if (bytes) {
      archive_.begin();
      try {
        here.take_again(rows.front(), *bytes);
        archive_.commit();
      } catch (...) {
        archive_.rollback();
        throw;
      }
    }
    attachments_taken_ = rows.front().taken;
  }
}

// A purge of the log is one of its copy.
void Archive::take(const LogRow& row, bool by_server) {
  archive_.append(row);
  if (row.quarantined) copy_reason(log_.database(), archive_.database(), row.gsn);
  if (!by_server) return;
  const auto set = decode_cut(row.change_set, {}, row.dot.branch, {});
  const auto order = set ? read_order(*set) : std::nullopt;
  if (!order || order->kind != v1::Change::PURGE) return;
  erase_in_view(archive_, order->record, true);
  CentralAttachments(archive_).erase(order->record);
  archive_.set_fact(fact_scrub_owed, "1");
}

Result<void> Archive::scrub() {
  const auto scrubbed = attempt([&]() -> Result<void> {
    if (archive_.fact(fact_scrub_owed).value_or("") != "1") return {};
    archive_.scrub();
    archive_.begin();
    archive_.set_fact(fact_scrub_owed, "0");
    archive_.commit();
    return {};
  });
  // What is appended is on the disk: without room for a new file the receipt waits, and no entry does.
  if (scrubbed) erased_through_ = last_gsn_;
  return {};
}

Result<uint64_t> replay_archive(const std::filesystem::path& folder, const StoreDirectory& directory, SqliteStore& store) {
  auto archive = open_file(folder, directory, Database::Mode::existing);
  if (!archive) {
    if (archive.error().code != Fault::not_found) return archive.error();
    return Error{Fault::not_found, "There is no archive in " + folder.string() + "."};
  }
  return attempt([&]() -> Result<uint64_t> {
    const uint64_t newest = store.last_gsn();
    if (newest > archive->last_gsn()) {
      return Error{Fault::refused,
                   "The archive in " + folder.string() + " ends before the backup does. Restore the backup alone."};
    }
    const auto here = store.entry(newest), there = archive->entry(newest);
    if (newest > 0 && (!there || here->chain != there->chain)) return of_another_history(folder);
    CentralLog log(store);
    uint64_t at = newest;
    for (auto rows = archive->entries_after(at, at_once); !rows.empty(); rows = archive->entries_after(at, at_once)) {
      for (const auto& row : rows) {
        if (auto taken = log.take_again(row, CentralLog(*archive).branch(row.dot.branch)); !taken) return taken.error();
        if (row.quarantined) copy_reason(archive->database(), store.database(), row.gsn);
        take_order(store, row);
        at = row.gsn;
      }
    }
    for (uint64_t taken = 0;;) {
      const auto attached = archive->attachments_taken_after(taken, 1);
      if (attached.empty()) break;
      taken = attached.front().taken;
      if (const auto bytes = attachment_bytes(*archive, attached.front()))
        CentralAttachments(store).take_again(attached.front(), *bytes);
    }
    return at - newest;
  });
}

}  // namespace beatbook::server
