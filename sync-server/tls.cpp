#include "sync-server/tls.h"

#include <openssl/ssl.h>

#include <memory>
#include <string_view>

namespace beatbook::server {

asio::ssl::context make_tls_context(const Certificates& certificates) {
  asio::ssl::context context(asio::ssl::context::tls_server);
  SSL_CTX* native = context.native_handle();
  SSL_CTX_set_min_proto_version(native, TLS1_3_VERSION);
  SSL_CTX_set_max_proto_version(native, TLS1_3_VERSION);
  SSL_CTX_set_max_early_data(native, 0);
  // Without a context of its own OpenSSL refuses tickets of sessions that showed a client certificate.
  static constexpr std::string_view session_context = "beatbook";
  SSL_CTX_set_session_id_context(native, reinterpret_cast<const unsigned char*>(session_context.data()),
                                 session_context.size());
  context.use_certificate(asio::buffer(certificate_pem(certificates.server.certificate)), asio::ssl::context::pem);
  context.use_private_key(asio::buffer(private_key_pem(certificates.server.private_key)), asio::ssl::context::pem);
  context.add_certificate_authority(asio::buffer(certificate_pem(certificates.authority.certificate)));
  context.set_verify_mode(asio::ssl::verify_peer);
  return context;
}

std::optional<CertificateHolder> peer_of(TlsStream& stream) {
  struct Release {
    void operator()(X509* certificate) const { X509_free(certificate); }
  };
  const std::unique_ptr<X509, Release> certificate(SSL_get1_peer_certificate(stream.native_handle()));
  if (!certificate || SSL_get_verify_result(stream.native_handle()) != X509_V_OK) return std::nullopt;
  return holder_of(certificate.get());
}

}  // namespace beatbook::server
