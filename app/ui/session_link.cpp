#include "app/ui/session_link.h"

#include <utility>

#include "app/ui/session.h"

namespace beatbook::app {

SessionLink::SessionLink(QObject& owner) : QObject(&owner) {
  pause_.setSingleShot(true);
  pause_.setInterval(news_pause_ms);
  connect(&pause_, &QTimer::timeout, this, &SessionLink::tell);
}

void SessionLink::find() {
  if (session_) return;
  if (auto* session = Session::of(parent())) use(*session);
}

void SessionLink::use(Session& session) {
  session_ = &session;
  connect(&session, &Session::opened, this, &SessionLink::opened);
  connect(&session, &Session::locked, this, [this] {
    pause_.stop();
    waiting_.clear();
    emit locked();
  });
  connect(&session.thread(), &TabletThread::news, this, [this](const std::vector<RecordId>& ids) { take(ids, false); });
  connect(&session.sync_status(), &SyncStatus::viewReplaced, this, [this] { take({}, true); });
  // Joining or leaving a shift saves nothing, and "this shift" is another.
  connect(session.shift(), &Shift::replaced, this, [this] { take({}, true); });
  // Receipts change how entries stand, and name none.
  connect(&session.sync_status(), &SyncStatus::synced, this, [this] { take({}, false); });
  connect(&session.sync_status(), &SyncStatus::changed, this, [this] {
    const int drafts = session_->sync_status().drafts();
    if (std::exchange(drafts_, drafts) != drafts) take({}, false);
  });
  if (is_open()) emit opened();
}

Session* SessionLink::session() const { return session_; }
bool SessionLink::is_open() const { return session_ && session_->state() == Session::Open; }
TabletThread* SessionLink::thread() const { return session_ ? &session_->thread() : nullptr; }
int64_t SessionLink::now_ms() const { return session_ ? session_->now_ms() : static_cast<int64_t>(wall_clock_ms()); }

void SessionLink::take(const std::vector<RecordId>& ids, bool all) {
  waiting_.insert(waiting_.end(), ids.begin(), ids.end());
  all_ = all_ || all;
  if (!pause_.isActive()) pause_.start();
}

void SessionLink::tell() {
  if (!is_open()) return;
  const auto ids = std::exchange(waiting_, {});
  pause_.setInterval(ids.size() < many ? news_pause_ms : long_pause_ms);
  emit news(ids, std::exchange(all_, false));
}

}  // namespace beatbook::app
