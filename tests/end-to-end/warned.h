#pragma once
// Warnings and an arrest for soliciting as the command line takes them, of a person who has a card, and the team that makes
// them.
#include <date/date.h>

#include <chrono>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>
#include <vector>

#include "support/fleet.h"

namespace beatbook::test {

using Clock = std::chrono::system_clock;

inline std::string at(Clock::time_point when, int minutes = 0) {
  return date::format("%FT%TZ", date::floor<std::chrono::seconds>(when + std::chrono::minutes(minutes)));
}

inline nlohmann::json envelope(const std::string& person, Clock::time_point when) {
  return {{"event_at", at(when)},
          {"late_reason", "OPERATIONAL"},
          {"location", {{"street", "Heron Lane"}, {"location_class", "RES"}}},
          {"bwv", {{"state", "NOT_FITTED"}}},
          {"second_officer", "PC 9001"},
          {"second_officer_role", "OFC"},
          {"subjects", {{{"person_id", person}, {"roles", {"EXD-SW"}}, {"categories", {"OTHER"}}}}}};
}

inline nlohmann::json warning(const std::string& person, Clock::time_point when, const char* told) {
  return {{"envelope", envelope(person, when)},
          {"age_check", "18_OR_OVER_VERIFIED"},
          {"scheme", "OFFICIAL_WARNING"},
          {"conduct", "LOITERING"},
          {"conduct_text", "Stood at the corner for twelve minutes and spoke to four drivers who stopped."},
          {"conduct_start", at(when, -15)},
          {"conduct_end", at(when, -3)},
          {"second_officer_confirms", true},
          {"street_or_public_place", true},
          {"rung_told", told},
          {"no_admission_reminder", true},
          {"understood", true},
          {"purpose_explained", true},
          {"leaflet_given", true},
          {"contacts_given", true},
          {"welfare_check", "DONE"}};
}

inline nlohmann::json arrest(const std::string& person) {
  return {{"envelope", envelope(person, Clock::now())},
          {"arrest_type", "ARREST"},
          {"origin", "PROACTIVE"},
          {"arrest_offences", {"SOA59-1"}},
          {"necessity", {"PROMPT_INVESTIGATION"}},
          {"sex_work_related", true},
          {"status", "ARRESTED"},
          {"status_at", "now"},
          {"outcome_state", "AWAITING"},
          {"support_order_sought", true},
          {"court_told", true}};
}

// What the report tells of the last days, whatever the hour the test runs at: an operational day ends while some run.
inline nlohmann::json report_of_late(Fleet& fleet, const std::string& tablet) {
  const auto day = [](std::chrono::hours away) {
    return date::format("%d/%m/%Y", date::floor<date::days>(Clock::now() + away));
  };
  return nlohmann::json::parse(fleet.expect(tablet, {"report", "daily", "--format", "json", "--from",
                                                     day(std::chrono::hours(-72)), "--to", day(std::chrono::hours(48))}));
}

// A server and tablets by name, each on a shift of its own.
struct Team : Fleet {
  struct Member {
    const char *name, *collar, *role;
  };
  explicit Team(std::vector<Member> members) : members_(std::move(members)) {
    serve();
    for (const auto& [name, collar, role] : members_) {
      enrol(name, collar, role);
      start_shift(name, collar, role);
    }
  }
  // Twice: the first to hand in sees the others' then.
  void sync_all() {
    for (int twice = 0; twice < 2; ++twice) {
      for (const auto& member : members_) sync(member.name);
    }
  }
  std::string card(const nlohmann::json& more) {
    nlohmann::json whole = {{"family_name", "Avocet"}, {"age_range", "25-34"}, {"verification", "PNC"}};
    whole.merge_patch(more);
    return record(members_.front().name, "person", whole);
  }
  // What advice tells there: kinds, each with its last record.
  std::vector<std::pair<std::string, std::string>> told(const std::string& tablet) {
    std::vector<std::pair<std::string, std::string>> out;
    std::istringstream lines(expect(tablet, {"advice", "--format", "json"}));
    for (std::string line; std::getline(lines, line);) {
      const auto one = nlohmann::json::parse(line);
      out.emplace_back(one["kind"], one["records"].back());
    }
    return out;
  }

 private:
  std::vector<Member> members_;
};

using Told = std::vector<std::pair<std::string, std::string>>;

}  // namespace beatbook::test
