#pragma once
// The one thread that writes the central store. What waits goes into one durable commit, also what comes while it writes.
#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "kernel/result.h"
#include "sqlite/sqlite_store.h"
#include "sync-server/log.h"

namespace beatbook::server {

class Writer {
 public:
  struct Job {
    size_t bytes = 0;  // roughly what it writes
    // On the writer's thread, inside a transaction. May run twice: when a group fails each of its jobs is tried alone, so a job
    // that breaks does not take others with it. What it computes counts only once done() says so.
    std::function<void(SqliteStore& store)> work;
    // On the writer's thread, after the commit is on disk: nothing, or why nothing of the job is stored. It only posts.
    std::function<void(const std::optional<Error>& failure)> done;
  };

  struct Limits {
    size_t jobs = 256;  // in one commit
    // Three full pushes: a tablet keeps a fourth on its way, so it has something to do while these become durable.
    size_t bytes = 192 * 1024;
  };

  Writer(SqliteStore store, Log& log) : Writer(std::move(store), log, Limits{}) {}
  Writer(SqliteStore store, Log& log, Limits limits);
  // Finishes what was submitted.
  ~Writer();

  // From any thread. Jobs run in the order submitted.
  void submit(Job job);

  uint64_t commits() const { return commits_; }

 private:
  struct Group {
    std::vector<Job> jobs;
    size_t bytes = 0;
  };
  void run();
  bool begin_group(Group& group);
  // Takes the next job that waits, unless the group is full.
  bool join_group(Group& group);
  std::optional<Error> in_transaction(size_t jobs, const std::function<void()>& work);

  SqliteStore store_;
  Log& log_;
  const Limits limits_;
  std::mutex turn_;
  std::condition_variable waiting_;
  std::deque<Job> queue_;
  bool stopping_ = false;
  std::atomic<uint64_t> commits_{0};
  std::thread thread_;
};

}  // namespace beatbook::server
