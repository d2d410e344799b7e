// Enrolment as a tablet meets it: real TLS on loopback.
#include "beatbook/v1/records/vehicle.pb.h"
#include "sync-server/quarantine.h"
#include "sync-server/test_tablet.h"

using namespace beatbook;
using namespace beatbook::server;
using namespace beatbook::test;

namespace {

v1::TabletFrame hello() {
  v1::TabletFrame frame;
  frame.mutable_hello()->set_protocol(limits::protocol);
  return frame;
}

}  // namespace

TEST_CASE("a code pins the certificate the server shows") {
  TestServer server;
  TestClient client(server.port(), std::nullopt);
  auto store = server.open(Database::Mode::read_only);
  CHECK(certificate_pin(client.server_certificate()) == certificate_pin(Certificates::load(store)->server.certificate));
}

TEST_CASE("a right code gives all a tablet needs, and the tablet is known with it") {
  TestServer server;
  server.add_officer("PC 1", {"OFC"});
  TestTablet tablet(server, "PC 1");
  CHECK(tablet.reply().collar_number() == "PC 1");
  CHECK_FALSE(tablet.reply().recovery_code().empty());
  CHECK(tablet.reply().sealing_key() == sealing_public_key(server.directory().sealing_key()));
  CHECK_FALSE(tablet.sync());
  CHECK(tablet.log().facts().collar_number() == "PC 1");
  CHECK(tablet.log().facts().operations(0) == "lantern");
}

TEST_CASE("a wrong code is refused and the session ends") {
  TestServer server;
  TestClient client(server.port(), std::nullopt);
  client.send(enrol_request(random_bytes(10), KeyPair().public_key()));
  const auto reply = client.receive();
  REQUIRE(reply);
  CHECK(reply->refusal().code() == v1::Refusal::BAD_CODE);
  CHECK_FALSE(client.receive());
}

TEST_CASE("one session gets one try at a code") {
  TestServer server;
  server.add_officer("PC 1", {"OFC"});
  const Bytes secret = server.add_code("PC 1");
  TestClient client(server.port(), std::nullopt);
  const KeyPair key;
  FrameCodec codec;
  client.send_raw(*codec.encode(enrol_request(random_bytes(10), key.public_key())) +
                  *codec.encode(enrol_request(secret, key.public_key())));
  CHECK(client.receive()->refusal().code() == v1::Refusal::BAD_CODE);
  CHECK_FALSE(client.receive());
  auto store = server.open(Database::Mode::read_only);
  CHECK(Enrolments(store.database()).list().empty());
}

TEST_CASE("two tablets with one code at once: one enrols") {
  TestServer server;
  server.add_officer("PC 1", {"OFC"});
  for (int round = 0; round < 5; ++round) {
    const Bytes secret = server.add_code("PC 1");
    TestClient a(server.port(), std::nullopt), b(server.port(), std::nullopt);
    a.send(enrol_request(secret, KeyPair().public_key()));
    b.send(enrol_request(secret, KeyPair().public_key()));
    CHECK(a.receive()->has_enrolled() + b.receive()->has_enrolled() == 1);
  }
}

TEST_CASE("without a certificate nothing but enrolment is answered") {
  TestServer server;
  v1::TabletFrame push, pulled;
  push.mutable_push()->set_from_seq(1);
  pulled.mutable_pulled()->set_through(0);
  for (const auto& frame : {hello(), push, pulled}) {
    TestClient client(server.port(), std::nullopt);
    client.send(frame);
    const auto reply = client.receive();
    REQUIRE(reply);
    CHECK(reply->refusal().code() == v1::Refusal::NOT_ENROLLED);
    CHECK_FALSE(client.receive());
  }
}

TEST_CASE("a certificate of another authority does not get past the handshake") {
  TestServer server;
  const auto theirs = *Certificates::make({"localhost"});
  const KeyPair key;
  const Identity foreign{*theirs.issue(*EnrolmentId::from_bytes(random_bytes(16)), key.public_key()), key.seed};
  // In TLS 1.3 a client learns of it with its first read.
  TestClient client(server.port(), foreign);
  client.send(hello());
  CHECK_FALSE(client.receive());
}

TEST_CASE("a certificate of ours for an enrolment the store does not hold is not enough") {
  TestServer server;
  auto store = server.open(Database::Mode::read_only);
  const auto ours = *Certificates::load(store);
  const KeyPair key;
  TestClient client(server.port(),
                    Identity{*ours.issue(*EnrolmentId::from_bytes(random_bytes(16)), key.public_key()), key.seed});
  client.send(hello());
  CHECK(client.receive()->refusal().code() == v1::Refusal::NOT_ENROLLED);
}

TEST_CASE("nothing older than TLS 1.3 is spoken") {
  TestServer server;
  CHECK_THROWS(TestClient(server.port(), std::nullopt, TLS1_2_VERSION));
}

TEST_CASE("a revoked tablet hands in what it holds, into quarantine, and reads nothing") {
  TestServer server;
  server.add_officer("PC 1", {"OFC"});
  server.add_officer("PC 2", {"OFC"});
  TestTablet wren(server, "PC 1"), robin(server, "PC 2");
  v1::Vehicle vehicle;
  vehicle.set_vrm("AA19AAA");
  wren.save(creation(new_record_id(), vehicle));
  REQUIRE_FALSE(wren.sync());
  REQUIRE_FALSE(robin.sync());
  CHECK(robin.seen().find("AA19AAA") != Bytes::npos);

  server.change([&](SqliteStore& store) { return Enrolments(store.database()).revoke(robin.id(), wall_ms()); });
  vehicle.set_vrm("AA19BBB");
  robin.save(creation(new_record_id(), vehicle));
  vehicle.set_vrm("AA19CCC");
  wren.save(creation(new_record_id(), vehicle));
  REQUIRE_FALSE(wren.sync());
  REQUIRE_FALSE(robin.sync());
  CHECK(robin.log().pending() == 0);
  CHECK(robin.seen().find("AA19CCC") == Bytes::npos);
  REQUIRE_FALSE(wren.sync());
  CHECK(wren.seen().find("AA19BBB") == Bytes::npos);
  auto store = server.open(Database::Mode::read_only);
  CHECK(Quarantine(store.database()).count(robin.id()) == 1);
  CHECK(Quarantine(store.database()).count(wren.id()) == 0);
}
