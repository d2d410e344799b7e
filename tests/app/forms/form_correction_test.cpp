// A correction in a form: what is recorded, what was changed, why, and what a supervisor said of it.
#include <catch2/catch.hpp>

#include "filled.h"

using namespace beatbook;
using namespace beatbook::app;
using namespace beatbook::test;

TEST_CASE("a correction sends what was changed and nothing else") {
  Tablet wren("PC 1234", "OFC");
  wren.start_shift();
  const auto id = wren.record("stop_check_person", stop_check_person());
  wren.now_ms += 26 * 60 * minute;
  Filled filled(wren, correction(wren, id));
  CHECK(filled.form.to_patch() == json::object());
  CHECK(filled.at("reason").value == stop_check_person()["reason"]);
  CHECK(filled.at("envelope.event_at").words == "21/11/2025 22:50");
  CHECK(filled.at("@reason.code").required);
  CHECK(filled.form.next()->path == "@reason.code");
  CHECK_FALSE(filled.form.changed());

  filled.set("envelope.location.street", "Heron Close").set("behaviours", {"CIRCLING", "SLOW_PASS"});
  filled.set("person_description", "").set("envelope.second_officer", "PC 4321");
  CHECK(filled.form.to_patch() ==
        json({{"envelope", {{"location", {{"street", "Heron Close"}}}, {"second_officer", "PC 4321"}}},
              {"behaviours", {"CIRCLING", "SLOW_PASS"}},
              {"person_description", nullptr}}));
  CHECK(filled.at("person_description").wrong);
  CHECK(filled.at("envelope.second_officer_role").wrong);
  filled.set("person_description", "Tall, dark coat").set("envelope.second_officer_role", "OFC");
  filled.set("@reason.code", "TYPO").set("@reason.text", "Street name was wrong.");
  CHECK(filled.wrong().empty());
  CHECK(filled.form.ready());
  CHECK(filled.form.action() == "Save correction");
  CHECK(filled.save() == std::vector<RecordId>{id});
  const auto shown = wren.shown(id);
  CHECK(shown["envelope"]["location"]["street"] == "Heron Close");
  CHECK(shown["envelope"]["location"]["location_class"] == "RES");
  CHECK(shown["person_description"] == "Tall, dark coat");
}

TEST_CASE("a correction with nothing changed or no reason is not ready") {
  Tablet wren("PC 1234", "OFC");
  wren.start_shift();
  const auto id = wren.record("stop_check_person", stop_check_person());
  Filled filled(wren, correction(wren, id));
  filled.set("@reason.code", "TYPO");
  CHECK_FALSE(filled.form.ready());
  // It is no reproach before somebody saves.
  CHECK(filled.problems().empty());
  filled.form.show_errors();
  CHECK(filled.problems() == std::vector<std::string>{"Nothing differs from what is recorded. Change a field first."});
  filled.set("travelling", "VEHICLE");
  CHECK(filled.problems().empty());
  CHECK(filled.form.ready());
  filled.set("@reason.code", nullptr);
  CHECK_FALSE(filled.form.ready());
  CHECK(filled.at("@reason.code").error == "Choose why you correct this.");
  filled.set("@reason.code", "TYPO").set("@reason.text", std::string(600, 'x'));
  filled.form.leave("@reason.text");
  CHECK_FALSE(filled.at("@reason.text").error.empty());
}

TEST_CASE("a card needs no reason, and shows nothing its officer does not see") {
  Tablet wren("PC 1234", "OFC"), swan("SW 9", "SWL");
  Station station;
  wren.start_shift();
  auto card = person();
  card["vulnerabilities"] = {"TRAUMA"};
  const auto id = swan.record("person", card);
  station.take(swan);
  station.give(wren, {v1::VC2_TEAM});
  Filled theirs(wren, correction(wren, id)), own(swan, correction(swan, id));
  CHECK(theirs.form.part_hidden());
  CHECK_FALSE(theirs.shows("vulnerabilities"));
  CHECK_FALSE(theirs.shows("address.lines"));
  CHECK_FALSE(own.form.part_hidden());
  CHECK(own.shows("vulnerabilities"));
  CHECK_FALSE(theirs.at("@reason.code").required);
  theirs.set("given_names", "Ana");
  CHECK(theirs.form.ready());
  theirs.save();
  CHECK(wren.shown(id)["given_names"] == "Ana");
}

