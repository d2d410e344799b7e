#include "app/vault/enrolment.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <sodium.h>

#include <catch2/catch.hpp>

#include "app/vault/box.h"
#include "app/vault/device_key.h"
#include "kernel/seal.h"
#include "support/temporary_directory.h"

using namespace beatbook;
using namespace beatbook::app;
using test::TemporaryDirectory;

namespace {

const unsigned char* octets(const Bytes& bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }

// A certificate of `public_key` signed by the authority whose private key is `authority`.
Bytes certificate_for(const Bytes& public_key, const Key& authority) {
  EVP_PKEY* subject = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, octets(public_key), public_key.size());
  EVP_PKEY* signer = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, authority.data(), Key::size);
  X509* certificate = X509_new();
  X509_set_version(certificate, X509_VERSION_3);
  X509_gmtime_adj(X509_getm_notBefore(certificate), 0);
  X509_gmtime_adj(X509_getm_notAfter(certificate), 86'400);
  X509_set_pubkey(certificate, subject);
  X509_sign(certificate, signer, nullptr);
  Bytes der(static_cast<std::size_t>(i2d_X509(certificate, nullptr)), '\0');
  auto out = reinterpret_cast<unsigned char*>(der.data());
  i2d_X509(certificate, &out);
  X509_free(certificate);
  EVP_PKEY_free(signer);
  EVP_PKEY_free(subject);
  return der;
}

Bytes public_key_of(const Key& seed) {
  Bytes public_key(crypto_sign_PUBLICKEYBYTES, '\0');
  Bytes secret(crypto_sign_SECRETKEYBYTES, '\0');
  crypto_sign_seed_keypair(reinterpret_cast<unsigned char*>(public_key.data()), reinterpret_cast<unsigned char*>(secret.data()),
                           seed.data());
  return public_key;
}

const Key authority_key = random_key();

Enrolment::Grant grant_for(const Enrolment& enrolment) {
  return {"sync.example.police.uk:7443",
          *EnrolmentId::from_bytes("0123456789abcdef"),
          certificate_for(enrolment.public_key(), authority_key),
          certificate_for(public_key_of(authority_key), authority_key),
          sealing_public_key(random_key()),
          "WREN-4711"};
}

}  // namespace

TEST_CASE("an enrolment comes back whole after a restart and needs no secret") {
  TemporaryDirectory directory;
  Enrolment enrolment = Enrolment::with_new_key();
  Enrolment::Grant grant = grant_for(enrolment);
  REQUIRE(enrolment.accept(grant));
  REQUIRE(enrolment.save(directory / "store"));
  auto loaded = Enrolment::load(directory / "store");
  REQUIRE(loaded);
  CHECK(loaded->granted());
  CHECK(loaded->grant().server == grant.server);
  CHECK(loaded->grant().id == grant.id);
  CHECK(loaded->grant().certificate == grant.certificate);
  CHECK(loaded->grant().authority == grant.authority);
  CHECK(loaded->grant().sealing_key == grant.sealing_key);
  CHECK(loaded->grant().collar_number == grant.collar_number);
  CHECK(loaded->public_key() == enrolment.public_key());
  CHECK(loaded->private_key_pem() == enrolment.private_key_pem());
}

TEST_CASE("a key without a grant is kept, so that enrolment can be asked for again") {
  TemporaryDirectory directory;
  Enrolment enrolment = Enrolment::with_new_key();
  REQUIRE(enrolment.save(directory / "store"));
  auto loaded = Enrolment::load(directory / "store");
  REQUIRE(loaded);
  CHECK_FALSE(loaded->granted());
  CHECK(loaded->certificate_pem().empty());
  CHECK(loaded->public_key() == enrolment.public_key());
}

TEST_CASE("a signature verifies with the public key, in libsodium and in OpenSSL, and for that message alone") {
  Enrolment enrolment = Enrolment::with_new_key();
  const Bytes message = "chain head";
  Bytes signature = enrolment.sign(message);
  Bytes public_key = enrolment.public_key();
  REQUIRE(signature.size() == 64);
  REQUIRE(public_key.size() == 32);
  CHECK(crypto_sign_verify_detached(octets(signature), octets(message), message.size(), octets(public_key)) == 0);
  const Bytes other = "chain tail";
  CHECK(crypto_sign_verify_detached(octets(signature), octets(other), other.size(), octets(public_key)) != 0);

  std::string text = enrolment.private_key_pem();
  BIO* buffer = BIO_new_mem_buf(text.data(), static_cast<int>(text.size()));
  EVP_PKEY* pair = PEM_read_bio_PrivateKey(buffer, nullptr, nullptr, nullptr);
  REQUIRE(pair);
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  REQUIRE(EVP_DigestVerifyInit(context, nullptr, nullptr, nullptr, pair) == 1);
  CHECK(EVP_DigestVerify(context, octets(signature), signature.size(), octets(message), message.size()) == 1);
  EVP_MD_CTX_free(context);
  EVP_PKEY_free(pair);
  BIO_free(buffer);
}

