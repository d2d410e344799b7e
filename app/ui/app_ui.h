#pragma once
// The whole app on a screen: a session, the pages, and the lock that turns by itself. What main() and the tests of pages start.
#include <QObject>
#include <QTimer>
#include <QVariantMap>
#include <filesystem>

#include "app/ui/session.h"

class QQmlApplicationEngine;

namespace beatbook::app {

class AppUi : public QObject {
  Q_OBJECT
 public:
  explicit AppUi(std::filesystem::path directory, QObject* parent = nullptr);
  ~AppUi() override;

  Session& session() { return session_; }
  // Shows Main.qml with these properties of its window. False when the pages cannot be loaded; Qt has said why.
  // The engine goes before this does.
  bool load(QQmlApplicationEngine& engine, const QVariantMap& properties = {});

  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void start_idle();

  Session session_;
  QTimer idle_;
  bool copied_ = false;  // something, since the tablet was opened
};

}  // namespace beatbook::app
