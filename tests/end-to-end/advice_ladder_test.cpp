// Who gave a warning or made an arrest is told when the ladder they went by no longer holds.
#include <catch2/catch.hpp>

#include "end-to-end/warned.h"
#include "support/fleet.h"

using namespace beatbook::test;
using nlohmann::json;

namespace {

using std::chrono::hours;

struct Ladders : Team {
  Ladders()
      : Team({{"wren", "PC 1234", "OFC"},
              {"crane", "PC 2345", "OFC"},
              {"dunlin", "PC 3456", "OFC"},
              {"heron", "PS 100", "SUP"},
              {"egret", "PS 200", "SUP"}}) {}
  // Of the ladders alone.
  Told told(const std::string& tablet) {
    auto out = Team::told(tablet);
    std::erase_if(out, [](const auto& one) {
      return one.first != "NOTICE_MISMATCH" && one.first != "ONE_OCCASION" && one.first != "LADDER_CHANGED";
    });
    return out;
  }
};

}  // namespace

TEST_CASE("when a warning is voided, who warned or arrested on it is told, until a supervisor has written a review", "[D.1]") {
  Ladders team;
  const auto person = team.card({{"family_name", "Avocet"}});
  const auto first = team.record("crane", "official_warning", warning(person, Clock::now() - hours(30), "1"));
  team.sync_all();
  const auto second = team.record("wren", "official_warning", warning(person, Clock::now(), "2"));
  team.sync_all();
  const auto made = team.record("wren", "arrest", arrest(person));
  team.sync_all();
  for (const char* tablet : {"wren", "crane", "heron"}) CHECK(team.told(tablet).empty());

  team.expect("crane", {"void", first, "--reason", "WRONG_PERSON"});
  team.sync_all();
  for (const char* tablet : {"wren", "heron", "egret"}) {
    INFO(tablet);
    CHECK(team.told(tablet) == Told{{"LADDER_CHANGED", second}, {"LADDER_CHANGED", made}});
  }
  for (const char* tablet : {"crane", "dunlin"}) CHECK(team.told(tablet).empty());
  const auto words = team.expect("wren", {"advice"});
  CHECK(words.find(" was told as second and final, and an earlier warning it went by no longer counts.") != std::string::npos);
  CHECK(words.find(" went by a ladder that no longer holds. Tell the custody sergeant") != std::string::npos);

  team.expect("heron", {"review", "annotate", made, "--comment", "Custody sergeant told; released."});
  team.sync_all();
  CHECK(team.told("wren") == Told{{"LADDER_CHANGED", second}});
  // A void is a change of its own: the review was written before it.
  team.expect("wren", {"void", second, "--reason", "WRONG_PERSON"});
  team.sync_all();
  CHECK(team.told("wren") == Told{{"LADDER_CHANGED", made}});
  team.expect("heron", {"review", "annotate", made, "--comment", "The second warning was to somebody else too."});
  team.sync_all();
  CHECK(team.told("wren").empty());
}

TEST_CASE("when two cards are parted again, who warned on both is told", "[D.1]") {
  Ladders team;
  const auto avocet = team.card({{"family_name", "Avocet"}}), other = team.card({{"family_name", "Avocett"}});
  team.record("crane", "official_warning", warning(avocet, Clock::now() - hours(30), "1"));
  team.sync_all();
  const auto match = team.record(
      "heron", "person_match",
      {{"envelope", {{"event_at", "now"}}}, {"card_id", avocet}, {"other_card_id", other}, {"ground", "FINGERPRINTS"}});
  team.sync_all();
  team.expect("egret", {"review", "approve", match});
  team.sync_all();
  const auto second = team.record("wren", "official_warning", warning(other, Clock::now(), "2"));
  team.sync_all();
  CHECK(team.told("wren").empty());
  team.expect("heron", {"void", match, "--reason", "WRONG_PERSON"});
  team.sync_all();
  CHECK(team.told("wren") == Told{{"LADDER_CHANGED", second}});
  CHECK(team.told("heron") == Told{{"LADDER_CHANGED", second}});
  CHECK(team.told("crane").empty());
}

TEST_CASE("when a warning turns out to be another person's, who warned on it is told", "[D.1]") {
  Ladders team;
  const auto person = team.card({{"family_name", "Avocet"}}), other = team.card({{"family_name", "Bittern"}});
  const auto first = team.record("crane", "official_warning", warning(person, Clock::now() - hours(30), "1"));
  team.sync_all();
  const auto second = team.record("wren", "official_warning", warning(person, Clock::now(), "2"));
  team.sync_all();
  auto whose = team.show("crane", first)["record"]["envelope"];
  whose["subjects"][0]["person_id"] = other;
  team.expect("crane", {"amend", first, "--reason", "WRONG_PERSON"}, json{{"envelope", whose}}.dump());
  team.sync_all();
  CHECK(team.told("wren") == Told{{"LADDER_CHANGED", second}});
  CHECK(team.told("heron") == Told{{"LADDER_CHANGED", second}});
  team.expect("heron", {"review", "annotate", second, "--comment", "Told at the next contact."});
  team.sync_all();
  CHECK(team.told("wren").empty());
}