TEST_CASE("the certificates are given to TLS as text") {
  Enrolment enrolment = Enrolment::with_new_key();
  REQUIRE(enrolment.accept(grant_for(enrolment)));
  for (const std::string& text : {enrolment.certificate_pem(), enrolment.authority_pem()}) {
    BIO* buffer = BIO_new_mem_buf(text.data(), static_cast<int>(text.size()));
    X509* certificate = PEM_read_bio_X509(buffer, nullptr, nullptr, nullptr);
    CHECK(certificate);
    X509_free(certificate);
    BIO_free(buffer);
  }
}

TEST_CASE("a grant that does not fit is refused and the enrolment stays as it was") {
  Enrolment enrolment = Enrolment::with_new_key();
  Enrolment stranger = Enrolment::with_new_key();
  using Grant = Enrolment::Grant;
  const std::vector<std::pair<std::string, std::function<void(Grant&)>>> faults = {
      {"no port", [](Grant& grant) { grant.server = "sync.example.police.uk"; }},
      {"no host", [](Grant& grant) { grant.server = ":7443"; }},
      {"port out of range", [](Grant& grant) { grant.server = "host:70000"; }},
      {"port with letters", [](Grant& grant) { grant.server = "host:74x"; }},
      {"no enrolment", [](Grant& grant) { grant.id = {}; }},
      {"sealing key cut", [](Grant& grant) { grant.sealing_key.pop_back(); }},
      {"certificate of another key", [&](Grant& grant) { grant.certificate = grant_for(stranger).certificate; }},
      {"certificate cut", [](Grant& grant) { grant.certificate.pop_back(); }},
      {"more than a certificate", [](Grant& grant) { grant.certificate += "x"; }},
      {"signed by a stranger",
       [&](Grant& grant) { grant.certificate = certificate_for(enrolment.public_key(), random_key()); }},
      {"no authority", [](Grant& grant) { grant.authority.clear(); }},
  };
  for (const auto& [what, spoil] : faults) {
    INFO(what);
    Grant grant = grant_for(enrolment);
    spoil(grant);
    auto refused = enrolment.accept(grant);
    REQUIRE(!refused);
    CHECK(refused.error().code == Fault::bad_input);
    CHECK_FALSE(enrolment.granted());
  }
  CHECK(enrolment.accept(grant_for(enrolment)));
}

TEST_CASE("the files of an enrolment show neither key nor collar number nor server") {
  TemporaryDirectory directory;
  Enrolment enrolment = Enrolment::with_new_key();
  REQUIRE(enrolment.accept(grant_for(enrolment)));
  REQUIRE(enrolment.save(directory.path()));
  for (const char* canary : {"WREN-4711", "sync.example"}) {
    CHECK_FALSE(test::any_file_contains(directory.path(), canary));
  }
  CHECK_FALSE(test::any_file_contains(directory.path(), enrolment.public_key()));
}

TEST_CASE("an altered enrolment or a lost device key is told; a tablet without one is not enrolled") {
  TemporaryDirectory directory;
  CHECK(Enrolment::load(directory.path()).error().code == Fault::not_found);
  Enrolment enrolment = Enrolment::with_new_key();
  REQUIRE(enrolment.save(directory.path()));
  const std::string sound = test::read_file(directory / "enrolment");
  for (std::size_t at = 0; at < sound.size(); ++at) {
    std::string altered = sound;
    altered[at] = static_cast<char>(altered[at] ^ 1);
    test::write_file(directory / "enrolment", altered);
    REQUIRE(Enrolment::load(directory.path()).error().code == Fault::corrupt);
  }
  test::write_file(directory / "enrolment", sound);
  REQUIRE(Enrolment::load(directory.path()));
  std::filesystem::remove(directory / "device.key");
  CHECK(Enrolment::load(directory.path()).error().code == Fault::corrupt);
}

TEST_CASE("a device file cannot be passed off as another") {
  TemporaryDirectory directory;
  auto device = DeviceKey::load_or_create(directory.path());
  REQUIRE(device);
  REQUIRE(device->write("enrolment", "content"));
  std::filesystem::copy_file(directory / "enrolment", directory / "slots");
  CHECK(*device->read("enrolment") == "content");
  CHECK(device->read("slots").error().code == Fault::corrupt);
}
