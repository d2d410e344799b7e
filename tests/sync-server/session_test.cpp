// Sessions that misbehave, and what becomes of the others.
#include "sync-server/session.h"

#include <rapidcheck.h>

#include <thread>

#include "beatbook/v1/records/vehicle.pb.h"
#include "kernel/seal.h"
#include "sync-server/server.h"
#include "sync-server/test_tablet.h"

using namespace beatbook;
using namespace beatbook::server;
using namespace beatbook::test;

namespace {

Bytes length_prefix(uint32_t size) {
  Bytes out;
  for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(size >> shift);
  return out;
}

std::vector<Change> vehicle_with(const std::string& vrm) {
  v1::Vehicle vehicle;
  vehicle.set_vrm(vrm);
  return creation(new_record_id(), vehicle);
}

v1::TabletFrame hello_of(TestTablet& tablet) {
  v1::TabletFrame frame;
  frame.mutable_hello()->set_protocol(limits::protocol);
  frame.mutable_hello()->set_head_seq(tablet.log().head_seq());
  return frame;
}

v1::TabletFrame push_of(TestTablet& tablet) {
  v1::TabletFrame frame;
  size_t count = 0;
  *frame.mutable_push() = tablet.push_after(0, count);
  return frame;
}

// What the server says to one frame after a Hello.
std::optional<v1::ServerFrame> answer(TestServer& server, TestTablet& tablet, const v1::TabletFrame& frame) {
  TestClient client(server.port(), tablet.identity());
  client.send(hello_of(tablet));
  client.send(frame);
  for (;;) {
    auto reply = client.receive();
    if (!reply || !(reply->has_welcome() || reply->has_page())) return reply;
  }
}

struct Beat {
  TestServer server;
  Beat() {
    server.add_officer("PC 1", {"OFC"});
    server.add_officer("PC 2", {"OFC"});
  }
};

}  // namespace

TEST_CASE("a frame too large or of garbage ends its session with a reason, and nobody else's") {
  Beat beat;
  TestTablet wren(beat.server, "PC 1"), robin(beat.server, "PC 2");
  TestClient quiet(beat.server.port(), wren.identity());
  quiet.send(hello_of(wren));
  REQUIRE(quiet.receive()->has_welcome());

  struct Case {
    Bytes bytes;
    v1::Refusal::Code code;
  };
  const std::vector<Case> cases = {
      {length_prefix(limits::frame + 1) + Bytes(100, 'x'), v1::Refusal::TOO_LARGE},
      {length_prefix(0xffffffff), v1::Refusal::TOO_LARGE},
      {length_prefix(0), v1::Refusal::TOO_LARGE},
      {length_prefix(5) + Bytes("\7xxxx", 5), v1::Refusal::BAD_FRAME},
      {length_prefix(5) + Bytes("\1xxxx", 5), v1::Refusal::TOO_LARGE},
      {length_prefix(5) + Bytes("\0\xff\xff\xff\xff", 5), v1::Refusal::BAD_FRAME},
      {length_prefix(1) + Bytes("\0", 1), v1::Refusal::BAD_FRAME},
  };
  for (const auto& wrong : cases) {
    TestClient client(beat.server.port(), robin.identity());
    client.send_raw(wrong.bytes);
    const auto reply = client.receive();
    REQUIRE(reply);
    CHECK(reply->refusal().code() == wrong.code);
    CHECK_FALSE(client.receive());
  }
  wren.save(vehicle_with("AA19AAA"));
  quiet.send(push_of(wren));
  CHECK(quiet.receive()->ack().to_seq() == 1);
  CHECK_FALSE(robin.sync());
}

TEST_CASE("random bytes end a session and never the server") {
  Beat beat;
  TestTablet wren(beat.server, "PC 1");
  for (int i = 0; i < 50; ++i) {
    TestClient client(beat.server.port(), wren.identity());
    client.send_raw(random_bytes(1 + randombytes_uniform(3000)));
    if (randombytes_uniform(2) == 0) continue;  // gone without a word
    client.send_raw(length_prefix(0));
    while (client.receive()) {
    }
  }
  wren.save(vehicle_with("AA19AAA"));
  CHECK_FALSE(wren.sync());
}

