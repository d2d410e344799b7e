#include "sync-server/certificates.h"

#include <openssl/x509v3.h>
#include <sys/stat.h>

#include "sync-server/test_tablet.h"

using namespace beatbook;
using namespace beatbook::server;
using beatbook::test::KeyPair;
using beatbook::test::TestStore;

namespace {

struct Parsed {
  explicit Parsed(BytesView der) {
    auto data = reinterpret_cast<const unsigned char*>(der.data());
    x509.reset(d2i_X509(nullptr, &data, static_cast<long>(der.size())));
    REQUIRE(x509);
  }
  struct Free {
    void operator()(X509* c) const { X509_free(c); }
  };
  std::unique_ptr<X509, Free> x509;
};

// As the other side of a handshake would judge it.
bool trusted(const Bytes& certificate, const Bytes& authority, int purpose) {
  const Parsed leaf(certificate), root(authority);
  X509_STORE* store = X509_STORE_new();
  X509_STORE_add_cert(store, root.x509.get());
  X509_STORE_CTX* context = X509_STORE_CTX_new();
  X509_STORE_CTX_init(context, store, leaf.x509.get(), nullptr);
  X509_STORE_CTX_set_purpose(context, purpose);
  const bool fine = X509_verify_cert(context) == 1;
  X509_STORE_CTX_free(context);
  X509_STORE_free(store);
  return fine;
}

}  // namespace

TEST_CASE("a client certificate says all of its enrolment, for clients only") {
  const auto ours = *Certificates::make({"localhost"});
  const auto id = *EnrolmentId::from_bytes(random_bytes(16));
  const KeyPair tablet;
  const auto wanted = test::holder_with(tablet.public_key(), id);
  const Bytes certificate = *ours.issue(wanted);
  const auto holder = holder_of(Parsed(certificate).x509.get());
  REQUIRE(holder);
  CHECK(holder->enrolment == id);
  CHECK(holder->public_key == tablet.public_key());
  CHECK(holder->collar == "PC 1");
  CHECK(holder->unlock_key == wanted.unlock_key);
  CHECK(holder_of(certificate)->enrolment == id);
  CHECK(trusted(certificate, ours.authority.certificate, X509_PURPOSE_SSL_CLIENT));
  CHECK_FALSE(trusted(certificate, ours.authority.certificate, X509_PURPOSE_SSL_SERVER));
}

TEST_CASE("the server's certificate is for its names and never for a client") {
  const auto ours = *Certificates::make({"sync.example.org", "10.0.0.5", "::1"});
  const Parsed server(ours.server.certificate);
  CHECK(trusted(ours.server.certificate, ours.authority.certificate, X509_PURPOSE_SSL_SERVER));
  CHECK_FALSE(trusted(ours.server.certificate, ours.authority.certificate, X509_PURPOSE_SSL_CLIENT));
  CHECK(X509_check_host(server.x509.get(), "sync.example.org", 0, 0, nullptr) == 1);
  CHECK(X509_check_host(server.x509.get(), "other.example.org", 0, 0, nullptr) == 0);
  CHECK(X509_check_ip_asc(server.x509.get(), "10.0.0.5", 0) == 1);
  CHECK(X509_check_ip_asc(server.x509.get(), "::1", 0) == 1);
  CHECK_FALSE(holder_of(server.x509.get()));
}

TEST_CASE("another server's authority is not ours") {
  const auto ours = *Certificates::make({"localhost"}), theirs = *Certificates::make({"localhost"});
  const Bytes certificate = *theirs.issue(test::holder_with(KeyPair().public_key()));
  CHECK_FALSE(trusted(certificate, ours.authority.certificate, X509_PURPOSE_SSL_CLIENT));
}

TEST_CASE("a listen name that is no name cannot smuggle another in") {
  for (const auto* name : {"", "a,DNS:evil.example", "two words", "host\n", "DNS:x"}) CHECK_FALSE(Certificates::make({name}));
  CHECK_FALSE(Certificates::make({}));
}

TEST_CASE("certificates and keys come back from the store, which shows none of them") {
  TestStore made;
  auto store = made.open();
  const auto loaded = Certificates::load(store);
  REQUIRE(loaded);
  CHECK(trusted(loaded->server.certificate, loaded->authority.certificate, X509_PURPOSE_SSL_SERVER));
  CHECK_FALSE(test::any_file_contains(made.folder().path(), Bytes(loaded->authority.private_key.bytes())));
  CHECK_FALSE(test::any_file_contains(made.folder().path(), Bytes(loaded->server.private_key.bytes())));
}

TEST_CASE("server.key is private, whole and never made twice") {
  TestStore made;
  const auto file = made.directory().path() / "server.key";
  struct stat status {};
  REQUIRE(::stat(file.c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0600);
  CHECK_FALSE(make_server(made.directory().path(), {"localhost"}));

  ::chmod(file.c_str(), 0640);
  CHECK(StoreDirectory::open(made.directory().path()).error().code == Fault::refused);
  ::chmod(file.c_str(), 0600);
  test::write_file(file, Bytes(32, 'x'));
  CHECK(StoreDirectory::open(made.directory().path())->open_store(Database::Mode::existing).error().code == Fault::locked);
  test::write_file(file, Bytes(31, 'x'));
  CHECK(StoreDirectory::open(made.directory().path()).error().code == Fault::corrupt);
}
