// What an administrator decides reaches every tablet of the operation as a record does.
#include "sync-server/publisher.h"

#include "beatbook/v1/records/operation_profile.pb.h"
#include "kernel/central_log.h"
#include "schema/projection.h"
#include "schema/published.h"
#include "sync-server/test_tablet.h"

using namespace beatbook;
using namespace beatbook::server;
using namespace beatbook::test;

namespace {

v1::OperationProfile profile_with(uint32_t late_after_min, const std::string& title = "Lantern") {
  v1::OperationProfile out;
  out.set_title(title);
  out.set_late_after_min(late_after_min);
  return out;
}

v1::Pack pack_of(uint32_t version) {
  v1::Pack pack;
  pack.set_name("plain-language-2026");
  pack.set_version(version);
  pack.set_document("{}");
  return pack;
}

void offer(TestStore& store, const v1::OperationProfile& profile, const std::string& operation = "lantern") {
  store.change([&](SqliteStore& s) -> Result<void> {
    const auto fresh = Publisher(s).offer(operation, schema::profile_id(operation), profile, wall_ms());
    return fresh ? Result<void>() : Result<void>(fresh.error());
  });
}

template <class Message>
std::optional<Message> held(TestTablet& tablet, const RecordId& id) {
  const auto record = tablet.log().record(id);
  if (!record) return std::nullopt;
  const auto shown = schema::project(*record);
  if (!shown) throw std::runtime_error(shown.error().message);
  CHECK(shown->conflicts.empty());
  return static_cast<const Message&>(*shown->message);
}

void sync(TestTablet& tablet) {
  if (auto failed = tablet.sync()) throw std::runtime_error(failed->message);
}

uint64_t entries(TestStore& store) { return store.open(Database::Mode::read_only).last_gsn(); }

}  // namespace

TEST_CASE("a profile that is offered while the server runs comes with the next exchange of a tablet") {
  TestServer server;
  server.add_officer("PC 1", {"OFC"});
  TestTablet wren(server, "PC 1");
  sync(wren);
  const auto id = schema::profile_id("lantern");
  CHECK_FALSE(held<v1::OperationProfile>(wren, id));
  offer(server, profile_with(90));
  sync(wren);
  CHECK(held<v1::OperationProfile>(wren, id)->late_after_min() == 90);

  auto changed = profile_with(120);
  changed.clear_title();
  offer(server, changed);
  sync(wren);
  CHECK(held<v1::OperationProfile>(wren, id)->late_after_min() == 120);
  CHECK_FALSE(held<v1::OperationProfile>(wren, id)->has_title());
  CHECK(entries(server) == 2);
}

TEST_CASE("what is offered again unchanged writes nothing, and an operation there is not is refused") {
  TestServer server;
  server.add_officer("PC 1", {"OFC"});
  TestTablet wren(server, "PC 1");
  offer(server, profile_with(90));
  sync(wren);
  server.change([&](SqliteStore& store) -> Result<void> {
    CHECK_FALSE(*Publisher(store).offer("lantern", schema::profile_id("lantern"), profile_with(90), wall_ms()));
    CHECK(Publisher(store).offer("moth", schema::profile_id("moth"), profile_with(90), wall_ms()).error().code ==
          Fault::not_found);
    return {};
  });
  sync(wren);
  CHECK(entries(server) == 1);
}

TEST_CASE("only the tablets of an operation get what it decides") {
  TestServer server;
  server.change([](SqliteStore& store) { return Accounts(store.database()).add_operation({"moth", ""}, 1); });
  server.add_officer("PC 1", {"OFC"});
  TestTablet wren(server, "PC 1");
  offer(server, profile_with(90), "moth");
  sync(wren);
  CHECK_FALSE(held<v1::OperationProfile>(wren, schema::profile_id("moth")));
}

TEST_CASE("a pack goes into every operation, and into one that is added later") {
  TestServer server;
  server.add_officer("PC 1", {"OFC"});
  TestTablet wren(server, "PC 1");
  server.change([](SqliteStore& store) -> Result<void> {
    CHECK(*Publisher(store).offer_pack(pack_of(2), 1) == 1);
    return {};
  });
  sync(wren);
  CHECK(held<v1::Pack>(wren, schema::pack_id("lantern", "plain-language-2026"))->version() == 2);
  server.change([](SqliteStore& store) -> Result<void> {
    if (auto added = Accounts(store.database()).add_operation({"moth", ""}, 1); !added) return added;
    if (auto given = Publisher(store).offer_packs_to("moth", 1); !given) return given;
    v1::Pack held;
    CHECK(Publisher(store).offered(schema::pack_id("moth", "plain-language-2026"), held));
    CHECK(held.version() == 2);
    CHECK(*Publisher(store).offer_pack(pack_of(3), 2) == 2);
    return {};
  });
}

TEST_CASE("the server's own entries are named as the administrator's, verified and carried over a restore") {
  TestServer server;
  server.add_officer("PC 1", {"OFC"});
  TestTablet wren(server, "PC 1");
  offer(server, profile_with(90));
  sync(wren);
  auto store = server.open(Database::Mode::read_only);
  MemoryStore scratch;
  CHECK(must(CentralLog(store).verify(scratch)) == 1);
  const auto author = store.entry(1)->dot.branch.enrolment;
  CHECK(wren.log().officer_of(author) == "Administrator");
  CHECK(Publisher::is_publisher(store.database(), author));
  // Another incarnation of the store writes under another name: the lost store's numbers may be known to tablets.
  server.stop();
  server.change([](SqliteStore& s) -> Result<void> {
    s.set_fact(fact_store_incarnation, Bytes(16, 'n'));
    return {};
  });
  server.serve();
  wren.reach(server.port());
  offer(server, profile_with(30));
  sync(wren);
  CHECK(held<v1::OperationProfile>(wren, schema::profile_id("lantern"))->late_after_min() == 30);
  CHECK(server.open(Database::Mode::read_only).entry(2)->dot.branch.enrolment != author);
}

TEST_CASE("a tablet that writes a profile itself is held for a supervisor") {
  TestServer server;
  server.add_officer("PC 1", {"OFC", "SUP"});
  TestTablet wren(server, "PC 1");
  sync(wren);
  wren.save(creation(schema::profile_id("lantern"), profile_with(600)));
  sync(wren);
  auto store = server.open(Database::Mode::read_only);
  CHECK(store.entry(1)->quarantined);
}
