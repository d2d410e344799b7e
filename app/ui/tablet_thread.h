#pragma once
// The unlocked tablet on a thread of its own, so that nothing the interface does waits for a disk. One object per program, on
// the interface thread; every member function is called there unless it says otherwise.
//
// Work runs in the order it was posted. Locking drops the tablet and with it every key; work that was posted before and has not
// begun is left out then, and no answer from before a lock is delivered after it.
#include <QObject>
#include <QPointer>
#include <QThread>
#include <atomic>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <type_traits>

#include "app/tablet/overview.h"
#include "app/tablet/tablet.h"

namespace beatbook::app {

// The tablet and what is kept beside it between two questions.
class Bench {
 public:
  explicit Bench(std::unique_ptr<Tablet> opened) : tablet_(std::move(opened)), overview_(*tablet_) {}
  Tablet& tablet() { return *tablet_; }
  OverviewReader& overview() { return overview_; }
  // What a record is called among cards; empty when it is not here. Kept until the record changes.
  const std::string& title(const RecordId& id);
  void forget(const std::vector<RecordId>& changed);
  // Lists do not show everything yet: the index is being brought up.
  bool index_behind() const { return index_behind_; }
  // One step of Tablet::index_step; false when there is no more, or it failed.
  bool index_step(size_t at_most);

 private:
  std::unique_ptr<Tablet> tablet_;
  OverviewReader overview_;
  std::map<RecordId, std::string> titles_;
  bool index_behind_ = true;
};

class TabletThread : public QObject {
  Q_OBJECT
 public:
  explicit TabletThread(QObject* parent = nullptr);
  // Waits for what runs.
  ~TabletThread() override;

  // Opens in place of what is open. `before` runs first on the tablet's thread: it may wait for others to let go of the files.
  // `then` runs on the interface thread, with what went wrong or nothing.
  void open(std::filesystem::path directory, std::string secret, std::function<void()> before,
            std::function<void(std::optional<Error>)> then);
  // From now on nothing is answered until open() succeeds. `then` runs once the keys are gone.
  void close(std::function<void()> then = {});
  bool is_open() const { return open_; }

  // `work(Bench&)` on the tablet's thread, then `then(result)` on the interface thread, unless `receiver` is gone by then.
  template <class Work, class Then>
  void post(QObject* receiver, Work work, Then then) {
    run(When::open, [this, guard = QPointer<QObject>(receiver), work = std::move(work), then = std::move(then),
                     generation = generation_.load()](Bench* bench) mutable {
      using Result = std::invoke_result_t<Work&, Bench&>;
      if constexpr (std::is_void_v<Result>) {
        work(*bench);
        deliver(generation, [guard, then = std::move(then)]() mutable {
          if (guard) then();
        });
      } else {
        auto result = std::make_shared<Result>(work(*bench));
        deliver(generation, [guard, then = std::move(then), result]() mutable {
          if (guard) then(std::move(*result));
        });
      }
    });
  }
  // Without an answer; it is also run when the tablet is locked right after, before the keys go.
  void keep(std::function<void(Bench&)> work);
  // On the same thread, open or not; for small files and key slots.
  template <class Work, class Then>
  void post_locked(QObject* receiver, Work work, Then then) {
    run(When::always,
        [this, guard = QPointer<QObject>(receiver), work = std::move(work), then = std::move(then)](Bench*) mutable {
          auto result = std::make_shared<std::invoke_result_t<Work&>>(work());
          QMetaObject::invokeMethod(this, [guard, then = std::move(then), result]() mutable {
            if (guard) then(std::move(*result));
          });
        });
  }

  // From any other thread: runs `work` there and waits for it. False when the tablet is locked, or is locked first.
  bool call(const std::function<void(Bench&)>& work);

 signals:
  // Records whose lines may read otherwise now.
  void news(const std::vector<beatbook::RecordId>& ids);
  // The disk failed, or the program did: a sentence. The answer of that work is never given.
  void faulted(const QString& sentence);

 private:
  enum class When { open, always };
  struct Worker;
  void run(When when, std::function<void(Bench*)> task);
  void deliver(int generation, std::function<void()> answer);
  void tell_news(Bench& bench, int generation);

  QThread thread_;
  Worker* worker_;
  bool open_ = false;
  std::atomic<int> generation_ = 0;  // goes up with each open and close
};

}  // namespace beatbook::app
