#include "sync-server/orders.h"

#include <fstream>

#include "beatbook/v1/records/vehicle.pb.h"
#include "kernel/central_log.h"
#include "kernel/erasure.h"
#include "sync-server/analysis.h"
#include "sync-server/backup.h"
#include "sync-server/quarantine.h"
#include "sync-server/server.h"
#include "sync-server/test_tablet.h"

using namespace beatbook;
using namespace beatbook::server;
using namespace beatbook::test;
using namespace std::chrono_literals;

namespace {

RecordId save_named(TestTablet& tablet, const std::string& vrm, const std::string& reason_text = {}) {
  v1::Vehicle vehicle;
  vehicle.set_vrm(vrm);
  const auto id = new_record_id();
  tablet.save(creation(id, vehicle), "lantern", reason_text);
  return id;
}

void must_sync(TestTablet& tablet) {
  const auto failure = tablet.sync();
  INFO((failure ? failure->message : ""));
  REQUIRE_FALSE(failure);
}

template <class True>
bool soon(True is_true) {
  for (int i = 0; i < 100; ++i) {
    if (is_true()) return true;
    std::this_thread::sleep_for(100ms);
  }
  return false;
}

bool answered(TestStore& server, const std::string& holder, const RecordId& record) {
  auto store = server.open(Database::Mode::read_only);
  return must(Orders(store, server.directory().path()).book().receipts(holder)).contains(record);
}

void ask_purge(TestStore& server, const RecordId& record) {
  server.change([&](SqliteStore& store) {
    return Orders(store, server.directory().path()).ask_purge(record, "PS 77", "PR-28", wall_ms());
  });
}

std::string all_of(const std::filesystem::path& file) {
  std::string out;
  for (const char* suffix : {"", "-wal"}) {
    std::ifstream in(file.string() + suffix, std::ios::binary);
    out.append(std::istreambuf_iterator<char>(in), {});
  }
  return out;
}

bool central_holds(TestStore& server, const std::string& text) {
  auto store = server.open(Database::Mode::read_only);
  bool found = false;
  for (const auto& row : store.entries_after(0, 1000)) found |= row.change_set.find(text) != Bytes::npos;
  store.each_record([&](const RecordId&, BytesView state) { found |= state.find(text) != BytesView::npos; });
  return found;
}

}  // namespace

TEST_CASE("a supervisor releases what is held: colleagues get it, and its author is told") {
  TestServer server;
  server.add_officer("PC 1", {"OFC"});
  server.add_officer("PCSO 2", {"PCSO"});
  server.add_officer("PS 77", {"SUP"});
  TestTablet constable(server, "PC 1"), pcso(server, "PCSO 2");
  v1::Vehicle vehicle;
  vehicle.set_vrm("AA19AAA");
  pcso.save(creation(new_record_id(), vehicle), "another");
  must_sync(pcso);
  const auto held = [&] {
    auto store = server.open(Database::Mode::read_only);
    return Quarantine(store.database()).list();
  };
  REQUIRE(held().size() == 1);
  server.change([&](SqliteStore& store) -> Result<void> {
    Orders orders(store, server.directory().path());
    CHECK(orders.ask_release(2, "PS 77", "looked at", 1).error().code == Fault::not_found);
    CHECK(orders.ask_release(1, "PS 78", "looked at", 1).error().code == Fault::bad_input);
    return orders.ask_release(1, "PS 77", "looked at", 1);
  });
  CHECK(soon([&] { return held().empty(); }));
  must_sync(pcso);
  CHECK(pcso.log().facts().rebuild_reason().empty());
  auto store = server.open(Database::Mode::read_only);
  CHECK(store.last_gsn() == 2);
  CHECK(store.record_count() == 1);
  MemoryStore scratch;
  CHECK(CentralLog(store).verify(scratch));
}

