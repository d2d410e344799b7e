#include "app/ui/sync_status.h"

#include <QLocale>
#include <QQmlEngine>
#include <algorithm>
#include <utility>

#include "app/ui/session.h"
#include "app/ui/words.h"

namespace beatbook::app {

namespace {

constexpr int after_save_ms = 3'000;
constexpr int between_ms = 60'000;
constexpr int longest_pause_ms = 10 * 60'000;
constexpr int look_pause_ms = 250;

}  // namespace

SyncStatus::SyncStatus(Session& session) : session_(session), exchange_(session.thread()) {
  next_.setSingleShot(true);
  connect(&next_, &QTimer::timeout, this, [this] {
    if (auto_sync_) syncNow();
  });
  look_.setSingleShot(true);
  look_.setInterval(look_pause_ms);
  connect(&look_, &QTimer::timeout, this, &SyncStatus::read_counts);
  connect(&exchange_, &ExchangeThread::runningChanged, this, &SyncStatus::progressChanged);
  connect(&exchange_, &ExchangeThread::exchanged, this, &SyncStatus::take);
  connect(&exchange_, &ExchangeThread::pushed, this, &SyncStatus::take_push);
  connect(&exchange_, &ExchangeThread::progressed, this,
          [this](quint64 acked, quint64 head, quint64 received, double fraction) {
            if (!std::exchange(counting_, true)) first_acked_ = acked;
            acked_ = acked;
            head_ = head;
            pulled_ = received;
            fraction_ = fraction;
            emit progressChanged();
            look_again();
          });
}

SyncStatus* SyncStatus::create(QQmlEngine* engine, QJSEngine*) { return &Session::of(engine)->sync_status(); }

SyncStatus::Light SyncStatus::light() const {
  if (!known_) return NotKnown;
  switch (at_.light) {
    case SafeLight::safe:
      return Safe;
    case SafeLight::not_safe:
      return NotSafe;
    case SafeLight::not_known:
      return NotKnown;
  }
  return NotKnown;
}

QString SyncStatus::light_name() const {
  return light() == Safe ? QStringLiteral("safe") : light() == NotSafe ? QStringLiteral("notSafe") : QStringLiteral("notKnown");
}

QString SyncStatus::light_title() const { return known_ ? q(at_.title) : QStringLiteral("Not known"); }

QString SyncStatus::light_text() const {
  return known_ ? q(at_.sentence) : QStringLiteral("Unlock the tablet to see what is only here.");
}

QString SyncStatus::header_text() const {
  if (!known_) return QStringLiteral("Not known");
  if (at_.only_here > 0) return QStringLiteral("%1 only here").arg(at_.only_here);
  if (at_.drafts > 0) return QStringLiteral("%1 not saved").arg(at_.drafts);
  if (at_.quarantined > 0) return QStringLiteral("%1 held").arg(at_.quarantined);
  if (at_.light == SafeLight::safe) return QStringLiteral("Safe");
  return at_.synced_ms == 0 ? QStringLiteral("Not known") : QStringLiteral("Received");
}

QStringList SyncStatus::reasons() const {
  QStringList out;
  for (const auto& reason : at_.reasons) out.push_back(q(reason));
  return out;
}

QString SyncStatus::last_synced_text() const {
  if (!known_) return {};
  if (at_.synced_ms == 0) return QStringLiteral("Never exchanged");
  return QStringLiteral("Last exchange ") + as_of_text(static_cast<int64_t>(at_.synced_ms), session_.now_ms());
}

QString SyncStatus::as_of() const {
  if (!known_ || at_.synced_ms == 0) return QStringLiteral("never synced");
  return QStringLiteral("as of ") + as_of_text(static_cast<int64_t>(at_.synced_ms), session_.now_ms());
}

QString SyncStatus::progress_text() const {
  if (!running()) return {};
  if (!counting_) return QStringLiteral("Connecting");
  const auto to_send = head_ - std::min(first_acked_, head_);
  const auto sent = acked_ - std::min(first_acked_, acked_);
  if (sent < to_send) return QStringLiteral("Sending %1 of %2").arg(sent + 1).arg(to_send);
  if (pulled_ > 0)
    return QStringLiteral("Receiving: %1")
        .arg(QLocale(QLocale::English).toString(pulled_) +
             (pulled_ == 1 ? QStringLiteral(" entry") : QStringLiteral(" entries")));
  return QStringLiteral("Looking for news");
}

QString SyncStatus::signal_text() const {
  return no_signal_since_ ? QStringLiteral("No signal since ") + as_of_text(*no_signal_since_, session_.now_ms()) : QString();
}

void SyncStatus::set_auto_sync(bool on) {
  if (on == auto_sync_) return;
  auto_sync_ = on;
  if (on && session_.state() == Session::Open) next_.start(0);
  emit autoSyncChanged();
}

void SyncStatus::syncNow() {
  if (exchange_.running()) return;
  counting_ = false;
  pulled_ = 0;
  fraction_ = -1;
  if (session_.state() == Session::Open) {
    exchange_.exchange();
  } else if (session_.state() == Session::Locked) {
    say_sealed(QStringLiteral("Sending."));
    exchange_.push(session_.directory());
  }
}

void SyncStatus::stop() { exchange_.stop(); }

void SyncStatus::handInCopies() {
  session_.thread().post(
      this,
      [](Bench& bench) {
        const auto done = bench.tablet().notebook().hand_in_copies();
        return done.failed ? q(done.failed->message) : QString();
      },
      [this](const QString& failed) {
        error_ = failed;
        emit signalChanged();
        read_counts();
        syncNow();
      });
}

void SyncStatus::say_sealed(const QString& text) {
  if (std::exchange(sealed_text_, text) != text) emit sealedTextChanged();
}

void SyncStatus::take(const ExchangeReport& report) {
  const bool locked = report.failed && report.failed->code == Fault::locked;
  if (!locked) {
    const bool unreachable = report.failed && report.failed->code == Fault::unreachable;
    error_ = report.failed ? q(report.failed->message) : QString();
    if (!unreachable) no_signal_since_.reset();
    if (unreachable && !no_signal_since_) no_signal_since_ = session_.now_ms();
    emit signalChanged();
  }
  plan_next(!report.failed);
  look_again();
  if (!report.rebuilt_because.empty()) emit viewReplaced();
  if (!report.failed) emit synced();
}

// The light is for whoever opens the tablet: drafts and backups are not known here.
void SyncStatus::take_push(const LockedPush& done) {
  const auto& failed = done.report.failed;
  const QString left =
      (done.whole ? QStringLiteral("Left on this tablet: %1.") : QStringLiteral("Left on this tablet: at least %1."))
          .arg(done.left);
  if (failed && failed->code == Fault::locked) {
    say_sealed({});
  } else if (failed) {
    say_sealed(q(failed->message) + (done.left > 0 ? QStringLiteral(" ") + left : QString()));
  } else if (done.left > 0) {
    say_sealed(left + QStringLiteral(" Send again where there is signal."));
  } else if (!done.whole) {
    say_sealed(QStringLiteral("What lies ready is sent. There may be more: unlock the tablet and exchange."));
  } else {
    say_sealed(QStringLiteral("Every saved entry is sent. Unfinished ones stay on this tablet."));
  }
  plan_next(!failed);
}

void SyncStatus::plan_next(bool good) {
  failures_ = good ? 0 : failures_ + 1;
  const int pause = std::min(longest_pause_ms, between_ms << std::min(failures_, 4));
  if (session_.state() == Session::Open) next_.start(good ? between_ms : pause);
}

void SyncStatus::on_open(const QString& server) {
  if (server != server_) {
    server_ = server;
    emit serverTextChanged();
  }
  failures_ = 0;
  say_sealed({});
  read_counts();
  next_.start(after_save_ms / 3);
}

void SyncStatus::on_lock() {
  next_.stop();
  look_.stop();
  exchange_.stop();
  reading_ = read_again_ = false;
}

// What was saved last goes on from the outbox, if there is anything.
void SyncStatus::on_locked() {
  if (auto_sync_ && at_.pending > 0 && !exchange_.running()) syncNow();
}

void SyncStatus::on_saved() {
  look_again();
  if (auto_sync_ && failures_ == 0) next_.start(after_save_ms);
}

void SyncStatus::look_again() {
  if (!look_.isActive()) look_.start();
}

void SyncStatus::read_counts() {
  if (reading_) {
    read_again_ = true;
    return;
  }
  if (!session_.thread().is_open()) return;
  reading_ = true;
  session_.thread().post(
      this, [](Bench& bench) { return bench.overview().read(); },
      [this](Overview at) {
        reading_ = false;
        at_ = std::move(at);
        known_ = true;
        emit changed();
        if (std::exchange(read_again_, false)) look_again();
      });
}

}  // namespace beatbook::app
