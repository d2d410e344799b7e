// Fields that are asked for only while something holds.
#include <catch2/catch.hpp>

#include "app/forms/field_path.h"
#include "filled.h"
#include "rules/conditions.h"
#include "schema/published.h"

using namespace beatbook;
using namespace beatbook::app;
using namespace beatbook::test;

namespace {

Tablet& on_shift(Tablet& tablet) {
  tablet.start_shift();
  return tablet;
}

}  // namespace

TEST_CASE("a field is on the page while its condition holds") {
  struct Row {
    const char *type, *path;
    json opens, closes;  // patches of answers by path
  };
  const Row table[] = {
      {"sighting", "envelope.bwv.reference", {{"envelope.bwv.state", "RECORDED"}}, {{"envelope.bwv.state", "NOT_FITTED"}}},
      {"sighting",
       "envelope.event_end",
       {{"envelope.event_time_precision", "BETWEEN"}},
       {{"envelope.event_time_precision", "ABOUT"}}},
      {"sighting",
       "envelope.second_officer_role",
       {{"envelope.second_officer", "PC 4321"}},
       {{"envelope.second_officer", nullptr}}},
      {"sighting", "envelope.late_reason", {{"envelope.event_at", "2025-11-21T20:00"}}, {{"envelope.event_at", "now"}}},
      {"stop_and_search",
       "ethnicity_not_stated_reason",
       {{"self_defined_ethnicity", "NS"}},
       {{"self_defined_ethnicity", "W1"}}},
      {"stop_and_search", "section_60_authority.reference", {{"search_power", "CJPOA94-60"}}, {{"search_power", "PACE84-1"}}},
      {"stop_and_search",
       "removal_place",
       {{"more_than_outer_clothing_removed", true}},
       {{"more_than_outer_clothing_removed", false}}},
      {"stop_check_vehicle", "uniformed_officer", {{"stop_power", "RTA88-163"}}, {{"stop_power", "POLICE_STATIONARY_TALK"}}},
      {"official_warning", "age_basis", {{"age_check", "18_OR_OVER_BELIEVED"}}, {{"age_check", "18_OR_OVER_VERIFIED"}}},
      {"official_warning", "understanding_barrier", {{"understood", false}}, {{"understood", true}}},
      {"official_warning", "not_given_reason", {{"leaflet_given", false}}, {{"leaflet_given", true}}},
      {"official_warning", "ladder_confirmed_by", {{"ladder_confirmed", true}}, {{"ladder_confirmed", false}}},
      {"welfare_contact", "immediate_action", {{"immediate_need", true}}, {{"immediate_need", false}}},
      {"welfare_contact", "report_wish", {{"crime_disclosed", true}}, {{"crime_disclosed", false}}},
      {"person", "age_range", {{"date_of_birth", nullptr}}, {{"date_of_birth", "1990-02-03"}}},
      {"vehicle", "partial_vrm", {{"vrm_state", "PARTIAL"}}, {{"vrm_state", "FULL_SEEN"}}},
      {"vehicle", "vrm", {{"vrm_state", "FULL_SEEN"}}, {{"vrm_state", "PARTIAL"}}},
      {"vehicle", "keeper_kind", {{"keeper_name", "Plover Ltd"}}, {{"keeper_name", ""}}},
      {"intelligence", "suspected_false_reason", {{"information_assessment", "E"}}, {{"information_assessment", "A"}}},
  };
  Tablet wren("PC 1234", "OFC");
  // In plain clothes, so that the power of a vehicle stop needs somebody else's uniform.
  auto shift = wren.shift();
  shift["pairs"][0]["mode"] = "PLAIN_UNMARKED";
  wren.must(wren.notebook->start_shift(shift));
  for (const auto& row : table) {
    INFO(row.type << "." << row.path);
    Filled filled(wren, row.type);
    for (const auto* answers : {&row.opens, &row.closes, &row.opens}) {
      for (const auto& [path, value] : answers->items()) filled.set(path, value);
      CHECK(filled.shows(row.path) == (answers == &row.opens));
      if (answers == &row.opens) CHECK(filled.at(row.path).required);
    }
  }
}