TEST_CASE(
    "edge case 30: a purge reaches store, archive, analysis and tablets, each says so, and a restore brings nothing back") {
  TestServer server;
  const auto archive = server.folder() / "archive";
  server.stop();
  server.archive_in(archive);
  server.serve();
  server.add_officer("PC 1", {"OFC"});
  server.add_officer("PS 77", {"SUP"});
  TestTablet wren(server, "PC 1"), crane(server, "PC 1");
  const auto goshawk = save_named(wren, "GOSHAWK1", "it was a GOSHAWK1"), kestrel = save_named(wren, "KESTREL1");
  must_sync(wren);
  must_sync(crane);
  const auto backup = server.folder() / "backup.db";
  must(back_up(server.directory(), backup));
  auto analysis = must(Analysis::open(server.directory()));
  must(analysis.update());
  REQUIRE(all_of(server.directory().analysis()).find("GOSHAWK1") == std::string::npos);  // pseudonymised
  REQUIRE(central_holds(server, "GOSHAWK1"));

  ask_purge(server, goshawk);
  REQUIRE(soon([&] { return answered(server, central_store, goshawk); }));
  CHECK_FALSE(central_holds(server, "GOSHAWK1"));
  CHECK(soon([&] { return answered(server, archive_copy, goshawk); }));
  CHECK_FALSE(answered(server, PurgeBook::tablet({wren.id(), 0}), goshawk));
  for (auto* tablet : {&wren, &crane}) {
    must_sync(*tablet);
    CHECK(soon([&] { return answered(server, PurgeBook::tablet({tablet->id(), 0}), goshawk); }));
    CHECK_FALSE(tablet->log().record(goshawk));
    CHECK(tablet->log().record(kestrel));
  }
  must(analysis.update());
  auto plain = must(Database::open(server.directory().analysis(), std::nullopt, Database::Mode::read_only));
  CHECK(plain.prepare("SELECT count(*) FROM vehicle").integer() == 1);
  CHECK(plain.prepare("SELECT through_gsn FROM erasure").integer() == 3);
  CHECK(server.log_text().find("GOSHAWK1") == std::string::npos);

  // From a backup that holds it, with the archive and without.
  for (const auto& copy : {archive, std::filesystem::path()}) {
    server.stop();
    if (copy.empty()) server.archive_in({});
    const auto restored = restore(server.directory(), backup, copy);
    REQUIRE(restored);
    CHECK(restored->purged == (copy.empty() ? 1u : 0u));
    CHECK_FALSE(central_holds(server, "GOSHAWK1"));
    server.serve();
    wren.reach(server.port());
    crane.reach(server.port());
    must_sync(wren);
    must_sync(crane);
    CHECK_FALSE(central_holds(server, "GOSHAWK1"));
    CHECK(soon([&] { return answered(server, PurgeBook::tablet({crane.id(), 0}), goshawk); }));
    CHECK(crane.log().record(kestrel));
    auto store = server.open(Database::Mode::read_only);
    MemoryStore scratch;
    const auto verified = CentralLog(store).verify(scratch);
    INFO((verified ? "" : verified.error().message));
    CHECK(verified);
  }
}

TEST_CASE(
    "an order whose ground does not fit the log is refused when it is given, and one that cannot be carried out stops no "
    "other") {
  TestServer server;
  server.add_officer("PC 1", {"OFC"});
  server.add_officer("PS 77", {"SUP"});
  TestTablet constable(server, "PC 1");
  const auto kept = save_named(constable, "AA19AAA"), purged = save_named(constable, "AA19BBB");
  must_sync(constable);
  server.change([&](SqliteStore& store) -> Result<void> {
    Orders orders(store, server.directory().path());
    for (const auto& ground : {std::string(513, 'x'), std::string("\xa7 28")}) {
      CHECK(orders.ask_purge(kept, "PS 77", ground, 1).error().code == Fault::bad_input);
      CHECK(orders.ask_release(1, "PS 77", ground, 1).error().code == Fault::bad_input);
    }
    CHECK_FALSE(orders.wait());
    // As a program that checked less would have left it: nobody can carry it out.
    const std::string too_long(600, 'x');
    store.database()
        .prepare("INSERT INTO ordered(record, by, ground, asked_ms) VALUES(?, 'PS 77', ?, 1)")
        .run(Blob(kept), Text(too_long));
    return orders.ask_purge(purged, "PS 77", "PR-28", wall_ms());
  });
  REQUIRE(soon([&] {
    auto store = server.open(Database::Mode::read_only);
    return Erasures(store).contains(purged);
  }));
  must_sync(constable);
  auto store = server.open(Database::Mode::read_only);
  CHECK_FALSE(Orders(store, server.directory().path()).wait());
  CHECK(must(PurgeList(server.directory().path()).read()).size() == 1);
}

