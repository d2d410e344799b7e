#include "sync-server/backup.h"

#include "beatbook/v1/records/vehicle.pb.h"
#include "sync-server/test_tablet.h"

using namespace beatbook;
using namespace beatbook::server;
using namespace beatbook::test;

namespace {

void save_vehicle(TestTablet& tablet, const std::string& vrm) {
  v1::Vehicle vehicle;
  vehicle.set_vrm(vrm);
  tablet.save(creation(new_record_id(), vehicle));
}

}  // namespace

TEST_CASE("a backup taken while tablets write is whole, encrypted and one file") {
  TestServer server;
  server.add_officer("PC 1", {"OFC"});
  TestTablet wren(server, "PC 1");
  save_vehicle(wren, "AA19AAA");
  REQUIRE_FALSE(wren.sync());
  const auto file = server.folder() / "backup.db";
  const auto newest = back_up(server.directory(), file);
  REQUIRE(newest);
  CHECK(*newest == 1);
  CHECK_FALSE(std::filesystem::exists(file.string() + "-wal"));
  CHECK(read_file(file).find("AA19AAA") == std::string::npos);
  CHECK_FALSE(back_up(server.directory(), file));
  auto copy = must(SqliteStore::open(file, server.directory().database_key(), Database::Mode::existing));
  MemoryStore scratch;
  CHECK(*CentralLog(copy).verify(scratch) == 1);
}

TEST_CASE("after a restore every tablet notices and sends what the backup lacks") {
  TestServer server;
  server.add_officer("PC 1", {"OFC"});
  TestTablet wren(server, "PC 1");
  save_vehicle(wren, "AA19AAA");
  REQUIRE_FALSE(wren.sync());
  const auto before = wren.log().facts().store_incarnation();
  const auto file = server.folder() / "backup.db";
  REQUIRE(back_up(server.directory(), file));
  save_vehicle(wren, "AA19BBB");
  REQUIRE_FALSE(wren.sync());

  CHECK(restore(server.directory(), file).error().code == Fault::refused);
  server.stop();
  CHECK(restore(server.directory(), server.folder() / "none").error().code == Fault::not_found);
  test::write_file(server.folder() / "rubbish", std::string(8192, 'r'));
  CHECK_FALSE(restore(server.directory(), server.folder() / "rubbish"));
  const auto newest = restore(server.directory(), file);
  REQUIRE(newest);
  CHECK(*newest == 1);
  CHECK(std::filesystem::exists(server.directory().central().string() + ".before-restore-1"));

  server.serve();
  wren.reach(server.port());
  const auto failure = wren.sync();
  CHECK_FALSE(failure);
  CHECK(wren.log().facts().store_incarnation() != before);
  auto store = server.open(Database::Mode::read_only);
  CHECK(store.last_gsn() == 2);
  CHECK(store.record_count() == 2);
}
