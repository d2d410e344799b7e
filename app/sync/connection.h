#pragma once
// One TLS 1.3 connection to the server, used by one thread. Every wait has an end, and any thread may end it earlier: a stop
// that is asked for looks like a lost connection.
#include <chrono>
#include <memory>
#include <stop_token>
#include <string>

#include "kernel/bytes.h"
#include "kernel/result.h"

namespace beatbook::app {

// How the server proves who it is, and the tablet likewise.
struct ConnectionIdentity {
  std::string authority_pem;    // trusted to sign the server's certificate; empty while enrolling
  std::string certificate_pem;  // of this enrolment; empty while enrolling
  std::string private_key_pem;
  Bytes server_pin;  // while enrolling: the first bytes of the SHA-256 of the server's certificate
};

class Connection {
 public:
  // Fault::unreachable with a plain sentence when there is no connection; Fault::refused when the server is not the one pinned.
  static Result<Connection> connect(const std::string& host_port, const ConnectionIdentity& identity,
                                    std::chrono::milliseconds timeout, std::stop_token stop = {});
  Connection(Connection&&) noexcept;
  ~Connection();

  // Of this TLS session, for the proof of an unlocked tablet (kernel/unlock.h); empty when there is none.
  Bytes exported();

  Result<void> send(BytesView bytes);
  // At least one byte; Fault::unreachable when the connection ended or nothing came in time.
  Result<Bytes> receive();
  // The same with a wait of its own, after which there is nothing yet: what comes later is not lost.
  Result<Bytes> receive_within(std::chrono::milliseconds wait);

 private:
  struct Socket;
  explicit Connection(std::unique_ptr<Socket> socket);
  std::unique_ptr<Socket> socket_;
};

}  // namespace beatbook::app
