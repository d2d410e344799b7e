// Warnings given by officers who did not know of each other's.
#include <date/date.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <tuple>

#include "end-to-end/warned.h"
#include "support/fleet.h"

using namespace beatbook::test;
using nlohmann::json;

TEST_CASE("two first warnings given offline stay two facts, and nobody is arrested on them",
          "[BR-01][BR-02][BR-03][BR-06][SN-47]") {
  Fleet fleet;
  fleet.serve();
  const std::vector<std::pair<std::string, std::string>> officers = {{"wren", "PC 1234"}, {"crane", "PC 2345"}};
  for (const auto& [name, collar] : officers) {
    fleet.enrol(name, collar, "OFC");
    fleet.start_shift(name, collar);
  }
  const auto person =
      fleet.record("wren", "person", {{"family_name", "Avocet"}, {"age_range", "25-34"}, {"verification", "PNC"}});
  fleet.sync("wren");
  fleet.sync("crane");
  const auto shown = [&](const std::string& tablet, const std::string& id) {
    return fleet.show(tablet, id)["record"]["rung_shown"];
  };
  const auto told = [&](const std::string& tablet, const std::string& id) {
    return fleet.show(tablet, id)["record"]["rung_told"];
  };

  // A night apart, so that they are two rungs, and neither tablet knows of the other's.
  const auto first = fleet.record("crane", "official_warning", warning(person, Clock::now() - std::chrono::hours(26), "1"));
  const auto second = fleet.record("wren", "official_warning", warning(person, Clock::now(), "1"));
  CHECK(shown("crane", first) == "1");
  CHECK(shown("wren", second) == "1");
  for (const char* tablet : {"wren", "crane", "wren"}) fleet.sync(tablet);

  for (const auto& [name, collar] : officers) {
    INFO(name);
    CHECK(told(name, first) == "1");
    CHECK(told(name, second) == "1");
    const auto refused = fleet.tablet(name, {"record", "arrest"}, arrest(person).dump());
    CHECK(refused.exit_code == 2);
    CHECK(refused.err.find("ladder_standing: Two live warnings are not on record. See the ladder before arrest.") !=
          std::string::npos);
    const auto report = report_of_late(fleet, name);
    CHECK(report.dump().find("\"warnings\":2") != std::string::npos);
    CHECK(report.dump().find("\"people_warned\":1") != std::string::npos);
  }

  // Voided ones are no rungs any more, on whichever tablet.
  fleet.expect("crane", {"void", first, "--reason", "WRONG_PERSON"});
  fleet.expect("wren", {"void", second, "--reason", "WRONG_PERSON"});
  for (const char* tablet : {"wren", "crane", "wren"}) fleet.sync(tablet);
  for (const auto& [name, collar] : officers) {
    INFO(name);
    CHECK(shown(name, fleet.record(name, "official_warning", warning(person, Clock::now(), "1"))) == "1");
  }
}

TEST_CASE("once the person was told that a warning is the final one, the ladder opens on every tablet",
          "[BR-03][BR-06][SN-47]") {
  Fleet fleet;
  fleet.serve();
  for (const auto& [name, collar] : {std::pair("wren", "PC 1234"), std::pair("crane", "PC 2345")}) {
    fleet.enrol(name, collar, "OFC");
    fleet.start_shift(name, collar);
  }
  const auto person =
      fleet.record("wren", "person", {{"family_name", "Avocet"}, {"age_range", "25-34"}, {"verification", "PNC"}});
  fleet.record("wren", "official_warning", warning(person, Clock::now() - std::chrono::hours(26), "1"));
  fleet.sync("wren");
  fleet.sync("crane");
  const auto second = fleet.record("crane", "official_warning", warning(person, Clock::now(), "2"));
  CHECK(fleet.show("crane", second)["record"]["rung_shown"] == "2");
  fleet.sync("crane");
  CHECK(fleet.tablet("wren", {"record", "arrest"}, arrest(person).dump()).exit_code == 2);
  fleet.sync("wren");
  const auto id = fleet.record("wren", "arrest", arrest(person));
  CHECK(fleet.show("wren", id)["record"]["ladder_standing"] == "ELIGIBLE");
}

