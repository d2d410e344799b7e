#include "sync-server/writer.h"

#include <utility>

namespace beatbook::server {

namespace {

Error not_on_disk() { return {Fault::storage, "The server could not store this. What you recorded is safe on the tablet."}; }

}  // namespace

Writer::Writer(SqliteStore store, MakeDurable make_durable, std::function<void()> broken, Log& log, WriterLimits limits,
               Between between)
    : store_(std::move(store)),
      make_durable_(std::move(make_durable)),
      broken_(std::move(broken)),
      log_(log),
      limits_(limits),
      between_(std::move(between)),
      committed_gsn_(store_.last_gsn()),
      durable_gsn_(committed_gsn_),
      writing_([this] { write(); }),
      landing_([this] { land(); }) {}

Writer::~Writer() {
  {
    const std::lock_guard guard(turn_);
    stopping_ = true;
  }
  work_waits_.notify_one();
  writing_.join();
  landing_.join();
}

void Writer::submit(Job job) {
  {
    const std::lock_guard guard(turn_);
    queue_.push_back(std::move(job));
  }
  work_waits_.notify_one();
}

// Waits for the first job of a group; false when the writer stops.
bool Writer::begin_group(Group& group) {
  {
    std::unique_lock guard(turn_);
    room_.wait(guard, [this] { return written_.size() < limits_.groups; });
    work_waits_.wait(guard, [this] { return stopping_ || !queue_.empty(); });
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
    store_.begin(Durability::with_next);
    work();
    const uint64_t last_gsn = store_.last_gsn();
    store_.commit();
    committed_gsn_ = last_gsn;
    ++commits_;
    return std::nullopt;
  } catch (const StorageFailure& failure) {
    store_.rollback();
    log_.event(0, "store-failed", {{"sqlite", static_cast<uint64_t>(failure.code())}, {"jobs", jobs}});
    return failure.error();
  } catch (const std::exception&) {
    store_.rollback();
    log_.event(0, "job-failed", {{"jobs", jobs}});
    return not_on_disk();
  }
}

void Writer::hand_over(Group group) {
  {
    const std::lock_guard guard(turn_);
    written_.push_back(std::move(group));
  }
  group_waits_.notify_one();
}

void Writer::write() {
  for (Group group; begin_group(group); group = {}) {
    const auto failure = in_transaction(group.jobs.size(), [&] {
      do {
        group.jobs.back().work(store_);
      } while (join_group(group));
    });
    const bool each_alone = failure && group.jobs.size() > 1;
    for (Job& job : group.jobs) group.failures.push_back(each_alone ? in_transaction(1, [&] { job.work(store_); }) : failure);
    group.last_gsn = committed_gsn_;
    hand_over(std::move(group));
    if (between_) between_(store_);
  }
  {
    const std::lock_guard guard(turn_);
    wrote_all_ = true;
  }
  group_waits_.notify_one();
}

void Writer::land() {
  for (;;) {
    std::vector<Group> groups;
    {
      std::unique_lock guard(turn_);
      group_waits_.wait(guard, [this] { return wrote_all_ || !written_.empty(); });
      groups = std::exchange(written_, {});
    }
    if (groups.empty()) return;
    room_.notify_one();
    finish(std::move(groups));
  }
}

void Writer::finish(std::vector<Group> groups) {
  if (!lost_) {
    const auto durable = store_.database().disk_failed() ? Result<void>(not_on_disk()) : make_durable_(groups.back().last_gsn);
    if (durable) {
      durable_gsn_ = groups.back().last_gsn;
    } else {
      lost_ = true;
      store_.database().distrust_disk();
      log_.event(0, "disk-failed", {{"fault", name(durable.error().code)}});
      broken_();
    }
  }
  for (auto& group : groups) {
    for (size_t i = 0; i < group.jobs.size(); ++i) group.jobs[i].done(lost_ ? not_on_disk() : group.failures[i]);
  }
}

}  // namespace beatbook::server
