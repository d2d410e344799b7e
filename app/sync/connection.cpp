#include "app/sync/connection.h"

#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/write.hpp>
#include <functional>

#include "kernel/hash.h"
#include "kernel/unlock.h"

namespace beatbook::app {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

Error unreachable(const std::string& host_port) {
  return {Fault::unreachable, "The server at " + host_port + " cannot be reached. What you recorded is safe on this tablet."};
}

Error cut_off() { return {Fault::unreachable, "The connection to the server was cut. What you recorded is safe; sync again."}; }

Error stranger() {
  return {Fault::refused, "This is not the server the tablet was enrolled with. Nothing was sent. Tell your supervisor."};
}

Bytes der_of(X509* certificate) {
  unsigned char* der = nullptr;
  const int size = i2d_X509(certificate, &der);
  Bytes out(reinterpret_cast<char*>(der), size > 0 ? static_cast<size_t>(size) : 0);
  OPENSSL_free(der);
  return out;
}

bool pinned(SSL* ssl, const Bytes& pin) {
  X509* certificate = SSL_get1_peer_certificate(ssl);
  if (!certificate || pin.empty()) return false;
  const Bytes print(view(sha256(der_of(certificate))));
  X509_free(certificate);
  return print.compare(0, pin.size(), pin) == 0;
}

asio::ssl::context make_context(const ConnectionIdentity& identity) {
  asio::ssl::context context(asio::ssl::context::tlsv13_client);
  if (!identity.authority_pem.empty()) {
    context.add_certificate_authority(asio::buffer(identity.authority_pem));
    context.set_verify_mode(asio::ssl::verify_peer);
  } else {
    // Enrolling: the pin of the one-time code is checked instead, before a byte of ours is sent.
    context.set_verify_mode(asio::ssl::verify_none);
  }
  if (!identity.certificate_pem.empty()) {
    context.use_certificate(asio::buffer(identity.certificate_pem), asio::ssl::context::pem);
    context.use_private_key(asio::buffer(identity.private_key_pem), asio::ssl::context::pem);
  }
  return context;
}

}  // namespace

struct Connection::Socket {
  Socket(const ConnectionIdentity& identity, std::chrono::milliseconds wait, std::stop_token asked)
      : context(make_context(identity)), timeout(wait), stop(std::move(asked)), on_stop(stop, [this] {
          // Posted, so that it also ends a run that is about to begin.
          asio::post(loop, [this] { loop.stop(); });
        }) {}
  // Runs what was started until it has ended; false when the time is up (the operation is cancelled then) or a stop was asked
  // for. After that the loop runs no more: what is left in it speaks of variables that are gone.
  bool finish() {
    if (stop.stop_requested()) return false;
    loop.restart();
    loop.run_for(timeout);
    if (stop.stop_requested()) return false;
    if (loop.stopped()) return true;
    give_up();
    return false;
  }
  // The same while a read goes on beside it: until `done`.
  bool finish(const bool& done) {
    const auto end = std::chrono::steady_clock::now() + timeout;
    loop.restart();
    while (!done && !stop.stop_requested() && std::chrono::steady_clock::now() < end) {
      if (loop.run_one_until(end) == 0 && loop.stopped()) loop.restart();
    }
    if (stop.stop_requested()) return false;
    if (!done) give_up();
    return done;
  }
  void give_up() {
    error_code ignored;
    stream.lowest_layer().close(ignored);
    loop.restart();
    loop.run();
  }
  void begin_read() {
    if (reading) return;
    reading = true;
    read_done = false;
    stream.async_read_some(asio::buffer(buffer), [this](error_code error, size_t got) {
      read_failed = error;
      read_size = got;
      read_done = true;
    });
  }

