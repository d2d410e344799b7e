#include "rules/keeper_letter.h"

#include "records.h"

namespace beatbook::rules {

namespace {

Lines letter(const json& patch, const json& vehicle = {{"vrm_state", "FULL_VERIFIED"}}) {
  const auto card = record("vehicle", vehicle);
  return errors_of("keeper_letter", patch, on_patrol(), {{&type_of("vehicle"), card.get(), *RecordId::parse(vehicle_id)}});
}

const json approved = {{"state", "APPROVED"}, {"approved_by", "PS 100"}};

json with(json one, const json& other) {
  one.merge_patch(other);
  return one;
}

}  // namespace

TEST_CASE("a letter needs a verified registration, a vehicle nobody protects, and a keeper checked this week",
          "[SN-45][SN-55]") {
  CHECK(letter(json::object()).empty());
  CHECK(letter(approved).empty());
  CHECK(letter(json::object(), {{"vrm_state", "FULL_SEEN"}}) ==
        Lines{"vehicle_id: Confirm the full registration against the keeper record before sending a letter."});
  CHECK(letter(json::object(), {{"vrm_state", "FULL_VERIFIED"}, {"suppressions", {"HEALTH"}}}) ==
        Lines{"vehicle_id: No letter is sent about this vehicle. Its card says why."});
  CHECK(letter({{"keeper_checked_on", "2026-11-14"}}).empty());
  CHECK(letter({{"keeper_checked_on", "2026-11-13"}}) ==
        Lines{"keeper_checked_on: The keeper must be checked within 7 days. Check the record again."});
  CHECK(letter(with(approved, {{"state", "POSTED"}, {"keeper_checked_on", "2026-11-01"}})).empty());
}

TEST_CASE("a risk marker stops a letter until a supervisor decides, and a proposal may wait", "[SN-46]") {
  const std::string told = "There is a risk marker at this address. A supervisor must decide.";
  for (const std::string marker : {"household_risk", "self_harm_marker", "domestic_abuse_marker", "victim_at_address"}) {
    INFO(marker);
    const json marked = {{marker, true}};
    CHECK(letter(marked).empty());
    CHECK(notices_of("keeper_letter", marked) == Lines{marker + ": " + told});
    CHECK(letter(with(marked, approved)) == Lines{marker + ": " + told});
    const json decided = {{"risk_decision", "SEND"}, {"risk_decided_by", "PS 100"}};
    CHECK(letter(with(with(marked, approved), decided)).empty());
    CHECK(letter(with(with(marked, approved), {{"risk_decision", "DO_NOT_SEND"}, {"risk_decided_by", "PS 100"}})) ==
          Lines{marker + ": " + told});
  }
}

TEST_CASE("nobody approves their own letter, and a letter of the last 28 days is said", "[SN-55]") {
  CHECK(letter({{"state", "APPROVED"}, {"approved_by", "PC 1234"}}) == Lines{"approved_by: You can't approve your own entry."});
  CHECK(notices_of("keeper_letter", {{"earlier_letter_on", "2026-10-24"}}) ==
        Lines{"vehicle_id: A letter went to this keeper on 24/10/2026."});
  CHECK(notices_of("keeper_letter", {{"earlier_letter_on", "2026-10-23"}}).empty());
  CHECK(notices_of("keeper_letter", {{"keeper_type", "COMPANY"}}) ==
        Lines{"keeper_type: A supervisor approves each letter to this kind of keeper by hand."});
}

TEST_CASE("a letter follows a stop or a sighting and names an area of the list", "[SN-45]") {
  CHECK(all_errors_of("keeper_letter", {{"parent_id", nullptr}}) ==
        Lines{"parent_id: Link the letter to the stop or sighting it follows."});
  auto situation = on_patrol();
  situation.settings.letter_areas = {"Wadeham centre"};
  CHECK(errors_of("keeper_letter", json::object(), situation).empty());
  CHECK(errors_of("keeper_letter", {{"area_name", "Heron Lane"}}, situation) ==
        Lines{"area_name: Choose an area from the list."});
}

TEST_CASE("a letter is about the vehicle of the stop or sighting that it follows", "[BR-13]") {
  const auto letter_after = [](const char* type, const json& patch) {
    const auto parent = record(type, patch);
    const auto id = *RecordId::parse(sound("keeper_letter")["parent_id"].get<std::string>());
    return errors_of("keeper_letter", json::object(), on_patrol(), {{&type_of(type), parent.get(), id}});
  };
  const Lines refused = {"vehicle_id: The stop or sighting is of another vehicle. Choose the one that was there."};
  const auto of_letter = sound("keeper_letter")["vehicle_id"];
  CHECK(letter_after("sighting", {{"vehicle_id", of_letter}}).empty());
  CHECK(letter_after("sighting", json::object()) == refused);
  CHECK(letter_after("sighting", {{"vehicle_id", avocet_id}}) == refused);
  CHECK(letter_after("stop_check_vehicle", {{"vehicle_id", of_letter}}).empty());
  CHECK(letter_after("stop_check_vehicle", {{"vehicle_id", avocet_id}}) == refused);
}

TEST_CASE("what a letter says of how to reach somebody is the operation's, or a number and an office", "[BR-13]") {
  auto situation = on_patrol();
  situation.settings.letter_query_contact = "The front desk, 01632 960199";
  CHECK(errors_of("keeper_letter", {{"query_contact", "The front desk, 01632 960199"}}, situation).empty());
  CHECK(errors_of("keeper_letter", {{"query_contact", "Wadeham police, 01632 960198"}}, situation) ==
        Lines{"query_contact: The operation's letters say: The front desk, 01632 960199. Choose that."});
  const Lines refused = {"query_contact: Write an office and its telephone number or mail address, and nothing else."};
  for (const char* typed : {"Ask why your car was seen picking up a woman at night",
                            "Ask why your car was seen picking up a woman at night, 01632 960199"}) {
    INFO(typed);
    CHECK(errors_of("keeper_letter", {{"query_contact", typed}}) == refused);
  }
  for (const char* typed : {"01632 960199", "Write to PO Box 9, Wadeham", "letters@wadeham.example"}) {
    INFO(typed);
    CHECK(errors_of("keeper_letter", {{"query_contact", typed}}).empty());
  }
}

}  // namespace beatbook::rules
