#include "rules/caution_clock.h"

#include <rapidcheck.h>

#include "records.h"
#include "rules/working_days.h"

namespace beatbook::rules {

namespace {

const schema::CodeLists& packs() { return schema::CodeLists::built_in(); }

date::year_month_day day(const char* written) { return *schema::read_date(written); }

std::string deadline(const std::string& received) {
  const auto found = caution_deadline(ms(received), packs());
  return found ? schema::for_people(*found) : found.error().message;
}

CautionFacts due(const char* deadline) {
  CautionFacts facts;
  facts.deadline = day(deadline);
  return facts;
}

}  // namespace

TEST_CASE("the deadline is the fifth working day after the day of receipt, in England and Wales", "[BR-10][LD-29][FA-15]") {
  const std::vector<std::pair<const char*, const char*>> vectors = {
      {"18/04/2019", "29/04/2019"}, {"03/05/2019", "13/05/2019"}, {"04/05/2019", "13/05/2019"},
      {"23/12/2020", "04/01/2021"}, {"27/05/2022", "07/06/2022"}, {"28/03/2024", "08/04/2024"},
      {"24/12/2025", "05/01/2026"}, {"02/04/2026", "13/04/2026"}, {"23/12/2026", "04/01/2027"}};
  for (const auto& [received, last] : vectors) {
    INFO(received);
    CHECK(deadline(std::string(received) + " 00:01") == last);
    CHECK(deadline(std::string(received) + " 23:59") == last);
  }
}

TEST_CASE("past its last day the bank holiday list says that it has run out, and no deadline is guessed", "[BR-10]") {
  const auto told = "The bank holiday list ends on 31/12/2027. Update it before setting a deadline.";
  CHECK(deadline("2027-12-17 10:00") == "24/12/2027");
  CHECK(deadline("2027-12-24 10:00") == told);
  CHECK(deadline("2028-02-01 10:00") == told);
  CHECK(errors_of("conditional_caution", {{"received_at", "2026-11-21 23:05"}}).empty());
  auto later = on_patrol();
  later.now_ms = ms("2027-12-28 12:00");
  later.shift_open = false;
  const auto errors = errors_of("conditional_caution", {{"received_at", "2027-12-28 11:55"}}, later);
  CHECK(std::count(errors.begin(), errors.end(), std::string("received_at: ") + told) == 1);
}

TEST_CASE("the bank holidays are those of the domain reference, each on a weekday", "[BR-10]") {
  const WorkingDays days(packs());
  const std::map<std::string, std::vector<std::string>> listed = {
      {"2019", {"01/01", "19/04", "22/04", "06/05", "27/05", "26/08", "25/12", "26/12"}},
      {"2020", {"01/01", "10/04", "13/04", "08/05", "25/05", "31/08", "25/12", "28/12"}},
      {"2021", {"01/01", "02/04", "05/04", "03/05", "31/05", "30/08", "27/12", "28/12"}},
      {"2022", {"03/01", "15/04", "18/04", "02/05", "02/06", "03/06", "29/08", "19/09", "26/12", "27/12"}},
      {"2023", {"02/01", "07/04", "10/04", "01/05", "08/05", "29/05", "28/08", "25/12", "26/12"}},
      {"2024", {"01/01", "29/03", "01/04", "06/05", "27/05", "26/08", "25/12", "26/12"}},
      {"2025", {"01/01", "18/04", "21/04", "05/05", "26/05", "25/08", "25/12", "26/12"}},
      {"2026", {"01/01", "03/04", "06/04", "04/05", "25/05", "31/08", "25/12", "28/12"}},
      {"2027", {"01/01", "26/03", "29/03", "03/05", "31/05", "30/08", "27/12", "28/12"}}};
  size_t named = 0;
  for (const auto& [year, holidays] : listed) {
    for (const auto& holiday : holidays) {
      INFO(holiday << "/" << year);
      CHECK(days.is_bank_holiday(day((holiday + "/" + year).c_str())));
      CHECK_FALSE(days.is_working_day(day((holiday + "/" + year).c_str())));
      ++named;
    }
  }
  size_t all = 0;
  for (auto at = date::sys_days(day("01/01/2019")); at <= date::sys_days(day("31/12/2027")); at += date::days(1)) {
    const bool holiday = days.is_bank_holiday(at);
    all += holiday;
    const date::weekday weekday(at);
    if (holiday) CHECK((weekday != date::Saturday && weekday != date::Sunday));
  }
  CHECK(all == named);
  CHECK(schema::for_people(days.known_until()) == "31/12/2027");
}

TEST_CASE("between receipt and deadline lie exactly five working days, whatever the day", "[BR-10]") {
  const WorkingDays days(packs());
  CHECK(rc::check("any day of the list", [&] {
    const auto from = date::sys_days(day("01/01/2019")) + date::days(*rc::gen::inRange(0, 3200));
    const auto last = days.after(from, 5);
    RC_ASSERT(last);
    int working = 0;
    for (auto at = from + date::days(1); at <= date::sys_days(*last); at += date::days(1)) working += days.is_working_day(at);
    RC_ASSERT(working == 5);
    RC_ASSERT(days.is_working_day(*last));
  }));
}

TEST_CASE("where a caution stands follows from its dates", "[BR-10]") {
  const auto today = day("24/04/2019");
  const auto state = [&](CautionFacts facts) { return std::string(name(state_of(facts, today))); };
  CHECK(state(due("29/04/2019")) == "OPEN");
  CHECK(state(due("26/04/2019")) == "DUE_IN_2");
  CHECK(state(due("25/04/2019")) == "DUE_IN_1");
  CHECK(state(due("24/04/2019")) == "DUE_TODAY");
  CHECK(state(due("23/04/2019")) == "OVERDUE");
  auto facts = due("23/04/2019");
  facts.attended_on = day("23/04/2019");
  CHECK(state(facts) == "COMPLIED");
  facts.attended_on = day("24/04/2019");
  CHECK(state(facts) == "OVERDUE");
  facts.first_slot_on = day("24/04/2019");
  CHECK(state(facts) == "COMPLIED");
  facts.attended_on.reset();
  CHECK(state(facts) == "PROVIDER_DELAY");
  facts = due("23/04/2019");
  facts.extended_to = day("30/04/2019");
  CHECK(state(facts) == "OPEN");
  facts.decided = true;
  CHECK(state(facts) == "DECIDED");
}

TEST_CASE("an extension counts only with an authorised person and a reason", "[BR-10]") {
  const auto state = [](const json& patch) {
    const auto message = record("conditional_caution", patch);
    const auto facts = facts_of(static_cast<const v1::ConditionalCaution&>(*message), packs());
    return std::string(name(state_of(*facts, day("30/11/2026"))));
  };
  json longer = {{"compliance", "EXTENDED"}, {"extended_to", "2026-12-04"}};
  CHECK(state(longer) == "OVERDUE");
  longer["extended_by"] = "PS 100";
  CHECK(state(longer) == "OVERDUE");
  longer["extension_reason"] = "In hospital until Tuesday.";
  CHECK(state(longer) == "OPEN");
}

TEST_CASE("a summary offence is prosecuted within six months, and 28 and 14 days before its end the screen says so",
          "[BR-10]") {
  const auto at = [](const char* offence, const char* today) { return prosecution_of(day(offence), day(today), packs()); };
  CHECK(schema::for_people(at("15/01/2026", "15/01/2026").last_day) == "15/07/2026");
  CHECK(schema::for_people(at("31/08/2025", "01/09/2025").last_day) == "28/02/2026");
  CHECK(schema::for_people(at("30/08/2023", "01/09/2023").last_day) == "29/02/2024");
  CHECK(at("15/01/2026", "16/06/2026").warning.empty());
  CHECK(at("15/01/2026", "17/06/2026").warning == "Prosecute by 15/07/2026: 28 days are left.");
  CHECK(at("15/01/2026", "01/07/2026").warning == "Prosecute by 15/07/2026: 14 days are left. Decide now.");
  CHECK(at("15/01/2026", "16/07/2026").warning == "The time to prosecute ran out on 15/07/2026.");
}

TEST_CASE("a repeat is prosecuted unless a supervisor gives a reason, and an unchecked one waits", "[BR-12][LD-27][LD-35]") {
  CHECK(caution_route(FirstTime::first, false) == CautionRoute::caution);
  CHECK(caution_route(FirstTime::repeat, false) == CautionRoute::prosecute);
  CHECK(caution_route(FirstTime::repeat, true) == CautionRoute::caution);
  CHECK(caution_route(FirstTime::not_checked, false) == CautionRoute::check_again);
  CHECK(caution_route(FirstTime::not_checked, true) == CautionRoute::check_again);
  const std::vector<EarlierMatter> matters = {{day("01/02/2015"), "SOA03-51A", true, false},
                                              {day("01/02/2019"), "SOA03-51A", false, false},
                                              {day("01/02/2020"), "SOA03-51A", true, true},
                                              {day("01/02/2021"), "RTA88-143", true, false}};
  CHECK(dealt_with_before(matters, "SOA03-51A") == day("01/02/2015"));
  CHECK_FALSE(dealt_with_before(matters, "SOA03-53A"));
}

TEST_CASE("a conditional caution needs an adult, five requirements, a sergeant and the first time",
          "[FA-15][LD-28][LD-30][LD-31][LD-33][BX-07][BX-26][BX-32][BX-33][BX-34]") {
  require_rows("conditional_caution",
               {{"whole", json::object(), {}},
                {"a child", {{"adult", false}}, {"adult: Conditional cautions are for adults."}},
                {"two requirements missing",
                 {{"requirements", {{"admission", false}, {"document_signed", nullptr}}}},
                 {"requirements: All five requirements must be met. Missing: admission; document signed."}},
                {"the author authorises",
                 {{"authorised_by", "PC 1234"}},
                 {"authorised_by: You can't authorise your own caution. Enter the sergeant's collar number."}},
                {"dealt with before",
                 {{"first_time_check", "DEALT_WITH_BEFORE"}, {"dealt_with_before_on", "2019-04-18"}},
                 {"first_time_check: Dealt with for this before on 18/04/2019. Refer for prosecution, or record a supervisor's "
                  "reason."}},
                {"with a supervisor's reason",
                 {{"first_time_check", "DEALT_WITH_BEFORE"},
                  {"dealt_with_before_on", "2019-04-18"},
                  {"repeat_reason", "Seven years ago, and a course is what helps."}},
                 {}},
                {"not checked",
                 {{"first_time_check", "NOT_CHECKED"}, {"systems_checked", nullptr}},
                 {"first_time_check: Check whether this is the first time before the caution is authorised."}},
                {"a text about the appointment",
                 {{"envelope", {{"factual_text", "Talked about his moods."}}}},
                 {"envelope.factual_text: Record only that the person attended and where they were signposted."}},
                {"not complied with, and no excuse considered",
                 {{"compliance", "NON_COMPLIANT"},
                  {"excuse_considered", false},
                  {"breach_decision", "PROSECUTE"},
                  {"breach_reason", "Did not answer."},
                  {"breach_decided_by", "PS 100"}},
                 {"excuse_considered: Consider whether there was a reasonable excuse. Then tick this."}}});
  CHECK(notices_of("conditional_caution") == Lines{"received_at: To be done by the end of 27/11/2026."});
}

TEST_CASE("a caution is not authorised by a constable of the shift", "[BR-12]") {
  auto situation = on_patrol();
  situation.on_shift = {{"PC 1234", "OFC"}, {"PC 2345", "OFC"}, {"PS 100", "SUP"}};
  CHECK(errors_of("conditional_caution", {{"authorised_by", "PC 2345"}}, situation) ==
        Lines{"authorised_by: A sergeant or above must authorise."});
  CHECK(errors_of("conditional_caution", {{"authorised_by", "PS 100"}}, situation).empty());
}

TEST_CASE("an earlier case of the person for the offence is said before a caution is authorised", "[BR-12]") {
  const auto said = [](const char* type, const json& patch, const char* first_time = "FIRST_TIME") {
    json there = patch;
    there["envelope"]["encounter_id"] = other_id;
    const auto earlier = record(type, there);
    const auto lines = notices_of("conditional_caution", {{"first_time_check", first_time}, {"dealt_with_before_on", nullptr}},
                                  on_patrol(), {{&type_of(type), earlier.get(), *RecordId::parse(other_id)}});
    return std::any_of(lines.begin(), lines.end(), [](const auto& line) {
      return line ==
             "first_time_check: This tablet holds an earlier case of this person for this offence, of 01/10/2026. Look at "
             "it before the caution is authorised.";
    });
  };
  const json then = {{"event_at", "2026-10-01 22:00"}};
  const auto offence = sound("conditional_caution")["offence"];
  CHECK(said("conditional_caution", {{"envelope", then}}));
  CHECK(said("arrest", {{"envelope", then}, {"arrest_offences", {offence}}, {"outcome_state", "FINAL"}}));
  CHECK_FALSE(said("arrest", {{"envelope", then}, {"arrest_offences", {offence}}, {"outcome_state", "AWAITING"}}));
  CHECK_FALSE(said("arrest", {{"envelope", then}, {"arrest_offences", {"RTA88-143"}}, {"outcome_state", "FINAL"}}));
  CHECK_FALSE(said("conditional_caution", {{"envelope", {{"event_at", "2026-12-01 22:00"}}}}));
  CHECK_FALSE(said("conditional_caution",
                   {{"envelope", {{"event_at", "2026-10-01 22:00"}, {"subjects", json::array({subject(vehicle_id)})}}}}));
  CHECK_FALSE(said("conditional_caution", {{"envelope", then}}, "DEALT_WITH_BEFORE"));
}

TEST_CASE("an extension and what follows a breach are decided by a sergeant, and what was complied with was attended",
          "[BR-10]") {
  auto situation = on_patrol();
  situation.on_shift = {{"PC 1234", "OFC"}, {"PC 2345", "OFC"}};
  const std::string sergeant = ": A sergeant or above must decide this. Enter their collar number.";
  const json extended = {{"compliance", "EXTENDED"},
                         {"extended_to", "2026-12-04"},
                         {"extended_by", "PC 2345"},
                         {"extension_reason", "The course was cancelled."}};
  CHECK(errors_of("conditional_caution", extended, situation) == Lines{"extended_by" + sergeant});
  const auto lines = notices_of("conditional_caution", extended);
  CHECK(std::find(lines.begin(), lines.end(), "received_at: To be done by the end of 04/12/2026.") != lines.end());
  const auto complied = errors_of("conditional_caution", {{"compliance", "COMPLIED"}, {"attended", nullptr}});
  CHECK(std::find(complied.begin(), complied.end(), "attended: Enter that the person attended, and when.") != complied.end());
}

}  // namespace beatbook::rules
