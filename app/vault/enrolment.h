#pragma once
// Who this tablet is to its server: one officer on one tablet. Kept in `enrolment`, sealed with the device key alone, so that a
// locked tablet can still authenticate and push what lies in its outbox.
#include <filesystem>
#include <string>

#include "kernel/bytes.h"
#include "kernel/key.h"
#include "kernel/result.h"

namespace beatbook::app {

class Enrolment {
 public:
  // What the server gives (EnrolReply), and where it listens.
  struct Grant {
    std::string server;  // host:port
    EnrolmentId id;
    Bytes certificate;  // DER, for this enrolment's public key
    Bytes authority;    // DER, the certificate that signed it and the server's own
    Bytes sealing_key;  // X25519 public key, 32 bytes
    std::string collar_number;
  };

  // A new Ed25519 key pair without a grant. Save it before the one-time code is used: if the reply gets lost, the same key can
  // ask again.
  static Enrolment with_new_key();

  // Fault::not_found when the tablet is not enrolled, Fault::corrupt when the file does not verify.
  static Result<Enrolment> load(const std::filesystem::path& directory);
  // Durable when it returns without an error. Makes directory and device key if need be.
  Result<void> save(const std::filesystem::path& directory) const;

  // Takes the grant. Fault::bad_input when its parts do not fit together or the certificate is not for this key.
  Result<void> accept(Grant grant);
  bool granted() const { return !grant_.id.empty(); }
  const Grant& grant() const { return grant_; }

  Bytes public_key() const;             // Ed25519, 32 bytes, raw
  Bytes sign(BytesView message) const;  // Ed25519, 64 bytes

  // For a TLS context. The private key's text is a secret; the certificates are empty without a grant.
  std::string private_key_pem() const;
  std::string certificate_pem() const;
  std::string authority_pem() const;

 private:
  explicit Enrolment(const Key& seed) : seed_(seed) {}

  Key seed_;  // Ed25519 private key of RFC 8032
  Grant grant_;
};

}  // namespace beatbook::app
