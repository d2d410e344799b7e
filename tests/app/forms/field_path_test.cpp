#include "app/forms/field_path.h"

#include <catch2/catch.hpp>

#include "app/forms/field_words.h"
#include "schema/time.h"

using namespace beatbook;
using namespace beatbook::app;
using nlohmann::json;

namespace {

std::string words(const char* type, const char* path, const json& value, int64_t now_ms = 0) {
  return words_of(*schema::find_field(*schema::find_type(type), path), value, now_ms);
}

}  // namespace

TEST_CASE("a value is found, put and erased by the path of its field") {
  json record{{"envelope", {{"location", {{"street", "Heron Lane"}}}}},
              {"subjects", {{{"roles", {"A", "B"}}}, json::object()}}};
  CHECK(*value_at(record, "envelope.location.street") == "Heron Lane");
  CHECK(*value_at(record, "subjects[0].roles[1]") == "B");
  CHECK(*value_at(record, "") == record);
  for (const char* path :
       {"envelope.location.beat", "envelope.street.x", "subjects[2]", "subjects[0].roles[2]", "subjects.roles"}) {
    CHECK_FALSE(value_at(record, path));
  }
  put_at(record, "envelope.bwv.state", "RECORDED");
  put_at(record, "subjects[1].roles", {"C"});
  CHECK(record["envelope"]["bwv"]["state"] == "RECORDED");
  CHECK(record["subjects"][1]["roles"] == json{"C"});
  CHECK_THROWS_AS(put_at(record, "subjects[2].roles", {"C"}), std::logic_error);
  erase_at(record, "envelope.location.street");
  CHECK_FALSE(record["envelope"].contains("location"));
  CHECK(record["envelope"].contains("bwv"));
  erase_at(record, "subjects[1].roles");
  CHECK(record["subjects"].size() == 2);
  erase_at(record, "subjects[0]");
  CHECK(record["subjects"] == json::array({json::object()}));
  const auto before = record;
  erase_at(record, "no.such[3].thing");
  CHECK(record == before);
}

TEST_CASE("what would say nothing is empty") {
  for (const json& value :
       {json(), json(""), json(" \t\n"), json::array(), json::object(), json({{"a", nullptr}, {"b", ""}})}) {
    INFO(value.dump());
    CHECK(is_empty(value));
  }
  for (const json& value : {json(false), json(0), json("x"), json::array({1}), json({{"a", false}})}) {
    INFO(value.dump());
    CHECK_FALSE(is_empty(value));
  }
}

TEST_CASE("paths know what they lie in") {
  CHECK(without_indices("subjects[1].roles[0]") == "subjects.roles");
  CHECK(is_within("a.b", "a"));
  CHECK(is_within("a[0]", "a"));
  CHECK(is_within("a", "a"));
  CHECK_FALSE(is_within("ab", "a"));
  CHECK_FALSE(is_within("a", "a.b"));
  CHECK(outer_of("subjects[1].roles[0]") == "subjects[1].roles");
  CHECK(outer_of("subjects[1]") == "subjects");
  CHECK(outer_of("subjects").empty());
}

TEST_CASE("paths behind a removed block move up, those of it go") {
  CHECK(renumbered("subjects[2].roles[0]", "subjects", 1) == "subjects[1].roles[0]");
  CHECK(renumbered("subjects[0].roles", "subjects", 1) == "subjects[0].roles");
  CHECK(renumbered("subjects[1].roles", "subjects", 1).empty());
  CHECK(renumbered("subjects", "subjects", 1) == "subjects");
  CHECK(renumbered("subjects_of[2]", "subjects", 1) == "subjects_of[2]");
  CHECK(renumbered("reason", "subjects", 1) == "reason");
}

TEST_CASE("a value is told as people read it") {
  const int64_t tonight = schema::read_local_time("2026-11-21T23:50")->utc_ms;
  CHECK(words("stop_check_vehicle", "insurance_check", "OK") == "OK");
  CHECK(words("stop_check_vehicle", "behaviours", {"CIRCLING", "SLOW_PASS"}) == "Circling, Slow pass");
  CHECK(words("stop_check_vehicle", "power_explained", false) == "No");
  CHECK(words("stop_check_vehicle", "occupants", 0) == "0");
  CHECK(words("stop_check_vehicle", "envelope.event_at", "2026-11-21T22:38:00+00:00", tonight) == "22:38");
  CHECK(words("stop_check_vehicle", "envelope.event_at", "2026-11-21T22:38:00+00:00") == "21/11/2026 22:38");
  CHECK(words("stop_check_vehicle", "envelope.event_at", "half past") == "half past");
  CHECK(words("stop_check_vehicle", "outcome", "NO_SUCH_CODE") == "NO_SUCH_CODE");
  CHECK(words("vehicle", "vrm", "AA19AVO") == "AA19 AVO");
  CHECK(words("vehicle", "vrm", "Q123ABC") == "Q123ABC");
  CHECK(words("person", "date_of_birth", "1990-02-03") == "03/02/1990");
  CHECK(words("sighting", "envelope.location.latitude_e6", -130000) == "-0.130000");
  CHECK(words("sighting", "envelope.location", {{"street", "Mill Yard"}, {"indoor", true}, {"location_class", "RES"}}) ==
        "Mill Yard, " + words("sighting", "envelope.location.location_class", "RES") + ", indoors");
  CHECK(words("sighting", "description", "  two\n  lines ") == "two lines");
  CHECK(words("sighting", "description", json()).empty());
}
