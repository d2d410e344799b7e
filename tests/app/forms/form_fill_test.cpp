// Filling in: what is typed, what is said about it and when, and what comes next.
#include <catch2/catch.hpp>

#include "app/forms/field_words.h"
#include "app/forms/last_place.h"
#include "filled.h"
#include "kernel/limits.h"

using namespace beatbook;
using namespace beatbook::app;
using namespace beatbook::test;

namespace {

Form opened(Tablet& tablet, const std::string& type) {
  return tablet.must(Form::fresh(type, tablet.notebook->situation(*schema::find_type(type))));
}

}  // namespace

TEST_CASE("a form filled in step by step is saved as the record it shows") {
  Tablet wren("PC 1234", "OFC");
  wren.start_shift();
  Filled filled(wren, "stop_check_person");
  filled.set_all(stop_check_person());
  CHECK(filled.wrong().empty());
  CHECK(filled.form.ready());
  CHECK(filled.form.progress().done == filled.form.progress().asked);
  CHECK(filled.form.action() == "Save person stop");
  CHECK(filled.form.action_detail().empty());
  CHECK_FALSE(filled.form.next());
  const auto ids = filled.save();
  REQUIRE(ids.size() == 1);
  const auto shown = wren.shown(ids[0]);
  CHECK(shown["reason"] == "Slowed beside the bus stop three times in ten minutes.");
  CHECK(shown["envelope"]["location"]["street"] == "Heron Lane");
  CHECK(shown["envelope"]["local_ref"] == "T7-001");
}

TEST_CASE("errors wait until a field is left or a save is tried") {
  Tablet wren("PC 1234", "OFC");
  wren.start_shift();
  Filled filled(wren, "stop_check_person");
  filled.set("reason", "Slo");
  CHECK(filled.at("reason").wrong);
  CHECK(filled.at("reason").error.empty());
  CHECK(filled.at("outcome").wrong);
  filled.form.leave("reason");
  CHECK(filled.at("reason").error == "Say what you saw that led to the stop.");
  CHECK(filled.at("outcome").error.empty());
  filled.form.show_errors();
  CHECK(filled.at("outcome").error == "Select outcome.");
  CHECK(filled.at("reason").value == "Slo");
  filled.set("reason", "Slowed beside the bus stop three times.");
  CHECK(filled.at("reason").error.empty());
}

TEST_CASE("a chosen answer that a rule refuses is told at once") {
  Tablet wren("PC 1234", "OFC");
  wren.start_shift();
  Filled filled(wren, "official_warning");
  filled.set("age_check", "UNDER_18");
  CHECK(filled.at("age_check").error == "No warning can be given. This may be a child at risk. Start the safeguarding record.");
}

TEST_CASE("what comes next is the first to mend or fill, then the next behind the field in hand") {
  Tablet wren("PC 1234", "OFC");
  wren.start_shift();
  Filled filled(wren, "stop_check_person");
  CHECK(filled.form.next()->path == "envelope.location.street");
  CHECK(filled.form.action() == "Next: street or landmark");
  CHECK(filled.form.next("envelope.location.location_class")->path == "person_description");
  CHECK(filled.form.next("envelope.bwv.state")->path == "envelope.location.street");
  const auto to_fill = filled.form.progress().to_fill;
  CHECK(filled.form.action_detail() == std::to_string(to_fill) + " to fill");
  filled.set("reason", "Slo");
  CHECK(filled.form.action_detail() == "1 to fix, " + std::to_string(to_fill - 1) + " to fill");
}

TEST_CASE("a section counts what it asks and tells what is in it") {
  Tablet wren("PC 1234", "OFC");
  wren.start_shift();
  Filled filled(wren, "stop_check_person");
  const auto& before = filled.section("Where and when");
  CHECK(before.asked == 4);
  CHECK(before.done == 2);
  CHECK(before.to_fill == 2);
  CHECK_FALSE(before.complete());
  CHECK(before.summary == "Now");
  filled.set("envelope.event_at", "2025-11-21T22:38").set("envelope.location.street", "Tanner Row");
  filled.set("envelope.location.beat", "N4").set("envelope.location.location_class", "RES");
  const auto& after = filled.section("Where and when");
  CHECK(after.complete());
  CHECK(after.summary == "22:38, Tanner Row, N4, " + schema::CodeLists::built_in().label("location_class", "RES"));
  filled.set("power_explained", true).set("free_to_go_told", false);
  CHECK(filled.section("Stop").summary == "Power explained, told free to go: no");
}

