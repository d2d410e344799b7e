#include "bench/frames/watch.h"

#include <QMetaEnum>
#include <QThread>
#include <algorithm>
#include <ctime>

namespace beatbook::bench {

namespace {

constexpr double step = 24;  // px a picture: a quick flick of the thumb
constexpr double worth_naming_ms = 2;

double milliseconds(const QElapsedTimer& clock) { return static_cast<double>(clock.nsecsElapsed()) / 1e6; }

double thread_work_ms() {
  timespec at{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &at);
  return static_cast<double>(at.tv_sec) * 1e3 + static_cast<double>(at.tv_nsec) / 1e6;
}

std::string kind_of(QEvent::Type type) {
  const char* name = QMetaEnum::fromType<QEvent::Type>().valueToKey(type);
  return name ? name : std::to_string(type);
}

double nth(std::vector<double> values, double part) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  return values[static_cast<size_t>(part * static_cast<double>(values.size() - 1))];
}

}  // namespace

bool Program::notify(QObject* receiver, QEvent* event) {
  // Other threads deliver their events here too.
  if (QThread::currentThread() != thread() || depth_ > 0) return QGuiApplication::notify(receiver, event);
  const auto type = event->type();
  const std::string whose = receiver->metaObject()->className();
  QElapsedTimer clock;
  clock.start();
  ++depth_;
  const bool done = QGuiApplication::notify(receiver, event);
  --depth_;
  if (const double ms = milliseconds(clock); ms > worth_naming_ms) all_.push_back({ms, kind_of(type) + " of " + whose});
  return done;
}

std::vector<Program::Away> Program::take_longest(size_t count) {
  std::sort(all_.begin(), all_.end(), [](const Away& a, const Away& b) { return a.ms > b.ms; });
  if (all_.size() > count) all_.resize(count);
  return std::exchange(all_, {});
}

Scroll::Scroll(QQuickWindow& window, QQuickItem& list) : window_(window), list_(list) {
  (void)static_cast<Program*>(QCoreApplication::instance())->take_longest(0);
  connect(&window_, &QQuickWindow::frameSwapped, this, &Scroll::on_frame);
  window_.update();
}

void Scroll::on_frame() {
  const double work = thread_work_ms();
  if (clock_.isValid()) {
    intervals_.push_back(milliseconds(clock_));
    work_.push_back(work - last_work_);
  }
  clock_.start();
  last_work_ = work;
  const double end = list_.property("originY").toDouble() + list_.property("contentHeight").toDouble() - list_.height();
  list_.setProperty("contentY", std::min(end, list_.property("contentY").toDouble() + step));
  window_.update();
}

Frames Scroll::take() {
  Frames out;
  out.count = intervals_.size();
  out.median = nth(intervals_, 0.5);
  out.p99 = nth(intervals_, 0.99);
  out.longest = nth(intervals_, 1);
  out.longest_work = nth(work_, 1);
  intervals_.clear();
  work_.clear();
  clock_.invalidate();
  out.slowest = static_cast<Program*>(QCoreApplication::instance())->take_longest(5);
  out.longest_away = out.slowest.empty() ? 0 : out.slowest.front().ms;
  return out;
}

QQuickItem* list_of(QQuickItem& item) {
  if (!item.isVisible()) return nullptr;
  QQuickItem* best = item.inherits("QQuickListView") ? &item : nullptr;
  const auto shows = [](const QQuickItem* list) { return list ? list->property("count").toInt() : -1; };
  for (auto* child : item.childItems()) {
    if (auto* list = list_of(*child); shows(list) > shows(best)) best = list;
  }
  return best;
}

}  // namespace beatbook::bench
