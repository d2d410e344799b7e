#include "sync-server/certificates.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <memory>
#include <stdexcept>

#include "kernel/unlock.h"
#include "sync-server/random.h"

namespace beatbook::server {

namespace {

constexpr long day_s = 24 * 3600;
constexpr long backdated_s = day_s;  // a tablet whose clock runs a little behind still connects
constexpr long authority_days = 30 * 365, leaf_days = 20 * 365;

template <auto release>
struct Releaser {
  template <class T>
  void operator()(T* object) const {
    release(object);
  }
};
using CertificatePtr = std::unique_ptr<X509, Releaser<X509_free>>;
using KeyPtr = std::unique_ptr<EVP_PKEY, Releaser<EVP_PKEY_free>>;
using BioPtr = std::unique_ptr<BIO, Releaser<BIO_free>>;
using ExtensionPtr = std::unique_ptr<X509_EXTENSION, Releaser<X509_EXTENSION_free>>;
using AddressPtr = std::unique_ptr<ASN1_OCTET_STRING, Releaser<ASN1_OCTET_STRING_free>>;

void must(bool fine, const char* what) {
  if (!fine) throw std::runtime_error(std::string("OpenSSL cannot ") + what + ".");
}

const unsigned char* octets(BytesView bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }

KeyPtr private_part(const Key& seed) {
  KeyPtr key(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, seed.data(), Key::size));
  must(key != nullptr, "read a private key");
  return key;
}

CertificatePtr parse(BytesView der) {
  const unsigned char* data = octets(der);
  return CertificatePtr(d2i_X509(nullptr, &data, static_cast<long>(der.size())));
}

struct Extension {
  int nid;
  std::string value;
};

// Parts of a subject by their NID.
using Subject = std::vector<std::pair<int, std::string>>;

struct Wanted {
  Subject subject;
  EVP_PKEY* public_key;
  long days;
  std::vector<Extension> extensions;
};

// Signed by `issuer`, or by itself when there is none.
Bytes sign(const Wanted& wanted, X509* issuer, EVP_PKEY* issuer_key) {
  CertificatePtr certificate(X509_new());
  must(certificate && X509_set_version(certificate.get(), X509_VERSION_3) == 1, "make a certificate");
  Bytes serial = random_bytes(16);
  serial[0] = static_cast<char>((serial[0] & 0x3f) | 0x40);
  std::unique_ptr<BIGNUM, Releaser<BN_free>> number(BN_bin2bn(octets(serial), 16, nullptr));
  must(number && BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate.get())), "number a certificate");
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -backdated_s);
  X509_time_adj_ex(X509_getm_notAfter(certificate.get()), static_cast<int>(wanted.days), 0, nullptr);
  X509_NAME* subject = X509_get_subject_name(certificate.get());
  for (const auto& [nid, text] : wanted.subject) {
    must(X509_NAME_add_entry_by_NID(subject, nid, MBSTRING_UTF8, octets(text), static_cast<int>(text.size()), -1, 0) == 1,
         "name a certificate");
  }
  X509* signer = issuer ? issuer : certificate.get();
  must(X509_set_issuer_name(certificate.get(), X509_get_subject_name(signer)) == 1, "name an issuer");
  must(X509_set_pubkey(certificate.get(), wanted.public_key) == 1, "set a public key");
  X509V3_CTX context;
  X509V3_set_ctx(&context, signer, certificate.get(), nullptr, nullptr, 0);
  for (const auto& extension : wanted.extensions) {
    ExtensionPtr made(X509V3_EXT_conf_nid(nullptr, &context, extension.nid, extension.value.c_str()));
    must(made && X509_add_ext(certificate.get(), made.get(), -1) == 1, "add a certificate extension");
  }
  must(X509_sign(certificate.get(), issuer_key, nullptr) > 0, "sign a certificate");
  return der_of(certificate.get());
}

// "DNS:host" or "IP:address"; empty for neither. Checked here because OpenSSL reads the value as a list.
std::string alternative_name(const std::string& name) {
  if (AddressPtr address(a2i_IPADDRESS(name.c_str())); address) return "IP:" + name;
  const bool plain = !name.empty() && name.size() <= 253 && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
  });
  return plain ? "DNS:" + name : std::string();
}

template <class Write>
std::string pem(Write write) {
  BioPtr buffer(BIO_new(BIO_s_secmem()));
  must(buffer && write(buffer.get()) == 1, "write a key or certificate as text");
  char* text = nullptr;
  const long size = BIO_get_mem_data(buffer.get(), &text);
  return {text, static_cast<size_t>(size)};
}

}  // namespace

Result<Certificates> Certificates::make(const std::vector<std::string>& listen_names) {
  std::string names;
  for (const auto& name : listen_names) {
    const std::string alternative = alternative_name(name);
    if (alternative.empty()) {
      return Error{Fault::bad_input,
                   "\"" + name + "\" is neither a host name nor an IP address. Give names like sync.example.org,10.0.0.5."};
    }
    names += (names.empty() ? "" : ",") + alternative;
  }
  if (names.empty()) return Error{Fault::bad_input, "Give at least one name or address that tablets reach the server by."};

  Certificates made;
  made.authority.private_key = random_key();
  const KeyPtr authority_key = private_part(made.authority.private_key);
  made.authority.certificate = sign({{{NID_commonName, "Beatbook authority"}},
                                     authority_key.get(),
                                     authority_days,
                                     {{NID_basic_constraints, "critical,CA:TRUE,pathlen:0"},
                                      {NID_key_usage, "critical,keyCertSign"},
                                      {NID_subject_key_identifier, "hash"}}},
                                    nullptr, authority_key.get());
  const CertificatePtr authority = parse(made.authority.certificate);
  made.server.private_key = random_key();
  const KeyPtr server_key = private_part(made.server.private_key);
  made.server.certificate = sign({{{NID_commonName, "Beatbook server"}},
                                  server_key.get(),
                                  leaf_days,
                                  {{NID_basic_constraints, "critical,CA:FALSE"},
                                   {NID_key_usage, "critical,digitalSignature"},
                                   {NID_ext_key_usage, "serverAuth"},
                                   {NID_subject_alt_name, names}}},
                                 authority.get(), authority_key.get());
  return made;
}