TEST_CASE("what is typed is read as its kind and stands in normal form once it is left") {
  Tablet wren("PC 1234", "OFC");
  wren.start_shift();
  Filled stop(wren, "stop_check_vehicle"), vehicle(wren, "vehicle"), person(wren, "person"), phone(wren, "person_phone");
  CHECK(stop.set("occupants", "2").at("occupants").value == 2);
  CHECK(stop.set("occupants", "two").at("occupants").value == "two");
  CHECK(stop.at("occupants").error == "Enter how many people were in the vehicle.");
  vehicle.set("vrm", "aa19 avo");
  CHECK(vehicle.at("vrm").value == "aa19 avo");
  vehicle.form.leave("vrm");
  CHECK(vehicle.at("vrm").value == "AA19AVO");
  CHECK(vehicle.at("vrm").words == "AA19 AVO");
  person.set("date_of_birth", "3/2/1990");
  person.form.leave("date_of_birth");
  CHECK(person.at("date_of_birth").value == "1990-02-03");
  CHECK(person.at("date_of_birth").words == "03/02/1990");
  phone.set("phone", "07700 900123");
  phone.form.leave("phone");
  CHECK(phone.at("phone").value == "+447700900123");
  phone.set("phone", "0770");
  phone.form.leave("phone");
  CHECK(phone.at("phone").value == "0770");
  CHECK(phone.check().at("phone").error == "Enter a phone number, like 07700 900123 or +44 7700 900123.");
}

TEST_CASE("the second officer's role is the one they have on the shift, until somebody chooses another") {
  Tablet wren("PC 1234", "OFC");
  wren.start_shift();
  Filled stop(wren, "stop_check_person");
  const std::string officer = "envelope.second_officer", role = "envelope.second_officer_role";
  REQUIRE_FALSE(stop.at(officer).options->empty());
  const auto colleague = stop.at(officer).options->front().code;
  CHECK(stop.set(officer, colleague).at(role).value == "OFC");
  // Nobody on the shift is called so: whoever it is, the form does not know their role.
  CHECK(stop.set(officer, "PS 88").at(role).empty);
  stop.set(officer, "pc" + colleague.substr(3));
  stop.form.leave(officer);
  CHECK(stop.check().at(role).value == "OFC");
  stop.set(role, "SC");
  CHECK(stop.set(officer, "PS 88").at(role).value == "SC");
}

TEST_CASE("a moment is now until it is changed; a time alone is the latest such time") {
  Tablet wren("PC 1234", "OFC");
  wren.start_shift();
  Filled filled(wren, "stop_check_person");
  const auto typed = [&](const char* text) {
    filled.form.set("envelope.event_at", text);
    filled.form.leave("envelope.event_at");
    return filled.check().at("envelope.event_at").value.get<std::string>();
  };
  CHECK(typed("22:40") == "2025-11-21T22:40:00+00:00");
  CHECK(filled.at("envelope.event_at").words == "22:40");
  CHECK(typed("23:30") == "2025-11-20T23:30:00+00:00");  // it is 23:00 now
  CHECK(filled.at("envelope.event_at").words == "20/11/2025 23:30");
  CHECK(typed("21/11/2025 22:50") == "2025-11-21T22:50:00+00:00");
  CHECK(typed("half past") == "half past");
  CHECK_FALSE(filled.at("envelope.event_at").error.empty());
  CHECK(typed("now") == "now");
  wren.now_ms += 5 * minute;
  auto object = stop_check_person();
  object["envelope"].erase("event_at");
  filled.set_all(object);
  const auto shown = wren.shown(filled.save()[0]);
  CHECK(shown["envelope"]["event_at"] == "2025-11-21T23:05:00+00:00");
}

TEST_CASE("a time that is planned is the next such time, or the nearest") {
  Tablet wren("PC 1234", "OFC");
  Filled filled(wren, "shift");
  const auto typed = [&](const char* path, const char* text) {
    filled.form.set(path, text);
    filled.form.leave(path);
    return filled.check().at(path).value.get<std::string>();
  };
  // It is 23:00 now.
  CHECK(typed("planned_end", "23:59") == "2025-11-21T23:59:00+00:00");
  CHECK(typed("planned_end", "06:00") == "2025-11-22T06:00:00+00:00");
  CHECK(typed("planned_start", "22:45") == "2025-11-21T22:45:00+00:00");
  CHECK(typed("planned_start", "23:30") == "2025-11-21T23:30:00+00:00");
  CHECK(typed("actual_start", "23:30") == "2025-11-20T23:30:00+00:00");
}

