#include <catch2/catch.hpp>

#include "app/forms/envelope.h"
#include "kernel/limits.h"
#include "team.h"

using namespace beatbook;
using namespace beatbook::app;
using namespace beatbook::test;

namespace {

Result<ChangeSet> last_save(Tablet& tablet) {
  const auto at = tablet.log->position();
  return tablet.log->decode(*tablet.log->change_set({at.branch, at.head_seq}));
}

std::string encounter_of(Tablet& tablet, const RecordId& id) {
  return envelope_of(tablet.stored(id).message())->encounter_id();
}

}  // namespace

TEST_CASE("a wrong entry stores nothing and names every wrong field once") {
  Tablet wren("PC 1234", "OFC");
  wren.start_shift();
  const auto before = wren.log->head_seq();
  auto input = stop_check_person();
  input["reason"] = "short";
  input["outcom"] = "NFA";
  input["travelling"] = "SLEDGE";
  input["envelope"]["location"].erase("location_class");
  input["envelope"].erase("event_at");
  input["envelope"]["author"] = "PC 9999";
  const auto outcome = wren.notebook->record("stop_check_person", input);
  REQUIRE_FALSE(outcome);
  CHECK(outcome.failure().code == Fault::bad_input);
  std::set<std::string> fields;
  for (const auto& error : outcome.failure().fields) {
    CHECK_FALSE(error.message.empty());
    CHECK(fields.insert(error.field).second);
  }
  CHECK(fields == std::set<std::string>{"reason", "outcom", "travelling", "envelope.location.location_class",
                                        "envelope.event_at", "envelope.author"});
  CHECK(wren.log->head_seq() == before);
  CHECK(wren.saves.size() == 1);
}

TEST_CASE("without a shift an entry with an envelope is refused and a vehicle is taken") {
  Tablet wren("PC 1234", "OFC");
  const auto refused = wren.notebook->record("stop_check_person", stop_check_person());
  REQUIRE_FALSE(refused);
  CHECK(refused.failure().fields.size() == 1);
  CHECK(message_at(refused, "envelope.shift_id") == "Start or join a shift before recording.");
  CHECK(wren.notebook->record("vehicle", vehicle()));
}

TEST_CASE("the tablet fills in author, shift, number, encounter, marking and times") {
  Tablet wren("PC 1234", "OFC");
  const auto shift = wren.start_shift();
  auto input = stop_check_person();
  input["envelope"]["event_at"] = "now";
  const auto id = wren.record("stop_check_person", input);
  const auto stored = wren.stored(id);
  const auto& entry = *envelope_of(stored.message());
  CHECK(entry.author() == "PC 1234");
  CHECK(entry.author_role() == "OFC");
  CHECK(entry.shift_id() == shift.str());
  CHECK(entry.local_ref() == "T7-001");
  CHECK(entry.encounter_id().size() == 16);
  CHECK(entry.marking() == "OFFICIAL-SENSITIVE");
  CHECK(entry.origin() == "CAPTURED");
  CHECK(entry.event_time_precision() == "EXACT");
  CHECK(entry.event_at().utc_ms() == static_cast<int64_t>(wren.now_ms));
  CHECK(entry.made_at().utc_ms() == static_cast<int64_t>(wren.now_ms));
  CHECK(stored.record.operation == "OP AVOCET");
  v1::Header header;
  REQUIRE(header.ParseFromString(Bytes(last_save(wren)->header_bytes)));
  CHECK(header.app_version() == "1.0");
  CHECK_FALSE(header.clock_unmeasured());
  REQUIRE(header.packs_size() == static_cast<int>(schema::CodeLists::built_in().packs().size()));
  CHECK(header.packs(0).hash().size() == 8);
  // One more names the profile of the operation.
  CHECK(schema::CodeLists::built_in().packs().size() < limits::packs);
}

TEST_CASE("the clock is the tablet's, corrected by the offset the server measured", "[BR-27]") {
  Tablet wren("PC 1234", "OFC");
  v1::Welcome welcome;
  welcome.set_wall_ms(wren.now_ms + 5 * minute);
  welcome.add_roles("OFC");
  welcome.add_operations("OP AVOCET");
  REQUIRE(wren.log->take_welcome(welcome, wren.now_ms));
  wren.start_shift();
  const auto id = wren.record("stop_check_person", stop_check_person());
  CHECK(envelope_of(wren.stored(id).message())->made_at().utc_ms() == static_cast<int64_t>(wren.now_ms + 5 * minute));
}

