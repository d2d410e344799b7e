#include "schema/check.h"

#include <rapidcheck.h>

#include <catch2/catch.hpp>

#include "beatbook/v1/records/person.pb.h"
#include "beatbook/v1/records/review.pb.h"
#include "beatbook/v1/records/stop_check_vehicle.pb.h"
#include "beatbook/v1/records/vehicle.pb.h"
#include "proto/schema/random_message.h"
#include "schema/json.h"

using namespace beatbook;
using namespace beatbook::schema;
using nlohmann::json;

namespace {

const CheckOptions tonight{date::year(2026) / 11 / 21, false};
const CheckOptions history{date::year(2026) / 11 / 21, true};

const RecordType& stop_type() { return *find_type("stop_check_vehicle"); }

json good_envelope() {
  return {{"event_at", "21/11/2026 23:10"},
          {"event_time_precision", "EXACT"},
          {"location", {{"street", "Holbeck Lane"}, {"location_class", "HOTSPOT"}}},
          {"bwv", {{"state", "RECORDED"}, {"reference", "BWV-7"}}},
          {"marking", "OFFICIAL-SENSITIVE"},
          {"author", "PC 1234"},
          {"author_role", "OFC"},
          {"made_at", "21/11/2026 23:12"},
          {"local_ref", "T1-14"},
          {"encounter_id", "01939f6e-7c1b-7a52-8c3d-2f0a1b2c3d4e"},
          {"shift_id", "01939f6e-7c1b-7a52-8c3d-2f0a1b2c3d4f"},
          {"origin", "CAPTURED"}};
}

json good_stop() {
  return {{"envelope", good_envelope()}, {"vehicle_id", "01939f6e-7c1b-7a52-8c3d-2f0a1b2c3d50"},
          {"stop_power", "RTA88-163"},   {"reason", "Slow pass along the kerb, three times."},
          {"behaviours", {"CIRCLING"}},  {"power_explained", true},
          {"free_to_go_told", false},    {"occupants", 2},
          {"insurance_check", "OK"},     {"licence_check", "OK"},
          {"mot_check", "OK"},           {"tax_check", "NOT_CHECKED"},
          {"outcome", "ADVICE"}};
}

std::map<std::string, std::string> problems(const json& record, const CheckOptions& options = tonight) {
  v1::StopCheckVehicle message;
  std::map<std::string, std::string> out;
  for (const auto& error : read_record(record, message, stop_type(), CodeLists::built_in(), options)) {
    CAPTURE(error.field, error.message);
    CHECK(out.emplace(error.field, error.message).second);
  }
  return out;
}

// The good stop with some fields changed has exactly these problems.
std::map<std::string, std::string> problems_with(const json& patch) {
  json record = good_stop();
  record.merge_patch(patch);
  return problems(record);
}

using Problems = std::map<std::string, std::string>;

}  // namespace

TEST_CASE("a complete record passes") { CHECK(problems(good_stop()).empty()); }

TEST_CASE("each rule of a field is told in its own words") {
  CHECK(problems_with({{"vehicle_id", nullptr}}) == Problems{{"vehicle_id", "Select vehicle."}});
  CHECK(problems_with({{"stop_power", nullptr}}) == Problems{{"stop_power", "Select stop power."}});
  CHECK(problems_with({{"power_explained", nullptr}}) == Problems{{"power_explained", "Select yes or no: power explained."}});
  CHECK(problems_with({{"behaviours", json::array()}}) == Problems{{"behaviours", "Select suspicious behaviour."}});
  CHECK(problems_with({{"occupants", nullptr}}) == Problems{{"occupants", "Enter how many people were in the vehicle."}});
  CHECK(problems_with({{"occupants", 100}}) == Problems{{"occupants", "Enter how many people were in the vehicle."}});
  CHECK(problems_with({{"reason", "Too fast"}}) == Problems{{"reason", "Say what you saw that led to the stop."}});
  CHECK(problems_with({{"reason", "   \n\u00a0   \t         "}}) ==
        Problems{{"reason", "Say what you saw that led to the stop."}});
  CHECK(problems_with({{"reason", std::string(2001, 'a')}}) ==
        Problems{{"reason", "Reason for the stop must be 2000 characters or fewer. It has 2001."}});
  CHECK(problems_with({{"outcome", "SHRUG"}}) == Problems{{"outcome", "Choose outcome from the list."}});
  CHECK(problems_with({{"behaviours", {"CIRCLING", "LURKING"}}}) ==
        Problems{{"behaviours[1]", "Choose suspicious behaviour from the list."}});
  CHECK(problems_with({{"self_defined_ethnicity", "O1"}}) == Problems{{"self_defined_ethnicity", "Chinese is now A4."}});
  CHECK(problems_with({{"officer_defined_ethnicity", "WHITE"}}) ==
        Problems{{"officer_defined_ethnicity", "Choose driver's officer-defined ethnicity from the list."}});
  CHECK(problems_with({{"reason", "A punter talked to somebody."}}) ==
        Problems{{"reason", "Use plain neutral words. Replace: punter (purchaser)."}});
  CHECK(problems_with({{"envelope", {{"author", "Wren"}}}}) ==
        Problems{{"envelope.author", "Enter a collar number, for example PC 1234."}});
  CHECK(problems_with({{"envelope", {{"location", {{"os_grid", "SK 58"}, {"beat", "no beat"}}}}}}) ==
        Problems{{"envelope.location.beat", "Choose a beat from the list."}});
  CHECK(problems_with({{"envelope", {{"location", {{"latitude_e6", 90'000'001}}}}}}) ==
        Problems{{"envelope.location.latitude_e6", "Enter a number from -90000000 to 90000000."}});
  CHECK(problems_with({{"envelope", {{"subjects", {{{"person_id", "01939f6e-7c1b-7a52-8c3d-2f0a1b2c3d4e"}}}}}}}) ==
        Problems{{"envelope.subjects[0].roles", "Choose the person's role."},
                 {"envelope.subjects[0].categories", "Say how this person relates to the record."}});
  CHECK(problems_with({{"envelope", {{"opinion_text", ""}}}}) ==
        Problems{{"envelope.opinion_text", "Enter officer's assessment, or leave it out."}});
}

