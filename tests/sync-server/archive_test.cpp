#include "sync-server/archive.h"

#include <catch2/catch.hpp>

#include "kernel/memory_store.h"
#include "sync-server/backup.h"
#include "sync-server/quarantine.h"
#include "sync-server/test_tablet.h"

using namespace beatbook;
using namespace beatbook::server;
using namespace beatbook::test;

namespace {

ServerOptions archiving(const TemporaryDirectory& elsewhere) {
  ServerOptions options;
  options.archive = elsewhere / "archive";
  return options;
}

SqliteStore archive_of(TestServer& server, const TemporaryDirectory& elsewhere) {
  return must(SqliteStore::open(elsewhere / "archive/archive.db", server.directory().archive_key(), Database::Mode::existing));
}

}  // namespace

TEST_CASE("What a tablet is told was received stands in the archive, and it may be handed in") {
  TemporaryDirectory elsewhere;
  TestServer server(archiving(elsewhere));
  server.add_officer("PC 1", {"OFC"});
  TestTablet wren(server, "PC 1");
  save_vehicle(wren, "AA19AAA");
  save_vehicle(wren, "AA19BBB");
  CHECK(wren.log().backed_up_seq() == 0);
  REQUIRE_FALSE(wren.sync());
  CHECK(wren.log().backed_up_seq() == 2);
  auto archive = archive_of(server, elsewhere);
  auto store = server.open(Database::Mode::read_only);
  CHECK(archive.last_gsn() == 2);
  for (uint64_t gsn : {1u, 2u}) CHECK(archive.entry(gsn)->chain == store.entry(gsn)->chain);
  CHECK_FALSE(any_file_contains(elsewhere.path(), "AA19AAA"));
}

TEST_CASE("Backup and archive together make the whole log again, with what was held and why") {
  TemporaryDirectory elsewhere;
  TestServer server(archiving(elsewhere));
  server.add_officer("PC 1", {"OFC"});
  TestTablet wren(server, "PC 1"), crane(server, "PC 1");
  save_vehicle(wren, "AA19AAA");
  REQUIRE_FALSE(wren.sync());
  const auto file = server.folder() / "backup.db";
  REQUIRE(back_up(server.directory(), file));
  save_vehicle(wren, "AA19BBB");
  REQUIRE_FALSE(wren.sync());
  server.change([&](SqliteStore& store) { return Enrolments(store.database()).revoke(crane.id(), wall_ms()); });
  save_vehicle(crane, "AA19CCC");
  (void)crane.sync();
  server.stop();
  const auto [last, reasons] = [&] {
    auto store = server.open(Database::Mode::existing);
    return std::pair(store.last_gsn(), Quarantine(store.database()).reasons());
  }();
  REQUIRE(last == 3);
  REQUIRE(reasons.size() == 1);

  const auto restored = restore(server.directory(), file, elsewhere / "archive");
  REQUIRE(restored);
  CHECK(restored->newest == 1);
  CHECK(restored->from_archive == 2);
  {
    auto store = server.open(Database::Mode::existing);
    CHECK(store.last_gsn() == 3);
    CHECK(Quarantine(store.database()).reasons() == reasons);
    MemoryStore scratch;
    CHECK(CentralLog(store).verify(scratch));
  }
  server.serve();
  wren.reach(server.port());
  REQUIRE_FALSE(wren.sync());
  CHECK(server.open(Database::Mode::read_only).last_gsn() == 3);
  CHECK(wren.log().backed_up_seq() == 2);
}

TEST_CASE("A server does not serve beside an archive that holds more than its store") {
  TemporaryDirectory elsewhere;
  TestServer server(archiving(elsewhere));
  server.add_officer("PC 1", {"OFC"});
  TestTablet wren(server, "PC 1");
  save_vehicle(wren, "AA19AAA");
  REQUIRE_FALSE(wren.sync());
  const auto file = server.folder() / "backup.db";
  REQUIRE(back_up(server.directory(), file));
  save_vehicle(wren, "AA19BBB");
  REQUIRE_FALSE(wren.sync());
  server.stop();
  REQUIRE(restore(server.directory(), file));
  auto refused = Archive::open(elsewhere / "archive", server.directory());
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == Fault::refused);
  CHECK(refused.error().message.find("restore --from BACKUP --archive") != std::string::npos);
  // Another entry under a number the archive has is no better than none.
  server.archive_in({});
  server.serve();
  TestTablet crane(server, "PC 1");
  save_vehicle(crane, "AA19CCC");
  REQUIRE_FALSE(crane.sync());
  server.stop();
  CHECK(Archive::open(elsewhere / "archive", server.directory()).error().code == Fault::refused);
  CHECK(restore(server.directory(), file, elsewhere / "none").error().code == Fault::not_found);
}

TEST_CASE("An archive that begins late takes in all that was there") {
  TemporaryDirectory elsewhere;
  TestServer server;
  server.add_officer("PC 1", {"OFC"});
  TestTablet wren(server, "PC 1");
  for (const auto* plate : {"AA19AAA", "AA19BBB", "AA19CCC"}) save_vehicle(wren, plate);
  REQUIRE_FALSE(wren.sync());
  CHECK(wren.log().backed_up_seq() == 0);
  auto archive = Archive::open(elsewhere / "archive", server.directory());
  REQUIRE(archive);
  CHECK(archive->last_gsn() == 3);
}

TEST_CASE("Of what was received only what a backup holds is backed up") {
  TestServer server;
  server.add_officer("PC 1", {"OFC"});
  TestTablet wren(server, "PC 1");
  for (int saves = 0; saves < 3; ++saves) save_vehicle(wren, "AA19AAA");
  REQUIRE_FALSE(wren.sync());
  REQUIRE(back_up(server.directory(), server.folder() / "backup.db"));
  CHECK(wren.log().backed_up_seq() == 0);  // nobody has told it yet
  save_vehicle(wren, "AA19BBB");
  REQUIRE_FALSE(wren.sync());
  CHECK(wren.log().facts().acked_seq() == 4);
  CHECK(wren.log().backed_up_seq() == 3);
}
