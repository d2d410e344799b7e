// What a form asks and starts with by the kind of entry, by who and what is part of it, and by the operation.
#include <catch2/catch.hpp>

#include "app/forms/field_words.h"
#include "filled.h"
#include "kernel/limits.h"

using namespace beatbook;
using namespace beatbook::app;
using namespace beatbook::test;

TEST_CASE("the first person of a vehicle stop starts as the driver, the next one and those of other records do not") {
  Tablet wren("PC 1234", "OFC");
  wren.start_shift();
  Filled stop(wren, "stop_check_vehicle"), contact(wren, "stop_check_person");
  const auto first = stop.form.add_block("envelope.subjects"), second = stop.form.add_block("envelope.subjects");
  const auto other = contact.form.add_block("envelope.subjects");
  CHECK(stop.check().at(first).label == "Person 1");
  CHECK(stop.at("envelope.subjects").one == "Person");
  CHECK(stop.at(first + ".vehicle_position").value == "DRIVER");
  CHECK(stop.at(second + ".vehicle_position").empty);
  CHECK_FALSE(contact.check().shows(other + ".vehicle_position"));
  // Nobody's role is presumed; those of drivers stand first.
  CHECK(stop.at(first + ".roles").empty);
  CHECK(stop.at(first + ".roles").options->front().code == "EXR-PUR");
  CHECK(contact.at(other + ".roles").options->front().code == "EXD-SW");
}

TEST_CASE("the person warned is somebody who sells sex, and a role starts how the person relates to the record") {
  Tablet wren("PC 1234", "OFC");
  wren.start_shift();
  Filled warning(wren, "official_warning"), stop(wren, "stop_check_person");
  const auto warned = warning.form.add_block("envelope.subjects"), met = stop.form.add_block("envelope.subjects");
  CHECK(warning.check().at(warned + ".roles").value == json{"EXD-SW"});
  CHECK(warning.at(warned + ".categories").value == json{"VICTIM"});
  const auto categories = [&] { return stop.at(met + ".categories").value; };
  CHECK(categories().is_null());
  stop.set(met + ".roles", {"EXR-PUR"});
  CHECK(categories() == json{"SUSPECT"});
  stop.set(met + ".roles", {"EXR-PUR", "WIT"});
  CHECK(categories() == json{"SUSPECT", "WITNESS"});
  // What somebody chose stays.
  stop.set(met + ".categories", {"OTHER"}).set(met + ".roles", {"EXD-SW"});
  CHECK(categories() == json{"OTHER"});
}

TEST_CASE("the place in a vehicle is asked once a vehicle is part of the encounter") {
  Tablet wren("PC 1234", "OFC");
  wren.start_shift();
  Filled stop(wren, "stop_check_person"), seen(wren, "sighting"), arrest(wren, "arrest");
  const auto position = [](Filled& form) { return form.form.add_block("envelope.subjects") + ".vehicle_position"; };
  const auto stopped = position(stop), sighted = position(seen), arrested = position(arrest);
  CHECK_FALSE(stop.check().shows(stopped));
  CHECK(stop.set("travelling", "VEHICLE").shows(stopped));
  CHECK_FALSE(stop.at(stopped).required);
  CHECK_FALSE(stop.set("travelling", "FOOT").shows(stopped));
  CHECK_FALSE(seen.check().shows(sighted));
  seen.form.pick_new("vehicle_id", "vehicle");
  CHECK(seen.check().shows(sighted));
  // Of another record of the same save.
  CHECK_FALSE(arrest.check().shows(arrested));
  wren.must(arrest.form.add_part("stop_check_vehicle"));
  CHECK(arrest.check().shows(arrested));
}

TEST_CASE("a list of links takes several records, each once, and gives one up") {
  Tablet wren("PC 1234", "OFC");
  wren.start_shift();
  const auto first = *RecordId::parse("01a20127-b8ec-7cfa-994c-0a1a231754f1");
  const auto second = *RecordId::parse("01a20127-b8ec-7cfa-994c-0a1a231754f2");
  Filled warning(wren, "official_warning");
  CHECK(warning.at("referral_ids").references == std::vector<std::string>{"referral"});
  CHECK(warning.at("referral_ids").makes.empty());  // a referral is an entry of its own
  for (const auto& [id, title] :
       {std::pair(first, "Referral, T1-003"), std::pair(second, "Referral, T1-004"), std::pair(first, "Referral, T1-003")})
    warning.form.pick("referral_ids", id, title);
  const auto& row = warning.check().at("referral_ids");
  CHECK(row.value == json{first.text(), second.text()});
  CHECK(row.words == "Referral, T1-003, Referral, T1-004");
  REQUIRE(row.options->size() == 2);
  CHECK(row.options->at(1).label == "Referral, T1-004");
  CHECK(warning.set("referral_ids", {second.text()}).sent("referral_ids") == json{second.text()});
  CHECK(warning.set("referral_ids", json::array()).at("referral_ids").empty);
}