TEST_CASE("how exact a time is is told in the row of the time, and once") {
  Tablet wren("PC 1234", "OFC");
  wren.start_shift();
  Filled filled(wren, "sighting");
  CHECK(filled.at("envelope.event_time_precision").beside == "envelope.event_at");
  CHECK(filled.at("envelope.location.street").beside.empty());
  filled.set("envelope.event_at", "2025-11-21T22:38");
  CHECK(filled.at("envelope.event_at").words == "22:38");
  filled.set("envelope.event_time_precision", "ABOUT");
  CHECK(filled.at("envelope.event_at").words == "22:38, about");
  CHECK(filled.section("Where and when").summary == "22:38, about");
  CHECK(filled.sent("envelope.event_time_precision") == "ABOUT");
}

TEST_CASE("nothing typed is nothing sent") {
  Tablet wren("PC 1234", "OFC");
  wren.start_shift();
  Filled filled(wren, "stop_check_person");
  filled.set("envelope.factual_text", "  ").set("envelope.location.beat", "").set("behaviours", json::array());
  CHECK(filled.sent("envelope.factual_text").is_null());
  CHECK(filled.sent("envelope.location.beat").is_null());
  CHECK(filled.sent("behaviours").is_null());
  CHECK(filled.at("envelope.factual_text").value == "  ");
  CHECK(filled.at("envelope.factual_text").empty);
  Filled welfare(wren, "welfare_contact");
  welfare.set("anonymous", true);
  CHECK(welfare.sent("anonymous") == true);
  CHECK(welfare.set("anonymous", false).sent("anonymous").is_null());
}

TEST_CASE("blocks are added and removed, and what was said of them moves with them") {
  Tablet wren("PC 1234", "OFC");
  wren.start_shift();
  Filled filled(wren, "welfare_contact");
  CHECK(filled.form.add_block("items_given") == "items_given[0]");
  CHECK(filled.form.add_block("items_given") == "items_given[1]");
  filled.set("items_given[1].quantity", 500).set("items_given[1].item", "LEAFLET");
  CHECK(filled.at("items_given[0]").label == "Item 1");
  CHECK(filled.at("items_given[0].item").required);
  CHECK(filled.at("items_given[0].item").error.empty());
  CHECK(filled.at("items_given[1].quantity").error == "Enter a number from 0 to 99.");
  filled.form.remove_block("items_given[0]");
  filled.check();
  CHECK_FALSE(filled.shows("items_given[1]"));
  CHECK(filled.at("items_given[0].quantity").value == 500);
  CHECK(filled.at("items_given[0].quantity").error == "Enter a number from 0 to 99.");
  filled.form.remove_block("items_given[0]");
  CHECK(filled.check().sent("items_given").is_null());
  CHECK(filled.form.add_block("consents") == "consents[0]");
  CHECK(filled.at("consents[0].answered_at").value == "now");
}

TEST_CASE("a path the form has not is a bug that shows at once") {
  Tablet wren("PC 1234", "OFC");
  auto form = opened(wren, "stop_check_person");
  CHECK_THROWS_AS(form.set("colour", "BLUE"), std::logic_error);
  CHECK_THROWS_AS(form.set("envelope.author", "PC 1"), std::logic_error);
  CHECK_THROWS_AS(form.set("@car.vrm", "AA19AVO"), std::logic_error);
  CHECK_THROWS_AS(form.add_block("reason"), std::logic_error);
  CHECK_THROWS_AS(form.remove_block("envelope.subjects[0]"), std::logic_error);
  CHECK_THROWS_AS(form.take_offer("reason"), std::logic_error);
  CHECK_THROWS_AS(form.remove_part(""), std::logic_error);
}

