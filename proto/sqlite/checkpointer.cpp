#include "sqlite/checkpointer.h"

#include <sqlite3.h>

#include <utility>

#include "sqlite/database.h"

namespace beatbook {

namespace {

constexpr int too_many_times = 8, again_after_part = 4;

int move_wal(sqlite3* connection) {
  return sqlite3_wal_checkpoint_v2(connection, nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
}

Database::Settings settings_of_move(const Database::Settings& writer) {
  Database::Settings settings;
  settings.vfs = writer.vfs;
  settings.moves_wal = Database::MovesWal::by_the_commit;
  return settings;
}

}  // namespace

Checkpointer::Checkpointer(std::filesystem::path file, const std::optional<Key>& key, const Database::Settings& settings,
                           std::atomic<bool>& disk_failed)
    : file_(std::move(file)),
      key_(key),
      settings_(settings_of_move(settings)),
      by_(settings.moves_wal),
      worth_moving_(settings.wal_pages),
      too_many_(by_ == Database::MovesWal::by_the_commit ? settings.wal_pages : too_many_times * settings.wal_pages),
      disk_failed_(disk_failed),
      ask_at_(settings.wal_pages) {}

Checkpointer::~Checkpointer() {
  {
    const std::lock_guard guard(turn_);
    stopping_ = true;
    if (moving_ != nullptr) sqlite3_interrupt(moving_);
  }
  changed_.notify_one();
  if (thread_.joinable()) thread_.join();
}

int Checkpointer::committed(sqlite3* writer, int pages) {
  if (disk_failed_) return SQLITE_OK;
  // All was moved, and the writer began the WAL anew.
  if (pages < seen_) ask_at_ = worth_moving_;
  seen_ = pages;
  if (pages >= too_many_) return move_wal(writer);
  if (pages < ask_at_) return SQLITE_OK;
  ask_at_ = pages + worth_moving_ / again_after_part;
  if (by_ == Database::MovesWal::beside_at_once) {
    move();
    return SQLITE_OK;
  }
  {
    const std::lock_guard guard(turn_);
    asked_ = true;
  }
  if (!thread_.joinable()) thread_ = std::thread([this] { run(); });
  changed_.notify_one();
  return SQLITE_OK;
}

void Checkpointer::run() {
  for (;;) {
    {
      std::unique_lock guard(turn_);
      changed_.wait(guard, [this] { return asked_ || stopping_; });
      if (stopping_) return;
      asked_ = false;
    }
    move();
  }
}

void Checkpointer::move() {
  auto own = Database::open(file_, key_, Database::Mode::existing, settings_);
  if (!own) return;
  {
    const std::lock_guard guard(turn_);
    if (stopping_ || disk_failed_) return;
    moving_ = own->handle();
  }
  if ((move_wal(own->handle()) & 0xff) == SQLITE_IOERR) {
    own->distrust_disk();
    disk_failed_ = true;
  }
  const std::lock_guard guard(turn_);
  moving_ = nullptr;
}

}  // namespace beatbook
