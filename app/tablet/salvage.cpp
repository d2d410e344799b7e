#include "app/tablet/salvage.h"

#include <date/date.h>
#include <fmt/format.h>

#include <chrono>

#include "app/forms/draft_book.h"
#include "app/tablet/tablet.h"
#include "kernel/tablet_log.h"

namespace beatbook::app {

namespace {

namespace fs = std::filesystem;

constexpr const char* store_file = "notebook.db";
constexpr const char* new_file = "notebook.db.new";
constexpr std::string_view beside[] = {"", "-wal", "-shm"};

Result<void> whole(SqliteStore& store) {
  return attempt([&]() -> Result<void> {
    auto log = TabletLog::open(store);
    if (!log) return log.error();
    if (auto chain = log->verify(); !chain) return chain.error();
    return store.database().verify();
  });
}

v1::TabletFacts facts_in(SqliteStore& damaged) {
  v1::TabletFacts out;
  const auto read = attempt([&]() -> Result<Bytes> { return damaged.fact("tablet").value_or(Bytes()); });
  if (!read || !out.ParseFromString(*read)) out.Clear();
  return out;
}

// From the first on, until one cannot be read.
Result<uint64_t> take_entries(SqliteStore& damaged, TabletLog& log) {
  constexpr size_t at_once = 256;
  for (;;) {
    std::vector<LogRow> rows;
    while (rows.size() < at_once) {
      auto row = attempt([&]() -> Result<std::optional<LogRow>> { return damaged.own(log.head_seq() + rows.size() + 1); });
      if (!row || !*row) break;
      rows.push_back(std::move(**row));
    }
    const auto taken = log.take_back(rows);
    if (!taken) return taken.error();
    if (*taken < at_once) return log.head_seq();
  }
}

void remove_all(const fs::path& directory, const std::string& name) {
  std::error_code ignored;
  for (const auto suffix : beside) fs::remove(directory / (name + std::string(suffix)), ignored);
}

// Everything that is sealed in the outbox stands in the new log as well.
bool holds(TabletLog& log, SqliteStore& store, const Outbox& outbox) {
  const auto last = outbox.last();
  if (outbox.count() == 0 || !last) return true;
  const auto own = store.own(last->seq);
  return log.branch().incarnation == last->incarnation && own && own->chain == last->chain_hash;
}

// The new notebook, beside the damaged one, which is closed again when it returns.
Result<void> make_new(const fs::path& directory, const Key& key, const EnrolmentId& id, const Outbox& outbox, Salvaged& out) {
  auto damaged = SqliteStore::open(directory / store_file, key, Database::Mode::read_only);
  auto store = SqliteStore::open(directory / new_file, key, Database::Mode::create);
  if (!store) return store.error();
  auto log = TabletLog::create_again(*store, id, damaged ? facts_in(*damaged) : v1::TabletFacts());
  if (!log) return log.error();
  if (damaged) {
    const auto kept = take_entries(*damaged, *log);
    if (!kept) return kept.error();
    out.kept = *kept;
    const auto drafts = DraftBook::copy_readable(*damaged, *store);
    if (!drafts) return drafts.error();
    out.drafts = *drafts;
  }
  if (!holds(*log, *store, outbox)) {
    return Error{
        Fault::refused,
        fmt::format("{} saves lie sealed in the outbox, the server could not be reached, and the damaged file has lost "
                    "them. Nothing was changed: run salvage again where there is a signal.",
                    outbox.count())};
  }
  return store->database().checkpoint();
}

Result<fs::path> put_in_place(const fs::path& directory) {
  const auto now = date::format("%Y%m%d-%H%M%S", date::floor<std::chrono::seconds>(std::chrono::system_clock::now()));
  const auto damaged = fmt::format("{}.damaged-{}", store_file, now);
  std::error_code failed;
  for (const auto suffix : beside) {
    const auto from = directory / (store_file + std::string(suffix));
    if (fs::exists(from)) fs::rename(from, directory / (damaged + std::string(suffix)), failed);
    if (failed) return Error{Fault::storage, "The damaged file cannot be moved aside. Nothing was changed."};
  }
  fs::rename(directory / new_file, directory / store_file, failed);
  if (failed)
    return Error{Fault::storage,
                 fmt::format("The new notebook cannot be put in place. Rename {} to {}.", new_file, store_file)};
  return directory / damaged;
}

}  // namespace

Result<Salvaged> salvage(const fs::path& directory, std::string_view secret) {
  auto enrolment = Enrolment::load(directory);
  if (!enrolment) return enrolment.error();
  if (!enrolment->granted())
    return Error{Fault::not_found, "This tablet is not enrolled. Enrol it with a code from your supervisor."};
  auto vault = Vault::open(directory);
  if (!vault) return vault.error();
  const auto key = vault->unlock(secret, wall_clock_ms());
  if (!key) return key.error();
  Salvaged out;
  if (auto store = SqliteStore::open(directory / store_file, *key, Database::Mode::read_only); store && whole(*store)) {
    out.whole = true;
    return out;
  }
  const auto pushed = push_locked(directory);
  if (!pushed) return pushed.error();
  out.sent = pushed->pushed;
  const auto outbox = Outbox::open(directory, enrolment->grant().sealing_key);
  if (!outbox) return outbox.error();
  remove_all(directory, new_file);
  if (auto made = make_new(directory, *key, enrolment->grant().id, *outbox, out); !made) {
    remove_all(directory, new_file);
    return made.error();
  }
  auto place = put_in_place(directory);
  if (!place) return place.error();
  out.damaged = *std::move(place);
  return out;
}

}  // namespace beatbook::app