TEST_CASE("a push must be signed by its enrolment") {
  Beat beat;
  TestTablet wren(beat.server, "PC 1"), robin(beat.server, "PC 2");
  wren.save(vehicle_with("AA19AAA"));
  auto frame = push_of(wren);
  const auto head = wren.log().own_batch(0, limits::batch).head;
  SECTION("no signature") { frame.mutable_push()->clear_head_signature(); }
  SECTION("a bit is wrong") { (*frame.mutable_push()->mutable_head_signature())[5] ^= 1; }
  SECTION("of somebody else") { frame.mutable_push()->set_head_signature(robin.key().sign(view(head))); }
  SECTION("of another chain") { frame.mutable_push()->set_head_signature(wren.key().sign(Bytes(32, 'x'))); }
  const auto reply = answer(beat.server, wren, frame);
  REQUIRE(reply);
  CHECK(reply->refusal().code() == v1::Refusal::BAD_SIGNATURE);
  auto store = beat.server.open(Database::Mode::read_only);
  CHECK(store.last_gsn() == 0);
}

TEST_CASE("a broken envelope is refused by name and nothing of it is stored") {
  Beat beat;
  TestTablet wren(beat.server, "PC 1");
  wren.save(vehicle_with("AA19AAA"));
  auto frame = push_of(wren);
  frame.mutable_push()->set_change_sets(0, "not a change-set");
  const auto reply = answer(beat.server, wren, frame);
  REQUIRE(reply);
  CHECK(reply->refusal().code() == v1::Refusal::BAD_ENVELOPE);
  auto store = beat.server.open(Database::Mode::read_only);
  CHECK(store.last_gsn() == 0);
}

TEST_CASE("a locked tablet's sealed entries are taken in as they were written") {
  Beat beat;
  TestTablet wren(beat.server, "PC 1"), robin(beat.server, "PC 2");
  wren.save(vehicle_with("AA19AAA"));
  wren.save(vehicle_with("AA19BBB"));
  auto frame = push_of(wren);
  auto* push = frame.mutable_push();
  const auto sealer = *Sealer::start(wren.reply().sealing_key(), random_key());
  const auto seal_all = [&](uint32_t incarnation, uint64_t first_seq) {
    for (int i = 0; i < push->change_sets_size(); ++i) {
      push->add_sealed(sealer.seal(incarnation, first_seq + static_cast<uint64_t>(i), push->change_sets(i), random_bytes(24)));
    }
    push->clear_change_sets();
  };
  SECTION("in their place") {
    seal_all(push->incarnation(), 1);
    const auto reply = answer(beat.server, wren, frame);
    REQUIRE(reply);
    CHECK(reply->ack().to_seq() == 2);
    REQUIRE_FALSE(robin.sync());
    CHECK(robin.seen().find("AA19BBB") != Bytes::npos);
  }
  SECTION("under a later incarnation of the same tablet, though nothing lies before the parting") {
    seal_all(push->incarnation(), 1);
    TestClient other(beat.server.port(), wren.identity());
    other.send(hello_of(wren));
    v1::TabletFrame first;
    auto* written = first.mutable_push();
    const Branch branch{wren.id(), 0};
    v1::Header header;
    header.set_operation("lantern");
    const auto set = must(encode_change_set(header, vehicle_with("AA19CCC"), random_bytes(16), branch));
    written->set_from_seq(1);
    written->set_previous_hash(Bytes(view(chain_root(wren.id()))));
    written->add_change_sets(set);
    written->set_head_signature(wren.key().sign(view(*chain_next(chain_root(wren.id()), set))));
    other.send(first);
    other.send(frame);
    std::optional<v1::ServerFrame> reply;
    do reply = other.receive();
    while (reply && !reply->has_fork());
    REQUIRE(reply);
    REQUIRE(reply->fork().ancestry().empty());
    push->set_incarnation(reply->fork().new_incarnation());
    CHECK(answer(beat.server, wren, frame)->ack().to_seq() == 2);
    REQUIRE_FALSE(robin.sync());
    CHECK(robin.seen().find("AA19BBB") != Bytes::npos);
  }
  SECTION("not in another place") { seal_all(push->incarnation(), 2); }
  SECTION("not altered") {
    seal_all(push->incarnation(), 1);
    push->mutable_sealed(0)->back() ^= 1;
  }
  if (robin.seen().empty()) CHECK(answer(beat.server, wren, frame)->refusal().code() == v1::Refusal::BAD_ENVELOPE);
}

