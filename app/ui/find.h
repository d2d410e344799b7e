#pragma once
// Looks for people, plates, numbers and places as one types, among what this tablet holds.
#include <QQmlParserStatus>
#include <QStringList>

#include "app/ui/row_model.h"
#include "app/ui/session_link.h"
#include "app/ui/tablet_thread.h"
#include "app/ui/values.h"

namespace beatbook::app {

struct HitRow {
  QString entry_id, type_name, title, title_marked, line, line2, match_text, time;
  std::vector<TextSpan> spans;
  bool exact = false;
  QString key() const { return entry_id; }
  bool operator==(const HitRow&) const = default;
};

class Find : public RowModel<HitRow>, public QQmlParserStatus {
  Q_OBJECT
  QML_ELEMENT
  Q_INTERFACES(QQmlParserStatus)
  Q_PROPERTY(QString text READ text WRITE set_text NOTIFY textChanged)
  Q_PROPERTY(QStringList types READ types WRITE set_types NOTIFY textChanged)
  // What it is for: "enforcement" or "safeguarding" (BR-22); empty = not said yet.
  Q_PROPERTY(QString reason READ reason WRITE set_reason NOTIFY reasonChanged)
  Q_PROPERTY(QString purpose READ reason NOTIFY reasonChanged)
  Q_PROPERTY(QVariantList reasons READ reasons CONSTANT)  // formOption
  Q_PROPERTY(int limit READ limit WRITE set_limit NOTIFY textChanged)
  // With nothing typed: the cards that were written last.
  Q_PROPERTY(bool recent READ recent WRITE set_recent NOTIFY textChanged)
  Q_PROPERTY(bool loading READ loading NOTIFY loadingChanged)
  Q_PROPERTY(bool searched READ searched NOTIFY loadingChanged)
  Q_PROPERTY(QString summaryText READ summary_text NOTIFY loadingChanged)
  Q_PROPERTY(QString asOfText READ as_of_text NOTIFY loadingChanged)
 public:
  explicit Find(QObject* parent = nullptr);
  void classBegin() override {}
  void componentComplete() override;
  void use(Session& session);

  QString text() const { return text_; }
  void set_text(const QString& text);
  QStringList types() const { return types_; }
  void set_types(const QStringList& types);
  QString reason() const { return reason_; }
  void set_reason(const QString& reason);
  QVariantList reasons() const;
  int limit() const { return limit_; }
  void set_limit(int limit);
  bool recent() const { return recent_; }
  void set_recent(bool recent);
  bool loading() const { return loading_; }
  bool searched() const { return searched_; }
  QString summary_text() const;
  QString as_of_text() const;

 signals:
  void textChanged();
  void reasonChanged();
  void loadingChanged();

 private:
  void search();

  SessionLink* link_;
  QString text_, reason_;
  QStringList types_;
  int limit_ = 50;
  bool recent_ = false, ready_ = false;
  bool loading_ = false, again_ = false, searched_ = false;
};

}  // namespace beatbook::app
