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
  CHECK(synced["rebuilt_because"] == "this tablet or the server was restored, or the tablet copied");
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

TEST_CASE("a tablet enrolled after the backup a server was put back to is reinstated, and nothing is lost") {
  Fleet fleet;
  fleet.serve();
  fleet.enrol("desk", "PS 77", "SUP");
  const auto backup = (fleet.directory / "backup.db").string();
  fleet.admin({"backup", "--to", backup});
  fleet.enrol("wren", "PC 1234", "OFC");
  fleet.start_shift("wren", "PC 1234");
  fleet.record("wren", "sighting", sighting("Received before the disk died"));
  fleet.sync("wren");
  fleet.record("wren", "sighting", sighting("Written since"));
  fleet.server->stop(SIGTERM);
  fleet.admin({"restore", "--from", backup});
  fleet.serve();

  const auto refused = fleet.tablet("wren", {"sync"});
  CHECK(refused.exit_code == 3);
  CHECK(refused.err.find("not enrolled at this server") != std::string::npos);
  const auto listed = fleet.admin({"enrolment", "list"});
  const auto unknown = listed.find("\tPC 1234\tunknown\t");
  REQUIRE(unknown != std::string::npos);
  const auto id = listed.substr(unknown - 36, 36);
  CHECK(fleet.run_server({"enrolment", "reinstate", id}).exit_code == 2);  // the officer was added after the backup too
  fleet.admin({"officer", "add", "PC 1234", "--role", "OFC", "--operation", "lapwing"});
  fleet.admin({"enrolment", "reinstate", id});
  CHECK(fleet.admin({"enrolment", "list"}).find("unknown") == std::string::npos);

  CHECK(fleet.sync("wren")["pending"] == 0);
  fleet.sync("desk");
  CHECK(sightings(fleet, "desk").size() == 2);
  CHECK(sightings(fleet, "wren").size() == 2);
  fleet.expect("wren", {"verify"});
  fleet.server->stop(SIGTERM);
  CHECK(fleet.admin({"verify"}).find("3 log entries") != std::string::npos);
}

TEST_CASE("edge case 6: what a lost tablet wrote and the server lost is handed in by whoever had read it") {
  Fleet fleet;
  fleet.serve();
  fleet.enrol("wren", "PC 1234", "OFC");
  fleet.enrol("crane", "PC 2345", "OFC");
  fleet.enrol("desk", "PS 77", "SUP");
  const auto backup = (fleet.directory / "backup.db").string();
  fleet.admin({"backup", "--to", backup});
  fleet.start_shift("wren", "PC 1234");
  const auto id = fleet.record("wren", "sighting", sighting("Got into a white van, frightened"));
  fleet.sync("wren");
  fleet.sync("crane");
  fleet.server->stop(SIGTERM);
  fleet.admin({"restore", "--from", backup});
  fleet.serve();
  fs::remove_all(fleet.directory / "wren");

  const auto synced = fleet.sync("crane");
  CHECK(synced["rebuilt_because"] == "the server was restored");
  CHECK(synced["kept_for_colleagues"] == 2);  // the shift's start as well
  CHECK(synced["safe_to_hand_in"] == false);
  CHECK(sightings(fleet, "crane").size() == 1);
  CHECK(fleet.show("crane", id)["record"]["description"] == "Got into a white van, frightened");
  fleet.sync("desk");
  CHECK(sightings(fleet, "desk").empty());
  const auto kept = fleet.expect("crane", {"kept", "list"});
  CHECK(kept.find("PC 1234, ") != std::string::npos);
  CHECK(kept.find(id) != std::string::npos);

  CHECK(fleet.expect("crane", {"kept", "hand-in"}).find("2 copies go") != std::string::npos);
  CHECK(fleet.sync("crane")["kept_for_colleagues"] == 0);
  std::istringstream held(fleet.admin({"held"}));
  std::vector<std::string> release{"release"};
  for (std::string line; std::getline(held, line);) {
    CHECK(line.find("A copy of a colleague's entry") != std::string::npos);
    CHECK(line.find("PC 2345, for ") != std::string::npos);
    release.push_back(line.substr(0, line.find('\t')));
  }
  REQUIRE(release.size() == 3);
  release.insert(release.end(), {"--reason", "the tablet is lost", "--by", "PS 77"});
  fleet.admin(release);
  REQUIRE(soon([&] { return fleet.admin({"held"}).empty(); }));
  fleet.sync("desk");
  CHECK(sightings(fleet, "desk").size() == 1);
  CHECK(fleet.show("desk", id)["record"]["description"] == "Got into a white van, frightened");
  CHECK(fleet.sync("crane")["quarantined"] == 0);
  CHECK(fleet.expect("crane", {"kept", "list"}).empty());
  CHECK(fleet.expect("desk", {"history", id}).find("A copy, handed in by PC 2345") != std::string::npos);
  for (const auto* name : {"crane", "desk"}) fleet.expect(name, {"verify"});
  CHECK(fleet.expect("crane", {"conflicts", "--format", "json"}).empty());
}
