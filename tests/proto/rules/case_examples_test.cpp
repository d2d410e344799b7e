// Examples for the conditions of cases and partners' work (conditions_test.cpp).
#include "condition_example.h"

namespace beatbook::rules {

namespace {

const json s1 = {{"arrest_offences", {"SOA59-1"}}};

json plus(json one, const json& other) {
  one.merge_patch(other);
  return one;
}

json with_role(const char* role) { return {{"envelope", {{"subjects", {subject(avocet_id, role)}}}}}; }

Situation limited() {
  return with([](auto& s) { s.settings.limit_sw_arrest = true; });
}

Situation long_offline() {
  return with([](auto& s) { s.last_sync_ms = s.now_ms - 31 * 60'000; });
}

OutreachWindow window_now() {
  OutreachWindow out;
  out.start_ms = ms("2026-11-21 22:00");
  out.end_ms = ms("2026-11-21 23:30");
  out.police_free = true;
  out.beats.emplace_back("A1");
  return out;
}

}  // namespace

std::vector<Example> arrest_examples() {
  const json override_by = {{"gate_override_by", "PS 100"}},
             override_why = {{"gate_override_reason", "Danger at the address."}};
  const auto leeds = with([](auto& s) { s.settings.area_rules = true; });
  return {
      {"not_wanted_on_recall",
       "arrest",
       "arrest_offences",
       {{"arrest_offences", nullptr}},
       {{"arrest_offences", nullptr}, {"arrest_type", "WANTED_RECALL"}}},
      {"offence_needs_reference", "arrest", "court_or_licence_reference", {{"arrest_offences", {"BA76-7"}}}, none},
      {"offence_is_soliciting_another", "arrest", "travelling", {{"arrest_offences", {"CJA88-139", "SOA03-51A"}}}, none},
      {"type_is_arrest",
       "arrest",
       "necessity",
       {{"necessity", nullptr}},
       {{"necessity", nullptr}, {"arrest_type", "REPORTED"}}},
      {"arrest_is_for_s1", "arrest", "support_order_sought", s1, none},
      {"s1_gate_applies", "arrest", "ladder_standing", s1, {{"arrest_offences", {"SOA59-1", "CJA88-139"}}}},
      {"s1_gate_applies", "arrest", "ladder_as_of", s1, plus(s1, plus(override_by, override_why))},
      {"s1_arrest_on_old_ladder", "arrest", "ladder_confirmed", s1, s1, long_offline(), true},
      {"no_trace_gate_applies", "arrest", "identity_missing", s1, s1, limited(), true},
      {"no_trace_gate_applies", "arrest", "identity_missing", s1, plus(s1, with_role("EXR-PUR")), limited()},
      {"gate_override_reasoned", "arrest", "gate_override_by", override_why, none},
      {"gate_override_named", "arrest", "gate_override_reason", override_by, none},
      {"interview_is_voluntary", "arrest", "interview", {{"arrest_type", "VOLUNTARY_INTERVIEW"}}, none},
      {"outcome_is_final", "arrest", "outcome_on", {{"outcome_state", "FINAL"}}, none},
      {"purchaser_is_linked", "arrest", "first_cjs_contact", with_role("EXR-PUR"), none},
      {"purchaser_under_area_rules", "arrest", "map_and_rules_offered", with_role("EXR-PUR"), with_role("EXR-PUR"), leeds,
       true},
      {"support_order_is_sought", "arrest", "court_told", {{"support_order_sought", true}}, {{"support_order_sought", false}}},
      {"s1_outcome_without_order",
       "arrest",
       "order_not_sought_reason",
       {{"support_order_sought", false}, {"outcome_state", "FINAL"}},
       {{"support_order_sought", true}, {"outcome_state", "FINAL"}}},
  };
}

std::vector<Example> caution_examples() {
  const auto caution = [](const char* condition, const char* field, json holds, json does_not = none) -> Example {
    return {condition, "conditional_caution", field, std::move(holds), std::move(does_not)};
  };
  const json missed = {{"compliance", "NON_COMPLIANT"}}, longer = {{"compliance", "EXTENDED"}};
  const json no_police = {{"authoriser", "DPP_AUTHORISED"}, {"authorised_by", nullptr}};
  return {
      caution("caution_authorised_by_police", "authorised_by", {{"authorised_by", nullptr}}, no_police),
      caution("first_time_was_checked", "systems_checked", {{"systems_checked", nullptr}},
              {{"systems_checked", nullptr}, {"first_time_check", "NOT_CHECKED"}}),
      caution("dealt_with_before", "dealt_with_before_on", {{"first_time_check", "DEALT_WITH_BEFORE"}}),
      caution("provider_is_course", "course_name", {{"provider", "COURSE"}}),
      caution("appointment_attended", "attended_at", {{"attended", true}}, {{"attended", false}}),
      caution("fee_entered", "fee_payer", {{"fee_pounds", 90}}),
      caution("deadline_extended", "extended_to", longer),
      caution("deadline_extended", "extended_by", longer, missed),
      caution("deadline_extended", "extension_reason", longer),
      caution("caution_not_complied_with", "excuse_considered", missed, longer),
      caution("caution_not_complied_with", "breach_decision", missed),
      caution("caution_not_complied_with", "breach_reason", missed),
      caution("caution_not_complied_with", "breach_decided_by", missed),
      {"support_order_has_ended", "engagement_support_order", "ended_on", {{"status", "BREACHED"}}, {{"status", "AMENDED"}}},
      {"community_notice_given", "community_protection", "warning_id", {{"kind", "NOTICE"}}, none},
      {"community_notice_given", "community_protection", "requirements", {{"kind", "NOTICE"}}, none},
      {"community_warning_given",
       "community_protection",
       "days_allowed",
       {{"days_allowed", nullptr}},
       {{"days_allowed", nullptr}, {"kind", "NOTICE"}}},
  };
}

std::vector<Example> conduct_examples() {
  const json covert = {{"planned_covert_private", true}, {"openness", "COVERT"}};
  const json place_in = {{"envelope", {{"location", {{"beat", "A1"}}}}}},
             place_out = {{"envelope", {{"location", {{"beat", "B2"}}}}}};
  const auto outreach = with([](auto& s) { s.outreach = {window_now()}; });
  const auto first_weeks = with([](auto& s) { s.settings.scheduled_tier.assign(1, '1'); });
  return {
      {"letter_risk_decided", "keeper_letter", "risk_decided_by", {{"risk_decision", "SEND"}}, none},
      {"letter_was_approved", "keeper_letter", "approved_by", {{"state", "APPROVED"}}, {{"state", "WITHDRAWN"}}},
      {"seizure_power_needs_uniform",
       "vehicle_seizure",
       "uniformed_officer",
       none,
       {{"seizure_power", "PACE84-19"}},
       as("OFC", false)},
      {"seizure_needs_prior_warning", "vehicle_seizure", "prior_warning_reference", {{"seizure_power", "PRA02-59"}}, none},
      {"driver_was_not_warned", "vehicle_seizure", "not_warned_reason", {{"driver_warned", false}}, none},
      {"onward_travel_not_safe", "vehicle_seizure", "onward_travel_arranged", {{"safe_onward_travel", false}}, none},
      {"surveillance_needs_authority", "observation", "authority_basis", covert, none},
      {"surveillance_is_authorised", "observation", "authority_reference", plus(covert, {{"authority_basis", "AUTHORISED"}}),
       covert},
      {"surveillance_was_immediate", "observation", "immediate_reason",
       plus(covert, {{"authority_basis", "IMMEDIATE_RESPONSE"}}), covert},
      {"warrant_is_planned", "premises", "warrant_expires_on", {{"warrant_power", "PACE84-8"}}, none},
      {"landlord_was_contacted", "warrant_execution", "landlords_contacted", {{"landlord_contacted", true}}, none},
      {"landlord_was_contacted", "premises_closure", "landlords_contacted", {{"landlord_contacted", true}}, none},
      {"closure_needs_council",
       "premises_closure",
       "single_buyer",
       {{"closure_power", "SOA03-2A"}, {"authority_rank", "SUPERINTENDENT"}},
       none},
      {"outreach_works_here", "stop_check_person", "envelope.outreach_stay_reason", place_in, place_out, outreach},
      {"outreach_works_here", "official_warning", "envelope.outreach_stay_reason", place_in, place_in, outreach, true},
      {"enforcement_in_engagement_weeks", "official_warning", "envelope.engagement_weeks_reason", none, none, first_weeks,
       true},
      {"enforcement_in_engagement_weeks", "arrest", "envelope.engagement_weeks_reason", s1, none, first_weeks},
  };
}

std::vector<Example> partner_examples() {
  const json refused = {{"consent", "REFUSED"}}, noted = {{"consent", "REFUSED"}, {"state", "DECLINED"}};
  const json victim = {{"victims", {subject()}}}, other_victim = {{"victims", {subject(avocet_id, "EXD-COM")}}};
  const json no_value = {{"value", nullptr}};
  return {
      {"referral_consent_given",
       "referral",
       "consent_method",
       {{"consent_method", nullptr}},
       {{"consent_method", nullptr}, {"consent", "REFUSED"}}},
      {"shared_without_consent", "referral", "sharing_ground", refused, noted},
      {"referral_was_declined", "referral", "declined_reason", {{"state", "DECLINED"}}, none},
      {"referral_was_declined", "referral", "leaflet_left", {{"state", "DECLINED"}}, none},
      {"referral_discharged", "referral", "admitted_on", {{"discharge_on", "2026-11-20"}}, none},
      {"call_is_closed", "phone_call", "outcome", {{"closed_at", "2026-11-21 23:08"}}, none},
      {"call_identified_sex_worker", "phone_call", "sub_outcome", {{"outcome", "SW_IDENT"}}, {{"outcome", "NO_ISSUE"}}},
      {"call_not_responded", "phone_call", "no_response_reason", {{"outcome", "NO_RESPONSE"}}, none},
      {"offence_has_weapon", "other_offence", "weapon_type", {{"category", "WEAPON_BLADE"}}, none},
      {"victim_sells_sex", "other_offence", "report_wish", victim, other_victim},
      {"contact_is_complaint", "community_contact", "category", {{"kind", "COMPLAINT"}}, none},
      {"contact_is_leaflet_drop", "community_contact", "quantity", {{"kind", "LEAFLET_DROP"}}, none},
      {"contact_is_tension", "community_contact", "tension_level", {{"kind", "TENSION"}}, none},
      {"action_is_deferred", "action", "deferred_reason", {{"state", "DEFERRED"}}, none},
      {"action_is_done", "action", "completed_on", {{"state", "DONE"}}, none},
      {"window_without_area",
       "outreach_window",
       "beats",
       {{"beats", nullptr}},
       {{"beats", nullptr}, {"area_corners", {"SK 58 04", "SK 59 04", "SK 59 05"}}}},
      {"figure_without_range", "partner_figures", "value", no_value, {{"value", nullptr}, {"lowest", 65}, {"highest", 80}}},
      {"figure_has_upper", "partner_figures", "lowest", {{"value", nullptr}, {"highest", 80}}, none},
      {"figure_has_lower", "partner_figures", "highest", {{"value", nullptr}, {"lowest", 65}}, none},
  };
}

}  // namespace beatbook::rules
