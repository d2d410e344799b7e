#include "rules/tiers.h"

#include "records.h"

namespace beatbook::rules {

namespace {
date::year_month_day day(const char* written) { return *schema::read_date(written); }
}  // namespace

TEST_CASE("weeks count from the first day of the operation", "[BR-23][SN-52]") {
  const auto start = day("18/01/2016");
  const auto week = [&](const char* on) { return week_of(start, day(on)); };
  CHECK(week("17/01/2016") == 0);
  CHECK(week("18/01/2016") == 1);
  CHECK(week("24/01/2016") == 1);
  CHECK(week("25/01/2016") == 2);
  CHECK(week("28/03/2016") == 11);
}

TEST_CASE("tier 2 begins in week 3 and tier 3 in week 5, unless the operation says otherwise", "[BR-23][SN-41][SN-45][SN-49]") {
  const TierSchedule usual{day("18/01/2016")};
  const auto tier = [&](const char* on, const TierSchedule& schedule) { return std::string(tier_on(schedule, day(on))); };
  CHECK(tier("17/01/2016", usual) == "");
  CHECK(tier("31/01/2016", usual) == "1");
  CHECK(tier("01/02/2016", usual) == "2");
  CHECK(tier("14/02/2016", usual) == "2");
  CHECK(tier("15/02/2016", usual) == "3");
  CHECK(tier("25/01/2016", {day("18/01/2016"), 2, 3}) == "2");
}

TEST_CASE("a warning, a letter or an arrest for s1 in the engagement weeks needs a reason", "[BR-23][SN-41]") {
  const std::string told =
      "envelope.engagement_weeks_reason: These are the engagement weeks. Give a reason for enforcement now.";
  auto first_weeks = on_patrol();
  first_weeks.settings.scheduled_tier = "1";
  for (const char* type : {"official_warning", "keeper_letter"}) {
    INFO(type);
    CHECK(errors_of(type, json::object(), first_weeks) == Lines{told});
    CHECK(errors_of(type, {{"envelope", {{"engagement_weeks_reason", "Asked for by the ward panel."}}}}, first_weeks).empty());
  }
  CHECK(errors_of("arrest", json::object(), first_weeks).empty());
  const auto s1 = errors_of("arrest", {{"arrest_offences", {"SOA59-1"}}}, first_weeks);
  CHECK(std::count(s1.begin(), s1.end(), told) == 1);
  for (const char* type : {"stop_check_person", "stop_and_search", "vehicle_seizure", "welfare_contact"}) {
    CHECK(errors_of(type, json::object(), first_weeks).empty());
  }
  first_weeks.settings.scheduled_tier = "2";
  CHECK(errors_of("official_warning", json::object(), first_weeks).empty());
}

}  // namespace beatbook::rules
