// People are never joined by the program: it proposes, a person links, and can take it back.
#include <algorithm>
#include <catch2/catch.hpp>
#include <map>

#include "support/fleet.h"

using namespace beatbook::test;
using nlohmann::json;

namespace {

struct Team : Fleet {
  Team() {
    serve();
    enrol("wren", "PC 1234", "OFC");
    enrol("desk", "PS 77", "SUP");
    start_shift("wren", "PC 1234");
  }
  std::string card(const std::string& family, const std::string& given) {
    return record("wren", "person",
                  {{"family_name", family}, {"given_names", given}, {"age_range", "25-34"}, {"verification", "STATED"}});
  }
  // Ids and grounds, as the tablet proposes them.
  std::map<std::string, json> proposed(const std::string& tablet, const std::string& card) {
    std::map<std::string, json> out;
    std::istringstream lines(expect(tablet, {"candidates", card, "--format", "json"}));
    for (std::string line; std::getline(lines, line);) out.emplace(json::parse(line)["id"], json::parse(line)["grounds"]);
    return out;
  }
  void link(const std::string& entry, const std::string& person) {
    const json patch = {
        {"envelope", {{"subjects", {{{"person_id", person}, {"roles", {"EXR-PUR"}}, {"categories", {"SUSPECT"}}}}}}}};
    expect("wren", {"amend", entry, "--reason", "WRONG_PERSON"}, patch.dump());
  }
  std::string linked(const std::string& tablet, const std::string& entry) {
    return show(tablet, entry)["record"]["envelope"]["subjects"][0]["person_id"];
  }
};

}  // namespace

TEST_CASE("an entry is linked to the card it belongs to and back, and every version stays for everybody", "[BX-30]") {
  Team team;
  const auto first = team.card("Avocet", "Serhii"), second = team.card("Avoset", "Sergey");
  auto seen = sighting("");
  seen.erase("description");
  seen["envelope"]["subjects"] = {{{"person_id", first}, {"roles", {"EXR-PUR"}}, {"categories", {"SUSPECT"}}}};
  const auto entry = team.record("wren", "sighting", seen);
  CHECK(team.proposed("wren", first) == std::map<std::string, json>{{second, {"NAME"}}});
  CHECK(team.expect("wren", {"candidates", first, "--format", "csv"}) == "id,grounds,joined\r\n" + second + ",NAME,false\r\n");
  team.sync("wren");
  team.sync("desk");
  // Proposing has joined nothing, on no tablet.
  CHECK(team.linked("desk", entry) == first);

  team.link(entry, second);
  CHECK(team.linked("wren", entry) == second);
  team.link(entry, first);
  CHECK(team.linked("wren", entry) == first);
  team.sync("wren");
  team.sync("desk");
  for (const char* tablet : {"wren", "desk"}) {
    INFO(tablet);
    CHECK(team.linked(tablet, entry) == first);
    const auto versions = team.expect(tablet, {"history", entry, "--format", "json"});
    CHECK(std::count(versions.begin(), versions.end(), '\n') == 3);
    CHECK(versions.find("WRONG_PERSON") != versions.npos);
    CHECK(versions.find(second) != versions.npos);
  }
}

TEST_CASE("a name that was added to the wrong card is taken off it and can be put back") {
  Team team;
  const auto first = team.card("Avocet", "Marsh"), other = team.card("Kittiwake", "Fen");
  const auto name = team.record("wren", "person_name", {{"person_id", first}, {"name", "Kitiwake"}, {"kind", "KNOWN_AS"}});
  CHECK(team.proposed("wren", first) == std::map<std::string, json>{{other, {"OTHER_NAME"}}});
  team.expect("wren", {"void", name, "--reason", "WRONG_PERSON"});
  CHECK(team.proposed("wren", first).empty());
  team.expect("wren", {"restore", name, "--reason", "TYPO"});
  CHECK(team.proposed("wren", first) == std::map<std::string, json>{{other, {"OTHER_NAME"}}});
  const auto versions = team.expect("wren", {"history", name, "--format", "json"});
  CHECK(std::count(versions.begin(), versions.end(), '\n') == 3);
}