namespace {
constexpr std::string_view fact_authority_certificate = "authority.certificate", fact_authority_key = "authority.key",
                           fact_server_certificate = "server.certificate", fact_server_key = "server.key";

std::optional<Identity> load_identity(Store& store, std::string_view certificate_fact, std::string_view key_fact) {
  const auto certificate = store.fact(certificate_fact);
  auto bytes = store.fact(key_fact);
  const auto key = bytes ? Key::from_bytes(*bytes) : std::nullopt;
  if (bytes) sodium_memzero(bytes->data(), bytes->size());
  if (!certificate || !key || !parse(*certificate)) return std::nullopt;
  return Identity{*certificate, *key};
}
}  // namespace

Result<Certificates> Certificates::load(Store& store) {
  auto authority = load_identity(store, fact_authority_certificate, fact_authority_key);
  auto server = load_identity(store, fact_server_certificate, fact_server_key);
  if (!authority || !server) return Error{Fault::corrupt, "The store has lost the server's certificates. Restore a backup."};
  return Certificates{std::move(*authority), std::move(*server)};
}

void Certificates::save(Store& store) const {
  store.set_fact(fact_authority_certificate, authority.certificate);
  store.set_fact(fact_authority_key, authority.private_key.bytes());
  store.set_fact(fact_server_certificate, server.certificate);
  store.set_fact(fact_server_key, server.private_key.bytes());
}

Result<Bytes> Certificates::issue(const CertificateHolder& holder) const {
  const BytesView public_key = holder.public_key;
  // The point is checked here: OpenSSL takes any 32 bytes.
  if (public_key.size() != crypto_sign_PUBLICKEYBYTES || crypto_core_ed25519_is_valid_point(octets(public_key)) != 1 ||
      !is_unlock_key(holder.unlock_key)) {
    return Error{Fault::bad_input, "The tablet's key cannot be used. Update the app and enrol again."};
  }
  const KeyPtr key(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, octets(public_key), public_key.size()));
  must(key != nullptr, "read a public key");
  return sign(
      {{{NID_commonName, holder.enrolment.text()}, {NID_userId, holder.collar}, {NID_serialNumber, hex(holder.unlock_key)}},
       key.get(),
       leaf_days,
       {{NID_basic_constraints, "critical,CA:FALSE"},
        {NID_key_usage, "critical,digitalSignature"},
        {NID_ext_key_usage, "clientAuth"}}},
      parse(authority.certificate).get(), private_part(authority.private_key).get());
}

namespace {

// Empty when the subject has no such part.
std::string part_of(const X509* certificate, int nid) {
  std::array<char, 128> text{};
  const int size = X509_NAME_get_text_by_NID(X509_get_subject_name(certificate), nid, text.data(), text.size());
  return size > 0 ? std::string(text.data(), static_cast<size_t>(size)) : std::string();
}

// 32 bytes, or none.
Bytes key_of_hex(const std::string& text) {
  Bytes out(Key::size, '\0');
  size_t size = 0;
  const bool read = sodium_hex2bin(reinterpret_cast<unsigned char*>(out.data()), out.size(), text.data(), text.size(), nullptr,
                                   &size, nullptr) == 0;
  return read && size == out.size() ? out : Bytes();
}

}  // namespace

Bytes der_of(const X509* certificate) {
  unsigned char* data = nullptr;
  const int size = i2d_X509(certificate, &data);
  must(size > 0, "encode a certificate");
  Bytes out(reinterpret_cast<char*>(data), static_cast<size_t>(size));
  OPENSSL_free(data);
  return out;
}

std::optional<CertificateHolder> holder_of(BytesView certificate_der) {
  const CertificatePtr certificate = parse(certificate_der);
  return certificate ? holder_of(certificate.get()) : std::nullopt;
}

std::optional<CertificateHolder> holder_of(const X509* certificate) {
  const auto name = part_of(certificate, NID_commonName);
  const auto enrolment = name.size() == 36 ? EnrolmentId::parse(name) : std::nullopt;
  Bytes key(crypto_sign_PUBLICKEYBYTES, '\0');
  size_t key_size = key.size();
  EVP_PKEY* held = X509_get0_pubkey(certificate);
  if (!enrolment || !held || EVP_PKEY_get_raw_public_key(held, reinterpret_cast<unsigned char*>(key.data()), &key_size) != 1 ||
      key_size != key.size()) {
    return std::nullopt;
  }
  return CertificateHolder{*enrolment, std::move(key), part_of(certificate, NID_userId),
                           key_of_hex(part_of(certificate, NID_serialNumber))};
}

std::string certificate_pem(BytesView der) {
  const CertificatePtr certificate = parse(der);
  must(certificate != nullptr, "read a certificate");
  return pem([&](BIO* buffer) { return PEM_write_bio_X509(buffer, certificate.get()); });
}

std::string private_key_pem(const Key& private_key) {
  const KeyPtr key = private_part(private_key);
  return pem([&](BIO* buffer) { return PEM_write_bio_PrivateKey(buffer, key.get(), nullptr, nullptr, 0, nullptr, nullptr); });
}

}  // namespace beatbook::server
