// What the screen costs with a full store, beside the floor of the same run: an empty store, or the same scrolling with nothing
// to sync. Drawn in memory without a GPU, so absolute times are those of the worst machine. Run by hand:
//   build/tests/beatbook-bench-ui [--quick] [--rounds N]
#include <fmt/format.h>
#include <sodium.h>

#include <QQmlApplicationEngine>
#include <QTest>
#include <cstring>
#include <sstream>

#include "app/ui/app_ui.h"
#include "app/ui/entry_list.h"
#include "bench/frames/watch.h"
#include "bench/station.h"

namespace beatbook::bench {

namespace {

constexpr int patience_ms = 120'000;
constexpr double most_frame_ms = 50;   // no picture may be longer in coming while entries come in
constexpr double most_start_ms = 200;  // more than with an empty store

struct Sizes {
  size_t store = 100'000, coming = 10'000;
  int scroll_ms = 8'000;
};

// The app over a store, on the page that lists every entry.
class Shown {
 public:
  explicit Shown(const std::filesystem::path& store) : ui_(store) {
    ui_.session().sync_status().set_auto_sync(false);
    if (!ui_.load(engine_, {{"startPage", "entries"}, {"startArgs", all_}})) throw std::runtime_error("the pages do not load");
    window_ = qobject_cast<QQuickWindow*>(engine_.rootObjects().first());
    QObject::connect(window_, &QQuickWindow::frameSwapped, window_, [this] { ++frames_; });
  }
  app::Session& session() { return ui_.session(); }
  QQuickWindow& window() { return *window_; }
  void wait_for_frame() {
    const int seen = frames_;
    window_->update();
    wait([&] { return frames_ > seen; }, "no picture came");
  }
  void unlock() {
    session().unlock(secret);
    wait([&] { return window_->property("open").toBool(); }, "the store did not open");
  }
  void wait_for_list() {
    wait([&] { return list_of(*window_->contentItem()) != nullptr && !model().property("loading").toBool(); },
         "the list was not read");
  }
  // The page anew, at its top.
  void begin_again() {
    if (!QMetaObject::invokeMethod(window_, "startAt", Q_ARG(QString, "entries"), Q_ARG(QVariant, all_)))
      throw std::runtime_error("the window has no startAt");
    wait_for_list();
    wait_for_frame();
  }
  QQuickItem& list() { return *list_of(*window_->contentItem()); }
  QObject& model() { return *list().property("model").value<QObject*>(); }

  template <class So>
  static void wait(So so, const char* otherwise) {
    if (!QTest::qWaitFor(so, patience_ms)) throw std::runtime_error(otherwise);
  }

