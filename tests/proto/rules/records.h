#pragma once
// Whole records that break no rule, and a way to bend one field of them.
#include <catch2/catch.hpp>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "cases.h"
#include "rules/check_record.h"
#include "schema/check.h"
#include "schema/json.h"
#include "schema/time.h"

namespace beatbook::rules {

using nlohmann::json;

inline int64_t ms(std::string_view time) { return schema::read_local_time(time)->utc_ms; }

inline const schema::RecordType& type_of(std::string_view name) {
  const auto* type = schema::find_type(name);
  REQUIRE(type);
  return *type;
}

// Saturday night, 23:10, ten minutes after the stop, in uniform, on an open shift, in contact with the server.
inline Situation on_patrol() {
  Situation situation;
  situation.officer = {"PC 1234", "OFC", true};
  situation.now_ms = ms("2026-11-21 23:10");
  situation.clock_measured = true;
  situation.shift_open = true;
  situation.shift_start_ms = ms("2026-11-21 19:00");
  situation.shift_end_planned_ms = ms("2026-11-22 03:00");
  situation.last_sync_ms = ms("2026-11-21 23:00");
  return situation;
}

inline Situation as(std::string role, bool uniform = true) {
  auto situation = on_patrol();
  situation.officer.role = std::move(role);
  situation.officer.uniform = uniform;
  return situation;
}

constexpr auto avocet_id = "01939f6e-7c1b-7a52-8c3d-2f0a1b2c3d4e";
constexpr auto vehicle_id = "01939f6e-7c1b-7a52-8c3d-2f0a1b2c3d4f";
constexpr auto other_id = "01939f6e-7c1b-7a52-8c3d-2f0a1b2c3d50";

inline json subject(std::string id = avocet_id, std::string role = "EXD-SW") {
  return {{"person_id", id}, {"roles", {role}}, {"categories", {"VICTIM"}}};
}

inline json envelope() {
  return {{"event_at", "2026-11-21 23:00"},
          {"event_time_precision", "EXACT"},
          {"location", {{"street", "Heron Lane"}, {"location_class", "HOTSPOT"}}},
          {"subjects", json::array({subject()})},
          {"factual_text", "Seen on the corner, spoken to, advice given."},
          {"bwv", {{"state", "RECORDED"}, {"reference", "V-77"}}},
          {"marking", "OFFICIAL-SENSITIVE"},
          {"author", "PC 1234"},
          {"author_role", "OFC"},
          {"made_at", "2026-11-21 23:10"},
          {"local_ref", "T4-17"},
          {"encounter_id", "01939f6e-7c1b-7a52-8c3d-2f0a1b2c3d60"},
          {"shift_id", "01939f6e-7c1b-7a52-8c3d-2f0a1b2c3d61"},
          {"origin", "CAPTURED"}};
}

inline json gowisely() {
  return {{"grounds", true}, {"object", true},      {"warrant_card", true}, {"identity", true},
          {"station", true}, {"entitlement", true}, {"legal_power", true},  {"you_are_detained", true}};
}

inline json stop_check_fields() {
  return {{"envelope", envelope()},      {"reason", "Slowed beside people on the kerb three times"},
          {"behaviours", {"SLOW_PASS"}}, {"power_explained", true},
          {"free_to_go_told", true},     {"outcome", "ADVICE"}};
}

inline json warning() {
  json entry = envelope();
  entry.erase("factual_text");  // the team would read it
  entry["second_officer"] = "PC 5678";
  entry["second_officer_role"] = "OFC";
  return {{"envelope", entry},
          {"age_check", "18_OR_OVER_VERIFIED"},
          {"scheme", "OFFICIAL_WARNING"},
          {"conduct", "LOITERING"},
          {"conduct_text", "Walked up and down for 20 minutes and leaned into four stopped cars."},
          {"conduct_start", "2026-11-21 22:35"},
          {"conduct_end", "2026-11-21 22:55"},
          {"second_officer_confirms", true},
          {"street_or_public_place", true},
          {"rung_shown", "1"},
          {"ladder_as_of", "2026-11-21 23:00"},
          {"rung_told", "1"},
          {"no_admission_reminder", true},
          {"understood", true},
          {"purpose_explained", true},
          {"leaflet_given", true},
          {"contacts_given", true},
          {"welfare_check", "DONE"}};
}

inline json welfare() {
  return {{"envelope", envelope()},
          {"immediate_need", false},
          {"contact_type", "RELATIONSHIP"},
          {"spoken_to", true},
          {"exploitation_indicators", {"NONE"}},
          {"crime_disclosed", false},
          {"child_concern", "NO"},
          {"domestic_abuse_concern", false}};
}

inline json intelligence() {
  return {{"envelope", envelope()},   {"subject_role", "EXR-CTL"},
          {"threat_level", "LOW"},    {"information_source", "OFFICER_SAW"},
          {"source_evaluation", "1"}, {"information_assessment", "A"},
          {"handling", "P"}};
}

inline json search() {
  return {{"envelope", envelope()},
          {"searched", "PERSON"},
          {"object_of_search", "CONTROLLED_DRUGS"},
          {"search_power", "MDA71-23"},
          {"grounds", "Handed a wrap to another person for money beside the bus stop."},
          {"gowisely", gowisely()},
          {"officers", {"PC 1234"}},
          {"self_defined_ethnicity", "W1"},
          {"outcome", "NFA"},
          {"outcome_linked", "NO"},
          {"more_than_outer_clothing_removed", false},
          {"receipt", "FULL_COPY"}};
}

inline json shift() {
  return {{"team", "Heron"},
          {"sergeant", "PS 100"},
          {"officers", {{{"officer", "PC 1234"}, {"role", "OFC"}}, {{"officer", "PCSO 77"}, {"role", "PCSO"}}}},
          {"pairs", {{{"officers", {"PC 1234", "PCSO 77"}}, {"mode", "FOOT"}}}},
          {"planned_start", "2026-11-21 19:00"},
          {"planned_end", "2026-11-22 03:00"},
          {"actual_start", "2026-11-21 19:02"},
          {"op_day", "2026-11-21"},
          {"tier", "2"},
          {"outreach_windows_read", true},
          {"briefing_read", true}};
}

// A record of the type that passes both checks on patrol (a review and intelligence need their own roles).
inline json sound(const std::string& type) {
  json stop = stop_check_fields();
  if (type == "stop_check_person") return stop.merge_patch({{"legal_basis", "NONE_VOLUNTARY"}, {"travelling", "FOOT"}}), stop;
  if (type == "stop_check_vehicle") {
    stop.merge_patch({{"vehicle_id", vehicle_id},
                      {"stop_power", "RTA88-163"},
                      {"occupants", 1},
                      {"insurance_check", "OK"},
                      {"licence_check", "OK"},
                      {"mot_check", "OK"},
                      {"tax_check", "OK"}});
    return stop;
  }
  if (type == "stop_and_search") return search();
  if (type == "official_warning") return warning();
  if (type == "welfare_contact") return welfare();
  if (type == "intelligence") return intelligence();
  if (type == "shift") return shift();
  if (type == "sighting") {
    return {{"envelope", envelope()}, {"subject_role", "UNK"}, {"information_source", "OFFICER_SAW"}};
  }
  if (type == "person") return {{"family_name", "Avocet"}, {"verification", "STATED"}, {"age_range", "25-34"}};
  if (type == "vehicle") return {{"vrm", "AA19 AAA"}, {"vrm_state", "FULL_SEEN"}, {"country", "GB"}};
  if (type == "review") {
    return {{"subject", other_id},           {"subject_type", "official_warning"},
            {"decision", "APPROVE"},         {"heads", {{{"visibility", "VC2"}, {"heads", std::string(64, 'a')}}}},
            {"made_at", "2026-11-21 23:10"}, {"signature", std::string(128, 'b')},
            {"reviewer", "PS 100"},          {"reviewer_role", "SUP"}};
  }
  if (type == "person_name") return {{"person_id", avocet_id}, {"name", "Wren"}, {"kind", "KNOWN_AS"}};
  if (type == "person_phone") return {{"person_id", avocet_id}, {"phone", "07700 900123"}, {"obtained", "VOLUNTEERED"}};
  if (type == "operation_profile") return {{"title", "Heron"}};
  if (type == "pack") return {{"name", "law"}, {"version", 1}, {"document", "{}"}};
  if (type == "action_update") return {{"action_id", other_id}, {"made_on", "2026-11-20"}, {"text", "Lamp ordered."}};
  auto one = sound_case(type, envelope());
  if (one.is_null()) FAIL("no sound record of type " << type);
  return one;
}

// `sound(type)` with a merge patch on it.
inline std::unique_ptr<google::protobuf::Message> record(const std::string& type, const json& patch = json::object()) {
  json object = sound(type);
  object.merge_patch(patch);
  auto message = schema::new_message(type_of(type));
  const auto unread = schema::read_json(object, *message);
  for (const auto& error : unread) FAIL(type << " " << error.field << ": " << error.message);
  return message;
}

using Lines = std::vector<std::string>;

inline Lines lines(const schema::FieldErrors& errors) {
  Lines out;
  for (const auto& error : errors) out.push_back(error.field + ": " + error.message);
  return out;
}

inline Lines errors_of(const std::string& type, const json& patch = json::object(), const Situation& situation = on_patrol(),
                       std::vector<Linked> linked = {}, const RecordId& self = {}) {
  return lines(check_record(type_of(type), *record(type, patch), situation, linked, self));
}

inline Lines notices_of(const std::string& type, const json& patch = json::object(), const Situation& situation = on_patrol(),
                        std::vector<Linked> linked = {}) {
  Lines out;
  for (const auto& notice : notices(type_of(type), *record(type, patch), situation, linked)) {
    out.push_back(notice.field + ": " + notice.message);
  }
  return out;
}

// What both checks say of it, as a form shows it.
inline Lines all_errors_of(const std::string& type, const json& patch = json::object(),
                           const Situation& situation = on_patrol()) {
  const auto message = record(type, patch);
  const auto today = *schema::read_date("2026-11-21");
  const auto shape = schema::check(*message, type_of(type), schema::CodeLists::built_in(), {today});
  return lines(together(type_of(type), check_record(type_of(type), *message, situation, {}), shape));
}

// A patch of a field, a situation, and all errors it must give.
struct Row {
  const char* what;
  json patch;
  Lines expected;
  Situation situation = on_patrol();
};

inline void require_rows(const std::string& type, const std::vector<Row>& rows) {
  for (const auto& row : rows) {
    INFO(type << ": " << row.what);
    CHECK(errors_of(type, row.patch, row.situation) == row.expected);
  }
}

}  // namespace beatbook::rules
