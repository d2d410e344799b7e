#pragma once
// A supervisor's decision on one entry, as it stands when it is taken.
#include <QtQml/qqmlregistration.h>

#include <QQmlParserStatus>
#include <QStringList>
#include <functional>
#include <map>

#include "app/ui/session_link.h"
#include "app/ui/tablet_thread.h"

namespace beatbook::app {

class Review : public QObject, public QQmlParserStatus {
  Q_OBJECT
  QML_ELEMENT
  Q_INTERFACES(QQmlParserStatus)
  Q_PROPERTY(QString entryId READ entry_id WRITE set_entry_id NOTIFY entryIdChanged)
  Q_PROPERTY(int remarks READ remark_count NOTIFY remarksChanged)
  Q_PROPERTY(bool busy READ busy NOTIFY busyChanged)
  Q_PROPERTY(QString errorText READ error_text NOTIFY busyChanged)
 public:
  explicit Review(QObject* parent = nullptr);
  void classBegin() override {}
  void componentComplete() override { link_->find(); }
  void use(Session& session) { link_->use(session); }

  QString entry_id() const { return entry_id_; }
  // Another entry: the remarks go.
  void set_entry_id(const QString& id);
  int remark_count() const { return static_cast<int>(remarks_.size()); }
  bool busy() const { return busy_; }
  QString error_text() const { return error_; }

  // A remark at a field, sent with the next decision; empty text takes it back.
  Q_INVOKABLE void setRemark(const QString& path, const QString& text);
  Q_INVOKABLE QString remark(const QString& path) const;
  Q_INVOKABLE void clearRemarks();
  // Signs with the officer's secret typed anew; a wrong one counts as at the lock.
  Q_INVOKABLE void approve(const QString& secret, const QString& comment = {});
  Q_INVOKABLE void returnEntry(const QString& comment);
  Q_INVOKABLE void annotate(const QString& comment);
  Q_INVOKABLE void voidEntry(const QString& comment);
  // One of EntryView.findings, and why.
  Q_INVOKABLE void say(const QString& finding, const QString& comment);

 signals:
  void entryIdChanged();
  void remarksChanged();
  void busyChanged();
  void decided(const QString& text);

 private:
  void decide(const std::string& decision, const QString& comment, const std::optional<std::string>& secret,
              const QString& text);
  void set_busy(bool busy, const QString& error);

  SessionLink* link_;
  QString entry_id_, error_;
  std::map<QString, QString> remarks_;
  bool busy_ = false;
};

}  // namespace beatbook::app
