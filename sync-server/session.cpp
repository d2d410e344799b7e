#include "sync-server/session.h"

namespace beatbook::server {

using namespace std::chrono_literals;

namespace {

constexpr auto linger = 2s;    // a client gets so long to read our last words
constexpr int slow_frame = 4;  // a frame may take so many idle times as long as bytes move
constexpr size_t read_size = 16 * 1024;

}  // namespace

Session::Session(TlsStream stream, uint64_t number, Services& services)
    : stream_(std::move(stream)),
      number_(number),
      services_(services),
      deadline_(stream_.get_executor()),
      read_wake_(stream_.get_executor(), asio::steady_timer::time_point::max()),
      send_wake_(stream_.get_executor(), asio::steady_timer::time_point::max()) {
  count_alive(true);
}

void Session::count_alive(bool whole_frame) {
  const auto now = std::chrono::steady_clock::now();
  if (whole_frame) {
    last_frame_ = now;
    services_.activity.touch();
  }
  deadline_.expires_at(std::min(now + services_.limits.idle, last_frame_ + slow_frame * services_.limits.idle));
}

asio::awaitable<void> Session::run(bool busy) {
  const auto self = shared_from_this();
  asio::co_spawn(
      stream_.get_executor(), [self] { return self->watch(); }, asio::detached);
  try {
    co_await talk(busy);
  } catch (const boost::system::system_error& failure) {
    services_.log.event(number_, "connection-lost", {{"code", static_cast<uint64_t>(failure.code().value())}});
  } catch (const std::exception&) {
    services_.log.event(number_, "session-fault");
  }
  broken_ = closing_ = true;
  send_wake_.cancel();
  deadline_.cancel();
  boost::system::error_code ignored;
  stream_.lowest_layer().close(ignored);
  services_.log.event(number_, "closed",
                      {{"frames", frames_},
                       {"stored", stored_},
                       {"bytes_in", codec_.bytes_in()},
                       {"bytes_out", codec_.bytes_out()},
                       {"refused", static_cast<uint64_t>(refused_)}});
}

asio::awaitable<void> Session::talk(bool busy) {
  stream_.lowest_layer().set_option(asio::ip::tcp::no_delay(true));
  co_await stream_.async_handshake(asio::ssl::stream_base::server, asio::use_awaitable);
  count_alive(true);
  talking_ = true;
  const auto self = shared_from_this();
  asio::co_spawn(
      stream_.get_executor(), [self] { return self->send_loop(); }, asio::detached);
  if (busy) {
    refuse(v1::Refusal::BUSY, "The server is busy. Your entries are safe; the tablet tries again by itself.");
  } else {
    guarded([this] { identify(); });
  }
  co_await read_frames();
  // What is being stored is answered, then all is sent, before the connection ends.
  while (!broken_ && !sent_all_) {
    boost::system::error_code woken;
    co_await read_wake_.async_wait(asio::redirect_error(asio::use_awaitable, woken));
  }
  if (!broken_) co_await say_goodbye();
}

asio::awaitable<bool> Session::ready_for_more() {
  while (!closing_ && (jobs_waiting_ >= services_.limits.pushes_waiting || out_.size() > services_.limits.unsent_bytes)) {
    boost::system::error_code woken;
    co_await read_wake_.async_wait(asio::redirect_error(asio::use_awaitable, woken));
  }
  co_return !closing_;
}

asio::awaitable<void> Session::read_frames() {
  std::array<char, read_size> buffer;
  while (co_await ready_for_more()) {
    boost::system::error_code failed;
    const size_t size = co_await stream_.async_read_some(
        asio::buffer(buffer),
        asio::bind_cancellation_slot(stop_reading_.slot(), asio::redirect_error(asio::use_awaitable, failed)));
    if (closing_) co_return;
    if (failed) {
      // An end without goodbye is usual on mobile networks; what is being stored still gets stored.
      close_soon();
      co_return;
    }
    count_alive(false);
    codec_.feed({buffer.data(), size});
    while (co_await ready_for_more()) {
      auto frame = codec_.next();
      if (!frame) {
        refuse(frame.error().code == Fault::too_large ? v1::Refusal::TOO_LARGE : v1::Refusal::BAD_FRAME, frame.error().message);
        co_return;
      }
      if (!*frame) break;
      count_alive(true);
      ++frames_;
      guarded([&] { on_frame(**frame); });
    }
  }
}

asio::awaitable<void> Session::send_loop() {
  while (!broken_) {
    if (out_.empty()) {
      if (closing_ && jobs_waiting_ == 0) break;
      boost::system::error_code woken;
      co_await send_wake_.async_wait(asio::redirect_error(asio::use_awaitable, woken));
      continue;
    }
    const Bytes batch = std::exchange(out_, {});
    boost::system::error_code failed;
    co_await asio::async_write(stream_, asio::buffer(batch), asio::redirect_error(asio::use_awaitable, failed));
    if (failed) {
      broken_ = true;
      close_soon();
    } else {
      count_alive(false);
    }
    read_wake_.cancel();
  }
  sent_all_ = true;
  read_wake_.cancel();
}

// Ends TLS, then reads what the client had still on its way: closing with unread bytes would reset the connection and take our
// last frame with it.
asio::awaitable<void> Session::say_goodbye() {
  deadline_.expires_after(linger);
  boost::system::error_code failed;
  std::array<char, read_size> buffer;
  co_await stream_.async_shutdown(asio::redirect_error(asio::use_awaitable, failed));
  stream_.lowest_layer().shutdown(asio::ip::tcp::socket::shutdown_send, failed);
  while (!failed) {
    co_await stream_.next_layer().async_read_some(asio::buffer(buffer), asio::redirect_error(asio::use_awaitable, failed));
  }
}

asio::awaitable<void> Session::watch() {
  const auto self = shared_from_this();
  for (;;) {
    boost::system::error_code moved;
    co_await deadline_.async_wait(asio::redirect_error(asio::use_awaitable, moved));
    if (!stream_.lowest_layer().is_open()) co_return;
    if (deadline_.expiry() > std::chrono::steady_clock::now()) continue;
    // While we store what it sent, it is the client that waits for us.
    if (jobs_waiting_ > 0) {
      deadline_.expires_after(services_.limits.idle);
      continue;
    }
    broken_ = true;
    close_soon();
    boost::system::error_code ignored;
    stream_.lowest_layer().close(ignored);
    co_return;
  }
}

void Session::close_soon() {
  closing_ = true;
  stop_reading_.emit(asio::cancellation_type::terminal);
  read_wake_.cancel();
  send_wake_.cancel();
}

void Session::stop() {
  if (!closing_) close_soon();
  if (talking_) return;
  broken_ = true;
  boost::system::error_code ignored;
  stream_.lowest_layer().close(ignored);
}

void Session::guarded(const std::function<void()>& work) {
  try {
    work();
  } catch (const std::exception&) {
    services_.log.event(number_, "session-fault");
    refuse(v1::Refusal::SERVER_FAULT, not_stored().message);
  }
}

void Session::refuse(v1::Refusal::Code code, const std::string& message) { perform(conversation_.refuse(code, message)); }

size_t Session::send(const v1::ServerFrame& frame) {
  auto bytes = codec_.encode(frame, conversation_.dictionary());
  if (!bytes) throw std::runtime_error(bytes.error().message);
  out_ += *bytes;
  send_wake_.cancel();
  return bytes->size();
}

void Session::submit(size_t bytes, std::function<void(SqliteStore&)> work,
                     std::function<void(const std::optional<Error>&)> then) {
  ++jobs_waiting_;
  // The writer keeps nothing of the session: it ends on its own thread.
  auto done = [self = shared_from_this(), then = std::move(then)](const std::optional<Error>& failure) mutable {
    const auto executor = self->stream_.get_executor();
    asio::post(executor, [self = std::move(self), then = std::move(then), failure] {
      --self->jobs_waiting_;
      self->count_alive(true);
      self->guarded([&] { then(failure); });
      self->read_wake_.cancel();
      self->send_wake_.cancel();
    });
  };
  services_.writer.submit({bytes, std::move(work), std::move(done)});
}

}  // namespace beatbook::server
