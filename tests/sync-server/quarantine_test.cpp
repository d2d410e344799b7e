#include "sync-server/quarantine.h"

#include "beatbook/v1/records/stop_and_search.pb.h"
#include "beatbook/v1/records/stop_check_vehicle.pb.h"
#include "beatbook/v1/records/vehicle.pb.h"
#include "sync-server/test_tablet.h"

using namespace beatbook;
using namespace beatbook::server;
using namespace beatbook::test;

namespace {

uint64_t held(TestServer& server, const TestTablet& tablet) {
  auto store = server.open(Database::Mode::read_only);
  return Quarantine(store.database()).count(tablet.id());
}

Record held_record(SqliteStore& store, const RecordId& id) { return must(Record::decode(store.record(id).value())); }

v1::StopAndSearch search_with(const std::string& text) {
  v1::StopAndSearch search;
  search.mutable_envelope()->set_factual_text(text);
  return search;
}

}  // namespace

TEST_CASE("a role that may not make a record is held, durable and acknowledged, and reaches nobody") {
  TestServer server;
  server.add_officer("PC 1", {"OFC"});
  server.add_officer("PCSO 2", {"PCSO"});
  TestTablet constable(server, "PC 1"), pcso(server, "PCSO 2");
  constable.save(creation(new_record_id(), search_with("canary-constable")));
  pcso.save(creation(new_record_id(), search_with("canary-pcso")));
  REQUIRE_FALSE(constable.sync());
  REQUIRE_FALSE(pcso.sync());
  REQUIRE_FALSE(constable.sync());
  CHECK(held(server, constable) == 0);
  CHECK(held(server, pcso) == 1);
  CHECK(pcso.log().pending() == 0);
  CHECK(pcso.seen().find("canary-constable") != Bytes::npos);
  CHECK(constable.seen().find("canary-pcso") == Bytes::npos);

  auto store = server.open(Database::Mode::read_only);
  CHECK(store.last_gsn() == 2);
  CHECK(store.record_count() == 1);
  CHECK(store.entry(2)->quarantined);
  CHECK(Quarantine(store.database()).reasons().size() == 1);
}

TEST_CASE("what a lost store had held is held again, though its push is answered by a fork") {
  TestServer server;
  server.add_officer("PCSO 2", {"PCSO"});
  TestTablet pcso(server, "PCSO 2");
  pcso.save(creation(new_record_id(), search_with("acknowledged by the lost store")));
  auto batch = pcso.log().own_batch(0, 100'000);
  v1::Push raw;
  raw.set_from_seq(1);
  raw.set_previous_hash(Bytes(view(batch.previous)));
  for (auto& set : batch.change_sets) raw.add_change_sets(std::move(set));
  auto push = must(prepare_push(raw, {pcso.id(), 0}, {}));
  push.once_acked_seq = 1;

  auto store = server.open(Database::Mode::existing);
  store.begin();
  CentralLog(store).seal(pcso.id(), 1'795'000'000);
  const auto outcome = must(Quarantine(store.database()).take_push(store, push, 1));
  store.commit();
  CHECK(std::holds_alternative<Diverged>(outcome));
  REQUIRE(store.entry(1));
  CHECK(store.entry(1)->quarantined);
  CHECK(Quarantine(store.database()).count(pcso.id()) == 1);
}

TEST_CASE("an operation that is not granted is held") {
  TestServer server;
  server.add_officer("PC 1", {"OFC"});
  TestTablet wren(server, "PC 1");
  v1::Vehicle vehicle;
  vehicle.set_vrm("AA19AAA");
  wren.save(creation(new_record_id(), vehicle), "another");
  wren.save(creation(new_record_id(), vehicle));
  REQUIRE_FALSE(wren.sync());
  CHECK(held(server, wren) == 1);
}

TEST_CASE("another officer's own entry is not rewritten, a shared card is, and the creator is known by the log") {
  TestServer server;
  server.add_officer("PC 1", {"OFC"});
  server.add_officer("PC 2", {"OFC"});
  TestTablet author(server, "PC 1"), colleague(server, "PC 2");
  const RecordId entry = new_record_id(), card = new_record_id();
  v1::Vehicle vehicle;
  vehicle.set_vrm("AA19AAA");
  author.save(creation(entry, search_with("first")));
  author.save(creation(card, vehicle));
  REQUIRE_FALSE(author.sync());
  REQUIRE_FALSE(colleague.sync());

  const auto edit = [](const RecordId& id, const google::protobuf::Message& message) {
    auto changes = creation(id, message);
    for (auto& change : changes) change.kind = v1::Change::EDIT;
    return changes;
  };
  v1::Vehicle colour;
  colour.set_colour("RED");
  colleague.save(edit(card, colour));
  REQUIRE_FALSE(colleague.sync());
  CHECK(held(server, colleague) == 0);
  colleague.save(edit(entry, search_with("rewritten")));
  REQUIRE_FALSE(colleague.sync());
  CHECK(held(server, colleague) == 1);
  author.save(edit(entry, search_with("corrected")));
  REQUIRE_FALSE(author.sync());
  CHECK(held(server, author) == 0);

  auto store = server.open(Database::Mode::read_only);
  CHECK(creator_of(store, held_record(store, entry)) == author.id());
  CHECK(creator_of(store, held_record(store, card)) == author.id());
  CHECK(store.record(entry)->find("rewritten") == Bytes::npos);
}

TEST_CASE("the creator stays known when the entry was retracted or began with an edit") {
  TestServer server;
  server.add_officer("PC 1", {"OFC"});
  TestTablet author(server, "PC 1");
  const RecordId voided = new_record_id(), begun = new_record_id();
  auto changes = creation(voided, search_with("text"));
  author.save(changes);
  Change retract = changes[0];
  retract.kind = v1::Change::RETRACT;
  retract.partial.clear();
  retract.seen = must(author.log().record(voided)).seen({0}, retract.visibility);
  author.save({retract});
  changes = creation(begun, search_with("text"));
  changes[0].kind = v1::Change::EDIT;
  author.save(changes);
  REQUIRE_FALSE(author.sync());
  auto store = server.open(Database::Mode::read_only);
  CHECK(creator_of(store, held_record(store, voided)) == author.id());
  CHECK(creator_of(store, held_record(store, begun)) == author.id());
}
