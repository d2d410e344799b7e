#pragma once
// Whole records of cases and of partners' work that break no rule; `entry` is the envelope of those that have one.
#include <nlohmann/json.hpp>
#include <string>

namespace beatbook::rules {

inline nlohmann::json address() { return {{"lines", {"1 Plover Street", "Wadeham"}}, {"postcode", "LS1 1AA"}}; }

inline nlohmann::json place() { return {{"street", "Heron Lane"}, {"location_class", "HOTSPOT"}, {"beat", "A1"}}; }

inline nlohmann::json arrest_case(const nlohmann::json& entry) {
  return {{"envelope", entry},
          {"arrest_type", "ARREST"},
          {"origin", "PROACTIVE"},
          {"arrest_offences", {"CJA88-139"}},
          {"necessity", {"PROMPT_INVESTIGATION"}},
          {"sex_work_related", false},
          {"status", "ARRESTED"},
          {"status_at", "2026-11-21 23:05"},
          {"outcome_state", "AWAITING"}};
}

inline nlohmann::json letter_case(const nlohmann::json& entry) {
  return {{"envelope", entry},
          {"parent_id", "01939f6e-7c1b-7a52-8c3d-2f0a1b2c3d51"},
          {"vehicle_id", "01939f6e-7c1b-7a52-8c3d-2f0a1b2c3d4f"},
          {"keeper_name", "A Plover"},
          {"keeper_address", address()},
          {"keeper_source", "DVLA"},
          {"keeper_checked_on", "2026-11-20"},
          {"keeper_type", "PRIVATE"},
          {"area_name", "Wadeham centre"},
          {"template", "NEUTRAL-EN-1"},
          {"query_contact", "Write to the address above"},
          {"support_line", "01632 960123"},
          {"household_risk", false},
          {"self_harm_marker", false},
          {"domestic_abuse_marker", false},
          {"victim_at_address", false},
          {"state", "PROPOSED"},
          {"state_at", "2026-11-21 23:05"}};
}

inline nlohmann::json caution_case(const nlohmann::json& given) {
  auto entry = given;
  entry.erase("factual_text");  // LD-31
  return {{"envelope", entry},
          {"offence", "SOA03-51A"},
          {"offence_on", "2026-11-21"},
          {"adult", true},
          {"requirements",
           {{"evidence", true},
            {"decided_enough_and_suitable", true},
            {"admission", true},
            {"effect_explained", true},
            {"document_signed", true}}},
          {"authoriser", "SERGEANT_OR_ABOVE"},
          {"authorised_by", "PS 100"},
          {"first_time_check", "FIRST_TIME"},
          {"systems_checked", {"PNC", "FORCE_RECORDS"}},
          {"legal_advice_offered", true},
          {"conditions", {{{"kind", "REHABILITATIVE"}, {"text", "Attend one appointment."}}}},
          {"received_at", "2026-11-21 23:05"},
          {"provider", "L_AND_D"},
          {"compliance", "PENDING"}};
}

inline nlohmann::json protection_case(const nlohmann::json& entry) {
  const auto attempt = [](const char* day) -> nlohmann::json { return {{"made_on", day}, {"made_by", "Lantern outreach"}}; };
  return {{"envelope", entry},
          {"kind", "WARNING"},
          {"recipient_16_or_over", true},
          {"outreach_attempts", {attempt("2026-11-01"), attempt("2026-11-08"), attempt("2026-11-15")}},
          {"liaison_consulted", true},
          {"conduct_text", "Shouted in front of the same four doors on six nights, each time past midnight."},
          {"persistent", true},
          {"unreasonable", true},
          {"detrimental", true},
          {"days_allowed", 7},
          {"issuer", "CONSTABLE"}};
}

inline nlohmann::json referral_case(const nlohmann::json& entry) {
  return {{"envelope", entry},
          {"partner_type", "DRUG_ALCOHOL"},
          {"service", "Lantern drug service"},
          {"needs", {"SUBST_DRUG"}},
          {"trigger", "WARNING"},
          {"consent", "GIVEN"},
          {"consent_method", "SPOKEN"},
          {"consent_at", "2026-11-21 23:05"},
          {"data_shared", {"NAME", "NEEDS"}},
          {"state", "MADE"},
          {"state_at", "2026-11-21 23:05"},
          {"safe_contact", "By text in the morning"}};
}

inline nlohmann::json order_case(const nlohmann::json& entry) {
  return {{"envelope", entry},
          {"made_on", "2026-11-20"},
          {"court", "Wadeham Magistrates' Court"},
          {"local_justice_area", "Wadeham"},
          {"supervisor_name", "A Teal"},
          {"supervisor_agreed", true},
          {"comply_by", "2027-05-20"},
          {"no_other_penalty", true},
          {"status", "LIVE"}};
}

inline nlohmann::json premises_entry_case(const nlohmann::json& entry) {
  return {{"envelope", entry},
          {"premises_type", "BROTHEL"},
          {"address", address()},
          {"occupants_plan", "Lantern outreach goes in with us and stays."},
          {"landlord_contacted", false}};
}

// Records without an envelope. Null: none of that type.
inline nlohmann::json partner_case(const std::string& type) {
  if (type == "environmental_find") {
    return {{"collected_on", "2026-11-20"},
            {"week_start", "2026-11-18"},
            {"run", "DAWN"},
            {"collector", "Council"},
            {"location", place()},
            {"condoms_used", 3},
            {"condoms_unused", 0},
            {"needles", 1},
            {"other_items", 0},
            {"nil_return", false}};
  }
  if (type == "environmental_audit_item") {
    return {{"seen_on", "2026-11-20"}, {"category", "LIGHTING"}, {"location", place()}, {"severity", 2}};
  }
  if (type == "action") {
    return {{"number", 7},
            {"issue", "Lamp out at the end of the path"},
            {"source", "AUDIT"},
            {"owner_organisation", "Council"},
            {"owner_post", "Street lighting manager"},
            {"due_on", "2026-12-05"},
            {"priority", "HIGH"},
            {"state", "OPEN"}};
  }
  if (type == "meeting") {
    return {{"kind", "FORTNIGHTLY"},
            {"held_on", "2026-11-20"},
            {"chair", "Chief inspector"},
            {"attendance", {{{"organisation", "Council"}, {"people", 2}}}}};
  }
  if (type == "outreach_window") {
    return {{"partner", "Lantern outreach"}, {"kind", "STREET"},          {"level", "POLICE_FREE"},
            {"start", "2026-11-21 21:30"},   {"end", "2026-11-21 23:30"}, {"beats", {"A1"}}};
  }
  if (type == "partner_figures") {
    return {{"organisation", "Lantern outreach"},
            {"period_start", "2026-10-01"},
            {"period_end", "2026-10-31"},
            {"measure", "People met"},
            {"value", 65},
            {"unit", "PERSONS"},
            {"definition", "Distinct people"},
            {"submitted_by", "Service manager"},
            {"submitted_on", "2026-11-05"},
            {"revision", 1}};
  }
  if (type == "premises") {
    return {{"premises_type", "BROTHEL"}, {"address", address()}, {"occupants_at_risk", "UNKNOWN"}};
  }
  return nullptr;
}

// Null: none of that type.
inline nlohmann::json sound_case(const std::string& type, const nlohmann::json& entry) {
  if (type == "arrest") return arrest_case(entry);
  if (type == "keeper_letter") return letter_case(entry);
  if (type == "conditional_caution") return caution_case(entry);
  if (type == "community_protection") return protection_case(entry);
  if (type == "referral") return referral_case(entry);
  if (type == "engagement_support_order") return order_case(entry);
  if (type == "phone_call") {
    return {{"envelope", entry}, {"channel", "CALL"}, {"caller_type", "RESIDENT"}, {"reported_event_at", "2026-11-21 22:55"}};
  }
  if (type == "vehicle_seizure") {
    return {{"envelope", entry},
            {"vehicle_id", "01939f6e-7c1b-7a52-8c3d-2f0a1b2c3d4f"},
            {"seizure_power", "RTA88-165A"},
            {"reason", "NO_INSURANCE"},
            {"driver_warned", true},
            {"documents_asked", true},
            {"notice_given", true},
            {"recovery_operator", "Wadeham Recovery"},
            {"safe_onward_travel", true},
            {"outcome", "HELD"}};
  }
  if (type == "other_offence") {
    auto apart = entry;
    apart["subjects"] = nlohmann::json::array();
    return {{"envelope", apart}, {"category", "DRUG"}, {"outcome", "ONGOING"}};
  }
  if (type == "person_match") {
    auto apart = entry;
    for (const char* field : {"location", "bwv", "subjects", "factual_text", "opinion_text"}) apart.erase(field);
    return {{"envelope", apart},
            {"card_id", "0192d4c0-0000-7000-8000-0000000000a1"},
            {"other_card_id", "0192d4c0-0000-7000-8000-0000000000a2"},
            {"ground", "FINGERPRINTS"}};
  }
  if (type == "observation") {
    return {{"envelope", entry},   {"until", "2026-11-21 23:08"},     {"method", "FOOT"},
            {"openness", "OVERT"}, {"planned_covert_private", false}, {"officers", {"PC 1234"}}};
  }
  if (type == "community_contact") {
    auto apart = entry;
    apart["subjects"] = nlohmann::json::array();
    return {{"envelope", apart}, {"kind", "CONCERN"}, {"channel", "FACE"}};
  }
  if (type == "warrant_execution") {
    auto record = premises_entry_case(entry);
    record.merge_patch({{"warrant_power", "PACE84-8"},
                        {"court", "Wadeham Magistrates' Court"},
                        {"issued_on", "2026-11-10"},
                        {"expires_on", "2027-02-10"},
                        {"results", {"ARREST"}}});
    return record;
  }
  if (type == "premises_closure") {
    auto record = premises_entry_case(entry);
    record.merge_patch({{"closure_power", "ASB14"}, {"authority_rank", "INSPECTOR"}});
    return record;
  }
  return partner_case(type);
}

}  // namespace beatbook::rules
