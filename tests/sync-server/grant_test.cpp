// Grants that change while a session is open: what is read after the change is read by the new grant.
#include "beatbook/v1/records/vehicle.pb.h"
#include "beatbook/v1/records/welfare_contact.pb.h"
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

std::vector<Change> welfare_with(const std::string& text) {
  v1::WelfareContact welfare;
  welfare.set_immediate_action(text);
  return creation(new_record_id(), welfare);
}

// A session of a reader with SWL's streams that stays open, and a colleague who goes on writing.
struct OpenSession {
  TestServer server;
  std::optional<TestTablet> reader, author;
  std::optional<TestClient> client;

  OpenSession() {
    server.add_officer("PC 1", {"SWL"});
    server.add_officer("PC 2", {"SWL"});
    reader.emplace(server, "PC 1");
    author.emplace(server, "PC 2");
    if (auto failed = reader->sync()) throw std::runtime_error(failed->message);
    client.emplace(server.port(), reader->identity());
    v1::TabletFrame hello;
    hello.mutable_hello()->set_protocol(limits::protocol);
    hello.mutable_hello()->set_unlock_proof(reader->proof(*client));
    client->send(hello);
    if (!client->receive()->has_welcome()) throw std::runtime_error("no welcome");
  }

  void author_writes(const std::string& text) {
    author->save(welfare_with(text));
    if (auto failed = author->sync()) throw std::runtime_error(failed->message);
  }
  // Keeps the session alive, and makes the server read on; the last thing it says before it closes or sends a page.
  std::optional<v1::ServerFrame> push_something() {
    reader->save(vehicle_with("AA19AAA"));
    v1::TabletFrame frame;
    size_t count = 0;
    *frame.mutable_push() = reader->push_after(0, count);
    client->send(frame);
    std::optional<v1::ServerFrame> last;
    while (auto reply = client->receive()) {
      const bool was_ack = reply->has_ack();
      last = std::move(reply);
      if (!was_ack) break;
    }
    return last;
  }
  void set_roles(const std::vector<std::string>& roles) {
    server.change([&](SqliteStore& store) {
      return Accounts(store.database()).set_officer({"PC 1", roles, {"lantern"}, false}, wall_ms());
    });
  }
};

}  // namespace

TEST_CASE("a session whose grants stand reads on after a push") {
  OpenSession open;
  open.author_writes("canary-while-granted");
  CHECK(open.push_something()->has_page());
  CHECK(open.client->received_plain().find("canary-while-granted") != Bytes::npos);
}

TEST_CASE("an enrolment revoked while its session is open is read nothing more, and is told to say Hello anew") {
  OpenSession open;
  open.server.change([&](SqliteStore& store) { return Enrolments(store.database()).revoke(open.reader->id(), wall_ms()); });
  open.author_writes("canary-after-revocation");
  const auto last = open.push_something();
  REQUIRE(last);
  CHECK(last->refusal().code() == v1::Refusal::GRANT_CHANGED);
  CHECK_FALSE(open.client->receive());
  CHECK(open.client->received_plain().find("canary-after-revocation") == Bytes::npos);
}

TEST_CASE("a role taken away while a session is open ends it, and the next Hello pulls by the new role") {
  OpenSession open;
  open.set_roles({"OFC"});
  open.author_writes("canary-safeguarding");
  const auto last = open.push_something();
  REQUIRE(last);
  CHECK(last->refusal().code() == v1::Refusal::GRANT_CHANGED);
  CHECK_FALSE(open.client->receive());
  CHECK(open.client->received_plain().find("canary-safeguarding") == Bytes::npos);
  CHECK_FALSE(open.reader->sync());
  CHECK(open.reader->seen().find("canary-safeguarding") == Bytes::npos);
  CHECK(open.reader->log().facts().roles(0) == "OFC");
  CHECK(open.reader->log().pending() == 0);
}

TEST_CASE("an officer without a stream who is revoked in a rebuild gets no own entry in full") {
  OpenSession open;
  open.reader->save(vehicle_with("CANARY1"));
  REQUIRE_FALSE(open.reader->sync());
  open.set_roles({"ADM"});
  TestClient client(open.server.port(), open.reader->identity());
  v1::TabletFrame hello;
  hello.mutable_hello()->set_protocol(limits::protocol);
  hello.mutable_hello()->set_rebuild(true);
  hello.mutable_hello()->set_head_seq(2);  // pages wait until all of it is handed in
  hello.mutable_hello()->set_acked_seq(1);
  hello.mutable_hello()->set_unlock_proof(open.reader->proof(client));
  client.send(hello);
  REQUIRE(client.receive()->has_welcome());
  open.server.change([&](SqliteStore& store) { return Enrolments(store.database()).revoke(open.reader->id(), wall_ms()); });
  open.reader->save(vehicle_with("AA19BBB"));
  v1::TabletFrame frame;
  size_t count = 0;
  *frame.mutable_push() = open.reader->push_after(1, count);
  client.send(frame);
  REQUIRE(client.receive()->has_ack());
  CHECK(client.receive()->refusal().code() == v1::Refusal::GRANT_CHANGED);
  CHECK(client.received_plain().find("CANARY1") == Bytes::npos);
}
