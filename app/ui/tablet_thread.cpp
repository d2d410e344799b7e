#include "app/ui/tablet_thread.h"

#include <sodium.h>

#include <future>

#include "app/forms/entry_lines.h"
#include "app/ui/thread_rank.h"

namespace beatbook::app {

// Lives on the tablet's thread.
struct TabletThread::Worker : QObject {
  std::unique_ptr<Bench> bench;
};

const std::string& Bench::title(const RecordId& id) {
  const auto known = titles_.find(id);
  if (known != titles_.end()) return known->second;
  const auto stored = read_stored(tablet_->log(), id);
  return titles_[id] = stored ? card_title(*stored) : std::string();
}

void Bench::forget(const std::vector<RecordId>& changed) {
  for (const auto& id : changed) titles_.erase(id);
}

bool Bench::index_step(size_t at_most) {
  const auto more = tablet_->index_step(at_most);
  index_behind_ = !more || *more;
  return more && *more;
}

TabletThread::TabletThread(QObject* parent) : QObject(parent), worker_(new Worker) {
  thread_.setObjectName(QStringLiteral("tablet"));
  worker_->moveToThread(&thread_);
  connect(&thread_, &QThread::finished, worker_, &QObject::deleteLater);
  thread_.start();
  stand_behind_interface(worker_);
}

TabletThread::~TabletThread() {
  ++generation_;
  QMetaObject::invokeMethod(worker_, [worker = worker_] { worker->bench.reset(); });
  thread_.quit();
  thread_.wait();
}

void TabletThread::open(std::filesystem::path directory, std::string secret, std::function<void()> before,
                        std::function<void(std::optional<Error>)> then) {
  const int generation = ++generation_;
  open_ = false;
  auto task = [this, worker = worker_, directory = std::move(directory), secret = std::move(secret), before = std::move(before),
               then = std::move(then), generation]() mutable {
    worker->bench.reset();
    std::optional<Error> failed;
    try {
      if (before) before();
      auto tablet = attempt([&] { return Tablet::open(directory, secret, Tablet::Catch::up_later); });
      if (tablet && generation == generation_) {
        worker->bench = std::make_unique<Bench>(std::move(*tablet));
      } else if (!tablet) {
        failed = tablet.error();
      }
    } catch (const std::exception& error) {
      failed = Error{Fault::corrupt, error.what()};
    }
    sodium_memzero(secret.data(), secret.size());
    QMetaObject::invokeMethod(this, [this, generation, failed = std::move(failed), then = std::move(then)] {
      if (generation != generation_) return;
      open_ = !failed;
      then(failed);
    });
  };
  QMetaObject::invokeMethod(worker_, std::move(task));
}

void TabletThread::close(std::function<void()> then) {
  ++generation_;
  open_ = false;
  QMetaObject::invokeMethod(worker_, [this, worker = worker_, then = std::move(then)]() mutable {
    worker->bench.reset();
    if (then) QMetaObject::invokeMethod(this, std::move(then));
  });
}

void TabletThread::run(When when, std::function<void(Bench*)> task) {
  QMetaObject::invokeMethod(
      worker_, [this, worker = worker_, when, task = std::move(task), generation = generation_.load()]() mutable {
        if (when == When::open && (!worker->bench || generation != generation_)) return;
        try {
          task(worker->bench.get());
          if (worker->bench) tell_news(*worker->bench, generation);
        } catch (const std::exception& error) {
          QMetaObject::invokeMethod(this, [this, what = QString::fromUtf8(error.what())] { emit faulted(what); });
        }
      });
}

void TabletThread::keep(std::function<void(Bench&)> work) {
  run(When::always, [work = std::move(work)](Bench* bench) {
    if (bench) work(*bench);
  });
}

void TabletThread::deliver(int generation, std::function<void()> answer) {
  QMetaObject::invokeMethod(this, [this, generation, answer = std::move(answer)] {
    if (generation == generation_) answer();
  });
}

void TabletThread::tell_news(Bench& bench, int generation) {
  auto ids = bench.tablet().take_news();
  if (ids.empty()) return;
  bench.forget(ids);
  deliver(generation, [this, ids = std::move(ids)] { emit news(ids); });
}

bool TabletThread::call(const std::function<void(Bench&)>& work) {
  auto done = std::make_shared<std::promise<bool>>();
  auto answer = done->get_future();
  QMetaObject::invokeMethod(worker_, [this, worker = worker_, done = std::move(done), &work, generation = generation_.load()] {
    if (!worker->bench || generation != generation_) return done->set_value(false);
    try {
      work(*worker->bench);
      tell_news(*worker->bench, generation);
      done->set_value(true);
    } catch (...) {
      done->set_exception(std::current_exception());
    }
  });
  try {
    return answer.get();
  } catch (const std::future_error&) {
    return false;  // the thread ended before it came to this
  } catch (const std::exception& error) {
    QMetaObject::invokeMethod(this, [this, what = QString::fromUtf8(error.what())] { emit faulted(what); });
    return false;
  }
}

}  // namespace beatbook::app
