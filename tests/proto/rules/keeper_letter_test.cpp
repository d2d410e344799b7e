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

}  // namespace beatbook::rules
