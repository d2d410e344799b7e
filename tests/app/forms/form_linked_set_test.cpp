// One flow, one save: the records of an encounter in one form.
#include <catch2/catch.hpp>

#include "app/forms/envelope.h"
#include "filled.h"

using namespace beatbook;
using namespace beatbook::app;
using namespace beatbook::test;

namespace {

json without(json object, std::initializer_list<const char*> names) {
  for (const char* name : names) object.erase(name);
  return object;
}

const FormPart& part(const Filled& filled, const std::string& label) {
  for (const auto& part : filled.form.parts()) {
    if (part.label == label) return part;
  }
  throw std::runtime_error("no part " + label);
}

}  // namespace

TEST_CASE("a new card stands behind the section that names it") {
  Tablet wren("PC 1234", "OFC");
  wren.start_shift();
  Filled filled(wren, "stop_check_vehicle");
  filled.form.pick_new("vehicle_id", "vehicle");
  const auto titles = filled.check().titles();
  CHECK(std::vector<std::string>(titles.begin(), titles.begin() + 6) ==
        std::vector<std::string>{"Where and when", "Vehicle", "vehicle-1: Vehicle", "vehicle-1: Letters", "vehicle-1: Keeper",
                                 "Stop"});
  CHECK(filled.form.next("occupants")->path == "@vehicle-1.vrm");
  CHECK(filled.at("@vehicle-1.country").value == "GB");
  CHECK(part(filled, "vehicle-1").title == "New vehicle");
  filled.set("@vehicle-1.vrm", "aa19avo");
  filled.form.leave("@vehicle-1.vrm");
  CHECK(part(filled.check(), "vehicle-1").title == "New vehicle: AA19 AVO");
}

TEST_CASE("a card no field names any more is kept in the draft and not sent") {
  Tablet wren("PC 1234", "OFC");
  wren.start_shift();
  const auto known = wren.record("vehicle", vehicle());
  Filled filled(wren, "stop_check_vehicle");
  filled.form.pick_new("vehicle_id", "vehicle");
  filled.set("@vehicle-1.vrm", "AA19LIN");
  filled.form.pick("vehicle_id", known, "AA19 AVO");
  filled.check();
  CHECK(filled.at("vehicle_id").words == "AA19 AVO");
  CHECK_FALSE(part(filled, "vehicle-1").sent);
  CHECK_FALSE(filled.shows("@vehicle-1.vrm"));
  CHECK(filled.form.record_as() == "stop_check_vehicle");
  CHECK(filled.sent("vehicle_id") == known.text());
  filled.set("vehicle_id", "@vehicle-1");
  CHECK(part(filled, "vehicle-1").sent);
  CHECK(filled.at("@vehicle-1.vrm").value == "AA19LIN");
  filled.form.remove_part("vehicle-1");
  filled.check();
  CHECK(filled.at("vehicle_id").empty);
  CHECK(filled.form.parts().size() == 1);
}

TEST_CASE("an outcome that needs its own record offers to add it, with where and when already said") {
  Tablet wren("PC 1234", "OFC");
  wren.start_shift();
  const auto avocet = wren.record("person", person());
  Filled filled(wren, "stop_check_person");
  auto stop = without(stop_check_person(), {"person_description"});
  stop["envelope"]["subjects"] = {subject(avocet.text(), "EXD-SW", "OTHER")};
  stop["outcome"] = "WARNING";
  filled.set_all(stop);
  CHECK(filled.at("outcome").error == "Finish the linked record before you submit.");
  CHECK(filled.at("outcome").offer == "Add official warning");
  filled.form.take_offer("outcome");
  filled.check();
  CHECK(filled.at("outcome").error.empty());
  CHECK(filled.at("outcome").offer.empty());
  const std::string in = "@official_warning-1.";
  CHECK(filled.at(in + "envelope.location.street").shared);
  CHECK(filled.at(in + "envelope.location.street").value == "Heron Lane");
  CHECK(filled.at(in + "envelope.subjects[0].person_id").value == avocet.text());
  CHECK(filled.section("Where and when", "official_warning-1").shared);
  CHECK_FALSE(filled.at(in + "envelope.location.street").wrong);
  // The warning needs a second officer though the stop does not, and says so at its own field.
  CHECK(filled.at(in + "envelope.second_officer").wrong);
  CHECK(filled.at(in + "envelope.second_officer").required);
  CHECK_FALSE(filled.at("envelope.second_officer").wrong);

  filled.set_all(without(warning(""), {"envelope", "rung_shown", "ladder_as_of"}), in);
  filled.set(in + "envelope.second_officer", "PC 4321").set(in + "envelope.second_officer_role", "OFC");
  CHECK_FALSE(filled.at(in + "envelope.second_officer").shared);
  CHECK(filled.wrong().empty());
  // What the tablet fills in (the ladder shown) is nobody's field.
  CHECK(filled.problems() == std::vector<std::string>{"Select rung shown.", "Enter ladder as of."});
}