 private:
  const QVariantMap all_{{"scope", app::EntryList::All}};
  app::AppUi ui_;
  QQmlApplicationEngine engine_;
  QQuickWindow* window_ = nullptr;
  int frames_ = 0;
};

struct Start {
  double first = 0, open = 0, filled = 0;  // ms: program to its first picture, secret to the page, secret to the list on it
};

double ms_of(const QElapsedTimer& clock) { return static_cast<double>(clock.nsecsElapsed()) / 1e6; }

Start start_here(const std::filesystem::path& store) {
  Start out;
  QElapsedTimer clock;
  clock.start();
  Shown shown(store);
  shown.wait_for_frame();
  out.first = ms_of(clock);
  clock.start();
  shown.unlock();
  shown.wait_for_frame();
  out.open = ms_of(clock);
  shown.wait_for_list();
  shown.wait_for_frame();
  out.filled = ms_of(clock);
  return out;
}

// In a program of its own, as an officer starts it.
Start start(const std::string& program, const std::filesystem::path& store, const std::filesystem::path& scratch) {
  const auto output = test::Process({program, "--start", store.string()}, scratch).wait();
  if (output.exit_code != 0) throw std::runtime_error(output.err);
  Start out;
  std::istringstream(output.out) >> out.first >> out.open >> out.filled;
  return out;
}

void print(const std::string& what, double ours, double floor, bool good, const std::string& aim) {
  fmt::print("{:<58} {:>10.1f} {:>10.1f} ms   aim {:<14} {}\n", what, ours, floor, aim, good ? "ok" : "OVER");
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

void bench_start(const std::string& program, Station& station, int rounds) {
  std::vector<Start> full, empty;
  for (int round = 0; round <= rounds; ++round) {
    const auto a = start(program, station.fleet.directory / "crane", station.fleet.directory.path());
    const auto b = start(program, station.fleet.directory / "wren", station.fleet.directory.path());
    if (round == 0) continue;  // files come into memory
    empty.push_back(a);
    full.push_back(b);
  }
  const auto line = [&](const char* what, double Start::*part) {
    std::vector<double> ours, floor;
    for (const auto& one : full) ours.push_back(one.*part);
    for (const auto& one : empty) floor.push_back(one.*part);
    print(what, median(ours), median(floor), median(ours) - median(floor) <= most_start_ms, "<= floor + 200");
  };
  line("program to first picture", &Start::first);
  line("secret to first picture of the page", &Start::open);
  line("secret to the page with its list", &Start::filled);
}

void tell(const char* what, const Frames& frames) {
  fmt::print("  {}: {} pictures, median {:.1f} ms\n", what, frames.count, frames.median);
  for (const auto& away : frames.slowest) fmt::print("      {:>6.1f} ms  {}\n", away.ms, away.at);
}

void bench_frames(Station& station, Node& heron, const Sizes& sizes) {
  Shown shown(station.fleet.directory / "wren");
  shown.unlock();
  shown.begin_again();
  Frames floor, ours;
  {
    Scroll scroll(shown.window(), shown.list());
    QTest::qWait(sizes.scroll_ms);
    floor = scroll.take();
  }
  // Half of them among those that are on the page, half above them.
  fill(heron, entries(sizes.coming, 2, first_ms + (sizes.store - sizes.coming / 2) * apart_ms));
  sync(heron, true);
  shown.begin_again();
  double seconds = 0;
  {
    Scroll scroll(shown.window(), shown.list());
    QElapsedTimer clock;
    clock.start();
    shown.session().sync_status().syncNow();
    Shown::wait([&] { return !shown.session().sync_status().running(); }, "the exchange did not end");
    seconds = ms_of(clock) / 1e3;
    QTest::qWait(500);
    ours = scroll.take();
  }
  if (!shown.session().sync_status().error_text().isEmpty())
    throw std::runtime_error(shown.session().sync_status().error_text().toStdString());
  fmt::print("{} entries came into a store of {} in {:.1f} s while the list scrolled\n", sizes.coming, sizes.store, seconds);
  const auto aim = fmt::format("<= {}", most_frame_ms);
  print("longest from one picture to the next", ours.longest, floor.longest, ours.longest <= most_frame_ms, aim);
  print("  of it, the thread's own work at most", ours.longest_work, floor.longest_work, ours.longest_work <= most_frame_ms,
        aim);
  print("  99 of 100", ours.p99, floor.p99, ours.p99 <= most_frame_ms, aim);
  print("longest the interface thread was away", ours.longest_away, floor.longest_away, ours.longest_away <= most_frame_ms,
        aim);
  tell("while entries came in", ours);
  tell("with nothing to sync", floor);
}

}  // namespace

int run(const std::string& program, const Sizes& sizes, int rounds) {
  Station station;
  {
    auto heron = station.tablet("heron", "PC 3456");
    station.fleet.enrol("crane", "PC 2345", "OFC");
    station.fleet.enrol("wren", "PC 1234", "OFC");
    fill(*heron, entries(sizes.store, 1));
    sync(*heron, true);
    Node wren(station.fleet.directory / "wren");
    wren.store.database().run("PRAGMA synchronous = OFF");
    if (sync(wren).received != sizes.store) throw std::runtime_error("not everything arrived");
    index(wren);
  }
  fmt::print("{:<58} {:>10} {:>10}\n", "", "ours", "floor");
  std::fflush(stdout);
  bench_start(program, station, rounds);
  Node heron(station.fleet.directory / "heron");
  bench_frames(station, heron, sizes);
  return 0;
}

}  // namespace beatbook::bench

int main(int argc, char** argv) {
  using namespace beatbook::bench;
  qputenv("QT_QPA_PLATFORM", "offscreen");
  qputenv("QT_QUICK_BACKEND", "software");
  if (sodium_init() < 0) return 1;
  Sizes sizes;
  int rounds = 5;
  const char* store = nullptr;
  for (int i = 1; i < argc; ++i) {
    if (!std::strcmp(argv[i], "--quick")) sizes = {1'000, 500, 1'000};
    if (!std::strcmp(argv[i], "--rounds") && i + 1 < argc) rounds = std::max(1, std::atoi(argv[++i]));
    if (!std::strcmp(argv[i], "--start") && i + 1 < argc) store = argv[++i];
  }
  Program program(argc, argv);
  try {
    if (store == nullptr) return run(std::filesystem::read_symlink("/proc/self/exe").string(), sizes, rounds);
    const auto at = start_here(store);
    fmt::print("{} {} {}\n", at.first, at.open, at.filled);
    return 0;
  } catch (const std::exception& error) {
    fmt::print(stderr, "{}\n", error.what());
    return 1;
  }
}
