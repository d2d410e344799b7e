// What "safe to hand in" rests on, as real processes.
#include <catch2/catch.hpp>

#include "support/fleet.h"

using namespace beatbook::test;

namespace {

void record_one(Fleet& fleet, const std::string& what) { fleet.record("wren", "sighting", sighting(what)); }

}  // namespace

TEST_CASE(
    "behind an archive a tablet that has sent everything is safe to hand in, and nothing is lost with the server's disk") {
  Fleet fleet;
  fleet.archives = true;
  fleet.serve();
  fleet.enrol("wren", "PC 1234", "OFC");
  fleet.start_shift("wren", "PC 1234");
  record_one(fleet, "Before the backup");
  fleet.sync("wren");
  const auto backup = (fleet.directory / "backup.db").string();
  fleet.admin({"backup", "--to", backup});
  record_one(fleet, "After it");
  const auto sent = fleet.sync("wren");
  CHECK(sent["safe_to_hand_in"] == true);
  CHECK(sent["hand_in"] == "safe to hand in");

  fleet.kill_server();
  std::filesystem::remove(fleet.directory / "server" / "central.db");
  std::filesystem::remove(fleet.directory / "server" / "central.db-wal");
  const auto restored = fleet.admin({"restore", "--from", backup, "--archive", (fleet.directory / "archive").string()});
  CHECK(restored.find("1 of them from the archive") != std::string::npos);
  std::filesystem::remove_all(fleet.directory / "wren");
  fleet.serve();
  fleet.enrol("crane", "PC 2345", "OFC");
  CHECK(fleet.list("crane", {"--type", "sighting"}).size() == 2);
}

TEST_CASE("without an archive a tablet is safe to hand in once a backup holds what it sent") {
  Fleet fleet;
  fleet.serve();
  fleet.enrol("wren", "PC 1234", "OFC");
  fleet.start_shift("wren", "PC 1234");
  record_one(fleet, "Plover Street");
  CHECK(fleet.sync("wren")["hand_in"] == "received, not backed up");
  fleet.admin({"backup", "--to", (fleet.directory / "backup.db").string()});
  CHECK(fleet.sync("wren")["safe_to_hand_in"] == true);
  record_one(fleet, "Heron Lane");
  CHECK(fleet.sync("wren")["hand_in"] == "received, not backed up");
}
