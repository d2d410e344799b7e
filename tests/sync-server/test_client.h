#pragma once
// A TLS client for tests: one thread, every step ends within ten seconds. What fails is thrown.
#include <openssl/ssl.h>

#include <memory>
#include <optional>

#include "beatbook/v1/sync.pb.h"
#include "kernel/frame.h"
#include "sync-server/certificates.h"

namespace beatbook::test {

class TestClient {
 public:
  // Shows `identity` when there is one. Trusts whatever certificate the server shows and keeps it.
  TestClient(uint16_t port, const std::optional<server::Identity>& identity, int max_version = TLS1_3_VERSION);
  ~TestClient();

  Bytes server_certificate();
  // Keying material of this session, as kernel/unlock.h asks for it.
  Bytes exported();

  // False when the server is gone.
  bool send_raw(const Bytes& bytes);
  bool send(const v1::TabletFrame& frame) { return send_raw(*codec_.encode(frame)); }
  // The next frame; nullopt when the server closed.
  std::optional<v1::ServerFrame> receive();

  // Everything the server ever sent, decompressed.
  const Bytes& received_plain() const { return received_plain_; }

 private:
  struct Connection;
  std::unique_ptr<Connection> connection_;
  FrameCodec codec_;
  Bytes received_plain_;
};

}  // namespace beatbook::test