TEST_CASE("warnings on two cards count together once a second supervisor agrees that both are of one person", "[BR-03]") {
  Fleet fleet;
  fleet.serve();
  for (const auto& [name, collar, role] : {std::tuple("wren", "PC 1234", "OFC"), std::tuple("crane", "PC 2345", "OFC"),
                                           std::tuple("heron", "PS 100", "SUP"), std::tuple("egret", "PS 200", "SUP")}) {
    fleet.enrol(name, collar, role);
    fleet.start_shift(name, collar, role);
  }
  const auto sync_all = [&] {
    for (const char* tablet : {"wren", "crane", "heron", "egret", "wren", "heron"}) fleet.sync(tablet);
  };
  const auto card = [&](const char* name) {
    return fleet.record("wren", "person", {{"family_name", name}, {"age_range", "25-34"}, {"verification", "STATED"}});
  };
  const auto avocet = card("Avocet"), other = card("Avocett");
  fleet.record("wren", "official_warning", warning(avocet, Clock::now() - std::chrono::hours(26), "1"));
  sync_all();
  fleet.record("crane", "official_warning", warning(other, Clock::now() - std::chrono::minutes(5), "2"));
  sync_all();
  CHECK(fleet.tablet("wren", {"record", "arrest"}, arrest(other).dump()).exit_code == 2);

  // Not an officer's to say.
  const json match = {
      {"envelope", {{"event_at", "now"}}}, {"card_id", avocet}, {"other_card_id", other}, {"ground", "FINGERPRINTS"}};
  const auto officers = fleet.tablet("wren", {"record", "person_match"}, match.dump());
  CHECK(officers.exit_code == 2);
  CHECK(officers.err.find("Only a supervisor says that two cards are of one person. Tell yours.") != std::string::npos);
  const auto said = fleet.record("heron", "person_match", match);
  sync_all();
  const auto waiting = fleet.tablet("wren", {"record", "arrest"}, arrest(other).dump());
  CHECK(waiting.exit_code == 2);
  CHECK(waiting.err.find("ladder_standing: A supervisor must look at this ladder before an arrest.") != std::string::npos);
  CHECK(fleet.tablet("heron", {"review", "approve", said}).exit_code != 0);
  // What somebody is told does not rest on one supervisor's word: by the card's own warning the next is the second.
  const auto third = fleet.record("wren", "official_warning", warning(avocet, Clock::now(), "2"));
  CHECK(fleet.show("wren", third)["record"]["rung_shown"] == "2");
  fleet.expect("wren", {"void", third, "--reason", "WRONG_PERSON"});

  fleet.expect("egret", {"review", "approve", said});
  sync_all();
  for (const auto& person : {avocet, other}) {
    const auto id = fleet.record("wren", "arrest", arrest(person));
    CHECK(fleet.show("wren", id)["record"]["ladder_standing"] == "ELIGIBLE");
  }

  fleet.expect("heron", {"void", said, "--reason", "WRONG_PERSON"});
  sync_all();
  CHECK(fleet.tablet("wren", {"record", "arrest"}, arrest(other).dump()).exit_code == 2);
  CHECK(fleet.show("wren", avocet)["record"]["family_name"] == "Avocet");
}

TEST_CASE("what one card of a person says of their age holds for all of them", "[BR-08]") {
  Fleet fleet;
  fleet.serve();
  fleet.enrol("wren", "PC 1234", "OFC");
  fleet.enrol("heron", "PS 100", "SUP");
  fleet.start_shift("wren", "PC 1234");
  fleet.start_shift("heron", "PS 100", "SUP");
  const auto grown =
      fleet.record("wren", "person", {{"family_name", "Bittern"}, {"age_range", "21-24"}, {"verification", "STATED"}});
  const auto young =
      fleet.record("wren", "person", {{"family_name", "Bittern"}, {"age_range", "10-17"}, {"verification", "STATED"}});
  fleet.sync("wren");
  fleet.sync("heron");
  fleet.record("heron", "person_match",
               {{"envelope", {{"event_at", "now"}}}, {"card_id", young}, {"other_card_id", grown}, {"ground", "PNC"}});
  fleet.sync("heron");
  fleet.sync("wren");
  const auto refused = fleet.tablet("wren", {"record", "official_warning"}, warning(grown, Clock::now(), "1").dump());
  CHECK(refused.exit_code == 2);
  CHECK(refused.err.find("age_check: No warning can be given.") != std::string::npos);
}

