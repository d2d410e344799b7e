#include "app/vault/enrolment.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <sodium.h>

#include <charconv>
#include <memory>
#include <stdexcept>

#include "app/vault/box.h"
#include "app/vault/device_key.h"
#include "beatbook/v1/vault.pb.h"
#include "kernel/seal.h"

namespace beatbook::app {

namespace {

constexpr const char* enrolment_name = "enrolment";

template <auto release>
struct Releaser {
  template <class T>
  void operator()(T* object) const {
    release(object);
  }
};
using Certificate = std::unique_ptr<X509, Releaser<X509_free>>;
using KeyPair = std::unique_ptr<EVP_PKEY, Releaser<EVP_PKEY_free>>;
using TextBuffer = std::unique_ptr<BIO, Releaser<BIO_free>>;

// Null unless `der` is exactly one certificate.
Certificate parse_certificate(BytesView der) {
  auto data = reinterpret_cast<const unsigned char*>(der.data());
  const unsigned char* end = data + der.size();
  Certificate certificate(d2i_X509(nullptr, &data, static_cast<long>(der.size())));
  return data == end ? std::move(certificate) : nullptr;
}

Bytes raw_public_key(const Certificate& certificate) {
  Bytes raw(crypto_sign_PUBLICKEYBYTES, '\0');
  std::size_t size = raw.size();
  EVP_PKEY* key = X509_get0_pubkey(certificate.get());
  if (!key || EVP_PKEY_get_raw_public_key(key, reinterpret_cast<unsigned char*>(raw.data()), &size) != 1) return {};
  raw.resize(size);
  return raw;
}

template <class Write>
std::string pem(Write write) {
  TextBuffer buffer(BIO_new(BIO_s_secmem()));
  if (!buffer || write(buffer.get()) != 1) throw std::runtime_error("OpenSSL cannot write a key or certificate as text.");
  char* text = nullptr;
  long size = BIO_get_mem_data(buffer.get(), &text);
  return {text, static_cast<std::size_t>(size)};
}

std::string pem_of_certificate(BytesView der) {
  Certificate certificate = parse_certificate(der);
  if (!certificate) return {};
  return pem([&](BIO* buffer) { return PEM_write_bio_X509(buffer, certificate.get()); });
}

bool names_host_and_port(std::string_view server) {
  auto colon = server.rfind(':');
  if (colon == std::string_view::npos || colon == 0) return false;
  std::string_view port = server.substr(colon + 1);
  unsigned number = 0;
  auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), number);
  return error == std::errc() && end == port.data() + port.size() && number > 0 && number < 65536;
}

Error unfit(const std::string& what) {
  return {Fault::bad_input, "The server's reply cannot be used: " + what + ". Ask for a new enrolment code and enrol again."};
}

}  // namespace

Enrolment Enrolment::with_new_key() { return Enrolment(random_key()); }

Result<Enrolment> Enrolment::load(const std::filesystem::path& directory) {
  const Error not_enrolled{Fault::not_found,
                           "This tablet is not enrolled. Ask your supervisor for an enrolment code and enrol it."};
  if (!std::filesystem::exists(directory / enrolment_name)) return not_enrolled;
  auto device = DeviceKey::load(directory);
  if (!device) {
    return Error{Fault::corrupt, directory.string() + " has lost its device.key or it is damaged. Put it back or enrol again."};
  }
  auto bytes = device->read(enrolment_name);
  if (!bytes) return bytes.error();
  v1::EnrolmentFile file;
  bool parsed = file.ParseFromString(*bytes);
  sodium_memzero(bytes->data(), bytes->size());
  auto seed = Key::from_bytes(file.signing_seed());
  sodium_memzero(file.mutable_signing_seed()->data(), file.signing_seed().size());
  if (!parsed || !seed) return Error{Fault::corrupt, "The enrolment is damaged. Enrol this tablet again."};
  Enrolment enrolment(*seed);
  enrolment.grant_ = {file.server(),      EnrolmentId::from_bytes(file.enrolment()).value_or(EnrolmentId{}),
                      file.certificate(), file.authority(),
                      file.sealing_key(), file.collar_number()};
  return enrolment;
}

Result<void> Enrolment::save(const std::filesystem::path& directory) const {
  auto device = DeviceKey::load_or_create(directory);
  if (!device) return device.error();
  v1::EnrolmentFile file;
  file.set_signing_seed(Bytes(seed_.bytes()));
  file.set_server(grant_.server);
  file.set_enrolment(grant_.id.str());
  file.set_certificate(grant_.certificate);
  file.set_authority(grant_.authority);
  file.set_sealing_key(grant_.sealing_key);
  file.set_collar_number(grant_.collar_number);
  Bytes content = file.SerializeAsString();
  auto written = device->write(enrolment_name, content);
  sodium_memzero(content.data(), content.size());
  sodium_memzero(file.mutable_signing_seed()->data(), file.signing_seed().size());
  return written;
}

Result<void> Enrolment::accept(Grant grant) {
  if (!names_host_and_port(grant.server)) {
    return Error{Fault::bad_input, "The server must be named as HOST:PORT, for example sync.example.police.uk:7443."};
  }
  if (grant.id.empty()) return unfit("it names no enrolment");
  if (!Sealer::start(grant.sealing_key, random_key())) return unfit("its sealing key is not valid");
  Certificate certificate = parse_certificate(grant.certificate);
  Certificate authority = parse_certificate(grant.authority);
  if (!certificate || !authority) return unfit("its certificates cannot be read");
  if (raw_public_key(certificate) != public_key()) return unfit("the certificate is for another key");
  if (X509_verify(certificate.get(), X509_get0_pubkey(authority.get())) != 1) {
    return unfit("the certificate is not signed by the server's authority");
  }
  grant_ = std::move(grant);
  return {};
}

Bytes Enrolment::public_key() const {
  Bytes public_part(crypto_sign_PUBLICKEYBYTES, '\0');
  std::array<unsigned char, crypto_sign_SECRETKEYBYTES> secret;
  crypto_sign_seed_keypair(reinterpret_cast<unsigned char*>(public_part.data()), secret.data(), seed_.data());
  sodium_memzero(secret.data(), secret.size());
  return public_part;
}

Bytes Enrolment::sign(BytesView message) const {
  std::array<unsigned char, crypto_sign_PUBLICKEYBYTES> public_part;
  std::array<unsigned char, crypto_sign_SECRETKEYBYTES> secret;
  crypto_sign_seed_keypair(public_part.data(), secret.data(), seed_.data());
  Bytes signature(crypto_sign_BYTES, '\0');
  crypto_sign_detached(reinterpret_cast<unsigned char*>(signature.data()), nullptr,
                       reinterpret_cast<const unsigned char*>(message.data()), message.size(), secret.data());
  sodium_memzero(secret.data(), secret.size());
  return signature;
}

std::string Enrolment::private_key_pem() const {
  KeyPair pair(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, seed_.data(), Key::size));
  return pem([&](BIO* buffer) { return PEM_write_bio_PrivateKey(buffer, pair.get(), nullptr, nullptr, 0, nullptr, nullptr); });
}

std::string Enrolment::certificate_pem() const { return pem_of_certificate(grant_.certificate); }
std::string Enrolment::authority_pem() const { return pem_of_certificate(grant_.authority); }

}  // namespace beatbook::app
