#pragma once
// How an object that QML makes comes by the session of its engine, and follows it.
#include <QObject>
#include <QPointer>
#include <QTimer>
#include <functional>
#include <vector>

#include "kernel/bytes.h"

namespace beatbook::app {

class Session;
class TabletThread;

class SessionLink : public QObject {
  Q_OBJECT
 public:
  // Child of `owner`.
  explicit SessionLink(QObject& owner);

  // The session of the owner's engine, once the owner is complete. Tests without an engine give one.
  void find();
  void use(Session& session);
  bool is_open() const;
  Session* session() const;
  TabletThread* thread() const;
  int64_t now_ms() const;

 signals:
  void opened();
  // What was read must go from the screen and from memory.
  void locked();
  // At most every `news_pause`, and more rarely while much comes in. Records that may read otherwise now; everything may when
  // `all`.
  void news(const std::vector<beatbook::RecordId>& ids, bool all);

 private:
  static constexpr int news_pause_ms = 150;
  // Of many records nobody sees the single one, and each list read anew holds up the exchange that brings them.
  static constexpr int long_pause_ms = 1000;
  static constexpr size_t many = 200;
  void take(const std::vector<RecordId>& ids, bool all);
  void tell();

  QPointer<Session> session_;
  QTimer pause_;
  std::vector<RecordId> waiting_;
  bool all_ = false;
  int drafts_ = 0;
};

}  // namespace beatbook::app