TEST_CASE("a block that is emptied is cleared as a whole; a list is sent as a whole") {
  Tablet swan("SW 9", "SWL");
  auto card = person();
  card["address"] = {{"lines", {"1 Mill Yard"}}, {"postcode", "LS1 1AA"}};
  const auto id = swan.record("person", card);
  Filled filled(swan, correction(swan, id));
  filled.set("address.lines", json::array()).set("address.postcode", "");
  CHECK(filled.form.to_patch() == json({{"address", nullptr}}));
  filled.set("address.lines", {"2 Mill Yard"}).set("address.postcode", "LS1 1AA");
  CHECK(filled.form.to_patch() == json({{"address", {{"lines", {"2 Mill Yard"}}}}}));
}

TEST_CASE("a recorded answer is shown and kept though its question is not asked any more") {
  Tablet wren("PC 1234", "OFC");
  wren.start_shift();
  auto stop = stop_check_person();
  stop["envelope"]["bwv"] = {{"state", "NOT_RECORDED"}, {"not_recorded_reason", "Battery was flat."}};
  const auto id = wren.record("stop_check_person", stop);
  Filled filled(wren, correction(wren, id));
  filled.set("envelope.bwv.state", "RECORDED").set("envelope.bwv.reference", "BWV-9");
  CHECK(filled.shows("envelope.bwv.not_recorded_reason"));
  CHECK_FALSE(filled.at("envelope.bwv.not_recorded_reason").required);
  CHECK(filled.form.to_patch() == json({{"envelope", {{"bwv", {{"state", "RECORDED"}, {"reference", "BWV-9"}}}}}}));
  filled.set("envelope.bwv.not_recorded_reason", "");
  CHECK(filled.form.to_patch()["envelope"]["bwv"]["not_recorded_reason"].is_null());
  CHECK(filled.shows("envelope.bwv.not_recorded_reason"));
}

TEST_CASE("another author's entry shows what may be corrected of it, and the rest as it is") {
  Tablet wren("PC 1234", "OFC"), ibis("IN 5", "INT");
  Station station;
  wren.start_shift();
  auto told = json{{"envelope", envelope()},
                   {"subject_role", "EXD-SW"},
                   {"description", "Waits at the corner."},
                   {"threat_level", "LOW"},
                   {"information_source", "OFFICER_SAW"},
                   {"source_evaluation", "1"},
                   {"information_assessment", "A"},
                   {"handling", "P"}};
  const auto id = wren.record("intelligence", told);
  station.exchange({&wren, &ibis});
  Filled filled(ibis, correction(ibis, id));
  CHECK(filled.at("description").read_only);
  CHECK(filled.at("envelope.location.street").read_only);
  CHECK_FALSE(filled.at("source_evaluation").read_only);
  CHECK_FALSE(filled.shows("phone"));
  filled.set("source_evaluation", "2").set("@reason.code", "NEW_INFO");
  CHECK(filled.form.ready());
  filled.save();
  CHECK(ibis.shown(id)["source_evaluation"] == "2");
  // A stop of another author is nobody's to correct.
  const auto stop = wren.record("stop_check_person", stop_check_person());
  station.exchange({&wren, &ibis});
  const auto refused = ibis.notebook->correctable(ibis.stored(stop));
  REQUIRE_FALSE(refused);
  CHECK(refused.failure().message == "Only the author can correct this entry. Return it or add a comment.");
}