TEST_CASE("two first warnings are pointed out to who gave them and to supervisors, and are no changed ladder", "[BR-06]") {
  Ladders team;
  const auto person = team.card({{"family_name", "Avocet"}});
  team.sync_all();
  team.record("crane", "official_warning", warning(person, Clock::now() - hours(30), "1"));
  const auto second = team.record("wren", "official_warning", warning(person, Clock::now(), "1"));
  team.sync_all();
  for (const char* tablet : {"wren", "crane", "heron"}) {
    INFO(tablet);
    CHECK(team.told(tablet) == Told{{"NOTICE_MISMATCH", second}});
  }
  CHECK(team.told("dunlin").empty());
  CHECK(team.expect("wren", {"advice"}).find("AVOCET: warned often enough, and never told that it was the final one.") !=
        std::string::npos);

  // Nobody but a supervisor records that it was made good, and how.
  CHECK(team.tablet("dunlin", {"review", "told", second, "--comment", "Told her."}).exit_code != 0);
  CHECK(team.tablet("heron", {"review", "told", second}).exit_code == 2);
  team.expect("heron", {"review", "told", second, "--comment", "Told by PC 2345 at her next contact, by interpreter."});
  team.sync_all();
  for (const char* tablet : {"wren", "crane", "heron"}) CHECK(team.told(tablet).empty());
  CHECK(team.show("wren", team.record("wren", "arrest", arrest(person)))["record"]["ladder_standing"] == "ELIGIBLE");
}

TEST_CASE("two warnings within the hour are pointed out as one occasion until one is void or a supervisor says which it is",
          "[BR-05]") {
  Ladders team;
  const auto person = team.card({{"family_name", "Avocet"}});
  team.sync_all();
  const auto first = team.record("crane", "official_warning", warning(person, Clock::now() - std::chrono::minutes(40), "1"));
  const auto second = team.record("wren", "official_warning", warning(person, Clock::now() - std::chrono::minutes(10), "1"));
  team.sync_all();
  const Told one_occasion{{"ONE_OCCASION", second}};
  CHECK(team.told("heron") == one_occasion);
  team.expect("crane", {"void", first, "--reason", "NEW_INFO"});
  team.sync_all();
  CHECK(team.told("heron").empty());
  team.expect("crane", {"restore", first, "--reason", "NEW_INFO"});
  team.sync_all();
  REQUIRE(team.told("heron") == one_occasion);
  const auto warnings = [&] { return report_of_late(team, "heron").at("enforcement").at("warnings"); };
  CHECK(warnings() == 2);
  CHECK(team.tablet("wren", {"review", "same-occasion", second, "--comment", "Both asked."}).exit_code != 0);
  CHECK(team.tablet("heron", {"review", "same-occasion", second}).exit_code == 2);
  team.expect("heron", {"review", "same-occasion", second, "--comment", "Both asked: she was met once."});
  team.sync_all();
  for (const char* tablet : {"wren", "crane", "heron"}) CHECK(team.told(tablet).empty());
  CHECK(warnings() == 1);
  // What was said beside an entry that no longer stands leaves nothing out.
  team.expect("crane", {"void", first, "--reason", "NEW_INFO"});
  team.sync_all();
  CHECK(warnings() == 1);
  team.expect("crane", {"restore", first, "--reason", "NEW_INFO"});
  team.sync_all();
  team.expect("heron", {"review", "own-occasion", second, "--comment", "CCTV shows that she came back."});
  team.sync_all();
  CHECK(team.told("heron").empty());
  CHECK(warnings() == 2);
}

TEST_CASE("an amendment that would open an arrest waits for a supervisor, also once it was voided and restored",
          "[BR-02][BR-03]") {
  Ladders team;
  const auto person = team.card({{"age_range", "25-34"}});
  const auto first = team.record("wren", "official_warning", warning(person, Clock::now() - hours(30), "1"));
  const auto second = team.record("wren", "official_warning", warning(person, Clock::now(), "1"));
  team.sync_all();
  const auto refusal = [&] { return team.tablet("wren", {"record", "arrest"}, arrest(person).dump()).err; };
  CHECK(refusal().find("ladder_standing: Two live warnings are not on record.") != std::string::npos);
  team.expect("wren", {"amend", second, "--reason", "TYPO"}, R"({"rung_told":"2"})");
  const char* waits = "ladder_standing: A supervisor must look at this ladder before an arrest.";
  CHECK(refusal().find(waits) != std::string::npos);
  team.expect("wren", {"void", second, "--reason", "TYPO"});
  team.expect("wren", {"restore", second, "--reason", "TYPO"});
  CHECK(refusal().find(waits) != std::string::npos);
  // What nobody's ladder goes by does not wait.
  team.expect("wren", {"amend", first, "--reason", "NEW_INFO"}, R"({"referral_state":"DECLINED"})");
  team.expect("wren", {"amend", second, "--reason", "NEW_INFO"}, R"({"referral_state":"DECLINED"})");
  team.sync_all();
  team.expect("heron", {"review", "approve", second});
  team.sync_all();
  CHECK(team.show("wren", team.record("wren", "arrest", arrest(person)))["record"]["ladder_standing"] == "ELIGIBLE");
}