TEST_CASE("an empty field is answered with how to fill it, not with a rule it did not break") {
  const std::map<std::string, Problems> rows{
      {"stop_and_search",
       {{"envelope", "Add entry details."},
        {"envelope.event_at", "Enter when it happened."},
        {"envelope.event_end", "Enter end time."},
        {"envelope.bwv", "Add body-worn video."},
        {"envelope.bwv.state", "Select whether body-worn video was recorded."},
        {"envelope.event_time_precision", "Select how exact the time is."},
        {"search_power", "Select legal power."},
        {"grounds", "Enter grounds for the search."},
        {"gowisely", "Add what the person was told."},
        {"section_60_authority.start", "Enter start time."},
        {"section_60_authority.end", "Enter end time."}}},
      {"sighting", {{"information_source", "Select source."}}},
      {"intelligence", {{"information_source", "Select source."}, {"threat_level", "Select threat level."}}},
      {"official_warning",
       {{"age_check", "Select age check."},
        {"conduct_start", "Describe what you both saw and for how long."},
        {"conduct_end", "Enter when it ended."}}},
      {"review", {{"reviewer", "Enter reviewer."}}},
      {"shift", {{"planned_end", "Enter planned end."}, {"actual_end", "Enter actual end."}}},
      {"welfare_contact",
       {{"immediate_need", "Select yes or no: immediate danger or medical need."},
        {"crime_disclosed", "Select yes or no: crime disclosed."}}},
      {"person", {{"residence_class", "Select where they live."}}},
      {"stop_check_vehicle", {{"vehicle_id", "Select vehicle."}, {"mot_check", "Select MOT check."}}},
      {"vehicle", {{"vrm", "Enter registration."}}}};
  for (const auto& [name, fields] : rows) {
    for (const auto& [path, expected] : fields) {
      INFO(name << "." << path);
      const auto* field = find_field(*find_type(name), path);
      REQUIRE(field);
      CHECK(missing_message(*field) == expected);
    }
  }
}

TEST_CASE("a value that does not fit is answered in the words of its format") {
  v1::Vehicle vehicle;
  vehicle.set_vrm("AA19?");
  vehicle.set_vrm_state("FULL_SEEN");
  vehicle.set_country("GB");
  CHECK(check(vehicle, *find_type("vehicle"), CodeLists::built_in(), tonight) ==
        FieldErrors{{"vrm", "Enter a registration of up to 8 letters and numbers, like AA19 AAA."}});
  CHECK(problems_with({{"envelope", {{"event_at", 5}}}}) ==
        Problems{{"envelope.event_at", "Enter a date and time, like 21/11/2026 23:10."}});
}

TEST_CASE("the longest postcode there is passes, and a longer one does not") {
  v1::Person person;
  person.set_verification("STATED");
  person.mutable_address()->add_lines("Heron House");
  const auto said = [&](const char* postcode) {
    person.mutable_address()->set_postcode(postcode);
    return check(person, *find_type("person"), CodeLists::built_in(), tonight);
  };
  CHECK(said("LS1 1AA").empty());
  CHECK(said("BFPO C/O 1234").empty());
  CHECK(said("bfpo c/o 1234").empty());
  CHECK(said("BFPO C/O 12345") == FieldErrors{{"address.postcode", "Enter a UK postcode, like LS1 1AA."}});
}

