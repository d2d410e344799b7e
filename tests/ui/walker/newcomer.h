#pragma once
// Somebody who does not know the app, at its window: what a whole piece of work costs in presses. With --out DIR a picture of
// each step.
#include <QQuickWindow>
#include <QTest>
#include <iostream>

#include "ui/walker/demonstration.h"
#include "ui/walker/hands.h"
#include "ui/walker/options.h"
#include "ui/walker/stage.h"

namespace beatbook::test::walker {

struct Newcomer {
  Newcomer(const Demonstration& from, const char* tablet, QSize size)
      : stage(from.store(tablet)), hands(stage.window()), secret(QString::fromStdString(from.secret)) {
    stage.window().resize(size);
  }
  // From the lock, `then` being what the first page says.
  void unlock(const QString& then) {
    hands.press("Press to unlock");
    hands.write("Your secret", secret);
    hands.press("Open");
    hands.wait_to_see(then);
  }
  void look(const char* what) {
    if (options().out.empty()) return;
    QTest::qWait(150);
    stage.window().grabWindow().save(
        QString("%1/%2-%3.png").arg(QString::fromStdString(options().out)).arg(++step_, 2, 10, QChar('0')).arg(what));
  }
  // Presses since the last part.
  int part(const char* what) {
    const int taps = hands.taps() - before_;
    before_ = hands.taps();
    std::cout << what << ": " << taps << " presses\n";
    return taps;
  }

  Stage stage;
  Hands hands;
  QString secret;

 private:
  int step_ = 0, before_ = 0;
};

}  // namespace beatbook::test::walker