TEST_CASE("a time ahead is refused by a measured clock and marked by one that was not", "[BR-27]") {
  Tablet wren("PC 1234", "OFC");
  auto input = stop_check_person();
  wren.start_shift();
  input["envelope"]["event_at"] = "2025-11-21T23:30";
  CHECK_FALSE(message_at(wren.notebook->record("stop_check_person", input), "envelope.event_at").empty());
  wren.now_ms += 25 * 60 * minute;
  input["envelope"]["event_at"] = "2025-11-23T03:00";
  const auto id = wren.record("stop_check_person", input);
  CHECK(envelope_of(wren.stored(id).message())->clock_reason() == "DEVICE_CLOCK");
  CHECK(last_save(wren)->header.clock_unmeasured);
}

TEST_CASE("where a rule and the shape of a field both object, the rule is told") {
  Tablet wren("PC 1234", "OFC");
  wren.start_shift();
  const auto refused = wren.notebook->record("stop_and_search", {{"search_power", "SOA59-1"}, {"grounds", "Young male"}});
  CHECK(message_at(refused, "search_power") ==
        "There is no search power for this offence. Choose a power that fits what you suspect.");
  CHECK(message_at(refused, "grounds") == "Give facts, not appearance, age, ethnicity or past record.");
  CHECK(message_at(refused, "receipt") == "Select receipt.");
}

TEST_CASE("a linked set is one change-set of one encounter with its labels resolved") {
  Tablet wren("PC 1234", "OFC");
  wren.start_shift();
  auto stop = stop_check_vehicle("@car");
  auto driver = subject("@driver");
  driver["vehicle_position"] = "DRIVER";
  stop["envelope"]["subjects"] = {driver};
  auto card = person();
  card["@label"] = "@driver";
  card["residence_class"] = "NEIGHBOURING";
  card["previously_known"] = "NOT_CHECKED";
  auto car = vehicle();
  car["@label"] = "car";
  auto on_foot = stop_check_person();
  const auto before = wren.log->head_seq();
  const auto ids = wren.must(wren.notebook->record(
      "encounter", {{"stop_check_vehicle", stop}, {"person", {card}}, {"vehicle", car}, {"stop_check_person", on_foot}}));
  CHECK(wren.log->head_seq() == before + 1);
  REQUIRE(ids.size() == 4);
  CHECK(wren.touched == ids);
  const auto shown = wren.shown(ids[2]);
  CHECK(wren.stored(ids[2]).type().name == "stop_check_vehicle");
  CHECK(shown["envelope"]["subjects"][0]["person_id"] == ids[0].text());
  CHECK(shown["vehicle_id"] == ids[3].text());
  CHECK(encounter_of(wren, ids[1]) == encounter_of(wren, ids[2]));
  CHECK(envelope_of(wren.stored(ids[1]).message())->local_ref() == "T7-001");
  CHECK(envelope_of(wren.stored(ids[2]).message())->local_ref() == "T7-002");
}

TEST_CASE("a linked set says all that is wrong in all of its records and stores none") {
  Tablet wren("PC 1234", "OFC");
  wren.start_shift();
  const auto before = wren.log->head_seq();
  auto stop = stop_check_vehicle("@van");
  stop.erase("outcome");
  auto card = person();
  card["verification"] = "GUESS";
  const auto outcome = wren.notebook->record("encounter", {{"stop_check_vehicle", stop}, {"person", {person(), card}}});
  REQUIRE_FALSE(outcome);
  CHECK(outcome.failure().fields.size() == 3);
  CHECK_FALSE(message_at(outcome, "person[1].verification").empty());
  CHECK_FALSE(message_at(outcome, "stop_check_vehicle.outcome").empty());
  CHECK(message_at(outcome, "stop_check_vehicle.vehicle_id") ==
        "No record of this save has the label van. Add it to the record that is meant.");
  CHECK(wren.log->head_seq() == before);
}

