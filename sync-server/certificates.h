#pragma once
// The server's own certificate authority (Ed25519 throughout). Tablets trust this authority and nobody else; the server trusts
// only client certificates it signed. Validity is long on purpose: what ends an enrolment is its revocation, at the next page
// or Hello.
#include <openssl/x509.h>

#include <optional>
#include <string>
#include <vector>

#include "kernel/bytes.h"
#include "kernel/key.h"
#include "kernel/result.h"
#include "kernel/store.h"

namespace beatbook::server {

// A certificate with its private key (seed of RFC 8032).
struct Identity {
  Bytes certificate;  // DER
  Key private_key;
};

// What a client certificate says.
struct CertificateHolder {
  EnrolmentId enrolment;
  Bytes public_key;    // Ed25519, raw
  std::string collar;  // as `unlock_key` empty in a certificate of an older server
  Bytes unlock_key;    // X25519, raw; see kernel/unlock.h
};

struct Certificates {
  Identity authority;
  Identity server;

  // `listen_names`: host names and IP addresses tablets reach the server by; Fault::bad_input for one that is neither.
  static Result<Certificates> make(const std::vector<std::string>& listen_names);
  // From and to the facts of the central store. Fault::corrupt when one is missing.
  static Result<Certificates> load(Store& store);
  void save(Store& store) const;

  // A client certificate that says all of an enrolment (proto/README.md, section 5), DER. Fault::bad_input when a key is not
  // one.
  Result<Bytes> issue(const CertificateHolder& holder) const;
};

// Who a client certificate of ours speaks for; nullopt when its subject is no UUID or its key no Ed25519 key.
std::optional<CertificateHolder> holder_of(const X509* certificate);
std::optional<CertificateHolder> holder_of(BytesView certificate_der);
Bytes der_of(const X509* certificate);

// For a TLS context.
std::string certificate_pem(BytesView der);
std::string private_key_pem(const Key& private_key);

}  // namespace beatbook::server
