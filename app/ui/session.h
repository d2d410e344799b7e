#pragma once
// Who works on this tablet and whether it is open. One object per program; everything else that QML sees hangs on it.
#include <QtQml/qqmlregistration.h>

#include <QObject>
#include <QTimer>
#include <QVariant>
#include <filesystem>
#include <functional>
#include <memory>

#include "app/ui/settings.h"
#include "app/ui/shift.h"
#include "app/ui/sync_status.h"
#include "app/ui/tablet_thread.h"
#include "app/ui/values.h"

class QQmlEngine;
class QJSEngine;

namespace beatbook::app {

// What a session shows of the officer; read on the tablet's thread.
struct SessionFacts {
  QString officer, operation;
  QString profile;  // id of what this tablet holds of the operation
  QStringList roles, operations;
  QStringList areas;  // names of those that the operation drew
  bool can_review = false;
  int64_t clock_offset_ms = 0;  // server minus tablet, as measured
  std::vector<RecordKind> kinds;
  ShiftFacts shift;
  QString server;
};

class Session : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_SINGLETON
  Q_PROPERTY(State state READ state NOTIFY stateChanged)
  Q_PROPERTY(bool busy READ busy NOTIFY busyChanged)
  Q_PROPERTY(QString errorText READ error_text NOTIFY errorChanged)
  Q_PROPERTY(int waitSeconds READ wait_seconds NOTIFY errorChanged)
  Q_PROPERTY(bool needsRecoveryCode READ needs_recovery_code NOTIFY errorChanged)
  Q_PROPERTY(QString officer READ officer NOTIFY officerChanged)
  Q_PROPERTY(QStringList roles READ roles NOTIFY officerChanged)
  Q_PROPERTY(bool canReview READ can_review NOTIFY officerChanged)
  Q_PROPERTY(QString operation READ operation NOTIFY officerChanged)
  // The record of what the operation decided: beats, areas, partners; "" while this tablet holds none.
  Q_PROPERTY(QString operationProfile READ operation_profile NOTIFY officerChanged)
  Q_PROPERTY(QStringList operations READ operations NOTIFY officerChanged)
  Q_PROPERTY(QStringList areas READ areas NOTIFY officerChanged)
  Q_PROPERTY(QVariantList recordTypes READ record_types NOTIFY officerChanged)  // recordKind
  Q_PROPERTY(beatbook::app::Shift* shift READ shift CONSTANT)
  // Why this officer looks people up: asked once a shift, kept nowhere.
  Q_PROPERTY(QString findReason READ find_reason WRITE set_find_reason NOTIFY findReasonChanged)
  Q_PROPERTY(QString clockText READ clock NOTIFY clockChanged)
  Q_PROPERTY(QString dateText READ date NOTIFY clockChanged)
  Q_PROPERTY(QString dayText READ day NOTIFY clockChanged)
  Q_PROPERTY(QString savedText READ saved_text NOTIFY savedTextChanged)
 public:
  enum State { NotEnrolled, Locked, Opening, Open };
  Q_ENUM(State)

  // A tablet whose files are, or will be, in `directory`. Reads who it belongs to.
  explicit Session(std::filesystem::path directory, QObject* parent = nullptr);
  // Locks, and waits until that is done.
  ~Session() override;

  // From then on the singletons of that engine are this session's.
  void serve(QQmlEngine& engine);
  static Session* of(const QObject* engine_or_object);
  static Session* create(QQmlEngine* engine, QJSEngine*);

  TabletThread& thread() { return thread_; }
  SyncStatus& sync_status() { return *sync_status_; }
  Settings& settings() { return settings_; }
  const std::filesystem::path& directory() const { return directory_; }
  // The tablet's clock, corrected by the measured offset.
  int64_t now_ms() const;

  State state() const { return state_; }
  bool busy() const { return busy_; }
  QString error_text() const { return error_; }
  int wrong_tries() const { return wrong_tries_; }
  int wait_seconds() const { return wait_seconds_; }
  bool needs_recovery_code() const { return needs_recovery_code_; }
  QString officer() const { return facts_.officer; }
  QStringList roles() const { return facts_.roles; }
  bool can_review() const { return facts_.can_review; }
  QString operation() const { return facts_.operation; }
  QString operation_profile() const { return facts_.profile; }
  QStringList operations() const { return facts_.operations; }
  QStringList areas() const { return facts_.areas; }
  QVariantList record_types() const { return variants(facts_.kinds); }
  Shift* shift() { return &shift_; }
  QString find_reason() const { return reason_shift_ == facts_.shift.id ? find_reason_ : QString(); }
  void set_find_reason(const QString& reason);
  QString clock() const;
  QString date() const;
  QString day() const;
  QString saved_text() const { return saved_text_; }

  // A wrong secret is told by `waitSeconds`, not by a sentence.
  Q_INVOKABLE void unlock(const QString& secret);
  // The journal is written, then every key goes.
  Q_INVOKABLE void lock();
  Q_INVOKABLE void recover(const QString& code, const QString& new_secret);
  Q_INVOKABLE void enrol(const QString& server, const QString& code, const QString& secret);
  Q_INVOKABLE void clearSaved();
  Q_INVOKABLE QString label(const QString& list, const QString& code) const;
  Q_INVOKABLE QVariantList options(const QString& list) const;  // formOption
  Q_INVOKABLE QString typeLabel(const QString& type) const;

  // For those who save: a sentence for the page that comes next, which does not know what was saved.
  void tell_saved(const QString& entry_id, const QString& text);
  // What a session shows is read anew.
  void read_facts();
  // What is in secrets is wiped as far as a QString allows.
  static std::string take_secret(const QString& secret);

 signals:
  void findReasonChanged();
  void stateChanged();
  void busyChanged();
  void errorChanged();
  void officerChanged();
  void clockChanged();
  void savedTextChanged();
  void opened();
  // The keys go next: whoever holds what was typed hands it to TabletThread::keep now.
  void aboutToLock();
  void locked();
  void saved(const QString& entryId, const QString& text);
  void faulted(const QString& text);

 private:
  void set_state(State state);
  void set_busy(bool busy);
  void set_error(const QString& text);
  void open_with(std::string secret);
  void read_lock_state();
  void take(SessionFacts facts);
  void bring_index_up();
  void plan_clock();

  std::filesystem::path directory_;
  TabletThread thread_;
  Settings settings_;
  std::unique_ptr<SyncStatus> sync_status_;
  Shift shift_;
  QString find_reason_, reason_shift_;  // and the shift it was given in
  State state_ = NotEnrolled;
  bool busy_ = false;
  QString error_, saved_text_;
  int wrong_tries_ = 0, wait_seconds_ = 0;
  bool needs_recovery_code_ = false;
  SessionFacts facts_;
  QTimer clock_, wait_, facts_soon_;
};

}  // namespace beatbook::app