TEST_CASE("a form asks of its envelope what its kind of entry takes, and offers only what is in force") {
  Tablet wren("PC 1234", "OFC");
  wren.start_shift();
  Filled referral(wren, "referral"), seen(wren, "sighting"), stop(wren, "stop_check_person");
  CHECK_FALSE(referral.shows("envelope.location.street"));
  CHECK_FALSE(referral.shows("envelope.bwv.state"));
  CHECK(referral.at("envelope.event_at").label == "When it was offered");
  CHECK(seen.at("envelope.bwv.state").required);
  CHECK(stop.at("envelope.bwv.state").required);
  CHECK(stop.at("envelope.event_at").label == "When it happened");
  CHECK_FALSE(Filled(wren, "conditional_caution").shows("envelope.factual_text"));
  const auto places = [&] {
    std::set<std::string> out;
    const Filled form(wren, "sighting");
    for (const auto& option : *form.at("envelope.location.location_class").options) out.insert(option.code);
    return out;
  };
  CHECK(places() == std::set<std::string>{"HOTSPOT", "RES", "NONRES", "OTHER"});
  wren.settings.area_rules = true;
  wren.reopen();
  CHECK(places() == std::set<std::string>{"MA_IN", "OUT_RES", "OUT_NONRES", "HOTSPOT", "OTHER"});
  // Nobody is the second officer of their own entry.
  for (const auto& option : *stop.at("envelope.second_officer").options) CHECK(option.code != "PC 1234");
}

TEST_CASE("a letter names one of the operation's areas, and where the operation lists none the name is typed") {
  Tablet wren("PC 1234", "OFC");
  wren.start_shift();
  CHECK(Filled(wren, "keeper_letter").at("area_name").control == Control::line);
  wren.settings.letter_areas = {"Wadeham centre", "Wadeham market"};
  wren.reopen();
  const Filled letter(wren, "keeper_letter");
  CHECK(letter.at("area_name").control == Control::segmented);
  REQUIRE(letter.at("area_name").options->size() == 2);
  CHECK((*letter.at("area_name").options)[1].code == "Wadeham market");
}

TEST_CASE("an officer proposes a letter; whether it goes is offered to the supervisor who reads it alone") {
  Tablet wren("PC 1234", "OFC"), desk("PS 77", "SUP");
  Station station;
  wren.start_shift();
  const auto codes = [](const Filled& form, const std::string& path) {
    std::vector<std::string> out;
    for (const auto& option : *form.at(path).options) out.push_back(option.code);
    return out;
  };
  using Codes = std::vector<std::string>;
  for (auto* tablet : {&wren, &desk}) {
    const Filled letter(*tablet, "keeper_letter");
    CHECK(codes(letter, "state") == Codes{"PROPOSED"});
    CHECK(letter.at("state").value == "PROPOSED");
    CHECK_FALSE(letter.shows("risk_decision"));
  }
  const auto id =
      wren.record("keeper_letter", {{"envelope", envelope()},
                                    {"parent_id", "01939f6e-7c1b-7a52-8c3d-2f0a1b2c3d51"},
                                    {"vehicle_id", "01939f6e-7c1b-7a52-8c3d-2f0a1b2c3d4f"},
                                    {"keeper_name", "A Plover"},
                                    {"keeper_address", {{"lines", {"1 Plover Street", "Wadeham"}}, {"postcode", "LS1 1AA"}}},
                                    {"keeper_source", "DVLA"},
                                    {"keeper_checked_on", "2025-11-20"},
                                    {"keeper_type", "PRIVATE"},
                                    {"area_name", "Wadeham centre"},
                                    {"template", "NEUTRAL-EN-1"},
                                    {"query_contact", "Write to the address above"},
                                    {"support_line", "01632 960123"},
                                    {"household_risk", false},
                                    {"self_harm_marker", false},
                                    {"domestic_abuse_marker", false},
                                    {"victim_at_address", false},
                                    {"state", "PROPOSED"},
                                    {"state_at", "now"}});
  station.exchange({&wren, &desk});
  const Filled own(wren, correction(wren, id)), read(desk, correction(desk, id));
  CHECK_FALSE(own.shows("risk_decision"));
  CHECK(codes(own, "state") == Codes{"PROPOSED", "PRINTED", "POSTED", "RETURNED_UNDELIVERED", "WITHDRAWN", "ANSWERED"});
  CHECK(codes(read, "risk_decision") == Codes{"SEND", "DO_NOT_SEND"});
  CHECK(codes(read, "state").at(1) == "APPROVED");
  // What is recorded is shown, whoever chose it.
  desk.must(desk.notebook->amend(id, {{"risk_decision", "DO_NOT_SEND"}, {"risk_decided_by", "PS 77"}}, {"NEW_INFO", {}}));
  station.exchange({&wren, &desk});
  const Filled told(wren, correction(wren, id));
  CHECK(codes(told, "risk_decision") == Codes{"DO_NOT_SEND"});
}
