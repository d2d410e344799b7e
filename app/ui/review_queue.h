#pragma once
// The supervisor's queue: what is due first comes first.
#include <QQmlParserStatus>
#include <QTimer>
#include <memory>

#include "app/tablet/review_list.h"
#include "app/ui/row_model.h"
#include "app/ui/session_link.h"
#include "app/ui/tablet_thread.h"

namespace beatbook::app {

struct QueueRow {
  int64_t due_ms = 0;
  QString entry_id, type_name, title, number, author, sergeant, summary, due_text, due_at_text, when_text, refusal;
  bool overdue = false, corrected = false, may_review = true;
  QString key() const { return entry_id; }
  bool operator==(const QueueRow&) const = default;
};

class ReviewQueue : public RowModel<QueueRow>, public QQmlParserStatus {
  Q_OBJECT
  QML_ELEMENT
  Q_INTERFACES(QQmlParserStatus)
  Q_PROPERTY(bool all READ all WRITE set_all NOTIFY allChanged)
  Q_PROPERTY(bool loading READ loading NOTIFY loadingChanged)
  Q_PROPERTY(QString summaryText READ summary_text NOTIFY loadingChanged)
  Q_PROPERTY(QString emptyText READ empty_text NOTIFY loadingChanged)
  Q_PROPERTY(QString silentText READ silent_text NOTIFY loadingChanged)
 public:
  explicit ReviewQueue(QObject* parent = nullptr);
  void classBegin() override {}
  void componentComplete() override { link_->find(); }
  void use(Session& session) { link_->use(session); }

  bool all() const { return all_; }
  void set_all(bool all);
  bool loading() const { return loading_; }
  QString summary_text() const;
  QString empty_text() const;
  // Officers on shift whose tablets have brought nothing for long: what they hold may belong here. Empty when there are none.
  QString silent_text() const { return silent_; }

 signals:
  void allChanged();
  void loadingChanged();

 private:
  static constexpr int again_after_ms = 1'500;
  void read();
  void step(const std::shared_ptr<ReviewList>& list, int turn);
  void turn_clock();
  void read_silent();

  SessionLink* link_;
  QTimer again_, clock_;
  bool all_ = false, loading_ = false;
  std::vector<QueueRow> found_;
  QString silent_;
  int turn_ = 0;
};

}  // namespace beatbook::app
