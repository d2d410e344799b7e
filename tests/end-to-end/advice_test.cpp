// What records say only together is told to people, each to whom it concerns, and nothing is done about it.
#include <date/date.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <set>

#include "support/fleet.h"

using namespace beatbook::test;
using nlohmann::json;

namespace {

using Clock = std::chrono::system_clock;

std::string minutes_ago(int minutes) {
  return date::format("%FT%TZ", date::floor<std::chrono::seconds>(Clock::now() - std::chrono::minutes(minutes)));
}

json seen_as(const std::string& person, const char* role, const char* category, int ago) {
  auto out = sighting("");
  out.erase("description");
  out["subject_role"] = role;
  out["envelope"]["event_at"] = minutes_ago(ago);
  out["envelope"]["late_reason"] = "OPERATIONAL";
  out["envelope"]["subjects"] = {{{"person_id", person}, {"roles", {role}}, {"categories", {category}}}};
  return out;
}

struct Team : Fleet {
  Team() {
    serve();
    enrol("wren", "PC 1234", "OFC");
    start_shift("wren", "PC 1234");
  }
  std::string card(const char* family) {
    return record("wren", "person", {{"family_name", family}, {"age_range", "35-44"}, {"verification", "STATED"}});
  }
  // Kinds and the records they name.
  std::vector<json> told(const std::string& tablet) {
    std::vector<json> out;
    std::istringstream lines(expect(tablet, {"advice", "--format", "json"}));
    for (std::string line; std::getline(lines, line);) out.push_back(json::parse(line));
    return out;
  }
  std::set<std::string> kinds(const std::string& tablet) {
    std::set<std::string> out;
    for (const auto& one : told(tablet)) out.insert(one["kind"]);
    return out;
  }
};

}  // namespace

TEST_CASE("somebody seen as a purchaser twice in 28 days is pointed out once, and once only seen is not", "[BR-20]") {
  Team team;
  const auto avocet = team.card("Avocet"), bittern = team.card("Bittern");
  team.record("wren", "sighting", seen_as(avocet, "EXR-PUR", "SUSPECT", 50));
  team.record("wren", "sighting", seen_as(bittern, "EXR-PUR", "SUSPECT", 45));
  CHECK(team.told("wren").empty());
  const auto again = team.record("wren", "sighting", seen_as(avocet, "EXR-PUR", "SUSPECT", 5));
  const auto told = team.told("wren");
  REQUIRE(told.size() == 1);
  CHECK(told[0]["kind"] == "REPEAT_PURCHASER");
  CHECK(told[0]["records"] == json{avocet, again});
  CHECK(team.expect("wren", {"advice"}).find("AVOCET: seen as a purchaser again within 28 days") == 0);
  team.expect("wren", {"void", again, "--reason", "WRONG_PERSON"});
  CHECK(team.expect("wren", {"advice"}).empty() == false);
  CHECK(team.told("wren").empty());
}

TEST_CASE("an action past its day is pointed out until it is done", "[BR-24][SN-22]") {
  Team team;
  const auto today = date::floor<date::days>(Clock::now());
  const auto action = [&](int number, int days) {
    return team.record("wren", "action",
                       {{"number", number},
                        {"issue", "Lamp out at the end of the path"},
                        {"source", "AUDIT"},
                        {"owner_organisation", "Council"},
                        {"owner_post", "Street lighting manager"},
                        {"due_on", date::format("%F", today + date::days(days))},
                        {"priority", "HIGH"},
                        {"state", "OPEN"}});
  };
  const auto late = action(7, -2);
  action(8, 2);
  auto told = team.told("wren");
  REQUIRE(told.size() == 1);
  CHECK(told[0]["records"] == json{late});
  team.expect("wren", {"amend", late}, R"({"state":"DONE","completed_on":")" + date::format("%F", today) + "\"}");
  CHECK(team.told("wren").empty());
}

