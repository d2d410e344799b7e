#include "sync-server/tls.h"

#include <openssl/ssl.h>

#include <memory>
#include <string_view>

#include "kernel/unlock.h"

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

std::optional<Peer> peer_of(TlsStream& stream) {
  struct Release {
    void operator()(X509* certificate) const { X509_free(certificate); }
  };
  const std::unique_ptr<X509, Release> certificate(SSL_get1_peer_certificate(stream.native_handle()));
  if (!certificate || SSL_get_verify_result(stream.native_handle()) != X509_V_OK) return std::nullopt;
  auto holder = holder_of(certificate.get());
  if (!holder) return std::nullopt;
  return Peer{std::move(*holder), der_of(certificate.get())};
}

Bytes exported_by(TlsStream& stream) {
  Bytes out(unlock_export_size, '\0');
  const int done = SSL_export_keying_material(stream.native_handle(), reinterpret_cast<unsigned char*>(out.data()), out.size(),
                                              unlock_export_label.data(), unlock_export_label.size(), nullptr, 0, 0);
  return done == 1 ? out : Bytes();
}

}  // namespace beatbook::server