TEST_CASE("lengths are counted in characters, not bytes") {
  std::string reason;
  for (int i = 0; i < 2000; ++i) reason += "é";
  CHECK(problems_with({{"reason", reason}}).empty());
  CHECK(problems_with({{"reason", reason + "é"}}).size() == 1);
}

TEST_CASE("a length is that of the normal form, so spaces and brackets do not count against what was typed") {
  v1::Vehicle vehicle;
  vehicle.set_vrm("A A 1 9 - A A A");
  vehicle.set_vrm_state("FULL_SEEN");
  vehicle.set_country("GB");
  const auto& type = *find_type("vehicle");
  CHECK(check(vehicle, type, CodeLists::built_in(), tonight).empty());
  vehicle.set_vrm("AA19 AAAAA");
  CHECK(check(vehicle, type, CodeLists::built_in(), tonight) ==
        FieldErrors{{"vrm", "Registration must be 8 characters or fewer. It has 10."}});
}

TEST_CASE("everything that is wrong comes in one go and each field once") {
  json record = good_stop();
  record.erase("vehicle_id");
  record["occupants"] = "two";
  record["reason"] = "Short";
  record["colour"] = "blue";
  record["envelope"]["event_at"] = "29/03/2026 01:30";
  record["envelope"]["bwv"] = json::object();
  const auto found = problems(record);
  std::vector<std::string> fields;
  for (const auto& [field, message] : found) fields.push_back(field);
  CHECK(fields ==
        std::vector<std::string>{"colour", "envelope.bwv.state", "envelope.event_at", "occupants", "reason", "vehicle_id"});
  CHECK(found.at("envelope.event_at").starts_with("29/03/2026 01:30 did not exist"));
}

TEST_CASE("an empty record names every required field of the record and none inside a missing block") {
  v1::StopCheckVehicle message;
  const auto errors = check(message, stop_type(), CodeLists::built_in(), tonight);
  CHECK(errors.front() == FieldError{"envelope", "Add entry details."});
  for (const auto& error : errors) CHECK(error.field.find('.') == std::string::npos);
}

TEST_CASE("history from elsewhere is checked for structure and length only") {
  v1::StopCheckVehicle message;
  message.mutable_envelope()->set_origin("IMPORTED");
  CHECK(is_imported(message));
  CHECK_FALSE(is_imported(v1::StopCheckVehicle()));
  CHECK_FALSE(is_imported(v1::Person()));
  message.set_outcome("AS PUBLISHED");
  message.set_reason("A punter.");
  CHECK(check(message, stop_type(), CodeLists::built_in(), history).empty());
  message.set_vehicle_id("short");
  message.set_occupants(100);
  message.set_reason(std::string(2001, 'a'));
  message.mutable_envelope()->mutable_event_at()->set_utc_ms(INT64_MAX);
  message.mutable_envelope()->mutable_event_at()->set_offset_min(0);
  std::vector<std::string> fields;
  for (const auto& error : check(message, stop_type(), CodeLists::built_in(), history)) fields.push_back(error.field);
  CHECK(fields == std::vector<std::string>{"envelope.event_at", "vehicle_id", "reason", "occupants"});
}

TEST_CASE("a date of birth is real, past and at most 110 years ago") {
  const auto accepted = [](std::string_view text) {
    v1::Person person;
    person.set_date_of_birth(std::string(text));
    person.set_verification("STATED");
    const auto errors = check(person, *find_type("person"), CodeLists::built_in(), tonight);
    if (!errors.empty()) CHECK(errors == FieldErrors{{"date_of_birth", "Date of birth must be a real date in the past."}});
    return errors.empty();
  };
  CHECK(accepted("2026-11-21"));
  CHECK(accepted("1916-11-21"));
  CHECK(accepted("29/02/2000"));
  CHECK_FALSE(accepted("2026-11-22"));
  CHECK_FALSE(accepted("1916-11-20"));
  CHECK_FALSE(accepted("2001-02-29"));
  CHECK_FALSE(accepted("about 1990"));
}

TEST_CASE("any message of any type is checked without a crash, and its errors name fields of the type") {
  CHECK(rc::check([] {
    const auto& type = random_message::type();
    const auto message = random_message::of(type);
    for (const auto& error : check(*message, type, CodeLists::built_in(), tonight)) {
      RC_ASSERT(find_field(type, error.field) != nullptr);
      RC_ASSERT((error.message.ends_with('.') || error.message.ends_with('?')));
    }
  }));
}
