#pragma once
// TLS 1.3 only. A client certificate is asked for and, when shown, must be ours; a client without one may only enrol. Tickets
// shorten later handshakes; there is no early data, which could be replayed.
#include <optional>

#include "sync-server/asio.h"
#include "sync-server/certificates.h"

namespace beatbook::server {

using TlsStream = asio::ssl::stream<asio::ip::tcp::socket>;

asio::ssl::context make_tls_context(const Certificates& certificates);

// Whose certificate a handshake proved; nullopt when none was shown.
std::optional<CertificateHolder> peer_of(TlsStream& stream);

}  // namespace beatbook::server
