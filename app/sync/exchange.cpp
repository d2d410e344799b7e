#include "app/sync/exchange.h"

#include <chrono>
#include <deque>

#include "kernel/frame.h"
#include "kernel/limits.h"

namespace beatbook::app {

namespace {

using namespace std::chrono_literals;

constexpr auto look_every = 100ms;    // whether something was saved
constexpr auto silent_at_most = 10s;  // then we say that we are there
constexpr auto deaf_at_most = 30s;    // then the line is gone

// The loop's state while one exchange runs.
class Exchange {
 public:
  Exchange(Connection& connection, Hands& hands, const TabletConversation::Options& options,
           const std::function<void(const Progress&)>& progress, const Staying* staying = nullptr)
      : connection_(connection), hands_(hands), conversation_(options), progress_(progress), staying_(staying) {}

  ExchangeReport run(uint64_t wall_ms) {
    auto failed = converse(wall_ms);
    auto report = so_far();
    report.failed = std::move(failed);
    return report;
  }

 private:
  ExchangeReport so_far() const {
    ExchangeReport report;
    report.pushed = conversation_.pushed();
    report.received = conversation_.received();
    report.round_trips = conversation_.round_trips();
    report.pictures_sent = conversation_.attachments_sent();
    report.pictures_fetched = conversation_.attachments_fetched();
    report.pictures_wait = conversation_.attachment_waits();
    report.rebuilt_because = conversation_.rebuilt_because();
    report.bytes_up = codec_.bytes_out();
    report.bytes_down = codec_.bytes_in();
    return report;
  }

  std::optional<Error> converse(uint64_t wall_ms) {
    auto start = hands_.position();
    if (!start) return start.error();
    queue(conversation_.start(std::move(*start), wall_ms));
    while (!ended_) {
      if (auto failed = obey_all()) return failed;
      if (ended_) break;
      // All of ours leaves in one write: a Hello and the first push share a round trip.
      if (auto sent = flush(); !sent) return sent.error();
      if (staying_ && std::exchange(resting_, false)) staying_->rested(so_far());
      auto frame = staying_ ? frame_or_news() : next_frame();
      if (!frame) return frame.error();
      if (*frame) queue(conversation_.on_frame(std::move(**frame)));
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
    auto bytes = codec_.encode(send.frame, conversation_.dictionary_for(send.frame));
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
  Result<void> obey(const tablet::CheckErased& a) {
    const auto gone = hands_.erased(a.records);
    if (!gone) return gone.error();
    queue(conversation_.erased(*gone));
    return {};
  }
  Result<void> obey(const tablet::FindAttachment& a) {
    std::optional<AttachmentRow> row;
    auto done = hands_.with_attachments([&](TabletAttachments& held) { row = held.next(a.after); });
    if (done) queue(conversation_.attachment_found(std::move(row)));
    return done;
  }
  Result<void> obey(const tablet::LoadPart& a) {
    Bytes content;
    auto done = hands_.with_attachments(
        [&](TabletAttachments& held) { content = held.part(a.name, a.offset, limits::attachment_part); });
    if (done) queue(conversation_.part_loaded(std::move(content)));
    return done;
  }
  Result<void> obey(const tablet::KeepAttached& a) {
    auto done = hands_.with_attachments([&](TabletAttachments& held) { held.take(a.name, a.said); });
    if (done) queue(conversation_.attached_kept());
    return done;
  }
  Result<void> obey(const tablet::KeepPart& a) {
    std::optional<uint64_t> through;
    auto done = hands_.with_attachments([&](TabletAttachments& held) { through = held.take(a.name, a.part); });
    if (done) queue(conversation_.part_kept(through));
    return done;
  }
  Result<void> obey(const tablet::Rest&) {
    resting_ = true;
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
    sent_at_ = Clock::now();
    return connection_.send(bytes);
  }

  using Frame = std::optional<v1::ServerFrame>;
  using Clock = std::chrono::steady_clock;

  // What has come whole.
  Result<Frame> frame_here() {
    auto payload = codec_.next();
    if (!payload) return payload.error();
    if (!*payload) return Frame();
    v1::ServerFrame frame;
    if (!frame.ParseFromString(**payload)) return Error{Fault::corrupt, "The server's answer cannot be read."};
    return Frame(std::move(frame));
  }

  // The next frame, or none when something else is to be done first.
  Result<Frame> frame_or_news() {
    auto frame = frame_here();
    if (!frame || *frame) return frame;
    auto bytes = connection_.receive_within(look_every);
    if (!bytes) return bytes.error();
    const auto now = Clock::now();
    if (!bytes->empty()) {
      heard_at_ = now;
      codec_.feed(*bytes);
      return Frame();
    }
    if (now - heard_at_ > deaf_at_most)
      return Error{Fault::unreachable, "The line to the server is gone. What you recorded is safe on this tablet."};
    if (staying_->ends()) {
      queue(conversation_.leave());
    } else if (staying_->saved()) {
      auto at = hands_.position();
      if (!at) return at.error();
      queue(conversation_.saved(std::move(*at)));
    } else if (now - sent_at_ > silent_at_most) {
      queue(conversation_.silence());
    }
    return Frame();
  }

  Result<Frame> next_frame() {
    for (;;) {
      auto frame = frame_here();
      if (!frame || *frame) return frame;
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
  const Staying* staying_;
  Clock::time_point sent_at_ = Clock::now(), heard_at_ = sent_at_;
  bool resting_ = false;
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

ExchangeReport stay_in_exchange(Connection& connection, Hands& hands, const TabletConversation::Options& options,
                                uint64_t wall_ms, const Staying& staying) {
  const std::function<void(const Progress&)> nobody;
  return Exchange(connection, hands, options, nobody, &staying).run(wall_ms);
}

}  // namespace beatbook::app