TEST_CASE("a kind that is none, a label given twice and an empty set are named") {
  Tablet wren("PC 1234", "OFC");
  auto card = person();
  card["@label"] = "one";
  CHECK(message_at(wren.notebook->record("encounter", {{"persn", card}}), "persn") ==
        "persn is not a kind of record. Did you mean person?");
  CHECK_FALSE(message_at(wren.notebook->record("encounter", {{"person", {card, card}}}), "person[1].@label").empty());
  CHECK_FALSE(wren.notebook->record("encounter", json::object()));
  CHECK_FALSE(wren.notebook->record("encounter", json::array()));
  CHECK_FALSE(wren.notebook->record("person", json(5)));
  CHECK_FALSE(wren.notebook->record("shift", wren.shift()));
  CHECK_FALSE(wren.notebook->record("review", json::object()));
  CHECK(wren.log->head_seq() == 0);
}

TEST_CASE("an id of another kind of record is refused where one kind is named") {
  Tablet wren("PC 1234", "OFC");
  wren.start_shift();
  const auto card = wren.record("person", person());
  const auto outcome = wren.notebook->record("stop_check_vehicle", stop_check_vehicle(card.text()));
  CHECK(message_at(outcome, "vehicle_id") == "This is the id of a person. Give the id of a vehicle.");
}

TEST_CASE("a PCSO may not record a warning and may record a welfare contact") {
  Tablet pcso("PCSO 55", "PCSO");
  pcso.start_shift();
  const auto before = pcso.log->head_seq();
  const auto card = pcso.record("person", person());
  const auto outcome = pcso.notebook->record("official_warning", warning(card.text()));
  REQUIRE_FALSE(outcome);
  CHECK(outcome.failure().code == Fault::refused);
  CHECK(message_at(outcome, "") == "A PCSO can't make this record. Ask a constable to record it.");
  CHECK(pcso.log->head_seq() == before + 1);
  CHECK(pcso.notebook->record("welfare_contact", welfare_contact()));
}

TEST_CASE("a welfare contact is never reachable from a warning of the same save or a saved one") {
  Tablet wren("PC 1234", "OFC");
  wren.start_shift();
  auto contact = welfare_contact();
  contact["@label"] = "contact";
  auto card = person();
  card["@label"] = "who";
  const auto ids = wren.must(wren.notebook->record(
      "encounter", {{"official_warning", warning("@who")}, {"person", card}, {"welfare_contact", contact}}));
  const auto told = wren.stored(ids[0]).message().SerializeAsString();
  CHECK(told.find(ids[2].str()) == std::string::npos);
  CHECK(told.find(encounter_of(wren, ids[2])) == std::string::npos);
  CHECK(encounter_of(wren, ids[0]) != encounter_of(wren, ids[2]));

  auto linked = warning("@who");
  for (const json& link : {json("@contact"), json(ids[2].text())}) {
    linked["referral_ids"] = {link};
    const auto outcome =
        wren.notebook->record("encounter", {{"official_warning", linked}, {"person", card}, {"welfare_contact", contact}});
    REQUIRE_FALSE(outcome);
    CHECK_FALSE(message_at(outcome, "official_warning.referral_ids[0]").empty());
  }
  contact["envelope"]["encounter_id"] = ids[0].text();
  contact.erase("@label");
  CHECK_FALSE(message_at(wren.notebook->record("welfare_contact", contact), "envelope.encounter_id").empty());
}

TEST_CASE("detail of a class the role may not write is refused by its field") {
  Tablet camera("CTL 9", "CTL");
  auto card = person();
  card["vulnerabilities"] = {"TRAUMA"};
  const auto outcome = camera.notebook->record("person", card);
  REQUIRE_FALSE(outcome);
  CHECK(outcome.failure().fields.size() == 1);
  CHECK_FALSE(message_at(outcome, "vulnerabilities").empty());
}

TEST_CASE("with several operations and no shift the operation must be named") {
  Tablet wren("PC 1234", std::vector<std::string>{"OFC"}, {"OP AVOCET", "OP HERON"});
  CHECK_FALSE(wren.notebook->record("vehicle", vehicle()));
  CHECK_FALSE(wren.notebook->record("vehicle", vehicle(), "OP EGRET"));
  const auto id = wren.must(wren.notebook->record("vehicle", vehicle(), "OP HERON"))[0];
  CHECK(wren.stored(id).record.operation == "OP HERON");
  wren.must(wren.notebook->start_shift(wren.shift(), "OP HERON"));
  CHECK(wren.notebook->record("vehicle", vehicle()));
  CHECK_FALSE(wren.notebook->record("vehicle", vehicle(), "OP AVOCET"));
}
