#pragma once
// Moves the WAL of a store into its file, on a thread of its own where no commit shall wait for it. The thread starts when
// there is something to move. Nothing depends on it for durability: what it does not get to, the next opening or closing does.
#include <atomic>
#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <optional>
#include <thread>

#include "sqlite/database.h"

struct sqlite3;

namespace beatbook {

class Checkpointer {
 public:
  // `disk_failed` of the writer: true when a move failed, and nothing is moved while it is.
  Checkpointer(std::filesystem::path file, const std::optional<Key>& key, const Database::Settings& settings,
               std::atomic<bool>& disk_failed);
  // A move that runs is cut short.
  ~Checkpointer();

  // After each commit of `writer`, on its thread: the WAL holds so many pages. A WAL that grows faster than it is moved is
  // moved here, by the one who writes, once it is eight times as long as is worth it; without the thread, once it is worth it.
  // What SQLite says of a move made here.
  int committed(sqlite3* writer, int pages);

 private:
  void run();
  void move();

  const std::filesystem::path file_;
  const std::optional<Key> key_;
  const Database::Settings settings_;
  const Database::MovesWal by_;
  const int worth_moving_, too_many_;
  std::atomic<bool>& disk_failed_;

  int ask_at_, seen_ = 0;  // of the writer

  std::mutex turn_;
  std::condition_variable changed_;
  bool asked_ = false, stopping_ = false;
  sqlite3* moving_ = nullptr;  // while a move runs
  std::thread thread_;
};

}  // namespace beatbook
