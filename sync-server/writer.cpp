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

// Empty only when the writer stops.
std::vector<Writer::Job> Writer::take_group() {
  std::unique_lock guard(turn_);
  waiting_.wait(guard, [this] { return stopping_ || !queue_.empty(); });
  std::vector<Job> group;
  size_t bytes = 0;
  while (!queue_.empty() && group.size() < limits_.jobs && (group.empty() || bytes + queue_.front().bytes <= limits_.bytes)) {
    bytes += queue_.front().bytes;
    group.push_back(std::move(queue_.front()));
    queue_.pop_front();
  }
  return group;
}

std::optional<Error> Writer::try_commit(const std::vector<Job*>& jobs) {
  try {
    store_.begin();
    for (Job* job : jobs) job->work(store_);
    store_.commit();
    ++commits_;
    return std::nullopt;
  } catch (const StorageFailure& failure) {
    store_.rollback();
    log_.event(0, "store-failed", {{"sqlite", static_cast<uint64_t>(failure.code())}, {"jobs", jobs.size()}});
    return failure.error();
  } catch (const std::exception&) {
    store_.rollback();
    log_.event(0, "job-failed", {{"jobs", jobs.size()}});
    return Error{Fault::storage, "The server could not store this. What you recorded is safe on the tablet."};
  }
}

void Writer::finish(std::vector<Job>& group) {
  std::vector<Job*> all;
  for (auto& job : group) all.push_back(&job);
  const auto failure = try_commit(all);
  for (Job* job : all) job->done(failure && all.size() > 1 ? try_commit({job}) : failure);
}

void Writer::run() {
  for (;;) {
    auto group = take_group();
    if (group.empty()) return;
    finish(group);
  }
}

}  // namespace beatbook::server
