// Tablets and servers put back to an older state, as real processes.
#include <catch2/catch.hpp>
#include <set>

#include "support/fleet.h"

using namespace beatbook::test;
using nlohmann::json;

namespace {

namespace fs = std::filesystem;

std::multiset<std::string> sightings(Fleet& fleet, const std::string& name) {
  std::multiset<std::string> out;
  for (const auto& entry : fleet.list(name, {"--type", "sighting"})) out.insert(entry["summary"].get<std::string>());
  return out;
}

json push_locked(Fleet& fleet, const std::string& name) {
  const Output pushed =
      Process({BEATBOOK_CLI, "--store", (fleet.directory / name).string(), "push", "--format", "json"}, fleet.directory.path())
          .wait();
  INFO(pushed.err);
  REQUIRE(pushed.exit_code == 0);
  return json::parse(pushed.out);
}

void copy_tablet(Fleet& fleet, const std::string& from, const std::string& to) {
  fs::remove_all(fleet.directory / to);
  fs::copy(fleet.directory / from, fleet.directory / to, fs::copy_options::recursive);
}

}  // namespace

TEST_CASE("a restored tablet that is locked hands in what it wrote since, beside what it no longer knows") {
  Fleet fleet;
  fleet.serve();
  fleet.enrol("wren", "PC 1234", "OFC");
  fleet.enrol("crane", "PC 2345", "OFC");
  uint64_t expected = 0;
  SECTION("after it had synced") {
    fleet.start_shift("wren", "PC 1234");
    fleet.sync("wren");
    copy_tablet(fleet, "wren", "backup");
    expected = 4;
  }
  SECTION("from a copy made before it had written anything") {
    copy_tablet(fleet, "wren", "backup");
    fleet.start_shift("wren", "PC 1234");
    fleet.sync("wren");
    expected = 5;
  }
  fleet.record("wren", "sighting", sighting("Lost by the tablet"));
  fleet.sync("wren");
  copy_tablet(fleet, "backup", "wren");
  if (expected == 5) fleet.start_shift("wren", "PC 1234");
  fleet.record("wren", "sighting", sighting("Written after its restore"));

  CHECK(push_locked(fleet, "wren")["pending"] == 0);
  fleet.sync("crane");
  CHECK(sightings(fleet, "crane").size() == 2);

  // The next entry is sealed by an unlocked tablet that has not synced yet, and handed in locked again.
  const auto third = fleet.record("wren", "sighting", sighting("And the next one"));
  CHECK(push_locked(fleet, "wren")["pending"] == 0);
  const auto synced = fleet.sync("wren");
  CHECK(synced["pending"] == 0);
  CHECK(synced["rebuilt_because"] == "this tablet was restored or copied");
  fleet.sync("crane");
  CHECK(sightings(fleet, "wren") == sightings(fleet, "crane"));
  CHECK(sightings(fleet, "wren").size() == 3);
  fleet.expect("wren", {"amend", third, "--reason", "NEW_INFO"}, R"({"description": "And the next one, on foot"})");
  fleet.sync("wren");
  fleet.sync("crane");
  CHECK(fleet.show("crane", third)["record"]["description"] == "And the next one, on foot");
  fleet.expect("wren", {"verify"});
  fleet.server->stop(SIGTERM);
  CHECK(fleet.admin({"verify"}).find(std::to_string(expected + 1) + " log entries") != std::string::npos);
}
