#include "app/sync/exchange.h"

#include <deque>

#include "kernel/frame.h"

namespace beatbook::app {

namespace {

// The loop's state while one exchange runs.
class Exchange {
 public:
  Exchange(Connection& connection, Hands& hands, const TabletConversation::Options& options,
           const std::function<void(const Progress&)>& progress)
      : connection_(connection), hands_(hands), conversation_(options), progress_(progress) {}

  ExchangeReport run(uint64_t wall_ms) {
    ExchangeReport report;
    report.failed = converse(wall_ms);
    report.pushed = conversation_.pushed();
    report.received = conversation_.received();
    report.round_trips = conversation_.round_trips();
    report.rebuilt_because = conversation_.rebuilt_because();
    report.bytes_up = codec_.bytes_out();
    report.bytes_down = codec_.bytes_in();
    return report;
  }

 private:
  std::optional<Error> converse(uint64_t wall_ms) {
    auto start = hands_.position();
    if (!start) return start.error();
    queue(conversation_.start(std::move(*start), wall_ms));
    while (!ended_) {
      if (auto failed = obey_all()) return failed;
      if (ended_) break;
      // All of ours leaves in one write: a Hello and the first push share a round trip.
      if (auto sent = flush(); !sent) return sent.error();
      auto frame = next_frame();
      if (!frame) return frame.error();
      queue(conversation_.on_frame(std::move(*frame)));
    }
    if (auto sent = flush(); !sent && !failed_) return sent.error();
    return failed_;
  }

  void queue(tablet::Actions actions) {
    actions_.insert(actions_.end(), std::make_move_iterator(actions.begin()), std::make_move_iterator(actions.end()));
  }

  std::optional<Error> obey_all() {
    while (!actions_.empty() && !ended_) {
      auto action = std::move(actions_.front());
      actions_.pop_front();
      if (auto done = std::visit([this](auto& a) { return obey(a); }, action); !done) return done.error();
    }
    return std::nullopt;
  }

  Result<void> obey(const tablet::Send& send) {
    auto bytes = codec_.encode(send.frame);
    if (!bytes) return bytes.error();
    unsent_ += *bytes;
    queue(conversation_.sent(send.frame, bytes->size()));
    return {};
  }
  Result<void> obey(const tablet::LoadOwn& load) {
    size_t count = 0;
    auto push = hands_.load_own(load.after_seq, load.max_bytes, count);
    if (!push) return push.error();
    queue(conversation_.own_loaded(std::move(*push), count));
    return {};
  }
  Result<void> obey(const tablet::KeepWelcome& a) { return kept(hands_.keep(a.welcome)); }
  Result<void> obey(const tablet::KeepAck& a) { return kept(hands_.keep(a.ack)); }
  Result<void> obey(const tablet::TakeFork& a) { return kept(hands_.keep(a.fork)); }
  Result<void> obey(const tablet::BeginRebuild& a) {
    if (auto begun = hands_.begin_rebuild(a.reason, a.streams); !begun) return begun;
    auto at = hands_.position();
    if (!at) return at.error();
    queue(conversation_.rebuild_begun(std::move(*at)));
    return {};
  }
  Result<void> obey(const tablet::KeepPage& a) {
    auto outcome = hands_.keep(a.page);
    if (!outcome) return outcome.error();
    auto at = hands_.position();
    if (!at) return at.error();
    tell(*at);
    queue(conversation_.page_kept(std::move(*at), *outcome));
    return {};
  }
  Result<void> obey(const tablet::Finish&) {
    ended_ = true;
    return {};
  }
  Result<void> obey(const tablet::Fail& a) {
    ended_ = true;
    failed_ = a.error;
    return {};
  }

  Result<void> kept(Result<void> done) {
    if (!done) return done;
    auto at = hands_.position();
    if (!at) return at.error();
    tell(*at);
    queue(conversation_.kept(std::move(*at)));
    return {};
  }

  void tell(const TabletPosition& at) {
    if (progress_) progress_({at.acked_seq, at.head_seq, at.cursor});
  }

  Result<void> flush() {
    if (unsent_.empty()) return {};
    const Bytes bytes = std::exchange(unsent_, {});
    return connection_.send(bytes);
  }

  Result<v1::ServerFrame> next_frame() {
    for (;;) {
      auto payload = codec_.next();
      if (!payload) return payload.error();
      if (*payload) {
        v1::ServerFrame frame;
        if (!frame.ParseFromString(**payload)) return Error{Fault::corrupt, "The server's answer cannot be read."};
        return frame;
      }
      auto bytes = connection_.receive();
      if (!bytes) return bytes.error();
      codec_.feed(*bytes);
    }
  }

  Connection& connection_;
  Hands& hands_;
  TabletConversation conversation_;
  FrameCodec codec_;
  const std::function<void(const Progress&)>& progress_;
  std::deque<tablet::Action> actions_;
  Bytes unsent_;
  bool ended_ = false;
  std::optional<Error> failed_;
};

}  // namespace

ExchangeReport run_exchange(Connection& connection, Hands& hands, const TabletConversation::Options& options, uint64_t wall_ms,
                            const std::function<void(const Progress&)>& progress) {
  return Exchange(connection, hands, options, progress).run(wall_ms);
}

}  // namespace beatbook::app
