// Release, purge, and a session that stays, as real processes.
#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <thread>

#include "support/fleet.h"

using namespace beatbook::test;
using nlohmann::json;

namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> out;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) out.push_back(line);
  return out;
}

json purges(Fleet& fleet) { return json::parse(fleet.admin({"purges", "--format", "json"})); }

bool all_answered(Fleet& fleet) {
  for (const auto& purge : purges(fleet)) {
    for (const auto& [who, at] : purge["receipts"].items()) {
      if (at == "not yet") return false;
    }
  }
  return true;
}

class Stays {
 public:
  Stays(Fleet& fleet, const std::string& name)
      : errors_(fleet.directory / (name + ".stay")),
        process_({"/bin/sh", "-c", "exec \"$0\" --store \"$1\" --secret-file \"$2\" sync --stay --format json > \"$3\" 2>&1",
                  BEATBOOK_CLI, (fleet.directory / name).string(), (fleet.directory / "secret").string(), errors_.string()},
                 fleet.directory.path()) {}
  std::string said() const { return contents(errors_); }
  int end() { return process_.stop(SIGTERM); }

 private:
  std::filesystem::path errors_;
  Process process_;
};

}  // namespace

TEST_CASE("a supervisor releases what the server holds, and its author is not asked for it any more") {
  Fleet fleet;
  fleet.serve();
  fleet.enrol("wren", "PC 1234", "OFC");
  fleet.enrol("crane", "PC 2345", "OFC");
  fleet.admin({"officer", "add", "PS 77", "--role", "SUP", "--operation", "lapwing"});
  fleet.start_shift("wren", "PC 1234");
  const auto id = fleet.record("wren", "sighting", sighting("Held for a while"));
  fleet.admin({"operation", "add", "heron", "--title", "Heron"});
  fleet.admin({"officer", "set", "PC 1234", "--role", "OFC", "--operation", "heron"});
  CHECK(fleet.sync("wren")["quarantined"] == 2);
  fleet.admin({"officer", "set", "PC 1234", "--role", "OFC", "--operation", "lapwing"});
  CHECK(fleet.sync("wren")["quarantined"] == 2);
  CHECK(fleet.show("wren", id)["needs"].size() == 1);
  const auto held = lines_of(fleet.admin({"held"}));
  REQUIRE(held.size() == 2);
  std::vector<std::string> release{"release"};
  for (const auto& line : held) release.push_back(line.substr(0, line.find('\t')));
  release.insert(release.end(), {"--reason", "looked at"});
  auto by = release;
  by.insert(by.end(), {"--by", "PC 2345"});
  CHECK(fleet.run_server(by).exit_code == 3);
  by = release;
  by.insert(by.end(), {"--by", "PS 77"});
  CHECK(fleet.admin(by).find("released") != std::string::npos);
  CHECK(soon([&] { return fleet.admin({"held"}).empty(); }));
  CHECK(fleet.run_server(by).exit_code == 2);
  CHECK(fleet.sync("wren")["quarantined"] == 0);
  CHECK(fleet.show("wren", id)["needs"].empty());
  fleet.sync("crane");
  CHECK(fleet.list("crane", {"--type", "sighting"}).size() == 1);
  CHECK(fleet.admin({"verify"}).find("fits") != std::string::npos);
}

