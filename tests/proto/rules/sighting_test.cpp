#include "records.h"
#include "rules/access.h"

namespace beatbook::rules {

namespace {

const char* who_told = ": Remove names and addresses of the person who told you.";

}  // namespace

TEST_CASE("a sighting is of a person, a vehicle or a description", "[FA-05][FS-10][SN-18]") {
  const json nobody = {{"envelope", {{"subjects", nullptr}}}};
  for (const char* type : {"sighting", "intelligence"}) {
    auto vehicle = nobody, described = nobody;
    vehicle["vehicle_id"] = vehicle_id;
    described["description"] = "Tall, red coat, on a blue cycle";
    CHECK(errors_of(type, nobody) == Lines{"description: Link a person or vehicle, or describe them."});
    CHECK(errors_of(type, vehicle).empty());
    CHECK(errors_of(type, described).empty());
  }
}

TEST_CASE("what a person selling sex told us is intelligence") {
  const json told = {{"information_source", "SEX_WORKER_TOLD"}};
  CHECK(errors_of("sighting", told) == Lines{"information_source: This source must be protected. Record it as intelligence."});
  CHECK(errors_of("intelligence", told).empty());
}

TEST_CASE("intelligence is graded, and conditions and doubts are explained") {
  require_rows("intelligence",
               {{"conditions without a word", {{"handling", "C"}}, {"handling_conditions: Enter the handling conditions."}},
                {"a listed condition", {{"handling", "C"}, {"handling_actions", {"S1"}}}, {}},
                {"conditions in words", {{"handling", "C"}, {"handling_conditions", "Not to be shared before 1 December"}}, {}},
                {"suspected false", {{"information_assessment", "E"}}, {"suspected_false_reason: Enter why suspected false."}},
                {"submitted tomorrow",
                 {{"submitted_at", "2026-11-22 10:00"}, {"submission_reference", "INT/7"}},
                 {"submitted_at: This time is in the future. Enter when it was submitted."}}});
  CHECK(all_errors_of("intelligence", {{"source_evaluation", nullptr}}) == Lines{"source_evaluation: Grade the source."});
}

TEST_CASE("an immediate threat is phoned through; no other level says so") {
  for (const auto& threat : schema::CodeLists::built_in().find("threat_level")->codes) {
    INFO(threat.code);
    CHECK(notices_of("intelligence", {{"threat_level", threat.code}}) ==
          (threat.code == "IMMEDIATE" ? Lines{"threat_level: Phone this through now."} : Lines{}));
  }
}

TEST_CASE("who told us is not to stand in the text") {
  const auto told = [](const char* source, const char* text) {
    return notices_of("sighting", {{"information_source", source}, {"description", text}});
  };
  for (const char* text :
       {"Caller on 07700 900123 saw it", "The resident of 4 Heron Lane, LS1 1AA, saw it", "avocet@example.org wrote"}) {
    INFO(text);
    CHECK(told("PUBLIC", text) == Lines{std::string("description") + who_told});
    CHECK(told("OFFICER_SAW", text).empty());
  }
  CHECK(told("PUBLIC", "Blue van AA19 AAA, 3 men, 22:15, second time this week").empty());
}

TEST_CASE("what leaves the intelligence class is written by the intelligence unit alone") {
  for (const auto& type : schema::record_types()) {
    for (int i = 0; i < type.descriptor->field_count(); ++i) {
      const auto& field = type.descriptor->field(i)->name();
      INFO(type.name << " " << field);
      CHECK(written_only_by(type, field) == (field == "sanitised_text" ? "INT" : ""));
    }
  }
  const auto said = notices_of("intelligence", {{"sanitised_text", "Ring 01632 960123 for more."}}, as("INT"));
  CHECK(std::count(said.begin(), said.end(), "sanitised_text: Remove names and addresses of the person who told you.") == 1);
}

}  // namespace beatbook::rules
