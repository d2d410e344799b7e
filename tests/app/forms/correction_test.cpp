#include <catch2/catch.hpp>

#include "app/forms/entry.h"
#include "app/forms/envelope.h"
#include "team.h"

template <>
struct Catch::StringMaker<beatbook::app::FieldChange> {
  static std::string convert(const beatbook::app::FieldChange& change) {
    return change.field + " (" + change.label + "): " + change.before + " -> " + change.after;
  }
};

using namespace beatbook;
using namespace beatbook::app;
using namespace beatbook::test;

namespace {

struct Patrol {
  Tablet wren{"PC 1234", "OFC"}, finch{"PC 4321", "OFC"}, heron{"PS 77", "SUP"};
  Station station;

  void exchange() {
    station.exchange({&wren, &finch, &heron});
    station.exchange({&wren, &finch, &heron});
  }
  RecordId entry() {
    wren.start_shift();
    const auto id = wren.record("stop_check_person", stop_check_person());
    exchange();
    return id;
  }
  // Both write the colour of the same vehicle without knowing of each other.
  RecordId vehicle_in_conflict() {
    const auto id = wren.record("vehicle", vehicle());
    exchange();
    wren.must(wren.notebook->amend(id, {{"vrm", "AA19HER"}}, {"TYPO", ""}));
    finch.now_ms += minute;
    finch.must(finch.notebook->amend(id, {{"vrm", "AA19EGR"}}, {}));
    exchange();
    return id;
  }
};

template <class T>
std::string sentence(const Outcome<T>& outcome) {
  return outcome ? "done" : outcome.failure().message;
}

constexpr auto only_author = "Only the author can correct this entry. Return it or add a comment.";

}  // namespace

TEST_CASE("a correction keeps the first version in the history with who, why and what") {
  Patrol patrol;
  auto& wren = patrol.wren;
  const auto id = patrol.entry();
  wren.now_ms += 60 * 24 * minute;
  json patch = {{"person_description", "Short, green coat"}, {"envelope", {{"location", {{"street", "Egret Street"}}}}}};
  wren.must(wren.notebook->amend(id, patch, {"WRONG_PERSON", "Mixed up two people"}));
  CHECK(wren.shown(id)["person_description"] == "Short, green coat");
  CHECK(wren.shown(id)["envelope"]["location"]["location_class"] == "RES");
  const auto versions =
      history(*wren.log, wren.stored(id), [](const EnrolmentId&) { return std::optional<std::string>("PC 1234"); });
  REQUIRE(versions.size() == 2);
  CHECK(versions[0].officer == "PC 1234");
  CHECK(versions[0].received_ms != 0);
  CHECK(versions[1].received_ms == 0);
  CHECK(versions[1].reason == "WRONG_PERSON");
  CHECK(versions[1].reason_text == "Mixed up two people");
  CHECK(versions[1].changes ==
        std::vector<FieldChange>{{"envelope.location.street", "Street or landmark", "Heron Lane", "Egret Street"},
                                 {"person_description", "Description", "Tall, green coat", "Short, green coat"}});
  const auto& first = versions[0].changes;
  CHECK(std::any_of(first.begin(), first.end(),
                    [](const FieldChange& c) { return c.field == "person_description" && c.after == "Tall, green coat"; }));
}

TEST_CASE("only its author corrects an entry, whoever else tries") {
  Patrol patrol;
  const auto id = patrol.entry();
  for (auto* other : {&patrol.finch, &patrol.heron}) {
    const auto before = other->log->head_seq();
    CHECK(sentence(other->notebook->amend(id, {{"person_description", "Short"}}, {"TYPO", ""})) == only_author);
    CHECK(sentence(other->notebook->amend(id, json::object(), {"TYPO", ""})) == only_author);
    CHECK(other->log->head_seq() == before);
  }
}

