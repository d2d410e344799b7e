#pragma once
// How long the interface thread is away, and how far apart the pictures of a window come.
#include <QElapsedTimer>
#include <QGuiApplication>
#include <QQuickItem>
#include <QQuickWindow>
#include <string>
#include <vector>

namespace beatbook::bench {

// A program that measures what each event costs its thread.
class Program : public QGuiApplication {
 public:
  struct Away {
    double ms = 0;
    std::string at;  // kind of event and class of its receiver
  };
  using QGuiApplication::QGuiApplication;
  bool notify(QObject* receiver, QEvent* event) override;
  // Events since the last call, the longest first, at most `count`. What an event handles within itself is counted with it.
  std::vector<Away> take_longest(size_t count);

 private:
  std::vector<Away> all_;
  int depth_ = 0;
};

struct Frames {
  size_t count = 0;
  double median = 0, p99 = 0, longest = 0;  // ms from one picture to the next
  double longest_away = 0;                  // ms of one event
  double longest_work = 0;                  // ms of processor time between two pictures: no other program is in it
  std::vector<Program::Away> slowest;
};

// Scrolls a list on, a little with each picture, and notes when the pictures come.
class Scroll : public QObject {
 public:
  // Until it goes. `list` belongs to `window`.
  Scroll(QQuickWindow& window, QQuickItem& list);
  // Of the pictures since the last call.
  Frames take();

 private:
  void on_frame();

  QQuickWindow& window_;
  QQuickItem& list_;
  QElapsedTimer clock_;
  double last_work_ = 0;
  std::vector<double> intervals_, work_;
};

// The list in it with the most to show; null when there is none.
QQuickItem* list_of(QQuickItem& item);

}  // namespace beatbook::bench
