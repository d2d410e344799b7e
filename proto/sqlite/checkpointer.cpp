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

}  // namespace

Checkpointer::Checkpointer(std::filesystem::path file, const std::optional<Key>& key, std::string vfs, int pages)
    : file_(std::move(file)),
      key_(key),
      vfs_(std::move(vfs)),
      worth_moving_(pages),
      too_many_(too_many_times * pages),
      ask_at_(pages) {}

Checkpointer::~Checkpointer() {
  {
    const std::lock_guard guard(turn_);
    stopping_ = true;
    if (moving_ != nullptr) sqlite3_interrupt(moving_);
  }
  changed_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void Checkpointer::committed(sqlite3* writer, int pages) {
  // All was moved, and the writer began the WAL anew.
  if (pages < seen_) ask_at_ = worth_moving_;
  seen_ = pages;
  if (pages >= too_many_) {
    // What fails here fails again, and is told, at the next commit.
    (void)move_wal(writer);
    return;
  }
  if (pages < ask_at_) return;
  ask_at_ = pages + worth_moving_ / again_after_part;
  {
    const std::lock_guard guard(turn_);
    asked_ = true;
  }
  if (!thread_.joinable()) thread_ = std::thread([this] { run(); });
  changed_.notify_one();
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
  Database::Settings settings;
  settings.vfs = vfs_;
  settings.moves_wal_beside = false;
  auto own = Database::open(file_, key_, Database::Mode::existing, settings);
  if (!own) return;
  {
    const std::lock_guard guard(turn_);
    if (stopping_) return;
    moving_ = own->handle();
  }
  (void)move_wal(own->handle());
  const std::lock_guard guard(turn_);
  moving_ = nullptr;
}

}  // namespace beatbook
