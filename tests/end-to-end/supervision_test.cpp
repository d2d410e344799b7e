// What an officer owes and a supervisor is told of: referrals, children, orders written down for another, late entries.
#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "end-to-end/warned.h"
#include "support/fleet.h"

using namespace beatbook::test;
using nlohmann::json;

namespace {

using std::chrono::hours;

struct Street : Team {
  Street() : Team({{"wren", "PC 1234", "OFC"}, {"crane", "PC 2345", "OFC"}, {"heron", "PS 100", "SUP"}}) {}
  bool is_told(const std::string& tablet, const char* kind, const std::string& record) {
    const auto all = told(tablet);
    return std::find(all.begin(), all.end(), std::pair<std::string, std::string>(kind, record)) != all.end();
  }
};

json sighted(const std::string& person, Clock::time_point when) {
  json out = sighting("");
  out.erase("description");
  out["subject_role"] = "EXD-SW";
  out["envelope"]["event_at"] = at(when);
  out["envelope"]["late_reason"] = "OPERATIONAL";
  out["envelope"]["subjects"] = {{{"person_id", person}, {"roles", {"EXD-SW"}}, {"categories", {"OTHER"}}}};
  return out;
}

}  // namespace

TEST_CASE("a warning is not approved before its support referral is made or declined", "[BR-11][SN-58]") {
  Street team;
  const auto person = team.card({{"age_range", "25-34"}});
  const auto given = team.record("wren", "official_warning", warning(person, Clock::now(), "1"));
  team.sync_all();
  for (const char* tablet : {"wren", "heron"}) CHECK(team.told(tablet) == Told{{"WITHOUT_REFERRAL", given}});
  CHECK(team.told("crane").empty());
  const auto refused = team.tablet("heron", {"review", "approve", given});
  CHECK(refused.exit_code != 0);
  CHECK(refused.err.find("Add the support referral before you close this warning. Return the entry to its author.") !=
        std::string::npos);
  team.expect("heron", {"review", "return", given, "--comment", "Referral?"});
  team.expect("wren", {"amend", given, "--reason", "NEW_INFO"}, R"({"referral_state":"DECLINED"})");
  team.sync_all();
  CHECK(team.told("wren").empty());
  team.expect("heron", {"review", "approve", given});
}

TEST_CASE("an entry about somebody who may be a child is due in 24 hours, and told until the child referral is made",
          "[BR-08][BR-18]") {
  Street team;
  const auto child = team.card({{"age_range", "COULD_BE_UNDER_18"}});
  const auto adult = team.card({{"family_name", "Bittern"}, {"age_range", "25-34"}});
  const auto seen = team.tablet("wren", {"record", "sighting"}, sighted(child, Clock::now()).dump());
  CHECK(seen.err.find("This may be a child at risk. Start the safeguarding record. No consent is needed.") !=
        std::string::npos);
  const auto entry = Fleet::last_id(seen.out);
  team.record("wren", "sighting", sighted(adult, Clock::now()));
  team.sync_all();
  for (const char* tablet : {"wren", "heron"}) {
    INFO(tablet);
    CHECK(team.told(tablet) == Told{{"CHILD_WITHOUT_REFERRAL", entry}});
  }
  CHECK(team.told("crane").empty());
  std::set<std::string> due;
  std::istringstream lines(team.expect("heron", {"review", "list", "--all", "--format", "json"}));
  for (std::string line; std::getline(lines, line);) due.insert(json::parse(line)["due"].get<std::string>().substr(0, 10));
  CHECK(due.size() == 2);  // the child's is two days earlier
}

TEST_CASE("where two dates of birth were written at once the child route holds by either", "[BR-08]") {
  Street team;
  for (const bool child_last : {false, true}) {
    INFO(child_last);
    const auto person = team.card({{"age_range", "25-34"}});
    team.sync_all();
    const auto dates = child_last ? std::pair("12/04/1997", "12/04/2012") : std::pair("12/04/2012", "12/04/1997");
    team.expect("wren", {"amend", person}, json{{"date_of_birth", dates.first}}.dump());
    team.expect("crane", {"amend", person}, json{{"date_of_birth", dates.second}}.dump());
    team.sync_all();
    for (const char* tablet : {"wren", "crane"}) {
      INFO(tablet);
      const auto refused = team.tablet(tablet, {"record", "official_warning"}, warning(person, Clock::now(), "1").dump());
      CHECK(refused.exit_code == 2);
      CHECK(refused.err.find("This may be a child at risk. Start the safeguarding record.") != std::string::npos);
    }
    const auto seen = team.record("wren", "sighting", sighted(person, Clock::now()));
    team.sync_all();
    CHECK(team.is_told("heron", "CHILD_WITHOUT_REFERRAL", seen));
  }
}

TEST_CASE("a supervisor is asked whether an arrest before enough warnings was allowed, until one has answered", "[BR-03]") {
  Street team;
  const auto person = team.card({{"age_range", "25-34"}});
  team.sync("wren");
  json over = arrest(person);
  over["gate_override_by"] = "PS 900";
  over["gate_override_reason"] = "Seen to be in danger where she stood.";
  const auto made = team.record("wren", "arrest", over);
  team.sync_all();
  CHECK(team.is_told("heron", "SAID_TO_ALLOW", made));
  CHECK_FALSE(team.is_told("wren", "SAID_TO_ALLOW", made));
  CHECK(team.expect("heron", {"advice"}).find("PC 1234 wrote that PS 900 allowed an arrest before enough warnings.") !=
        std::string::npos);
  team.expect("heron", {"review", "annotate", made, "--comment", "PS 900 confirms it."});
  CHECK_FALSE(team.is_told("heron", "SAID_TO_ALLOW", made));
}

TEST_CASE("an entry made a day after the event is told to supervisors", "[BR-28]") {
  Street team;
  const auto person = team.card({{"age_range", "25-34"}});
  const auto late = team.record("wren", "sighting", sighted(person, Clock::now() - hours(31)));
  team.record("wren", "sighting", sighted(person, Clock::now() - hours(3)));
  team.sync_all();
  CHECK(team.told("heron") == Told{{"LATE_ENTRY", late}});
  CHECK(team.told("wren").empty());
  CHECK(team.expect("heron", {"advice"}).find(" was recorded 31 hours after it happened.") != std::string::npos);
  team.expect("heron", {"review", "approve", late});
  CHECK(team.told("heron").empty());
}

TEST_CASE("a person has one live order", "[SN-50]") {
  Street team;
  const auto person = team.card({{"age_range", "25-34"}});
  const auto day = [](int days) { return date::format("%F", date::floor<date::days>(Clock::now()) + date::days(days)); };
  const auto order = [&] {
    const json given = {{"envelope", envelope(person, Clock::now())},
                        {"made_on", day(-1)},
                        {"court", "Wadeham Magistrates' Court"},
                        {"local_justice_area", "Wadeham"},
                        {"supervisor_name", "A Teal"},
                        {"supervisor_agreed", true},
                        {"comply_by", day(170)},
                        {"no_other_penalty", true},
                        {"status", "LIVE"}};
    return team.tablet("wren", {"record", "engagement_support_order"}, given.dump());
  };
  const auto first = order();
  INFO(first.err);
  REQUIRE(first.exit_code == 0);
  const auto second = order();
  CHECK(second.exit_code == 2);
  CHECK(second.err.find("This person already has an order. The court must revoke it first.") != std::string::npos);
}