TEST_CASE("an entry added to an encounter is saved in it") {
  Tablet wren("PC 1234", "OFC");
  wren.start_shift();
  Filled filled(wren, "stop_check_person");
  auto stop = stop_check_person();
  stop["outcome"] = "SEARCHED";
  filled.set_all(stop);
  filled.form.take_offer("outcome");
  const std::string in = "@stop_and_search-1.";
  filled.set_all({{"searched", "PERSON"},
                  {"object_of_search", "CONTROLLED_DRUGS"},
                  {"search_power", "MDA71-23"},
                  {"grounds", "Seen to pass a small packet to a driver who then left at speed."},
                  {"gowisely", {{"unticked_reason", "Ran off before it could be said."}}},
                  {"self_defined_ethnicity", "W1"},
                  {"outcome", "NFA"},
                  {"outcome_linked", "NO"},
                  {"more_than_outer_clothing_removed", false},
                  {"receipt", "RECEIPT"}},
                 in);
  INFO(filled.form.to_json().dump(2));
  CHECK(filled.wrong().empty());
  filled.set("envelope.location.street", "Tanner Row");
  const auto ids = filled.save();
  REQUIRE(ids.size() == 2);
  const auto stored_stop = wren.stored(ids[0]), stored_search = wren.stored(ids[1]);
  CHECK(stored_stop.type().name == "stop_check_person");
  CHECK(stored_search.type().name == "stop_and_search");
  const auto &a = *envelope_of(stored_stop.message()), &b = *envelope_of(stored_search.message());
  CHECK(a.encounter_id() == b.encounter_id());
  CHECK(b.location().street() == "Tanner Row");
  CHECK(b.event_at().utc_ms() == a.event_at().utc_ms());
}

TEST_CASE("an answer that is changed in an added entry is its own from then on") {
  Tablet wren("PC 1234", "OFC");
  wren.start_shift();
  Filled filled(wren, "stop_check_person");
  filled.set_all(stop_check_person());
  REQUIRE(filled.form.add_part("stop_and_search"));
  const std::string street = "@stop_and_search-1.envelope.location.street";
  filled.check().set(street, "Mill Yard");
  CHECK(filled.at("envelope.location.street").value == "Heron Lane");
  CHECK(filled.at("@stop_and_search-1.envelope.location.location_class").value == "RES");
  filled.set("envelope.location.location_class", "NONRES").set("envelope.location.street", "Tanner Row");
  CHECK(filled.at(street).value == "Mill Yard");
  CHECK(filled.at("@stop_and_search-1.envelope.location.location_class").value == "RES");
  CHECK(filled.at("@stop_and_search-1.envelope.event_at").shared);
}