TEST_CASE("an operation that asks for three warnings shows three rungs and opens after the third", "[BR-03][FA-01]") {
  Fleet fleet;
  fleet.serve();
  const auto file = fleet.directory / "profile.json";
  std::ofstream(file) << json{{"name", "lapwing"}, {"title", "Lapwing"}, {"warnings_before_arrest", 3}}.dump();
  fleet.admin({"operation", "import", file.string()});
  for (const auto& [name, collar] :
       {std::pair("wren", "PC 1234"), std::pair("crane", "PC 2345"), std::pair("robin", "PC 3456")}) {
    fleet.enrol(name, collar, "OFC");
    fleet.start_shift(name, collar);
  }
  const auto person =
      fleet.record("wren", "person", {{"family_name", "Curlew"}, {"age_range", "25-34"}, {"verification", "PNC"}});
  // Each by another pair: two by one pair of one shift would be one occasion (BR-05).
  const auto warn = [&](const std::string& tablet, int hours_ago, const char* told) {
    fleet.sync(tablet);
    const auto id =
        fleet.record(tablet, "official_warning", warning(person, Clock::now() - std::chrono::hours(hours_ago), told));
    fleet.sync(tablet);
    return fleet.show(tablet, id)["record"]["rung_shown"];
  };
  CHECK(warn("wren", 74, "1") == "1");
  CHECK(warn("crane", 50, "2_OF_3") == "2_OF_3");
  const auto refused = fleet.tablet("crane", {"record", "arrest"}, arrest(person).dump());
  CHECK(refused.exit_code == 2);
  CHECK(refused.err.find("ladder_standing: Not enough live warnings are on record.") != std::string::npos);
  CHECK(warn("robin", 26, "3_OF_3") == "3_OF_3");
  const auto id = fleet.record("robin", "arrest", arrest(person));
  CHECK(fleet.show("robin", id)["record"]["ladder_standing"] == "ELIGIBLE");
}

TEST_CASE("a warning given before 18 is no rung, whichever card tells the day of birth", "[BR-08]") {
  Fleet fleet;
  fleet.serve();
  fleet.enrol("wren", "PC 1234", "OFC");
  fleet.enrol("heron", "PS 100", "SUP");
  fleet.start_shift("wren", "PC 1234");
  fleet.start_shift("heron", "PS 100", "SUP");
  // Eighteen today: what was given yesterday was given to a child.
  const auto today = date::year_month_day(date::floor<date::days>(Clock::now()));
  const auto birthday = [&] {
    const date::year_month_day day(today.year() - date::years(18), today.month(), today.day());
    return day.ok() ? day : date::year_month_day(day.year() / day.month() / date::last);  // on a leap day
  }();
  const auto born = date::format("%F", date::sys_days(birthday));
  const auto card = [&](json more) {
    json person = {{"family_name", "Dunlin"}, {"verification", "PNC"}};
    person.update(more);
    return fleet.record("wren", "person", person);
  };
  const auto warned = card({{"age_range", "18-20"}}), known = card({{"date_of_birth", born}});
  fleet.record("wren", "official_warning", warning(warned, Clock::now() - std::chrono::hours(26), "1"));
  const auto next = [&] {
    const auto id = fleet.record("wren", "official_warning", warning(warned, Clock::now(), "1"));
    const auto shown = fleet.show("wren", id)["record"]["rung_shown"];
    fleet.expect("wren", {"void", id, "--reason", "WRONG_PERSON"});
    return shown;
  };
  CHECK(next() == "2");
  fleet.sync("wren");
  fleet.sync("heron");
  fleet.record("heron", "person_match",
               {{"envelope", {{"event_at", "now"}}}, {"card_id", warned}, {"other_card_id", known}, {"ground", "PNC"}});
  fleet.sync("heron");
  fleet.sync("wren");
  CHECK(next() == "1");
}
