#include "app/ui/exchange_thread.h"

#include "app/ui/thread_rank.h"
#include "app/ui/words.h"

namespace beatbook::app {

namespace {

// What one step of the index may take: some 20 ms on a tablet.
constexpr size_t index_step_size = 128;

Error locked() { return {Fault::locked, "The tablet was locked. What was sent is sent; the rest goes when it is open again."}; }

// Does on the tablet's thread what the conversation asks for.
class ThreadHands : public Hands {
 public:
  using Told = std::function<void(quint64 acked, quint64 head, quint64 received, double fraction)>;
  ThreadHands(TabletThread& thread, Told told) : thread_(thread), told_(std::move(told)) {}

  Result<TabletPosition> position() override {
    return ask<TabletPosition>([this](Bench& bench) {
      auto at = bench.tablet().hands().position();
      if (at) tell(*at, bench.tablet().log().facts().server_gsn());
      return at;
    });
  }
  Result<v1::Push> load_own(uint64_t after_seq, size_t max_bytes, size_t& count) override {
    return ask<v1::Push>([&](Bench& bench) { return bench.tablet().hands().load_own(after_seq, max_bytes, count); });
  }
  Result<void> keep(const v1::Welcome& welcome) override { return keep_any(welcome); }
  Result<void> keep(const v1::PushAck& ack) override { return keep_any(ack); }
  Result<void> keep(const v1::Fork& fork) override { return keep_any(fork); }
  Result<PageOutcome> keep(const v1::Page& page) override {
    auto outcome = ask<PageOutcome>([&](Bench& bench) { return bench.tablet().hands().keep(page); });
    if (outcome) received_ += outcome->received;
    thread_.call([](Bench& bench) { bench.index_step(index_step_size); });
    return outcome;
  }
  Result<std::vector<RecordId>> erased(const std::vector<RecordId>& records) override {
    return ask<std::vector<RecordId>>([&](Bench& bench) { return bench.tablet().hands().erased(records); });
  }
  Result<void> begin_rebuild(const std::string& reason, const Streams& streams) override {
    return ask<void>([&](Bench& bench) { return bench.tablet().hands().begin_rebuild(reason, streams); });
  }
  Result<void> with_attachments(const std::function<void(TabletAttachments&)>& work) override {
    return ask<void>([&](Bench& bench) { return bench.tablet().hands().with_attachments(work); });
  }

 private:
  template <class T, class Work>
  Result<T> ask(const Work& work) {
    Result<T> out{locked()};
    thread_.call([&](Bench& bench) { out = attempt([&]() -> Result<T> { return work(bench); }); });
    return out;
  }
  template <class Answer>
  Result<void> keep_any(const Answer& answer) {
    return ask<void>([&](Bench& bench) { return bench.tablet().hands().keep(answer); });
  }
  void tell(const TabletPosition& at, uint64_t server_gsn) {
    if (!began_ || at.cursor < *began_) began_ = at.cursor;  // a rebuild begins anew
    const bool known = server_gsn > *began_ && at.cursor <= server_gsn;
    told_(at.acked_seq, at.head_seq, received_,
          known ? static_cast<double>(at.cursor - *began_) / static_cast<double>(server_gsn - *began_) : -1);
  }

  TabletThread& thread_;
  Told told_;
  uint64_t received_ = 0;
  std::optional<uint64_t> began_;
};

void add(ExchangeReport& report, const ExchangeReport& one) {
  report.pushed += one.pushed;
  report.received += one.received;
  report.bytes_up += one.bytes_up;
  report.bytes_down += one.bytes_down;
  report.round_trips += one.round_trips;
  report.pictures_sent += one.pictures_sent;
  report.pictures_fetched += one.pictures_fetched;
  report.pictures_wait = one.pictures_wait;
  if (report.rebuilt_because.empty()) report.rebuilt_because = one.rebuilt_because;
  report.failed = one.failed;
}

}  // namespace

ExchangeThread::ExchangeThread(TabletThread& tablet, QObject* parent) : QObject(parent), tablet_(tablet), worker_(new Worker) {
  thread_.setObjectName(QStringLiteral("exchange"));
  worker_->moveToThread(&thread_);
  connect(&thread_, &QThread::finished, worker_, &QObject::deleteLater);
  thread_.start();
  stand_behind_interface(worker_);
}

ExchangeThread::~ExchangeThread() {
  stop_.request_stop();
  thread_.quit();
  thread_.wait();
}

void ExchangeThread::start(std::function<void(std::stop_token)> work) {
  if (running_) return;
  running_ = true;
  stop_ = std::stop_source();
  emit runningChanged();
  QMetaObject::invokeMethod(worker_, [work = std::move(work), stop = stop_.get_token()] { work(stop); });
}

void ExchangeThread::stop() { stop_.request_stop(); }

void ExchangeThread::let_go() {
  // The push of a locked tablet holds it; stop() makes that end.
  const std::lock_guard wait(files_);
}

void ExchangeThread::exchange() {
  start([this](std::stop_token stop) {
    const auto report = run_exchange_here(std::move(stop));
    QMetaObject::invokeMethod(this, [this, report] {
      running_ = false;
      emit runningChanged();
      emit exchanged(report);
    });
  });
}

ExchangeReport ExchangeThread::run_exchange_here(std::stop_token stop) {
  ExchangeReport report;
  std::optional<Tablet::Link> link;
  tablet_.call([&](Bench& bench) { link = bench.tablet().link(false); });
  if (!link) {
    report.failed = locked();
    return report;
  }
  ThreadHands hands(tablet_, [this](quint64 acked, quint64 head, quint64 received, double fraction) {
    QMetaObject::invokeMethod(this, [=, this] { emit progressed(acked, head, received, fraction); });
  });
  // A line that is cut on the way is taken up where it broke, as long as each connection brings something.
  for (bool again = true; again && !stop.stop_requested();) {
    auto connection = Connection::connect(link->server, link->identity, exchange_patience, stop);
    if (!connection) {
      report.failed = connection.error();
      break;
    }
    const auto one = run_exchange(*connection, hands, link->options_on(*connection), wall_clock_ms());
    again = one.failed && one.failed->code == Fault::unreachable &&
            one.pushed + one.received + one.pictures_sent + one.pictures_fetched > 0;
    add(report, one);
  }
  Result<void> settled;
  tablet_.call([&](Bench& bench) { settled = attempt([&] { return bench.tablet().settle(); }); });
  if (!settled && !report.failed) report.failed = settled.error();
  for (bool more = true; more && !stop.stop_requested();) {
    more = false;
    tablet_.call([&](Bench& bench) { more = bench.index_step(index_step_size); });
  }
  return report;
}

void ExchangeThread::push(std::filesystem::path directory) {
  start([this, directory = std::move(directory)](std::stop_token stop) {
    const std::lock_guard hold(files_);
    LockedPush out;
    if (stop.stop_requested()) {
      out.report.failed = locked();
    } else if (auto done = push_locked(directory, stop)) {
      out = *std::move(done);
    } else {
      out.report.failed = done.error();
    }
    QMetaObject::invokeMethod(this, [this, out] {
      running_ = false;
      emit runningChanged();
      emit pushed(out);
    });
  });
}

}  // namespace beatbook::app