TEST_CASE("names and telephones are added to a card of the same save") {
  Tablet wren("PC 1234", "OFC");
  wren.start_shift();
  Filled filled(wren, "person");
  filled.set_all(person());
  CHECK(part(filled, "").attachable == std::vector<std::string>{"person_name", "person_phone"});
  const auto label = wren.must(filled.form.add_part("person_phone"));
  CHECK_FALSE(filled.shows("@" + label + ".person_id"));
  filled.set("@" + label + ".phone", "07700 900123").set("@" + label + ".obtained", "VOLUNTEERED");
  CHECK(filled.wrong().empty());
  const auto ids = filled.save();
  REQUIRE(ids.size() == 2);
  CHECK(wren.shown(ids[1])["person_id"] == ids[0].text());

  Filled stop(wren, "stop_check_person");
  const auto block = stop.form.add_block("envelope.subjects");
  const auto card = stop.form.pick_new(block + ".person_id", "person");
  wren.must(stop.form.add_part("person_name", card));
  stop.check();
  CHECK(part(stop, "person_name-1").sent);
  stop.set(block + ".person_id", nullptr);
  CHECK_FALSE(part(stop, card).sent);
  CHECK_FALSE(part(stop, "person_name-1").sent);
  stop.form.remove_part(card);
  CHECK(stop.form.parts().size() == 1);
}

TEST_CASE("a welfare contact stands apart (BR-22)") {
  Tablet wren("PC 1234", "OFC");
  wren.start_shift();
  Filled stop(wren, "stop_check_person"), contact(wren, "welfare_contact"), card(wren, "person");
  CHECK(stop.form.add_part("welfare_contact").failure().code == Fault::refused);
  CHECK(contact.form.add_part("stop_check_person").failure().code == Fault::refused);
  CHECK(card.form.add_part("stop_check_person").failure().code == Fault::refused);
  // A card may be made for it: a card leads nowhere.
  contact.set_all(without(welfare_contact(), {"anonymous"}));
  const auto block = contact.form.add_block("envelope.subjects");
  contact.form.pick_new(block + ".person_id", "person");
  contact.set(block + ".roles", {"EXD-SW"}).set(block + ".categories", {"VICTIM"});
  contact.set_all(person(), "@person-1.");
  CHECK(contact.wrong().empty());
  CHECK(contact.save().size() == 2);
}

TEST_CASE("what is wrong with a part is told at its fields, wherever it stands in the save") {
  Tablet wren("PC 1234", "OFC");
  wren.start_shift();
  Filled filled(wren, "stop_check_person");
  filled.set_all(without(stop_check_person(), {"person_description"}));
  for (const char* name : {"Avocet", "Bittern"}) {
    const auto block = filled.form.add_block("envelope.subjects");
    const auto card = filled.form.pick_new(block + ".person_id", "person");
    filled.set(block + ".roles", {"EXD-SW"}).set(block + ".categories", {"OTHER"});
    filled.set_all(person(), "@" + card + ".").set("@" + card + ".family_name", name);
  }
  filled.set("@person-2.family_name", "Bittern 7");
  filled.form.leave("@person-2.family_name");
  CHECK(filled.wrong() == std::vector<std::string>{"@person-2.family_name"});
  CHECK(filled.at("@person-2.family_name").error == "Enter the name using letters, spaces, hyphens or apostrophes.");
  filled.set("@person-2.family_name", "Bittern");
  filled.set("envelope.subjects[1].person_id", "@person-1");
  CHECK(filled.at("envelope.subjects[1].person_id").error == "This person is linked twice. Link them once, with all roles.");
}

TEST_CASE("a draft brings back every part of a linked set") {
  Tablet wren("PC 1234", "OFC");
  wren.start_shift();
  Filled filled(wren, "stop_check_vehicle");
  filled.form.pick_new("vehicle_id", "vehicle");
  filled.set("@vehicle-1.vrm", "AA19AVO");
  wren.must(filled.form.add_part("stop_and_search"));
  filled.check().form.focus("@vehicle-1.colour");
  Filled again(wren, wren.must(Form::resume(filled.form.draft(), wren.notebook->situation(filled.form.type()))));
  CHECK(again.form.to_json() == filled.form.to_json());
  CHECK(again.form.fields() == filled.form.fields());
  CHECK(again.form.parts() == filled.form.parts());
  CHECK(again.form.focused() == "@vehicle-1.colour");
}
