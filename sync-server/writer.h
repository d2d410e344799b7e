#pragma once
// The two threads that write the central store. One runs jobs: what waits goes into one commit, also what comes while it
// writes. The other makes commits durable while the next is written; only then is a job done and may its entries be told to
// anybody.
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

struct WriterLimits {
  size_t jobs = 256;  // in one commit
  // Half a window: the other half becomes durable or is on its way meanwhile.
  size_t bytes = 96 * 1024;
  size_t groups = 8;  // committed and not yet durable; while there are so many nothing more is committed
};

class Writer {
 public:
  struct Job {
    size_t bytes = 0;  // roughly what it writes
    // On the writing thread, inside a transaction. May run twice: when a group fails each of its jobs is tried alone, so a job
    // that breaks does not take others with it. What it computes counts only once done() says so.
    std::function<void(SqliteStore& store)> work;
    // On the other thread, after the commit is on disk: nothing, or why nothing of the job is to be counted on. It only posts.
    std::function<void(const std::optional<Error>& failure)> done;
  };

  // Puts on disk what is committed when it is called, up to this log entry. After a failure, of this or of a commit, nobody
  // knows what the disk holds: no job is done any more, and `broken` is called once, on the other thread.
  using MakeDurable = std::function<Result<void>(uint64_t last_gsn)>;

  // On the writing thread after each commit, outside of transactions.
  using Between = std::function<void(SqliteStore& store)>;

  // What `store` holds now must be durable.
  Writer(SqliteStore store, MakeDurable make_durable, std::function<void()> broken, Log& log, WriterLimits limits = {},
         Between between = {});
  // Finishes what was submitted.
  ~Writer();

  // From any thread. Jobs run in the order submitted, and are done in that order.
  void submit(Job job);

  // The newest log entry that is on disk. From any thread.
  uint64_t durable_gsn() const { return durable_gsn_; }
  uint64_t commits() const { return commits_; }

 private:
  struct Group {
    std::vector<Job> jobs;
    std::vector<std::optional<Error>> failures;  // of each job
    size_t bytes = 0;
    uint64_t last_gsn = 0;
  };
  void write();
  bool begin_group(Group& group);
  // Takes the next job that waits, unless the group is full.
  bool join_group(Group& group);
  std::optional<Error> in_transaction(size_t jobs, const std::function<void()>& work);
  void hand_over(Group group);

  void land();
  void finish(std::vector<Group> groups);

  SqliteStore store_;
  const MakeDurable make_durable_;
  const std::function<void()> broken_;
  Log& log_;
  const WriterLimits limits_;
  const Between between_;

  std::mutex turn_;
  std::condition_variable work_waits_, group_waits_, room_;
  std::deque<Job> queue_;
  std::vector<Group> written_;
  bool stopping_ = false, wrote_all_ = false;

  uint64_t committed_gsn_;  // of the writing thread
  bool lost_ = false;       // of the other thread: make_durable_ failed
  std::atomic<uint64_t> durable_gsn_, commits_{0};
  std::thread writing_, landing_;
};

}  // namespace beatbook::server
