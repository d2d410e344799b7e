#pragma once
// TLS 1.3 only. A client certificate is asked for and, when shown, must be ours; a client without one may only enrol. Tickets
// shorten later handshakes; there is no early data, which could be replayed.
#include <optional>

#include "sync-server/asio.h"
#include "sync-server/certificates.h"

namespace beatbook::server {

using TlsStream = asio::ssl::stream<asio::ip::tcp::socket>;

asio::ssl::context make_tls_context(const Certificates& certificates);

// Whose certificate a handshake proved, and its DER; nullopt when none was shown.
struct Peer {
  CertificateHolder holder;
  Bytes certificate;
};
std::optional<Peer> peer_of(TlsStream& stream);

// What both ends of this session know and nobody else, for the proof of an unlocked tablet (kernel/unlock.h). After the
// handshake.
Bytes exported_by(TlsStream& stream);

}  // namespace beatbook::server