TEST_CASE("a correction without a reason, of an unknown field, of an automatic one or of nothing is refused") {
  Patrol patrol;
  auto& notebook = *patrol.wren.notebook;
  const auto id = patrol.entry();
  const auto before = patrol.wren.log->head_seq();
  const auto bare = notebook.amend(id, {{"person_description", "Short"}, {"travelling", "SLEDGE"}}, {});
  CHECK(sentence(bare) == "A submitted entry can't be changed. Add a correction; the first version stays visible.");
  CHECK_FALSE(message_at(bare, "reason").empty());
  CHECK_FALSE(message_at(notebook.amend(id, {{"descripton", "x"}}, {"TYPO", ""}), "descripton").empty());
  CHECK_FALSE(message_at(notebook.amend(id, {{"travelling", "SLEDGE"}}, {"TYPO", ""}), "travelling").empty());
  CHECK_FALSE(message_at(notebook.amend(id, {{"outcome", nullptr}}, {"TYPO", ""}), "outcome").empty());
  CHECK_FALSE(message_at(notebook.amend(id, {{"person_description", "x"}}, {"BORED", ""}), "reason").empty());
  patrol.wren.now_ms += minute;
  const json claims{{"author", "PC 1"}, {"local_ref", "T7-009"}, {"origin", "IMPORTED"}, {"made_at", "now"}};
  for (const auto& [field, value] : claims.items()) {
    const auto outcome = notebook.amend(id, {{"envelope", {{field, value}}}}, {"TYPO", ""});
    CHECK_FALSE(message_at(outcome, "envelope." + field).empty());
  }
  CHECK_FALSE(notebook.amend(id, {{"envelope", {{"marking", "OFFICIAL"}}}}, {"TYPO", ""}));
  CHECK_FALSE(notebook.amend(id, {{"person_description", "Tall, green coat"}}, {"TYPO", ""}));
  CHECK_FALSE(notebook.amend(RecordId{}, {{"person_description", "x"}}, {"TYPO", ""}));
  CHECK(patrol.wren.log->head_seq() == before);
}

TEST_CASE("a card is everybody's: a colleague adds to it without a reason") {
  Patrol patrol;
  const auto id = patrol.wren.record("person", person());
  patrol.exchange();
  patrol.finch.must(patrol.finch.notebook->amend(id, {{"given_names", "Robin"}}, {}));
  patrol.exchange();
  CHECK(patrol.wren.shown(id)["given_names"] == "Robin");
  CHECK(patrol.wren.stored(id).shown.conflicts.empty());
}

TEST_CASE("voiding keeps the content in every class, and restoring brings it back") {
  Patrol patrol;
  auto card = person();
  card["vulnerabilities"] = {"TRAUMA"};
  const auto id = patrol.wren.record("person", card);
  CHECK_FALSE(message_at(patrol.wren.notebook->void_record(id, {}), "reason").empty());
  patrol.wren.must(patrol.wren.notebook->void_record(id, {"WRONG_PERSON", ""}));
  auto stored = patrol.wren.stored(id);
  CHECK(stored.shown.retracted);
  CHECK(stored.record.retracted(v1::VC2_TEAM));
  CHECK(stored.record.retracted(v1::VC3_SAFEGUARDING));
  CHECK(stored.shown.conflicts.empty());
  CHECK(patrol.wren.shown(id)["family_name"] == "Avocet");
  CHECK_FALSE(patrol.wren.notebook->void_record(id, {"TYPO", ""}));
  CHECK_FALSE(patrol.wren.notebook->amend(id, {{"given_names", "Robin"}}, {}));
  patrol.wren.must(patrol.wren.notebook->restore(id, {"NEW_INFO", ""}));
  stored = patrol.wren.stored(id);
  CHECK_FALSE(stored.record.retracted(v1::VC2_TEAM));
  CHECK_FALSE(stored.record.retracted(v1::VC3_SAFEGUARDING));
  CHECK_FALSE(patrol.wren.notebook->restore(id, {"NEW_INFO", ""}));
  const auto versions = history(*patrol.wren.log, stored, {});
  REQUIRE(versions.size() == 3);
  CHECK(versions[1].changes.at(0) == FieldChange{"life", "Entry", "kept", "voided"});
  CHECK(versions[2].changes.at(0) == FieldChange{"life", "Entry", "voided", "kept"});
}

TEST_CASE("the author or a supervisor voids an entry, a colleague does not") {
  Patrol patrol;
  const auto id = patrol.entry();
  CHECK_FALSE(patrol.finch.notebook->void_record(id, {"TYPO", ""}));
  CHECK(patrol.heron.notebook->void_record(id, {"LEGAL", ""}));
  patrol.exchange();
  CHECK_FALSE(patrol.finch.notebook->restore(id, {"TYPO", ""}));
  CHECK(patrol.wren.notebook->restore(id, {"NEW_INFO", ""}));
}