TEST_CASE("more tablets than the server takes are told to come back, and come back") {
  ServerOptions options;
  options.most_sessions = 1;
  TestServer server(options);
  server.add_officer("PC 1", {"OFC"});
  TestTablet wren(server, "PC 1");
  const auto eventually_one = [&] {
    for (int i = 0; i < 200; ++i) {
      auto client = std::make_unique<TestClient>(server.port(), wren.identity());
      client->send(hello_of(wren));
      const auto reply = client->receive();
      if (reply && reply->has_welcome()) return client;
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    return std::unique_ptr<TestClient>();
  };
  auto first = eventually_one();  // the enrolment's session may still be ending
  REQUIRE(first);
  TestClient second(server.port(), wren.identity());
  CHECK(second.receive()->refusal().code() == v1::Refusal::BUSY);
  CHECK_FALSE(second.receive());
  first.reset();
  CHECK(eventually_one());
}

TEST_CASE("a session that says nothing is closed") {
  ServerOptions options;
  options.limits.idle = std::chrono::milliseconds(200);
  TestServer server(options);
  server.add_officer("PC 1", {"OFC"});
  TestTablet wren(server, "PC 1");
  TestClient client(server.port(), wren.identity());
  client.send(hello_of(wren));
  REQUIRE(client.receive()->has_welcome());
  CHECK_FALSE(client.receive());
}

TEST_CASE("a client that waits while the server stores is not taken for one that says nothing") {
  ServerOptions options;
  options.limits.idle = std::chrono::milliseconds(200);
  TestServer server(options);
  server.add_officer("PC 1", {"OFC"});
  TestTablet wren(server, "PC 1");
  TestClient client(server.port(), wren.identity());
  client.send(hello_of(wren));
  REQUIRE(client.receive()->has_welcome());
  wren.save(vehicle_with("AA19 SLO"));
  server.change([&](SqliteStore& store) {
    const auto held = server::Accounts(store.database()).add_operation({"heron", "Heron"}, 2);
    client.send(push_of(wren));
    std::this_thread::sleep_for(4 * options.limits.idle);
    return held;
  });
  const auto reply = client.receive();
  REQUIRE(reply);
  CHECK(reply->has_ack());
}

TEST_CASE("a server that stops answers what it is storing, and all of it is there again") {
  TestServer server;
  server.add_officer("PC 1", {"OFC"});
  TestTablet wren(server, "PC 1");
  for (int i = 0; i < 30; ++i) wren.save(vehicle_with("AA19 " + std::to_string(i)));
  REQUIRE_FALSE(wren.sync());
  server.stop();
  auto store = server.open(Database::Mode::read_only);
  CHECK(store.last_gsn() == 30);
  MemoryStore scratch;
  CHECK(*CentralLog(store).verify(scratch) == 30);
}

TEST_CASE("a server that stops ends sessions that wait, within its patience") {
  TestServer server;
  server.add_officer("PC 1", {"OFC"});
  TestTablet wren(server, "PC 1");
  TestClient idle(server.port(), wren.identity());
  idle.send(hello_of(wren));
  REQUIRE(idle.receive()->has_welcome());
  const auto start = std::chrono::steady_clock::now();
  server.stop();
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(4));
  CHECK_FALSE(idle.receive());
}

TEST_CASE("two servers never serve one store") {
  TestServer server;
  Log log([](const std::string&) {});
  const auto second = Server::open(server.directory(), {}, log);
  REQUIRE_FALSE(second);
  CHECK(second.error().code == Fault::refused);
}

TEST_CASE("the log names events, never people, content or secrets") {
  TestServer server;
  server.add_officer("PC 4321", {"OFC"});
  TestTablet wren(server, "PC 4321");
  wren.save(vehicle_with("AA19AAA"));
  REQUIRE_FALSE(wren.sync());
  server.stop();
  const auto text = server.log_text();
  CHECK(text.find("enrolment=" + hex(wren.id().bytes().substr(0, 4))) != std::string::npos);
  CHECK(text.find("stored=1") != std::string::npos);
  for (const std::string& secret : {std::string("4321"), std::string("AA19"), std::string("Tablet"), std::string("lantern"),
                                    wren.reply().recovery_code(), wren.id().text()}) {
    CHECK(text.find(secret) == std::string::npos);
  }
}
