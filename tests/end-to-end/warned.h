#pragma once
// Warnings and an arrest for soliciting as the command line takes them, of a person who has a card.
#include <date/date.h>

#include <chrono>
#include <nlohmann/json.hpp>

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

}  // namespace beatbook::test