TEST_CASE("the place of the entry before is offered while it is fresh, and never filled in by itself") {
  Tablet wren("PC 1234", "OFC");
  const auto shift = wren.start_shift();
  CHECK_FALSE(last_place(*wren.log, shift));
  auto before = stop_check_person();
  before["envelope"]["event_at"] = "2025-11-21T22:45";
  before["envelope"]["location"]["latitude_e6"] = 52634512;
  before["envelope"]["location"]["longitude_e6"] = -1130000;
  wren.record("stop_check_person", before);
  auto contact = welfare_contact();
  contact["envelope"]["location"]["street"] = "Nowhere to be told";
  wren.record("welfare_contact", contact);
  const auto place = last_place(*wren.log, shift);
  REQUIRE(place);
  CHECK(place->location["street"] == "Heron Lane");

  Filled filled(wren, "stop_check_person");
  filled.form.offer_place(place->location, place->at_ms);
  CHECK(filled.at("envelope.location.street").empty);
  const auto residential = schema::CodeLists::built_in().label("location_class", "RES");
  CHECK(filled.at("envelope.location.street").offer == "Same place as 22:45: Heron Lane, " + residential);
  filled.form.take_offer("envelope.location.street");
  filled.check();
  CHECK(filled.at("envelope.location.street").value == "Heron Lane");
  CHECK(filled.at("envelope.location.location_class").value == "RES");
  CHECK_FALSE(filled.shows("envelope.location.latitude_e6"));
  CHECK(filled.at("envelope.location.street").offer.empty());

  Filled later(wren, "stop_check_person");
  wren.now_ms += 20 * minute;
  later.check().form.offer_place(place->location, place->at_ms);
  CHECK(later.at("envelope.location.street").offer.empty());
  Filled nowhere(wren, "stop_check_person");
  nowhere.form.offer_place({{"location_class", "RES"}, {"latitude_e6", 1}}, static_cast<int64_t>(wren.now_ms));
  CHECK(nowhere.at("envelope.location.street").offer.empty());
}

TEST_CASE("what stands at no field is said of the form, and what a pack notes beside a field") {
  Tablet wren("PC 1234", "OFC");
  Filled filled(wren, "stop_check_person");
  CHECK(filled.problems() == std::vector<std::string>{"Start or join a shift before recording."});
  Tablet several("PC 55", std::vector<std::string>{"OFC"}, {"OP AVOCET", "OP BITTERN"});
  CHECK(Filled(several, "vehicle").problems() == std::vector<std::string>{"Choose the operation: OP AVOCET, OP BITTERN."});
  wren.start_shift();
  Filled told(wren, "intelligence"), search(wren, "welfare_contact");
  CHECK(told.set("threat_level", "IMMEDIATE").at("threat_level").notice == "Phone this through now.");
  CHECK(search.set("immediate_need", true).at("immediate_need").notice == "Call for help first. Save when safe.");
}

TEST_CASE("officers on the shift are offered; before a shift those the form names") {
  Tablet wren("PC 1234", "OFC");
  Filled shift(wren, "shift");
  shift.form.add_block("officers");
  shift.set("officers[1].officer", "PC 4321");
  const auto collars = [](const FormField& field) {
    std::vector<std::string> out;
    for (const auto& option : *field.options) out.push_back(option.code);
    return out;
  };
  CHECK(collars(shift.at("pairs[0].officers")) == std::vector<std::string>{"PC 1234", "PC 4321"});
  // A constable is not offered as the sergeant.
  CHECK(collars(shift.at("sergeant")).empty());
  shift.set("officers[1].role", "SUP");
  CHECK(collars(shift.at("sergeant")) == std::vector<std::string>{"PC 4321"});
  wren.start_shift();
  // The author is not the second officer of the own entry.
  CHECK(collars(Filled(wren, "stop_check_person").at("envelope.second_officer")) == std::vector<std::string>{"PC 4321"});
}

TEST_CASE("a check of a form that has changed since is not taken") {
  Tablet wren("PC 1234", "OFC");
  wren.start_shift();
  auto form = opened(wren, "stop_check_person");
  const auto copy = form;
  const auto revision = form.revision();
  const auto found = check(copy, *wren.notebook);
  form.set("reason", "Slowed beside the bus stop.");
  CHECK_FALSE(form.take(found, revision));
  CHECK(form.revision() > revision);
  form.leave("outcome");
  CHECK(form.take(check(form, *wren.notebook), form.revision()));
}

TEST_CASE("starting and ending a shift are forms as well") {
  Tablet wren("PC 1234", "OFC");
  Filled start(wren, "shift");
  CHECK_FALSE(start.form.ready());
  start.form.remove_block("pairs[0]");
  start.form.remove_block("officers[0]");
  start.set_all(wren.shift());
  CHECK(start.wrong().empty());
  CHECK(start.form.action() == "Start shift");
  const auto id = start.save()[0];
  REQUIRE(wren.notebook->open_shift());

  wren.now_ms += 300 * minute;
  Filled end(wren, Form::end_shift(wren.stored(id), wren.notebook->situation(*schema::find_type("shift"))));
  CHECK(end.at("actual_end").value == "now");
  CHECK(end.form.action() == "End shift");
  CHECK(end.form.ready());
  end.save();
  CHECK_FALSE(wren.notebook->open_shift());
  CHECK(wren.shown(id)["actual_end"] == "2025-11-22T04:00:00+00:00");
}
