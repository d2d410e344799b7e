#include "app/ui/session.h"

#include <sodium.h>
#include <unistd.h>

#include <QQmlEngine>
#include <QVariant>
#include <algorithm>
#include <array>

#include "app/ui/session_facts.h"
#include "app/ui/words.h"
#include "app/vault/vault.h"
#include "schema/code_lists.h"

namespace beatbook::app {

namespace {

constexpr const char* engine_property = "beatbookSession";
constexpr int minute_ms = 60'000;
constexpr int facts_pause_ms = 100;
constexpr size_t index_step_size = 128;

std::string device_name() {
  std::array<char, 256> name{};
  return gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "tablet";
}

}  // namespace

Session::Session(std::filesystem::path directory, QObject* parent)
    : QObject(parent), directory_(std::move(directory)), settings_(directory_, thread_), shift_(*this) {
  const auto enrolment = Enrolment::load(directory_);
  if (enrolment && enrolment->granted()) {
    state_ = Locked;
    facts_.officer = q(enrolment->grant().collar_number);
    facts_.server = q(enrolment->grant().server);
  } else if (!enrolment && enrolment.error().code != Fault::not_found) {
    error_ = q(enrolment.error().message);
  }
  sync_status_ = std::make_unique<SyncStatus>(*this);
  connect(&thread_, &TabletThread::faulted, this, &Session::faulted);
  connect(&thread_, &TabletThread::news, this, [this] {
    facts_soon_.start();
    sync_status_->look_again();
  });
  facts_soon_.setSingleShot(true);
  facts_soon_.setInterval(facts_pause_ms);
  connect(&facts_soon_, &QTimer::timeout, this, &Session::read_facts);
  connect(sync_status_.get(), &SyncStatus::synced, this, &Session::read_facts);
  connect(&wait_, &QTimer::timeout, this, [this] {
    if (--wait_seconds_ <= 0) wait_.stop();
    emit errorChanged();
  });
  clock_.setSingleShot(true);
  connect(&clock_, &QTimer::timeout, this, &Session::plan_clock);
  plan_clock();
  if (state_ == Locked) read_lock_state();
}

Session::~Session() {
  emit aboutToLock();
  sync_status_.reset();
}

void Session::serve(QQmlEngine& engine) {
  for (QObject* object : std::initializer_list<QObject*>{this, sync_status_.get(), &settings_, &shift_}) {
    QQmlEngine::setObjectOwnership(object, QQmlEngine::CppOwnership);
  }
  engine.setProperty(engine_property, QVariant::fromValue<QObject*>(this));
}

Session* Session::of(const QObject* object) {
  const auto* engine = qobject_cast<const QQmlEngine*>(object);
  if (!engine && object) engine = qmlEngine(object);
  return engine ? qobject_cast<Session*>(engine->property(engine_property).value<QObject*>()) : nullptr;
}

Session* Session::create(QQmlEngine* engine, QJSEngine*) { return of(engine); }

int64_t Session::now_ms() const { return static_cast<int64_t>(wall_clock_ms()) + facts_.clock_offset_ms; }

QString Session::clock() const { return clock_text(now_ms()); }
QString Session::date() const { return date_text(now_ms()); }
QString Session::day() const { return day_text(now_ms()); }

// The clock turns with the minute, and "as of" with it.
void Session::plan_clock() {
  clock_.start(static_cast<int>(minute_ms - now_ms() % minute_ms) + 1);
  emit clockChanged();
}

void Session::set_state(State state) {
  if (state == state_) return;
  state_ = state;
  emit stateChanged();
}

void Session::set_busy(bool busy) {
  if (busy == busy_) return;
  busy_ = busy;
  emit busyChanged();
}

void Session::set_error(const QString& text) {
  error_ = text;
  emit errorChanged();
}

std::string Session::take_secret(const QString& secret) {
  QByteArray bytes = secret.toUtf8();
  std::string out(bytes.constData(), static_cast<size_t>(bytes.size()));
  sodium_memzero(bytes.data(), static_cast<size_t>(bytes.size()));
  return out;
}

void Session::unlock(const QString& secret) {
  if (state_ != Locked || busy_ || secret.isEmpty()) return;
  open_with(take_secret(secret));
}

void Session::open_with(std::string secret) {
  set_error({});
  set_busy(true);
  set_state(Opening);
  sync_status_->stop();
  thread_.open(
      directory_, std::move(secret), [this] { sync_status_->exchange().let_go(); },
      [this](std::optional<Error> failed) {
        set_busy(false);
        if (failed) {
          set_state(Locked);
          if (failed->code != Fault::locked) set_error(q(failed->message));
          read_lock_state();
          return;
        }
        wrong_tries_ = 0;
        emit errorChanged();
        set_state(Open);
        read_facts();
        sync_status_->on_open(facts_.server);
        emit opened();
        bring_index_up();
      });
}

// A step at a time, so that what people ask for comes in between.
void Session::bring_index_up() {
  thread_.post(
      this, [](Bench& bench) { return bench.index_step(index_step_size); },
      [this](bool more) { more ? bring_index_up() : read_facts(); });
}

void Session::read_lock_state() {
  thread_.post_locked(
      this,
      [directory = directory_]() -> std::optional<LockState> {
        auto vault = Vault::open(directory);
        if (!vault) return std::nullopt;
        auto state = vault->state(wall_clock_ms());
        return state ? std::optional(*state) : std::nullopt;
      },
      [this](const std::optional<LockState>& state) {
        if (!state) return;
        wrong_tries_ = static_cast<int>(state->wrong);
        needs_recovery_code_ = state->needs_recovery_code;
        wait_seconds_ = static_cast<int>((state->wait_ms + 999) / 1000);
        wait_seconds_ > 0 ? wait_.start(1000) : wait_.stop();
        emit errorChanged();
      });
}

void Session::lock() {
  if (state_ != Open && state_ != Opening) return;
  emit aboutToLock();
  sync_status_->on_lock();
  facts_soon_.stop();
  clearSaved();
  thread_.close([this] {
    if (state_ == Locked) sync_status_->on_locked();
  });
  set_busy(false);
  shift_.set({});
  set_state(Locked);
  emit locked();
}

void Session::recover(const QString& code, const QString& new_secret) {
  if (state_ != Locked || busy_) return;
  set_error({});
  set_busy(true);
  thread_.post_locked(
      this,
      [directory = directory_, typed = take_secret(code), secret = take_secret(new_secret)]() -> Result<std::string> {
        auto vault = Vault::open(directory);
        if (!vault) return vault.error();
        auto key = vault->recover(typed, secret);
        if (!key) return key.error();
        return secret;
      },
      [this](Result<std::string> done) {
        set_busy(false);
        if (!done) return set_error(q(done.error().message));
        needs_recovery_code_ = false;
        wait_seconds_ = 0;
        wait_.stop();
        open_with(*done);
      });
}

void Session::enrol(const QString& server, const QString& code, const QString& secret) {
  if (state_ != NotEnrolled || busy_) return;
  set_error({});
  set_busy(true);
  const EnrolOptions options{s(server.trimmed()), s(code.trimmed()), device_name(), take_secret(secret)};
  thread_.post_locked(
      this,
      [directory = directory_, options]() -> Result<std::string> {
        if (auto done = Tablet::enrol(directory, options); !done) return done.error();
        return options.secret;
      },
      [this, where = q(options.server)](Result<std::string> done) {
        set_busy(false);
        if (!done) return set_error(q(done.error().message));
        facts_.server = where;
        set_state(Locked);
        open_with(*done);
      });
}

void Session::read_facts() {
  if (state_ != Open) return;
  thread_.post(
      this, [now = now_ms()](Bench& bench) { return session_facts(bench, now); },
      [this](SessionFacts facts) { take(std::move(facts)); });
}

void Session::take(SessionFacts facts) {
  facts_ = std::move(facts);
  shift_.set(facts_.shift);
  emit officerChanged();
  plan_clock();
}

void Session::tell_saved(const QString& entry_id, const QString& text) {
  saved_text_ = text;
  emit savedTextChanged();
  emit saved(entry_id, text);
  sync_status_->on_saved();
}

void Session::clearSaved() {
  if (saved_text_.isEmpty()) return;
  saved_text_.clear();
  emit savedTextChanged();
}

void Session::set_find_reason(const QString& reason) {
  if (reason == find_reason()) return;
  find_reason_ = reason;
  reason_shift_ = facts_.shift.id;
  emit findReasonChanged();
}

QString Session::label(const QString& list, const QString& code) const {
  return q(schema::CodeLists::in_force().label(s(list), s(code)));
}

QVariantList Session::options(const QString& list) const {
  std::vector<FormOption> out;
  const auto* found = schema::CodeLists::in_force().find(s(list));
  if (!found) return {};
  for (const auto& code : found->codes) {
    if (schema::CodeLists::in_force().refusal(found->name, code.code)) continue;
    out.push_back({q(code.code), q(code.label), q(code.message), code.hidden});
  }
  return variants(out);
}

QString Session::typeLabel(const QString& type) const {
  const auto* found = schema::find_type(s(type));
  return found ? q(schema::short_label(*found)) : type;
}

}  // namespace beatbook::app
