// A thief with a locked tablet's files: the TLS identity and the outbox are open to them, what others wrote is not.
#include "kernel/unlock.h"

#include "beatbook/v1/records/vehicle.pb.h"
#include "sync-server/test_tablet.h"

using namespace beatbook;
using namespace beatbook::server;
using namespace beatbook::test;

namespace {

std::vector<Change> vehicle_with(const std::string& vrm) {
  v1::Vehicle vehicle;
  vehicle.set_vrm(vrm);
  return creation(new_record_id(), vehicle);
}

v1::TabletFrame hello_with(const Bytes& proof) {
  v1::TabletFrame frame;
  frame.mutable_hello()->set_protocol(limits::protocol);
  frame.mutable_hello()->set_unlock_proof(proof);
  return frame;
}

// An operation with a colleague's entry in it, and the tablet that is stolen.
struct Stolen {
  TestServer server;
  std::optional<TestTablet> colleague, tablet;

  Stolen() {
    server.add_officer("PC 1", {"OFC", "SWL"});
    server.add_officer("PC 2", {"OFC"});
    tablet.emplace(server, "PC 1");
    colleague.emplace(server, "PC 2");
    colleague->save(vehicle_with("CANARY1"));
    if (auto failed = colleague->sync()) throw std::runtime_error(failed->message);
  }

  // The Welcome and whatever comes until the session has answered a push.
  v1::Welcome read_with(TestClient& client, v1::TabletFrame hello) {
    client.send(hello);
    const auto welcome = client.receive();
    if (!welcome || !welcome->has_welcome()) throw std::runtime_error("no welcome");
    tablet->save(vehicle_with("AA19AAA"));
    v1::TabletFrame push;
    size_t count = 0;
    *push.mutable_push() = tablet->push_after(0, count);
    client.send(push);
    for (;;) {
      const auto reply = client.receive();
      if (!reply) throw std::runtime_error("the push was not answered");
      if (reply->has_ack()) return welcome->welcome();
    }
  }
  bool leaked(const TestClient& client) const { return client.received_plain().find("CANARY1") != Bytes::npos; }
};

}  // namespace

TEST_CASE("a tablet that proves it is unlocked reads") {
  Stolen stolen;
  TestClient client(stolen.server.port(), stolen.tablet->identity());
  const auto welcome = stolen.read_with(client, hello_with(stolen.tablet->proof(client)));
  CHECK(welcome.view() == v1::Welcome::CONTINUES);
  CHECK(welcome.collar_number() == "PC 1");
  CHECK(welcome.roles_size() == 2);
  if (!stolen.leaked(client)) client.receive();
  CHECK(stolen.leaked(client));
}

TEST_CASE("without a proof that holds a session hands in and reads nothing, not even of its officer") {
  Stolen stolen;
  TestClient client(stolen.server.port(), stolen.tablet->identity());
  v1::TabletFrame hello;
  SECTION("none") { hello = hello_with({}); }
  SECTION("a guess") { hello = hello_with(random_bytes(unlock_proof_size)); }
  SECTION("by another tablet's key") { hello = hello_with(stolen.colleague->proof(client)); }
  SECTION("of another session of the same tablet") {
    TestClient other(stolen.server.port(), stolen.tablet->identity());
    hello = hello_with(stolen.tablet->proof(other));
  }
  SECTION("none, for a rebuild") {
    hello = hello_with({});
    hello.mutable_hello()->set_rebuild(true);
    hello.mutable_hello()->set_head_seq(1);
  }
  const auto welcome = stolen.read_with(client, hello);
  CHECK(welcome.view() == v1::Welcome::HANDS_IN);
  CHECK(welcome.streams().empty());
  CHECK(welcome.streams_digest().empty());
  CHECK(welcome.roles().empty());
  CHECK(welcome.operations().empty());
  CHECK(welcome.collar_number().empty());
  CHECK(welcome.head_gsn() == 0);
  // Asked again in the same session, and kept alive, it says no more.
  v1::TabletFrame pulled;
  pulled.mutable_pulled()->set_through(0);
  client.send(pulled);
  stolen.read_with(client, hello);
  CHECK_FALSE(stolen.leaked(client));
  CHECK(client.received_plain().find("lantern") == Bytes::npos);
  auto store = stolen.server.open(Database::Mode::read_only);
  CHECK(store.last_gsn() == 3);
}

TEST_CASE("a restored or copied tablet keeps the proof, for its store keeps its key") {
  Stolen stolen;
  TestClient first(stolen.server.port(), stolen.tablet->identity()), copy(stolen.server.port(), stolen.tablet->identity());
  for (auto* client : {&first, &copy}) {
    client->send(hello_with(stolen.tablet->proof(*client)));
    CHECK(client->receive()->welcome().view() == v1::Welcome::CONTINUES);
  }
}
