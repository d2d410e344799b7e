#pragma once
// A TLS client for tests: one thread, every step ends within ten seconds.
#include <chrono>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>

#include "beatbook/v1/sync.pb.h"
#include "kernel/frame.h"
#include "kernel/unlock.h"
#include "sync-server/asio.h"
#include "sync-server/certificates.h"

namespace beatbook::test {

class TestClient {
 public:
  // Shows `identity` when there is one. Trusts whatever certificate the server shows and keeps it.
  TestClient(uint16_t port, const std::optional<server::Identity>& identity, int max_version = TLS1_3_VERSION)
      : tls_(asio::ssl::context::tls_client) {
    SSL_CTX_set_max_proto_version(tls_.native_handle(), max_version);
    if (identity) {
      tls_.use_certificate(asio::buffer(server::certificate_pem(identity->certificate)), asio::ssl::context::pem);
      tls_.use_private_key(asio::buffer(server::private_key_pem(identity->private_key)), asio::ssl::context::pem);
    }
    stream_.emplace(context_, tls_);
    stream_->next_layer().connect({asio::ip::address_v4::loopback(), port});
    stream_->next_layer().set_option(asio::ip::tcp::no_delay(true));
    boost::system::error_code failed = wait([&](auto done) { stream_->async_handshake(asio::ssl::stream_base::client, done); });
    if (failed) throw std::runtime_error("handshake: " + failed.message());
  }

  Bytes server_certificate() {
    X509* shown = SSL_get1_peer_certificate(stream_->native_handle());
    unsigned char* data = nullptr;
    const int size = i2d_X509(shown, &data);
    Bytes out(reinterpret_cast<char*>(data), static_cast<size_t>(size));
    OPENSSL_free(data);
    X509_free(shown);
    return out;
  }

  // Keying material of this session, as kernel/unlock.h asks for it.
  Bytes exported() {
    Bytes out(unlock_export_size, '\0');
    if (SSL_export_keying_material(stream_->native_handle(), reinterpret_cast<unsigned char*>(out.data()), out.size(),
                                   unlock_export_label.data(), unlock_export_label.size(), nullptr, 0, 0) != 1) {
      throw std::runtime_error("nothing exported");
    }
    return out;
  }

  // False when the server is gone.
  bool send_raw(const Bytes& bytes) {
    return !wait([&](auto done) {
      asio::async_write(*stream_, asio::buffer(bytes), [done](boost::system::error_code failed, size_t) { done(failed); });
    });
  }
  bool send(const v1::TabletFrame& frame) { return send_raw(*codec_.encode(frame)); }

  // The next frame; nullopt when the server closed.
  std::optional<v1::ServerFrame> receive() {
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
      const auto failed = wait([&](auto done) {
        stream_->async_read_some(asio::buffer(buffer), [&, done](boost::system::error_code error, size_t got) {
          size = got;
          done(error);
        });
      });
      if (failed) return std::nullopt;
      codec_.feed({buffer, size});
    }
  }

  // Everything the server ever sent, decompressed.
  const Bytes& received_plain() const { return received_plain_; }

 private:
  template <class Start>
  boost::system::error_code wait(Start start) {
    std::optional<boost::system::error_code> result;
    start([&result](boost::system::error_code failed) { result = failed; });
    context_.restart();
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (!result && std::chrono::steady_clock::now() < end) context_.run_one_until(end);
    if (!result) {
      stream_->next_layer().close();
      context_.run();
      throw std::runtime_error("the server did not answer in ten seconds");
    }
    return *result;
  }

  asio::io_context context_;
  asio::ssl::context tls_;
  std::optional<asio::ssl::stream<asio::ip::tcp::socket>> stream_;
  FrameCodec codec_;
  Bytes received_plain_;
};

}  // namespace beatbook::test