  asio::io_context loop{1};
  asio::ssl::context context;
  asio::ssl::stream<tcp::socket> stream{loop, context};
  std::chrono::milliseconds timeout;
  std::array<char, 64 * 1024> buffer{};
  bool reading = false, read_done = false;
  error_code read_failed;
  size_t read_size = 0;
  std::stop_token stop;
  std::stop_callback<std::function<void()>> on_stop;
};

Connection::Connection(std::unique_ptr<Socket> socket) : socket_(std::move(socket)) {}
Connection::Connection(Connection&&) noexcept = default;

Connection::~Connection() {
  if (!socket_) return;
  // A TLS goodbye would wait for the other side; the conversation has its own.
  error_code ignored;
  socket_->stream.lowest_layer().shutdown(tcp::socket::shutdown_both, ignored);
  socket_->stream.lowest_layer().close(ignored);
}

Result<Connection> Connection::connect(const std::string& host_port, const ConnectionIdentity& identity,
                                       std::chrono::milliseconds timeout, std::stop_token stop) {
  const auto colon = host_port.rfind(':');
  if (colon == std::string::npos) return Error{Fault::bad_input, "Write the server as host:port, like 192.0.2.10:7443."};
  auto socket = std::make_unique<Socket>(identity, timeout, std::move(stop));
  error_code failed = asio::error::timed_out;
  tcp::resolver resolver(socket->loop);
  resolver.async_resolve(
      host_port.substr(0, colon), host_port.substr(colon + 1), [&](error_code error, const tcp::resolver::results_type& found) {
        failed = error;
        if (error) return;
        asio::async_connect(socket->stream.lowest_layer(), found, [&](error_code e, const auto&) { failed = e; });
      });
  if (!socket->finish() || failed) return unreachable(host_port);
  error_code ignored;
  socket->stream.lowest_layer().set_option(tcp::no_delay(true), ignored);
  failed = asio::error::timed_out;
  socket->stream.async_handshake(asio::ssl::stream_base::client, [&](error_code error) { failed = error; });
  if (!socket->finish()) return unreachable(host_port);
  if (failed) return failed.category() == asio::error::get_ssl_category() ? stranger() : unreachable(host_port);
  if (identity.authority_pem.empty() && !pinned(socket->stream.native_handle(), identity.server_pin)) return stranger();
  return Connection(std::move(socket));
}

Bytes Connection::exported() {
  Bytes out(unlock_export_size, '\0');
  const int done =
      SSL_export_keying_material(socket_->stream.native_handle(), reinterpret_cast<unsigned char*>(out.data()), out.size(),
                                 unlock_export_label.data(), unlock_export_label.size(), nullptr, 0, 0);
  return done == 1 ? out : Bytes();
}

Result<void> Connection::send(BytesView bytes) {
  error_code failed = asio::error::timed_out;
  bool done = false;
  asio::async_write(socket_->stream, asio::buffer(bytes.data(), bytes.size()), [&](error_code error, size_t) {
    failed = error;
    done = true;
  });
  const bool ended = socket_->reading ? socket_->finish(done) : socket_->finish();
  if (!ended || failed) return cut_off();
  return {};
}

Result<Bytes> Connection::receive() {
  auto bytes = receive_within(socket_->timeout);
  if (bytes && bytes->empty()) return cut_off();
  return bytes;
}

Result<Bytes> Connection::receive_within(std::chrono::milliseconds wait) {
  auto& socket = *socket_;
  socket.begin_read();
  const auto end = std::chrono::steady_clock::now() + wait;
  socket.loop.restart();
  while (!socket.read_done && !socket.stop.stop_requested() && std::chrono::steady_clock::now() < end) {
    if (socket.loop.run_one_until(end) == 0 && socket.loop.stopped()) socket.loop.restart();
  }
  if (socket.stop.stop_requested()) return cut_off();
  if (!socket.read_done) return Bytes();
  socket.reading = false;
  if (socket.read_failed) return cut_off();
  return Bytes(socket.buffer.data(), socket.read_size);
}

}  // namespace beatbook::app