TEST_CASE("a shared telephone number is told to the intelligence unit and to nobody on patrol", "[BR-19]") {
  Team team;
  team.enrol("owl", "INT 7", "INT");
  for (const char* name : {"Avocet", "Bittern", "Curlew"}) {
    const auto person = team.card(name);
    team.record("wren", "person_phone", {{"person_id", person}, {"phone", "07700 900123"}, {"obtained", "VOLUNTEERED"}});
    team.record("wren", "sighting", seen_as(person, "EXD-SW", "OTHER", 20));
  }
  team.sync("wren");
  team.sync("owl");
  CHECK(team.told("wren").empty());
  CHECK(team.kinds("owl") == std::set<std::string>{"SHARED_TELEPHONE"});
  CHECK(team.expect("owl", {"advice"}).find("A telephone number is shared by 3. Intelligence only, no evidence.") == 0);
}

TEST_CASE("two officers of one shift who recorded the same person are asked whether it was one encounter", "[BR-25]") {
  Team team;
  team.enrol("crane", "PC 9001", "OFC");
  const auto person = team.card("Dunlin");
  team.sync("wren");
  team.sync("crane");
  const auto shift = team.list("wren", {"--type", "shift"}).at(0)["id"].get<std::string>();
  team.expect("crane", {"shift", "join", shift});
  const auto account = [&](const std::string& tablet, const char* beat, int ago) {
    auto seen = seen_as(person, "EXD-SW", "OTHER", ago);
    seen["envelope"]["location"]["beat"] = beat;
    return team.record(tablet, "sighting", seen);
  };
  const auto first = account("wren", "N4", 20), second = account("crane", "N4", 12);
  account("crane", "N5", 12);
  team.sync("wren");
  team.sync("crane");
  team.sync("wren");
  for (const char* tablet : {"wren", "crane"}) {
    const auto told = team.told(tablet);
    REQUIRE(told.size() == 1);
    CHECK(told[0]["kind"] == "SAME_ENCOUNTER");
    CHECK(told[0]["records"] == json{first, second});
  }
  team.enrol("desk", "PS 77", "SUP");
  team.expect("desk", {"review", "same-occasion", second, "--comment", "Both asked: one encounter."});
  team.sync("desk");
  for (const char* tablet : {"wren", "crane"}) {
    team.sync(tablet);
    CHECK(team.told(tablet).empty());
  }
}

TEST_CASE("a caution recorded as the first is pointed out beside an earlier one, on whichever card of the person", "[BR-12]") {
  Team team;
  team.enrol("desk", "PS 77", "SUP");
  team.start_shift("desk", "PS 77", "SUP");
  const auto person = team.card("Gannet"), card = team.card("Gannett");
  const auto example = std::filesystem::path(BEATBOOK_SOURCE_DIR) / "tests/data/records/conditional_caution.json";
  const auto caution = [&](const std::string& of, int ago) {
    std::ifstream file(example);
    auto record = json::parse(file);
    record["envelope"]["subjects"][0]["person_id"] = of;
    record["envelope"]["event_at"] = minutes_ago(ago);
    record["envelope"]["late_reason"] = "OPERATIONAL";
    return team.record("wren", "conditional_caution", record);
  };
  const auto first = caution(person, 50), second = caution(card, 10);
  CHECK(team.kinds("wren").count("NOT_FIRST_TIME") == 0);
  team.sync("wren");
  team.sync("desk");
  const auto match =
      team.record("desk", "person_match",
                  {{"envelope", {{"event_at", "now"}}}, {"card_id", person}, {"other_card_id", card}, {"ground", "PNC"}});
  team.sync("desk");
  team.sync("wren");
  CHECK(team.kinds("wren").count("NOT_FIRST_TIME") == 0);  // no second supervisor has agreed
  team.enrol("heron", "PS 88", "SUP");
  team.sync("heron");
  team.expect("heron", {"review", "approve", match});
  team.sync("heron");
  team.sync("wren");
  const auto told = team.told("wren");
  const auto at = std::find_if(told.begin(), told.end(), [](const json& one) { return one["kind"] == "NOT_FIRST_TIME"; });
  REQUIRE(at != told.end());
  CHECK((*at)["records"] == json{first, second});
}