TEST_CASE("values written at once are listed, and the choice names them all", "[BR-26]") {
  Patrol patrol;
  const auto id = patrol.vehicle_in_conflict();
  auto& wren = patrol.wren;
  const auto choices = wren.must(wren.notebook->choices(id, "vrm"));
  CHECK(choices == std::vector<std::string>{"AA19EGR", "AA19HER"});
  CHECK_FALSE(message_at(wren.notebook->amend(id, {{"vrm", "AA19AVO"}}, {}), "vrm").empty());
  CHECK_FALSE(wren.notebook->resolve(id, "vrm", 0));
  CHECK_FALSE(wren.notebook->resolve(id, "vrm", 3));
  CHECK_FALSE(wren.notebook->resolve(id, "colour", 1));
  wren.must(wren.notebook->resolve(id, "vrm", 2));
  patrol.exchange();
  for (auto* tablet : {&patrol.wren, &patrol.finch, &patrol.heron}) {
    CHECK(tablet->stored(id).shown.conflicts.empty());
    CHECK(tablet->shown(id)["vrm"] == "AA19HER");
  }
}

TEST_CASE("a choice may carry its reason, which stands in the history; a reason there is none of is refused") {
  Patrol patrol;
  const auto id = patrol.vehicle_in_conflict();
  auto& wren = patrol.wren;
  CHECK_FALSE(message_at(wren.notebook->resolve(id, "vrm", 2, {"GUESS", ""}), "reason").empty());
  CHECK(wren.stored(id).shown.conflicts.size() == 1);
  wren.must(wren.notebook->resolve(id, "vrm", 2, {"NEW_INFO", "Read off the plate again."}));
  const auto last = history(*wren.log, wren.stored(id), {}).back();
  CHECK(last.reason == "NEW_INFO");
  CHECK(last.reason_text == "Read off the plate again.");
}

TEST_CASE("where no value is right a third is written in the place of all") {
  Patrol patrol;
  const auto id = patrol.vehicle_in_conflict();
  auto& wren = patrol.wren;
  CHECK(wren.notebook->check_resolution(id, "vrm", {{"vrm", "AA19AVO"}}, {}).passes());
  CHECK(wren.notebook->check_resolution(id, "vrm", {{"vrm", 19}}, {}).records[0].errors.size() == 1);
  CHECK_FALSE(wren.notebook->resolve_with(id, "colour", {{"colour", "RED"}}, {}));
  wren.must(wren.notebook->resolve_with(id, "vrm", {{"vrm", "AA19AVO"}}, {"TYPO", ""}));
  patrol.exchange();
  for (auto* tablet : {&patrol.wren, &patrol.finch, &patrol.heron}) {
    CHECK(tablet->stored(id).shown.conflicts.empty());
    CHECK(tablet->shown(id)["vrm"] == "AA19AVO");
  }
  CHECK(sentence(wren.notebook->resolve_with(id, "vrm", {{"vrm", "AA19HER"}}, {})) ==
        "It has been settled meanwhile. Look again.");
}

TEST_CASE("what all began with is told where all began with one value") {
  Patrol patrol;
  auto& wren = patrol.wren;
  const auto id = patrol.vehicle_in_conflict();
  CHECK(wren.notebook->started_from(id, "vrm") == "AA19AVO");
  CHECK_FALSE(wren.notebook->started_from(id, "colour").has_value());
  const auto card = wren.record("person", person());
  patrol.exchange();
  wren.must(wren.notebook->amend(card, {{"given_names", "Robin"}}, {}));
  patrol.finch.must(patrol.finch.notebook->amend(card, {{"given_names", "Robina"}}, {}));
  patrol.exchange();
  CHECK(wren.notebook->started_from(card, "given_names") == "");
  // A second word of the same officer: one began with nothing, the other with that officer's first.
  patrol.finch.must(patrol.finch.notebook->amend(card, {{"date_of_birth", "1990-02-03"}}, {}));
  wren.must(wren.notebook->amend(card, {{"date_of_birth", "1990-02-04"}}, {}));
  wren.must(wren.notebook->amend(card, {{"date_of_birth", "1990-02-05"}}, {}));
  patrol.exchange();
  CHECK_FALSE(wren.notebook->started_from(card, "date_of_birth").has_value());
}

