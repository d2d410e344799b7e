// History from elsewhere stays history: it starts no shift, is no rung, and takes over nobody's entry.
#include <date/date.h>

#include <catch2/catch.hpp>

#include "support/fleet.h"

using namespace beatbook::test;
using nlohmann::json;

namespace {

std::string ago(int minutes) {
  const auto now = date::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  return date::format("%FT%TZ", now - std::chrono::minutes(minutes));
}

json imported(const std::string& type, json record, const std::string& id = {}) {
  record["envelope"]["origin"] = "IMPORTED";
  record["envelope"]["event_at"] = ago(60);
  json line = {{"type", type}, {"record", record}};
  if (!id.empty()) line["id"] = id;
  return line;
}

Output import(Fleet& fleet, const std::string& name, const json& line) {
  return fleet.tablet(name, {"import", "-", "--format", "ndjson"}, line.dump() + "\n");
}

}  // namespace

TEST_CASE("an import under the id of a colleague's entry is held for a supervisor, and the entry stands as it was") {
  Fleet fleet;
  fleet.serve();
  fleet.enrol("wren", "PC 1234", "OFC");
  fleet.enrol("crane", "PC 2345", "OFC");
  fleet.start_shift("wren", "PC 1234");
  const auto id = fleet.record("wren", "sighting", sighting("A grey van, twice"));
  fleet.sync("wren");
  REQUIRE(import(fleet, "crane", imported("sighting", sighting("Rewritten"), id)).exit_code == 0);
  CHECK(fleet.sync("crane")["quarantined"] == 1);
  fleet.sync("wren");
  CHECK(fleet.show("wren", id)["record"]["description"] == "A grey van, twice");
}

TEST_CASE("an imported warning is told as history and is no rung of the ladder", "[BR-01]") {
  Fleet fleet;
  fleet.serve();
  fleet.enrol("wren", "PC 1234", "OFC");
  fleet.start_shift("wren", "PC 1234");
  const auto person =
      fleet.record("wren", "person", {{"family_name", "Avocet"}, {"age_range", "25-34"}, {"verification", "STATED"}});
  json warning = {{"envelope",
                   {{"event_at", "now"},
                    {"author", "PC 7777"},
                    {"subjects", {{{"person_id", person}, {"roles", {"EXD-SW"}}, {"categories", {"SUSPECT"}}}}}}},
                  {"rung_told", "1"},
                  {"understood", true}};
  const auto taken = import(fleet, "wren", imported("official_warning", warning));
  INFO(taken.err);
  REQUIRE(taken.exit_code == 0);
  const auto listed = fleet.list("wren", {"--type", "official_warning"});
  REQUIRE(listed.size() == 1);
  CHECK(listed[0]["status"] == "IMPORTED");
  // The next one shows what a first warning shows.
  auto given = json::parse(contents(std::filesystem::path(BEATBOOK_SOURCE_DIR) / "tests/data/evening/warning.json"));
  given["envelope"]["subjects"][0]["person_id"] = person;
  given["envelope"]["second_officer"] = "PC 9001";
  given["conduct_start"] = ago(15);
  given["conduct_end"] = ago(3);
  given["ladder_confirmed_at"] = ago(1);
  const auto told = fleet.tablet("wren", {"record", "official_warning"}, given.dump());
  INFO(told.err);
  REQUIRE(told.exit_code == 0);
  CHECK(fleet.show("wren", Fleet::last_id(told.out))["record"]["rung_shown"] == "1");
}

TEST_CASE("a shift or a review is not imported") {
  Fleet fleet;
  fleet.serve();
  fleet.enrol("wren", "PC 1234", "OFC");
  for (const char* type : {"shift", "review"}) {
    const auto refused = import(fleet, "wren", {{"type", type}, {"record", {{"team", "x"}}}});
    INFO(type << refused.err);
    CHECK(refused.exit_code != 0);
  }
  CHECK(fleet.list("wren").empty());
  fleet.start_shift("wren", "PC 1234");
}

TEST_CASE("what is piped into the end of a shift counts, and mistakes in it end no shift") {
  Fleet fleet;
  fleet.serve();
  fleet.enrol("wren", "PC 1234", "OFC");
  fleet.start_shift("wren", "PC 1234");
  const auto refused = fleet.tablet("wren", {"shift", "end"}, R"({"actual_end": "zz"})");
  CHECK(refused.exit_code == 2);
  CHECK_THAT(refused.err, Catch::Contains("actual_end"));
  fleet.expect("wren", {"shift", "end"});
  CHECK(fleet.tablet("wren", {"shift", "end"}).exit_code == 2);
}

TEST_CASE("a list is narrowed by what there is, and says when there is more") {
  Fleet fleet;
  fleet.serve();
  fleet.enrol("wren", "PC 1234", "OFC");
  fleet.start_shift("wren", "PC 1234");
  for (int i = 0; i < 3; ++i) fleet.record("wren", "sighting", sighting("A grey van " + std::to_string(i)));
  for (const std::vector<std::string>& wrong : {std::vector<std::string>{"list", "--operation", "moth"},
                                                {"report", "daily", "--operation", "moth"},
                                                {"list", "--from", "02/01/2026", "--to", "01/01/2026"},
                                                {"list", "--limit", "0"},
                                                {"search", "van", "--type", "moth"}}) {
    INFO(wrong[0] << ' ' << wrong[1]);
    CHECK(fleet.tablet("wren", wrong).exit_code == 2);
  }
  const auto cut = fleet.tablet("wren", {"list", "--limit", "2"});
  CHECK_THAT(cut.err, Catch::Contains("There may be more than these 2"));
  CHECK(fleet.tablet("wren", {"search", "van", "--type", "sighting", "--format", "csv"}).out.find("id,type,at") == 0);
  CHECK(fleet.expect("wren", {"search", "van", "--type", "shift", "--format", "json"}).empty());
  CHECK(fleet.tablet("wren", {"record", "sighting", fleet.directory.path().string()}).exit_code == 2);
}

TEST_CASE("what is printed for people is printed as a table too, a line for each field that was written") {
  Fleet fleet;
  fleet.serve();
  fleet.enrol("wren", "PC 1234", "OFC");
  fleet.start_shift("wren", "PC 1234");
  const auto id = fleet.record("wren", "sighting", sighting("A grey van"));
  fleet.expect("wren", {"amend", id, "--reason", "TYPO"}, R"({"description": "A green van, \"no plate\""})");
  const auto shown = fleet.expect("wren", {"show", id, "--format", "csv"});
  CHECK(shown.starts_with("field,label,value\r\n"));
  CHECK_THAT(shown, Catch::Contains("\r\ndescription,Description,\"A green van, \"\"no plate\"\"\"\r\n") &&
                        Catch::Contains("\r\nenvelope.author,Author,PC 1234\r\n"));
  const auto history = fleet.expect("wren", {"history", id, "--format", "csv"});
  CHECK(
      history.starts_with("at,officer,reason,reason_text,made_under,handed_in_by,received,quarantined,field,before,after\r\n"));
  CHECK_THAT(history, Catch::Contains(",description,A grey van,\"A green van"));
  CHECK(fleet.expect("wren", {"review", "list", "--format", "csv"}).empty());
  CHECK(fleet.expect("wren", {"report", "daily", "--format", "csv", "--public"}).find("for public release") !=
        std::string::npos);
  const auto text = fleet.expect("wren", {"report", "daily", "--public"});
  CHECK_THAT(text, Catch::StartsWith("OFFICIAL, for public release\n") && Catch::Contains("<5"));
}
