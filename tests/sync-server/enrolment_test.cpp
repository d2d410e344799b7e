// Enrolment as a tablet meets it: real TLS on loopback.
#include "beatbook/v1/records/vehicle.pb.h"
#include "kernel/seal.h"
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
  const Identity foreign{*theirs.issue(holder_with(key.public_key())), key.seed};
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
  TestClient client(server.port(), Identity{*ours.issue(holder_with(key.public_key())), key.seed});
  client.send(hello());
  CHECK(client.receive()->refusal().code() == v1::Refusal::NOT_ENROLLED);
}

TEST_CASE("an enrolment the store was put back to before is remembered once it is shown, and known again when reinstated") {
  TestServer server;
  auto store = server.open(Database::Mode::read_only);
  const auto ours = *Certificates::load(store);
  const KeyPair key;
  const auto holder = holder_with(key.public_key());
  const Identity tablet{*ours.issue(holder), key.seed};
  const auto reinstate = [&] {
    auto writing = server.open();
    return Enrolments(writing.database()).reinstate(holder.enrolment, wall_ms());
  };
  CHECK(reinstate().error().code == Fault::not_found);
  for (int i = 0; i < 2; ++i) {
    TestClient client(server.port(), tablet);
    client.send(hello());
    CHECK(client.receive()->refusal().code() == v1::Refusal::NOT_ENROLLED);
    CHECK_FALSE(client.receive());
  }
  const auto unknown = Enrolments(store.database()).unknown();
  REQUIRE(unknown.size() == 1);
  CHECK(unknown[0].holder.enrolment == holder.enrolment);
  CHECK(unknown[0].holder.collar == "PC 1");
  CHECK(reinstate().error().code == Fault::bad_input);  // there is no such officer
  server.add_officer("PC 1", {"OFC"});
  REQUIRE(reinstate());
  CHECK(reinstate().error().code == Fault::bad_input);
  CHECK(Enrolments(store.database()).unknown().empty());
  CHECK(Enrolments(store.database()).find(holder.enrolment)->collar == "PC 1");
  auto writing = server.open();
  CHECK(Enrolments(writing.database()).recovery_code(holder.enrolment, wall_ms()).error().code == Fault::not_found);
  TestClient client(server.port(), tablet);
  client.send(hello());
  CHECK(client.receive()->has_welcome());
}

TEST_CASE("nobody is remembered whose certificate another authority signed, or who shows none") {
  TestServer server;
  const auto theirs = *Certificates::make({"localhost"});
  const KeyPair key;
  {
    TestClient foreign(server.port(), Identity{*theirs.issue(holder_with(key.public_key())), key.seed});
    foreign.send(hello());
    CHECK_FALSE(foreign.receive());
    TestClient nobody(server.port(), std::nullopt);
    nobody.send(hello());
    CHECK(nobody.receive()->has_refusal());
  }
  auto store = server.open(Database::Mode::read_only);
  CHECK(Enrolments(store.database()).unknown().empty());
}

TEST_CASE("an enrolment without a usable unlock key is not made, and its code stays good") {
  TestServer server;
  server.add_officer("PC 1", {"OFC"});
  const Bytes secret = server.add_code("PC 1");
  const KeyPair key;
  for (const Bytes& weak : {Bytes(), Bytes(31, 'x'), Bytes(32, '\0')}) {
    TestClient client(server.port(), std::nullopt);
    client.send(enrol_request(secret, key.public_key(), weak));
    CHECK(client.receive()->refusal().code() == v1::Refusal::BAD_CODE);
  }
  const Bytes unlock = unlock_public_key(random_key());
  TestClient first(server.port(), std::nullopt), again(server.port(), std::nullopt), other(server.port(), std::nullopt);
  first.send(enrol_request(secret, key.public_key(), unlock));
  const auto reply = first.receive();
  REQUIRE(reply->has_enrolled());
  again.send(enrol_request(secret, key.public_key(), unlock));
  CHECK(again.receive()->enrolled().certificate() == reply->enrolled().certificate());
  other.send(enrol_request(secret, key.public_key()));
  CHECK(other.receive()->refusal().code() == v1::Refusal::BAD_CODE);
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