TEST_CASE("edge case 30: a list of purges that is gone or cannot be read keeps the server from serving") {
  TestServer server;
  server.add_officer("PC 1", {"OFC"});
  server.add_officer("PS 77", {"SUP"});
  TestTablet wren(server, "PC 1");
  const auto goshawk = save_named(wren, "GOSHAWK1");
  must_sync(wren);
  const auto backup = server.folder() / "backup.db";
  must(back_up(server.directory(), backup));
  ask_purge(server, goshawk);
  REQUIRE(soon([&] { return answered(server, central_store, goshawk); }));
  server.stop();
  const auto list = server.directory().path() / "purges";
  const auto whole = all_of(list);
  CHECK(whole.find(goshawk.text()) != std::string::npos);
  CHECK(whole.find("GOSHAWK1") == std::string::npos);
  Log log([](const std::string&) {});
  ServerOptions options;
  options.address = "127.0.0.1";
  options.port = 0;
  for (const auto& broken : {std::string(), whole.substr(0, 20), whole.substr(0, whole.size() / 2), whole + "{}\n"}) {
    std::ofstream(list, std::ios::trunc | std::ios::binary) << broken;
    CHECK(Server::open(server.directory(), options, log).error().code == Fault::corrupt);
    CHECK(restore(server.directory(), backup).error().code == Fault::corrupt);
    CHECK(PurgeList(server.directory().path()).add({}).error().code == Fault::corrupt);
  }
  std::filesystem::remove(list);
  CHECK(Server::open(server.directory(), options, log).error().code == Fault::corrupt);
  std::ofstream(list, std::ios::trunc | std::ios::binary) << whole;
  CHECK(Server::open(server.directory(), options, log));
}

TEST_CASE("what was rewritten and dropped is on no page of a plain store or its log after a scrub") {
  TemporaryDirectory folder;
  const auto file = folder / "plain.db";
  auto store = must(SqliteStore::open(file, std::nullopt, Database::Mode::create));
  const Branch wren{*EnrolmentId::from_bytes(Bytes(16, 'w')), 0};
  // Enough of them, out of order, that pages are split.
  std::vector<RecordId> ids;
  for (uint64_t i = 1; i <= 400; ++i) {
    ids.push_back(make_record_id(1'795'000'000'000 + (i * 7919) % 1000, random_bytes(10)));
    Change change{ids.back(), 11, v1::Change::CREATE, v1::VC2_TEAM, {}, {}, {}};
    v1::Vehicle vehicle;
    vehicle.set_vrm(i == 7 ? "GOSHAWK1" : "KESTREL1");
    vehicle.set_keeper_name(std::string(300, 'k'));
    change.partial = vehicle.SerializeAsString();
    const auto bytes = must(encode_change_set({}, {change}, random_bytes(16), wren));
    store.begin();
    store.append({i, {wren, i}, 1, false, {}, bytes});
    Record record;
    (void)record.apply(change, {{wren, i}, {1, 0}, "lantern"});
    store.put_record(ids.back(), 11, record.encode());
    store.commit();
  }
  REQUIRE(all_of(file).find("GOSHAWK1") != std::string::npos);
  store.begin();
  erase_in_view(store, ids[6], true);
  store.commit();
  store.scrub();
  CHECK(all_of(file).find("GOSHAWK1") == std::string::npos);
  CHECK(all_of(file).find("KESTREL1") != std::string::npos);
}
