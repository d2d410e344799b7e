#include "records.h"

namespace beatbook::rules {

TEST_CASE("a card of somebody who may be a child starts the safeguarding record", "[BR-08][SN-06]") {
  const char* child = "This may be a child at risk. Start the safeguarding record.";
  for (const auto& range : schema::CodeLists::built_in().find("age_range")->codes) {
    INFO(range.code);
    const bool young = range.code == "UNDER_10" || range.code == "10-17" || range.code == "COULD_BE_UNDER_18";
    CHECK(notices_of("person", {{"age_range", range.code}}) == (young ? Lines{std::string("age_range: ") + child} : Lines{}));
  }
  const auto born = [](const char* date) { return notices_of("person", {{"date_of_birth", date}, {"age_range", nullptr}}); };
  CHECK(born("22/11/2008") == Lines{std::string("date_of_birth: ") + child});
  CHECK(born("21/11/2008").empty());
}

TEST_CASE("an adult of 29 February is one on 1 March") {
  auto situation = on_patrol();
  const json born = {{"date_of_birth", "29/02/2008"}, {"age_range", nullptr}};
  situation.now_ms = ms("2026-02-28 23:00");
  CHECK(notices_of("person", born, situation).size() == 1);
  situation.now_ms = ms("2026-03-01 00:01");
  CHECK(notices_of("person", born, situation).empty());
}

TEST_CASE("one name is enough, and then it is the family name") {
  CHECK(errors_of("person", {{"given_names", nullptr}}).empty());
  CHECK(errors_of("person", {{"family_name", nullptr}}).empty());
  CHECK(errors_of("person", {{"family_name", nullptr}, {"given_names", "Ana"}}) ==
        Lines{"family_name: Enter the name using letters, spaces, hyphens or apostrophes."});
}

TEST_CASE("a person has a date of birth or an age range") {
  CHECK(errors_of("person", {{"age_range", nullptr}}) == Lines{"age_range: Enter a date of birth or choose an age range."});
}

TEST_CASE("a telephone taken out of a handset is refused") {
  auto phone = schema::new_message(type_of("person_phone"));
  const json fields = {{"person_id", avocet_id}, {"phone", "07700 900123"}, {"obtained", "EXTRACTED"}};
  const auto errors = schema::read_record(fields, *phone, type_of("person_phone"), schema::CodeLists::built_in(),
                                          {*schema::read_date("2026-11-21")});
  CHECK(lines(errors) == Lines{"obtained: Choose how it was obtained from the list."});
  CHECK(check_record(type_of("person_phone"), *phone, on_patrol(), {}).empty());
}

TEST_CASE("a check lies not in the future") {
  CHECK(errors_of("person", {{"previously_known", "KNOWN"}, {"previously_known_checked_on", "22/11/2026"}}) ==
        Lines{"previously_known_checked_on: This date is in the future. Enter when it was checked."});
  const json keeper = {{"keeper_name", "Plover Ltd"}, {"keeper_kind", "ORGANISATION"}, {"keeper_source", "DVLA"}};
  auto today = keeper, tomorrow = keeper;
  today["keeper_checked_on"] = "21/11/2026";
  tomorrow["keeper_checked_on"] = "22/11/2026";
  CHECK(errors_of("vehicle", today).empty());
  CHECK(errors_of("vehicle", tomorrow) ==
        Lines{"keeper_checked_on: This date is in the future. Enter when the keeper was checked."});
}

TEST_CASE("a mark that fits no style is warned about and never refused") {
  const char* unlike = "vrm: This doesn't look like a UK registration. Check it, or choose Foreign, Partial or Other.";
  struct {
    const char *vrm, *state;
    Lines notices;
  } rows[] = {{"AA19 AAA", "FULL_SEEN", {}},
              {"AB01 CDE", "FULL_SEEN", {unlike}},
              {"AB01 CDE", "FULL_VERIFIED", {unlike}},
              {"AB01 CDE", "FOREIGN", {}},
              {"AB01 CDE", "OTHER", {}}};
  for (const auto& row : rows) {
    INFO(row.vrm << " " << row.state);
    const json patch = {{"vrm", row.vrm}, {"vrm_state", row.state}};
    CHECK(notices_of("vehicle", patch) == row.notices);
    CHECK(errors_of("vehicle", patch).empty());
  }
}

TEST_CASE("a vehicle that differs from the keeper record is a possible clone") {
  CHECK(notices_of("vehicle", {{"keeper_record_differs", true}}) ==
        Lines{"keeper_record_differs: Possible clone, so no letter is sent: its keeper may know nothing of it. Record it as "
              "intelligence."});
  CHECK(notices_of("vehicle", {{"keeper_record_differs", false}}).empty());
}

}  // namespace beatbook::rules