TEST_CASE("the history says what was written, also where it was shown already") {
  Patrol patrol;
  const auto id = patrol.vehicle_in_conflict();
  auto& wren = patrol.wren;
  // Of the two, EGR is shown; choosing it changes nothing that is shown.
  wren.must(wren.notebook->resolve(id, "vrm", 1));
  const auto versions = history(*wren.log, wren.stored(id), {});
  REQUIRE(versions.size() == 4);
  CHECK(versions[1].changes == std::vector<FieldChange>{{"vrm", "Registration", "AA19AVO", "AA19HER"}});
  // Its author had not seen HER.
  CHECK(versions[2].changes == std::vector<FieldChange>{{"vrm", "Registration", "AA19AVO", "AA19EGR"}});
  CHECK(versions[3].changes == std::vector<FieldChange>{{"vrm", "Registration", "AA19HER", "AA19EGR"}});
}

TEST_CASE("two officers who write the same at once each have their line in the history") {
  Patrol patrol;
  const auto id = patrol.wren.record("person", person());
  patrol.exchange();
  patrol.wren.must(patrol.wren.notebook->amend(id, {{"given_names", "Robin"}}, {}));
  patrol.finch.now_ms += minute;
  patrol.finch.must(patrol.finch.notebook->amend(id, {{"given_names", "Robin"}}, {}));
  patrol.exchange();
  const auto versions = history(*patrol.heron.log, patrol.heron.stored(id), {});
  REQUIRE(versions.size() == 3);
  REQUIRE(versions[1].changes.size() == 1);
  CHECK(versions[2].changes == versions[1].changes);
  CHECK(versions[1].changes[0].after == "Robin");
}

TEST_CASE("a void written at once with an edit is decided either way") {
  for (const size_t take : {1, 2}) {
    Patrol patrol;
    const auto id = patrol.wren.record("vehicle", vehicle());
    patrol.exchange();
    patrol.heron.must(patrol.heron.notebook->void_record(id, {"LEGAL", ""}));
    patrol.finch.must(patrol.finch.notebook->amend(id, {{"make", "Heron"}}, {}));
    patrol.exchange();
    CHECK(patrol.wren.must(patrol.wren.notebook->choices(id, "life")) == std::vector<std::string>{"void it", "keep it"});
    CHECK_FALSE(patrol.finch.notebook->resolve(id, "life", take));
    patrol.heron.must(patrol.heron.notebook->resolve(id, "life", take));
    patrol.exchange();
    for (auto* tablet : {&patrol.wren, &patrol.finch}) {
      CHECK(tablet->stored(id).shown.conflicts.empty());
      CHECK(tablet->stored(id).shown.retracted == (take == 1));
      CHECK(tablet->shown(id)["make"] == "Heron");
    }
  }
}

TEST_CASE("the intelligence unit grades what an officer wrote and changes nothing else of it") {
  Tablet wren("PC 1234", "OFC"), unit("INT 3", "INT");
  Station station;
  wren.start_shift();
  const auto id = wren.record("intelligence", {{"envelope", envelope()},
                                               {"subject_role", "EXR-CTL"},
                                               {"description", "Grey van, collects takings after midnight"},
                                               {"threat_level", "MEDIUM"},
                                               {"information_source", "OFFICER_SAW"},
                                               {"source_evaluation", "2"},
                                               {"information_assessment", "B"},
                                               {"handling", "P"}});
  station.exchange({&wren, &unit});
  CHECK_FALSE(wren.notebook->amend(id, {{"sanitised_text", "Told by somebody at Plover Street."}}, {"NEW_INFO", ""}));
  CHECK(unit.notebook->amend(id, {{"source_evaluation", "1"}, {"sanitised_text", "A van collects after midnight."}},
                             {"NEW_INFO", ""}));
  CHECK(sentence(unit.notebook->amend(id, {{"source_evaluation", "2"}, {"threat_level", "LOW"}}, {"NEW_INFO", ""})) ==
        only_author);
}
