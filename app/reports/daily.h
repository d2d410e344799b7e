#pragma once
// `report daily`: what a team did in a period, as plain counts (a part of RPT-02; definitions C.0).
//
// Enforcement is never shown without support beside it: welfare contacts, referrals and exploiters to exploited stand in every
// rendering (RPT-00). Nothing is counted by officer, and imported history stands apart.
#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>

#include "schema/code_lists.h"
#include "schema/projection.h"
#include "schema/time.h"

namespace beatbook::app {

// [start, end): records are in it by the time of their event, not by when they were made or synced.
struct DailyReport {
  schema::Span period{};
  schema::LocalTime as_at;

  // Enforcement
  size_t stop_checks = 0;  // encounters with a stop check or a search: one vehicle with three people is one
  size_t persons_stopped =
      0;  // of an encounter the most that any way of counting gives: linked people, occupants, records of persons
  size_t searches = 0;
  size_t searches_with_find = 0;
  size_t searches_linked = 0;  // what was found is what was looked for
  size_t warnings = 0;
  std::map<std::string, size_t> told;  // warnings by code of rung_told
  size_t people_warned = 0;            // distinct people linked to a warning

  // Support
  size_t welfare_contacts = 0;
  size_t welfare_spoken_to = 0;
  size_t referrals_offered = 0;  // with a warning, whatever came of it, or from a welfare contact
  size_t referrals_made = 0;
  size_t exploiters = 0;  // roles EXR: distinct people linked, and sightings of somebody only described
  size_t exploited = 0;   // roles EXD, the same way

  std::map<std::string, size_t> sightings_by_role;  // by code of person_role
  std::map<std::string, size_t> imported_by_type;   // by name of the record type; in no other count

  // Of the period and in no other count
  size_t voided = 0;
  // In no period
  size_t without_time = 0;
};

// `records` are those whose status counts (submitted or approved), of any type and period. What this tablet may not see
// (safeguarding classes) it cannot count.
DailyReport daily_report(std::span<const schema::Projected> records, schema::Span period, schema::LocalTime as_at);

// Partners' and police packs are exact; for the public small counts are hidden (reports/suppression.h).
enum class Audience { police, everybody };

std::string daily_text(const DailyReport& report, Audience audience = Audience::police,
                       const schema::CodeLists& lists = schema::CodeLists::in_force());
// A hidden count is the text "<5" or "withheld".
std::string daily_json(const DailyReport& report, Audience audience = Audience::police);
// section,key,label,count
std::string daily_csv(const DailyReport& report, Audience audience = Audience::police,
                      const schema::CodeLists& lists = schema::CodeLists::in_force());

}  // namespace beatbook::app