TEST_CASE("edge case 30: a purged record is gone from tablets, search, lists and drafts, and each tablet says so") {
  Fleet fleet;
  fleet.archives = true;
  fleet.serve();
  fleet.enrol("wren", "PC 1234", "OFC");
  fleet.enrol("crane", "PC 2345", "OFC");
  fleet.start_shift("wren", "PC 1234");
  const auto gone = fleet.record("wren", "sighting", sighting("A goshawk on the wall"));
  const auto stays = fleet.record("wren", "sighting", sighting("A kestrel on the wall"));
  fleet.sync("wren");
  fleet.sync("crane");
  REQUIRE(fleet.expect("crane", {"search", "goshawk"}).find(gone) != std::string::npos);
  const auto offline = fleet.directory / "offline";
  std::filesystem::copy(fleet.directory / "crane", offline, std::filesystem::copy_options::recursive);

  CHECK(fleet.run_server({"purge", gone, "--by", "PC 9999", "--rule", "PR-28"}).exit_code == 2);
  CHECK(fleet.run_server({"purge", "00000000-0000-7000-8000-000000000000", "--by", "PC 1234", "--rule", "PR-28"}).exit_code ==
        2);
  fleet.admin({"purge", gone, "--by", "PC 1234", "--rule", "PR-28"});
  REQUIRE(soon([&] { return !purges(fleet).empty() && purges(fleet)[0]["receipts"]["store"] != "not yet"; }));
  CHECK_FALSE(all_answered(fleet));
  for (const std::string name : {"wren", "crane"}) {
    fleet.sync(name);
    CHECK(fleet.expect(name, {"search", "goshawk"}).find(gone) == std::string::npos);
    CHECK(fleet.tablet(name, {"show", gone}).exit_code == 2);
    CHECK(fleet.expect(name, {"search", "kestrel"}).find(stays) != std::string::npos);
    fleet.expect(name, {"verify"});
    CHECK(fleet.tablet(name, {"amend", gone, "--reason", "TYPO"}, R"({"description": "A goshawk again"})").exit_code == 2);
  }
  CHECK(soon([&] { return all_answered(fleet); }));
  const auto one = purges(fleet)[0];
  CHECK(one["record"] == gone);
  CHECK(one["rule"] == "PR-28");
  CHECK(one.dump().find("goshawk") == std::string::npos);
  CHECK(fleet.admin({"verify"}).find("fits") != std::string::npos);
  CHECK(fleet.run_server({"purge", gone, "--by", "PC 1234", "--rule", "PR-28"}).exit_code == 3);

  // A tablet that was offline comes back as it was, and is not counted as erased before it is.
  std::filesystem::remove_all(fleet.directory / "crane");
  std::filesystem::rename(offline, fleet.directory / "crane");
  fleet.sync("crane");
  CHECK(fleet.expect("crane", {"search", "goshawk"}).find(gone) == std::string::npos);
  CHECK(soon([&] { return all_answered(fleet); }));
}

TEST_CASE("a session that stays sends a save at once, brings in others' within seconds, and is quiet while nothing happens") {
  Fleet fleet;
  fleet.serve();
  fleet.enrol("wren", "PC 1234", "OFC");
  fleet.enrol("crane", "PC 2345", "OFC");
  fleet.start_shift("wren", "PC 1234");
  Stays wren(fleet, "wren"), crane(fleet, "crane");
  REQUIRE(soon([&] { return !wren.said().empty() && !crane.said().empty(); }));
  // What it writes itself is no news to it.
  const auto lines = [&] {
    const auto said = wren.said();
    return std::count(said.begin(), said.end(), '\n');
  };
  std::this_thread::sleep_for(std::chrono::milliseconds(1500));
  const auto before = lines();
  std::this_thread::sleep_for(std::chrono::milliseconds(1500));
  CHECK(lines() == before);
  const auto id = fleet.record("wren", "sighting", sighting("Seen at once"));
  const auto saved = std::chrono::steady_clock::now();
  const bool arrived = soon([&] { return fleet.list("crane", {"--type", "sighting"}).size() == 1; });
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - saved;
  INFO(wren.said() << crane.said());
  CHECK(arrived);
  CHECK(took.count() < 4);  // of which most is our asking
  CHECK(json::parse(fleet.expect("wren", {"show", id, "--format", "json"})).is_object());

  // The line goes and comes back.
  fleet.kill_server();
  fleet.record("wren", "sighting", sighting("Without a line"));
  CHECK(soon([&] { return wren.said().find("tried again") != std::string::npos; }));
  fleet.serve();
  CHECK(soon([&] { return fleet.list("crane", {"--type", "sighting"}).size() == 2; }));
  CHECK(wren.end() == 0);
  CHECK(crane.end() == 0);
  CHECK(fleet.sync("wren")["pending"] == 0);
}
