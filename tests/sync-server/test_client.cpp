#include "sync-server/test_client.h"

#include <chrono>
#include <stdexcept>
#include <string>

#include "kernel/unlock.h"
#include "sync-server/asio.h"

namespace beatbook::test {

struct TestClient::Connection {
  asio::io_context context;
  asio::ssl::context tls{asio::ssl::context::tls_client};
  std::optional<asio::ssl::stream<asio::ip::tcp::socket>> stream;

  template <class Start>
  boost::system::error_code wait(Start start) {
    std::optional<boost::system::error_code> result;
    start([&result](boost::system::error_code failed) { result = failed; });
    context.restart();
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (!result && std::chrono::steady_clock::now() < end) context.run_one_until(end);
    if (!result) {
      stream->next_layer().close();
      context.run();
      throw std::runtime_error("the server did not answer in ten seconds");
    }
    return *result;
  }
};

TestClient::TestClient(uint16_t port, const std::optional<server::Identity>& identity, int max_version)
    : connection_(std::make_unique<Connection>()) {
  auto& [context, tls, stream] = *connection_;
  SSL_CTX_set_max_proto_version(tls.native_handle(), max_version);
  if (identity) {
    tls.use_certificate(asio::buffer(server::certificate_pem(identity->certificate)), asio::ssl::context::pem);
    tls.use_private_key(asio::buffer(server::private_key_pem(identity->private_key)), asio::ssl::context::pem);
  }
  stream.emplace(context, tls);
  stream->next_layer().connect({asio::ip::address_v4::loopback(), port});
  stream->next_layer().set_option(asio::ip::tcp::no_delay(true));
  const auto failed =
      connection_->wait([&](auto done) { connection_->stream->async_handshake(asio::ssl::stream_base::client, done); });
  if (failed) throw std::runtime_error("handshake: " + failed.message());
}

TestClient::~TestClient() = default;

Bytes TestClient::server_certificate() {
  X509* shown = SSL_get1_peer_certificate(connection_->stream->native_handle());
  unsigned char* data = nullptr;
  const int size = i2d_X509(shown, &data);
  Bytes out(reinterpret_cast<char*>(data), static_cast<size_t>(size));
  OPENSSL_free(data);
  X509_free(shown);
  return out;
}

Bytes TestClient::exported() {
  Bytes out(unlock_export_size, '\0');
  if (SSL_export_keying_material(connection_->stream->native_handle(), reinterpret_cast<unsigned char*>(out.data()), out.size(),
                                 unlock_export_label.data(), unlock_export_label.size(), nullptr, 0, 0) != 1) {
    throw std::runtime_error("nothing exported");
  }
  return out;
}

bool TestClient::send_raw(const Bytes& bytes) {
  return !connection_->wait([&](auto done) {
    asio::async_write(*connection_->stream, asio::buffer(bytes),
                      [done](boost::system::error_code failed, size_t) { done(failed); });
  });
}

std::optional<v1::ServerFrame> TestClient::receive() {
  for (;;) {
    auto payload = codec_.next();
    if (!payload) throw std::runtime_error(payload.error().message);
    if (*payload) {
      v1::ServerFrame frame;
      if (!frame.ParseFromString(**payload)) throw std::runtime_error("not a frame");
      received_plain_ += **payload;
      return frame;
    }
    char buffer[16384];
    size_t size = 0;
    const auto failed = connection_->wait([&](auto done) {
      connection_->stream->async_read_some(asio::buffer(buffer), [&, done](boost::system::error_code error, size_t got) {
        size = got;
        done(error);
      });
    });
    if (failed) return std::nullopt;
    codec_.feed({buffer, size});
  }
}

}  // namespace beatbook::test
