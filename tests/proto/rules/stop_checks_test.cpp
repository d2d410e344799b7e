#include "records.h"

namespace beatbook::rules {

namespace {

const char* uniform_message =
    "uniformed_officer: Only a constable in uniform can stop a moving vehicle under section 163. Add the uniformed officer who "
    "stopped it, or choose another basis.";
const char* pcso = "A PCSO can't make this record. Ask a constable to record it.";
const char* unfinished = "outcome: Finish the linked record before you submit.";
const char* no_facts = "reason: Say what you saw that led to the stop.";

Situation plain_clothes(std::vector<Officer> team = {}) {
  auto situation = as("OFC", false);
  situation.on_shift = std::move(team);
  return situation;
}

json stopped_by(const char* officer) { return {{"uniformed_officer", officer}}; }

}  // namespace

TEST_CASE("a moving vehicle is stopped by a constable in uniform who is on the shift") {
  const std::vector<Officer> team{
      {"PC 1234", "OFC", false}, {"PC 5678", "OFC", true}, {"PC 9", "OFC", false}, {"PCSO 77", "PCSO", true}};
  require_rows("stop_check_vehicle",
               {{"the author in uniform needs nobody else", json::object(), {}},
                {"a special constable is a constable", json::object(), {}, as("SC")},
                {"in plain clothes nobody is named", json::object(), {uniform_message}, plain_clothes()},
                {"somebody is named and the shift is not known", stopped_by("PC 5678"), {}, plain_clothes()},
                {"a uniformed constable of the shift", stopped_by("pc5678"), {}, plain_clothes(team)},
                {"a constable in plain clothes", stopped_by("PC 9"), {uniform_message}, plain_clothes(team)},
                {"a PCSO in uniform", stopped_by("PCSO 77"), {uniform_message}, plain_clothes(team)},
                {"somebody who is not on the shift", stopped_by("PC 4242"), {uniform_message}, plain_clothes(team)},
                {"the author in plain clothes names himself", stopped_by("PC 1234"), {uniform_message}, plain_clothes()},
                {"another basis needs no uniform", {{"stop_power", "POLICE_STATIONARY_TALK"}}, {}, plain_clothes(team)}});
}

TEST_CASE("a PCSO uses no power of a constable") {
  const auto patrol = as("PCSO");
  auto designated = patrol;
  designated.settings.designated_to_pcso = {"PRA02-50"};
  for (const char* power : {"PACE-1", "MDA-23", "PACE-4"}) {
    INFO(power);
    CHECK(errors_of("stop_check_vehicle", {{"stop_power", power}}, patrol) == Lines{std::string("stop_power: ") + pcso});
  }
  CHECK(errors_of("stop_check_vehicle", {{"stop_power", "RTA88-163"}}, patrol) ==
        Lines{std::string("stop_power: ") + pcso, uniform_message});
  CHECK(errors_of("stop_check_vehicle", {{"stop_power", "POLICE_STATIONARY_TALK"}}, patrol).empty());
  CHECK(
      errors_of("stop_check_person", {{"legal_basis", "PRA02-50"}}, patrol) ==
      Lines{"legal_basis: A PCSO needs a designation for this power. Choose another basis, or ask a constable to record it."});
  CHECK(errors_of("stop_check_person", {{"legal_basis", "PRA02-50"}}, designated).empty());
}

TEST_CASE("a basis that needs a uniform has one on the record") {
  const json basis = {{"legal_basis", "PRA02-50"}};
  json with_second = basis;
  with_second["envelope"] = {{"second_officer", "PC 5678"}, {"second_officer_role", "OFC"}};
  CHECK(errors_of("stop_check_person", basis, plain_clothes()) ==
        Lines{"legal_basis: This legal basis needs an officer in uniform. Choose another basis."});
  CHECK(errors_of("stop_check_person", with_second, plain_clothes({{"PC 5678", "OFC", true}})).empty());
  CHECK(errors_of("stop_check_person", basis).empty());
}

TEST_CASE("an outcome with a record of its own needs that record of the same encounter") {
  const auto warning_record = record("official_warning");
  const auto elsewhere = record("official_warning", {{"envelope", {{"encounter_id", "01939f6e-7c1b-7a52-8c3d-2f0a1b2c3dff"}}}});
  const auto search_record = record("stop_and_search");
  const Linked linked_warning{&type_of("official_warning"), warning_record.get(), {}};
  const Linked other_encounter{&type_of("official_warning"), elsewhere.get(), {}};
  const Linked linked_search{&type_of("stop_and_search"), search_record.get(), {}};
  for (const char* type : {"stop_check_person", "stop_check_vehicle"}) {
    INFO(type);
    const auto errors = [&](const char* outcome, std::vector<Linked> linked) {
      return errors_of(type, {{"outcome", outcome}}, on_patrol(), std::move(linked));
    };
    CHECK(errors("WARNING", {}) == Lines{unfinished});
    CHECK(errors("WARNING", {linked_search}) == Lines{unfinished});
    CHECK(errors("WARNING", {other_encounter}) == Lines{unfinished});
    CHECK(errors("WARNING", {linked_search, linked_warning}).empty());
    CHECK(errors("SEARCHED", {}) == Lines{unfinished});
    CHECK(errors("SEARCHED", {linked_search}).empty());
    CHECK(errors("ADVICE", {}).empty());
  }
}

TEST_CASE("the reason of a stop tells what was seen") {
  require_rows("stop_check_person", {{"appearance alone", {{"reason", "Young female in a short skirt"}}, {no_facts}},
                                     {"dress and past record alone", {{"reason", "Tracksuit, known to police"}}, {no_facts}},
                                     {"a fact beside it", {{"reason", "Known to police, tried car doors"}}, {}}});
  CHECK(errors_of("stop_check_vehicle", {{"reason", "She had condoms in her bag"}}).size() == 1);
}

TEST_CASE("people in a vehicle are counted, and one of them drives") {
  const auto people = [](std::vector<const char*> places) {
    json subjects = json::array();
    const char* ids[] = {avocet_id, other_id, vehicle_id};
    for (size_t i = 0; i < places.size(); ++i) {
      subjects.push_back(subject(ids[i]));
      if (places[i]) subjects.back()["vehicle_position"] = places[i];
    }
    return subjects;
  };
  const auto errors = [&](int occupants, std::vector<const char*> places) {
    return errors_of("stop_check_vehicle", {{"occupants", occupants}, {"envelope", {{"subjects", people(std::move(places))}}}});
  };
  CHECK(errors(3, {"DRIVER", "PASSENGER"}).empty());
  CHECK(errors(1, {"DRIVER", "PASSENGER"}) == Lines{"occupants: Enter how many people were in the vehicle. 2 are linked."});
  CHECK(errors(1, {"DRIVER", nullptr}).empty());
  CHECK(errors(2, {"DRIVER", "DRIVER"}) ==
        Lines{"envelope.subjects[1].vehicle_position: Only one person can be the driver. Choose "
              "passenger for the others."});
}

TEST_CASE("a road check says that it needs an authority") {
  CHECK(notices_of("stop_check_vehicle", {{"stop_power", "PACE-4"}}) ==
        Lines{"stop_power: This power needs a written authority. Note its reference in what happened."});
}

}  // namespace beatbook::rules
