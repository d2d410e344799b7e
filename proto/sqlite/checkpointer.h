#pragma once
// Moves the WAL of a store into its file on a thread of its own, so that no commit waits for it. The thread starts when there
// is something to move. Nothing depends on it for durability: what it does not get to, the next opening or closing does.
#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <optional>
#include <thread>

#include "kernel/key.h"

struct sqlite3;

namespace beatbook {

class Checkpointer {
 public:
  // `pages`: so many in the WAL are worth a move. `vfs` as in Database::Settings.
  Checkpointer(std::filesystem::path file, const std::optional<Key>& key, std::string vfs, int pages);
  // A move that runs is cut short.
  ~Checkpointer();

  // After each commit of `writer`, on its thread: the WAL holds so many pages. A WAL that grows faster than it is moved is
  // moved here, by the one who writes, once it is eight times as long as is worth it.
  void committed(sqlite3* writer, int pages);

 private:
  void run();
  void move();

  const std::filesystem::path file_;
  const std::optional<Key> key_;
  const std::string vfs_;
  const int worth_moving_, too_many_;

  int ask_at_, seen_ = 0;  // of the writer

  std::mutex turn_;
  std::condition_variable changed_;
  bool asked_ = false, stopping_ = false;
  sqlite3* moving_ = nullptr;  // while a move runs
  std::thread thread_;
};

}  // namespace beatbook
