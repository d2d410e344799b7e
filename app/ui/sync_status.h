#pragma once
// How this officer's entries stand with the server. A count moves only on the server's receipt; the light says "safe" only when
// nothing is missing for it.
#include <QtQml/qqmlregistration.h>

#include <QObject>
#include <QTimer>
#include <optional>

#include "app/tablet/overview.h"
#include "app/ui/exchange_thread.h"

class QQmlEngine;
class QJSEngine;

namespace beatbook::app {

class Session;

class SyncStatus : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_SINGLETON
  Q_PROPERTY(int onlyHere READ only_here NOTIFY changed)
  Q_PROPERTY(int received READ received NOTIFY changed)
  Q_PROPERTY(int merged READ merged NOTIFY changed)
  Q_PROPERTY(int needsYou READ needs_you NOTIFY changed)
  Q_PROPERTY(int drafts READ drafts NOTIFY changed)
  Q_PROPERTY(int kept READ kept NOTIFY changed)  // colleagues' entries that the server has lost
  Q_PROPERTY(bool diskFull READ disk_full NOTIFY changed)
  Q_PROPERTY(Light light READ light NOTIFY changed)
  Q_PROPERTY(QString lightName READ light_name NOTIFY changed)
  Q_PROPERTY(QString lightTitle READ light_title NOTIFY changed)
  Q_PROPERTY(QString lightText READ light_text NOTIFY changed)
  Q_PROPERTY(QString headerText READ header_text NOTIFY changed)
  Q_PROPERTY(QStringList reasons READ reasons NOTIFY changed)
  Q_PROPERTY(QString lastSyncedText READ last_synced_text NOTIFY changed)
  Q_PROPERTY(QString asOfText READ as_of NOTIFY changed)
  Q_PROPERTY(bool running READ running NOTIFY progressChanged)
  Q_PROPERTY(QString progressText READ progress_text NOTIFY progressChanged)
  Q_PROPERTY(qreal progress READ progress NOTIFY progressChanged)
  Q_PROPERTY(QString signalText READ signal_text NOTIFY signalChanged)
  Q_PROPERTY(QString errorText READ error_text NOTIFY signalChanged)
  Q_PROPERTY(QString serverText READ server_text NOTIFY serverTextChanged)
  Q_PROPERTY(bool autoSync READ auto_sync WRITE set_auto_sync NOTIFY autoSyncChanged)
  Q_PROPERTY(QString sealedText READ sealed_text NOTIFY sealedTextChanged)  // of a locked tablet: what it sent, or why not
 public:
  enum Light { Safe, NotSafe, NotKnown };
  Q_ENUM(Light)

  explicit SyncStatus(Session& session);
  static SyncStatus* create(QQmlEngine* engine, QJSEngine*);
  ExchangeThread& exchange() { return exchange_; }

  int only_here() const { return static_cast<int>(at_.only_here); }
  int received() const { return static_cast<int>(at_.received); }
  int merged() const { return static_cast<int>(at_.merged); }
  int needs_you() const { return static_cast<int>(at_.needs_you); }
  int drafts() const { return static_cast<int>(at_.drafts); }
  int kept() const { return static_cast<int>(at_.kept); }
  bool disk_full() const { return at_.disk_full; }
  Light light() const;
  QString light_name() const;
  QString light_title() const;
  QString light_text() const;
  QString header_text() const;
  QStringList reasons() const;
  QString last_synced_text() const;
  QString as_of() const;
  bool running() const { return exchange_.running(); }
  QString progress_text() const;
  qreal progress() const { return fraction_; }
  QString signal_text() const;
  QString error_text() const { return error_; }
  QString server_text() const { return server_; }
  bool auto_sync() const { return auto_sync_; }
  void set_auto_sync(bool on);
  QString sealed_text() const { return sealed_text_; }

  // One exchange; of a locked tablet it only sends what is sealed, for which nobody's secret is needed: so a colleague hands a
  // tablet in. Nothing while one runs.
  Q_INVOKABLE void syncNow();
  Q_INVOKABLE void stop();

  // Their authors' tablets are lost: copies of what is kept go to the server, where a supervisor releases them.
  Q_INVOKABLE void handInCopies();

  // For the session: the tablet was opened, is being locked, something was saved.
  void on_open(const QString& server);
  void on_lock();
  void on_locked();
  void on_saved();
  // The counts are read anew soon.
  void look_again();

 signals:
  void changed();
  void progressChanged();
  void signalChanged();
  void serverTextChanged();
  void autoSyncChanged();
  void sealedTextChanged();
  // Everything that was shown may read otherwise: the view was pulled anew.
  void viewReplaced();
  void synced();

 private:
  void take(const ExchangeReport& report);
  void take_push(const LockedPush& done);
  void say_sealed(const QString& text);
  void plan_next(bool good);
  void read_counts();

  Session& session_;
  ExchangeThread exchange_;
  Overview at_;
  bool known_ = false;  // at_ was read
  QTimer next_, look_;
  bool auto_sync_ = true;
  bool reading_ = false, read_again_ = false;
  int failures_ = 0;
  std::optional<int64_t> no_signal_since_;
  QString error_, server_;
  quint64 acked_ = 0, head_ = 0, first_acked_ = 0, pulled_ = 0;
  bool counting_ = false;
  double fraction_ = -1;
  QString sealed_text_;
};

}  // namespace beatbook::app
