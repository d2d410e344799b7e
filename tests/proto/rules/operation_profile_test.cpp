#include "rules/operation_profile.h"

#include "records.h"
#include "rules/ladder.h"
#include "schema/json.h"

namespace beatbook::rules {

namespace {

date::year_month_day day(const char* written) { return *schema::read_date(written); }

v1::OperationProfile profile(const json& fields) {
  v1::OperationProfile out;
  const auto errors = schema::read_json(fields, out);
  REQUIRE(errors.empty());
  return out;
}

Settings settings(const json& fields, const char* on = "21/11/2026") { return settings_of(profile(fields), day(on)); }

Lines errors(const json& fields) {
  const auto message = profile(fields);
  Lines out;
  for (const auto& error : check_published(type_of("operation_profile"), message, {})) {
    out.push_back(error.field + ": " + error.message);
  }
  return out;
}

const json square = {"SE 300 330", "SE 310 330", "SE 310 340"};

}  // namespace

TEST_CASE("a profile that says nothing leaves every number as the domain reference has it") {
  const auto said = settings(json::object());
  const Settings usual;
  CHECK(said.late_after_min == usual.late_after_min);
  CHECK(said.max_shift_hours == usual.max_shift_hours);
  CHECK(said.two_officers_must_witness == usual.two_officers_must_witness);
  CHECK(said.limit_sw_arrest == usual.limit_sw_arrest);
  CHECK(said.confirm_ladder_after_min == usual.confirm_ladder_after_min);
  CHECK(said.outreach_attempts_first == usual.outreach_attempts_first);
  CHECK(said.keeper_checked_days == usual.keeper_checked_days);
  CHECK(said.letter_repeat_days == usual.letter_repeat_days);
  CHECK(said.outreach_stale_hours == usual.outreach_stale_hours);
  CHECK(said.core_start_min == said.core_end_min);
  CHECK(said.scheduled_tier.empty());
  CHECK(said.beats.empty());
  CHECK(said.ladder.months == 0);
  CHECK(said.ladder.days == 0);
  CHECK(said.ladder.warnings == 0);
}

TEST_CASE("every number of a profile reaches the rule that goes by it", "[FA-01][BX-01][SN-01][SN-38]") {
  const auto said = settings({{"one_officer_may_warn", true},
                              {"limit_sw_arrest", true},
                              {"confirm_ladder_after_min", 15},
                              {"outreach_attempts_first", 5},
                              {"designated_to_pcso", {"CPW"}},
                              {"ask_ethnicity_on_stop", true},
                              {"stop_receipts", true},
                              {"area_rules", true},
                              {"late_after_min", 120},
                              {"max_shift_hours", 12},
                              {"letter_areas", {"Holbeck"}},
                              {"keeper_checked_days", 3},
                              {"letter_repeat_days", 14},
                              {"outreach_stale_hours", 24},
                              {"warning_days", 90},
                              {"warnings_before_arrest", 3},
                              {"core_start", "22:30"},
                              {"core_end", "6:00"}});
  CHECK_FALSE(said.two_officers_must_witness);
  CHECK(said.limit_sw_arrest);
  CHECK(said.confirm_ladder_after_min == 15);
  CHECK(said.outreach_attempts_first == 5);
  CHECK(said.designated_to_pcso == std::vector<std::string>{"CPW"});
  CHECK(said.ask_ethnicity_on_stop);
  CHECK(said.stop_receipts);
  CHECK(said.area_rules);
  CHECK(said.late_after_min == 120);
  CHECK(said.max_shift_hours == 12);
  CHECK(said.letter_areas == std::vector<std::string>{"Holbeck"});
  CHECK(said.keeper_checked_days == 3);
  CHECK(said.letter_repeat_days == 14);
  CHECK(said.outreach_stale_hours == 24);
  CHECK(said.ladder.days == 90);
  CHECK(said.ladder.warnings == 3);
  CHECK(said.core_start_min == 22 * 60 + 30);
  CHECK(said.core_end_min == 6 * 60);
}

TEST_CASE("the tier of the day follows from the operation's first day and its weeks", "[BR-23]") {
  const json usual = {{"first_day", "02/11/2026"}};
  CHECK(settings(usual, "01/11/2026").scheduled_tier.empty());
  CHECK(settings(usual, "15/11/2026").scheduled_tier == "1");
  CHECK(settings(usual, "16/11/2026").scheduled_tier == "2");
  CHECK(settings(usual, "30/11/2026").scheduled_tier == "3");
  const json slow = {{"first_day", "02/11/2026"}, {"second_tier_from_week", 4}, {"third_tier_from_week", 6}};
  CHECK(settings(slow, "16/11/2026").scheduled_tier == "1");
  CHECK(settings(slow, "07/12/2026").scheduled_tier == "3");
}

TEST_CASE("weeks out of order, half core hours, two windows, a line for an area and a name given twice are refused",
          "[FA-04]") {
  CHECK(errors({{"second_tier_from_week", 5}}) == Lines{"third_tier_from_week: The third tier begins after the second."});
  CHECK(errors({{"core_start", "22:00"}}) == Lines{"core_end: Give both core hours, or none."});
  CHECK(errors({{"core_end", "06:00"}}) == Lines{"core_start: Give both core hours, or none."});
  CHECK(errors({{"warning_months", 3}, {"warning_days", 90}}) ==
        Lines{"warning_days: A warning is live for months or for days, not both."});
  CHECK(errors({{"beats", {{{"code", "N4"}, {"corners", {"SE 300 330", "SE 310 330"}}}}}}) ==
        Lines{"beats[0].corners: Give three corners or more, in order, or none."});
  CHECK(errors({{"areas", {{{"name", "Holbeck"}, {"kind", "CORE"}}}}}) ==
        Lines{"areas[0].corners: Give three corners or more, in order."});
  CHECK(errors({{"beats", {{{"code", "N4"}}, {{"code", "N4"}}}}}) == Lines{"beats: Name each beat once."});
  CHECK(errors({{"partners", {{{"name", "Lantern"}}, {{"name", "Lantern"}}}}}) == Lines{"partners: Name each service once."});
  CHECK(errors({{"areas", {{{"name", "Holbeck"}, {"kind", "CORE"}, {"corners", square}}}}}).empty());
}

TEST_CASE("where an operation names its beats no other can be chosen", "[FA-04][LD-08]") {
  auto here = on_patrol();
  const json at_n4 = {{"envelope", {{"location", {{"beat", "N4"}}}}}};
  CHECK(errors_of("sighting", at_n4, here).empty());
  here.settings = settings({{"beats", {{{"code", "B7"}, {"name", "Tanner Row"}}}}});
  CHECK(errors_of("sighting", at_n4, here) == Lines{"envelope.location.beat: Choose a beat from the list."});
  CHECK(errors_of("outreach_window", {{"beats", {"B7", "N4"}}}, here) == Lines{"beats: Choose a beat from the list."});
  here.settings = settings({{"beats", {{{"code", "N4"}}}}});
  CHECK(errors_of("sighting", at_n4, here).empty());
}

TEST_CASE("a warning is live for the days or the months the operation says, else as the law pack has it", "[BR-04]") {
  const auto& packs = schema::CodeLists::built_in();
  const auto given = day("15/01/2026");
  CHECK(last_live_day(given, {}, packs) == day("14/04/2026"));
  CHECK(last_live_day(given, {6, 0}, packs) == day("14/07/2026"));
  CHECK(last_live_day(given, {0, 90}, packs) == day("14/04/2026"));
  CHECK(last_live_day(given, {0, 28}, packs) == day("11/02/2026"));
  GivenWarning one;
  one.event_ms = one.made_ms = ms("2026-01-15 22:00");
  one.told.push_back('1');
  const auto standing = [&](const char* at, const LadderTerms& terms) {
    return ladder_of({one}, ms(at), packs, {}, terms).standing;
  };
  CHECK(standing("2026-02-11 23:00", {0, 28}) == Standing::some);
  CHECK(standing("2026-02-12 23:00", {0, 28}) == Standing::lapsed);
  CHECK(standing("2026-02-12 23:00", {}) == Standing::some);
}

}  // namespace beatbook::rules