TEST_CASE("what was typed into a field that is no longer asked is kept and not sent") {
  Tablet wren("PC 1234", "OFC");
  Filled filled(on_shift(wren), "stop_check_person");
  filled.set("envelope.bwv.state", "NOT_RECORDED").set("envelope.bwv.not_recorded_reason", "Battery was flat.");
  CHECK(filled.sent("envelope.bwv.not_recorded_reason") == "Battery was flat.");
  filled.set("envelope.bwv.state", "RECORDED").set("envelope.bwv.reference", "BWV-7");
  CHECK_FALSE(filled.shows("envelope.bwv.not_recorded_reason"));
  CHECK(filled.sent("envelope.bwv.not_recorded_reason").is_null());
  CHECK(filled.sent("envelope.bwv.reference") == "BWV-7");

  auto again =
      filled.tablet->must(Form::resume(json::parse(filled.form.draft().dump()), wren.notebook->situation(filled.form.type())));
  Filled resumed(wren, std::move(again));
  CHECK_FALSE(resumed.shows("envelope.bwv.not_recorded_reason"));
  resumed.set("envelope.bwv.state", "NOT_RECORDED");
  CHECK(resumed.at("envelope.bwv.not_recorded_reason").value == "Battery was flat.");
  CHECK_FALSE(resumed.at("envelope.bwv.not_recorded_reason").wrong);
  CHECK(resumed.sent("envelope.bwv.not_recorded_reason") == "Battery was flat.");
  CHECK(resumed.sent("envelope.bwv.reference").is_null());
}

TEST_CASE("a row of answers that open one another is settled in one check") {
  Tablet wren("PC 1234", "OFC");
  Filled filled(on_shift(wren), "welfare_contact");
  filled.set("crime_disclosed", true).set("report_wish", "REPORT_TO_POLICE");
  CHECK(filled.at("consents").required);
  filled.set("crime_disclosed", false);
  CHECK_FALSE(filled.shows("report_wish"));
  CHECK_FALSE(filled.at("consents").required);
  CHECK(filled.sent("report_wish").is_null());
  filled.set("crime_disclosed", true);
  CHECK(filled.at("report_wish").value == "REPORT_TO_POLICE");
  CHECK(filled.at("consents").required);
}

TEST_CASE("a field that may be filled in otherwise stays, and is then optional") {
  Tablet wren("PC 1234", "OFC");
  Filled filled(on_shift(wren), "stop_check_person");
  CHECK(filled.at("envelope.location.street").required);
  filled.set("envelope.location.street", "Heron Lane").set("envelope.location.os_grid", "SK 589 041");
  CHECK_FALSE(filled.at("envelope.location.street").required);
  CHECK(filled.sent("envelope.location.street") == "Heron Lane");
  CHECK(filled.at("person_description").required);
  filled.form.add_block("envelope.subjects");
  filled.check();
  CHECK_FALSE(filled.at("person_description").required);
}

TEST_CASE("what an instrument gave is shown, cleared and never asked for") {
  Tablet wren("PC 1234", "OFC");
  Filled filled(on_shift(wren), "stop_check_person");
  CHECK_FALSE(filled.shows("envelope.location.latitude_e6"));
  filled.set("envelope.location.latitude_e6", 52634512).set("envelope.location.longitude_e6", -1130000);
  CHECK(filled.at("envelope.location.latitude_e6").words == "52.634512");
  CHECK(filled.at("envelope.location.longitude_e6").words == "-1.130000");
  CHECK_FALSE(filled.at("envelope.location.street").required);
  filled.set("envelope.location.latitude_e6", nullptr);
  CHECK(filled.at("envelope.location.street").wrong == false);
  CHECK_FALSE(filled.shows("envelope.location.latitude_e6"));
}

TEST_CASE("the situation opens fields too") {
  Tablet wren("PC 1234", "OFC");
  wren.start_shift();
  CHECK(Filled(wren, "official_warning").shows("ladder_confirmed"));
  CHECK_FALSE(Filled(wren, "stop_check_person").shows("receipt_offered"));
  wren.settings.stop_receipts = true;
  wren.reopen();
  CHECK(Filled(wren, "stop_check_person").at("receipt_offered").required);
}

TEST_CASE("every condition of the catalogue opens its fields or leaves them open") {
  // Whatever a condition says, a field with it is either hidden while it does not hold, or may be filled in otherwise.
  Tablet wren("PC 1234", std::vector<std::string>{"OFC", "SUP"}, {"OP AVOCET"});
  for (const auto& type : schema::record_types()) {
    if (schema::is_published(type)) continue;  // nobody fills it in
    Filled filled(wren, type.name);
    for (const auto& field : FormPlan::of(type).fields()) {
      if (field.said().required_when().empty()) continue;
      INFO(type.name << "." << field.name());
      const auto* shown = filled.form.field(field.name());
      if (!field.hides() && !field.is_block()) CHECK((shown || field.control == Control::measure));
      if (field.hides() && shown) CHECK(shown->required);
    }
  }
}
