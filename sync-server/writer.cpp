#include "sync-server/writer.h"

#include <vector>

namespace beatbook::server {

Writer::Writer(SqliteStore store, Log& log, Limits limits)
    : store_(std::move(store)), log_(log), limits_(limits), thread_([this] { run(); }) {}

Writer::~Writer() {
  {
    const std::lock_guard guard(turn_);
    stopping_ = true;
  }
  waiting_.notify_one();
  thread_.join();
}

void Writer::submit(Job job) {
  {
    const std::lock_guard guard(turn_);
    queue_.push_back(std::move(job));
  }
  waiting_.notify_one();
}

// Waits for the first job of a group; false when the writer stops.
bool Writer::begin_group(Group& group) {
  {
    std::unique_lock guard(turn_);
    waiting_.wait(guard, [this] { return stopping_ || !queue_.empty(); });
  }
  return join_group(group);
}

bool Writer::join_group(Group& group) {
  const std::lock_guard guard(turn_);
  if (queue_.empty() || group.jobs.size() >= limits_.jobs) return false;
  if (!group.jobs.empty() && group.bytes + queue_.front().bytes > limits_.bytes) return false;
  group.bytes += queue_.front().bytes;
  group.jobs.push_back(std::move(queue_.front()));
  queue_.pop_front();
  return true;
}

std::optional<Error> Writer::in_transaction(size_t jobs, const std::function<void()>& work) {
  try {
    store_.begin();
    work();
    store_.commit();
    ++commits_;
    return std::nullopt;
  } catch (const StorageFailure& failure) {
    store_.rollback();
    log_.event(0, "store-failed", {{"sqlite", static_cast<uint64_t>(failure.code())}, {"jobs", jobs}});
    return failure.error();
  } catch (const std::exception&) {
    store_.rollback();
    log_.event(0, "job-failed", {{"jobs", jobs}});
    return Error{Fault::storage, "The server could not store this. What you recorded is safe on the tablet."};
  }
}

void Writer::run() {
  for (;;) {
    Group group;
    if (!begin_group(group)) return;
    const auto failure = in_transaction(group.jobs.size(), [&] {
      do {
        group.jobs.back().work(store_);
      } while (join_group(group));
    });
    const bool each_alone = failure && group.jobs.size() > 1;
    for (Job& job : group.jobs) job.done(each_alone ? in_transaction(1, [&] { job.work(store_); }) : failure);
  }
}

}  // namespace beatbook::server