TEST_CASE("a supervisor's remarks stand at their fields") {
  Tablet wren("PC 1234", "OFC");
  wren.start_shift();
  const auto id = wren.record("stop_check_person", stop_check_person());
  Filled filled(wren, correction(wren, id));
  const std::vector<FieldRemark> remarks{
      {"reason", "What did you see?"}, {"envelope.location", "Which end of it?"}, {"behaviours[0]", "Once or twice?"}};
  filled.form.set_remarks("Nearly there.", remarks);
  CHECK(filled.form.remark() == "Nearly there.");
  CHECK(filled.at("reason").remark == "What did you see?");
  CHECK(filled.at("envelope.location.street").remark == "Which end of it?");
  CHECK(filled.at("behaviours").remark == "Once or twice?");
  CHECK(filled.at("outcome").remark.empty());
}

TEST_CASE("the draft of a correction goes on from what is recorded by then") {
  Tablet wren("PC 1234", "OFC"), robin("PC 77", "OFC");
  Station station;
  const auto id = wren.record("person", person());
  station.exchange({&wren, &robin});
  Filled filled(wren, correction(wren, id));
  filled.set("given_names", "Ana").set("age_range", "45-54");
  const auto kept = json::parse(filled.form.draft().dump());
  CHECK(Form::amended_in(kept) == id);

  robin.must(robin.notebook->amend(id, {{"description", "Grey coat"}, {"age_range", "25-34"}}, {}));
  station.take(robin);
  station.give(wren);
  const auto stored = wren.stored(id);
  Filled again(wren, wren.must(Form::resume(kept, wren.notebook->situation(stored.type()), &stored,
                                            wren.must(wren.notebook->correctable(stored)))));
  CHECK(again.at("description").value == "Grey coat");
  CHECK(again.form.to_patch() == json({{"given_names", "Ana"}, {"age_range", "45-54"}}));
  CHECK(Form::resume(kept, {}).failure().code == Fault::corrupt);
  const auto other = wren.stored(wren.record("person", person()));
  CHECK(Form::resume(kept, {}, &other).failure().code == Fault::corrupt);
}

TEST_CASE("a field written twice at once is settled before it is corrected") {
  Tablet wren("PC 1234", "OFC"), robin("PC 77", "OFC");
  Station station;
  const auto id = wren.record("person", person());
  station.exchange({&wren, &robin});
  wren.must(wren.notebook->amend(id, {{"family_name", "Bittern"}}, {}));
  robin.must(robin.notebook->amend(id, {{"family_name", "Curlew"}}, {}));
  station.exchange({&wren, &robin});
  station.give(wren);
  Filled filled(wren, correction(wren, id));
  filled.set("family_name", "Dunlin");
  filled.form.leave("family_name");
  CHECK(filled.check().at("family_name").error == "Family name was written twice at once. Choose which value stands first.");
}

TEST_CASE("a form for a third value asks for that field alone, and settles it") {
  Tablet wren("PC 1234", "OFC"), finch("PC 4321", "OFC");
  Station station;
  const auto id = wren.record("vehicle", vehicle());
  station.exchange({&wren, &finch});
  wren.must(wren.notebook->amend(id, {{"vrm", "AA19HER"}}, {}));
  finch.must(finch.notebook->amend(id, {{"vrm", "AA19EGR"}}, {}));
  station.exchange({&wren, &finch});
  station.exchange({&wren, &finch});
  Filled filled(wren, correction(wren, id, "vrm"));
  CHECK(filled.titles() == std::vector<std::string>{filled.at("vrm").section, "reason: Correction"});
  CHECK(filled.form.fields().size() == 3);
  CHECK_FALSE(filled.form.part_hidden());
  filled.set("vrm", "AA19 AVO");
  filled.form.leave("vrm");
  CHECK(filled.check().form.ready());
  const auto draft = filled.form.draft();
  const auto stored = wren.stored(id);
  Filled again(wren, wren.must(Form::resume(draft, wren.notebook->situation(stored.type()), &stored,
                                            wren.must(wren.notebook->correctable(stored)))));
  CHECK(again.form.settles() == "vrm");
  CHECK(again.save() == std::vector<RecordId>{id});
  CHECK(wren.shown(id)["vrm"] == "AA19AVO");
  CHECK(wren.stored(id).shown.conflicts.empty());
}
