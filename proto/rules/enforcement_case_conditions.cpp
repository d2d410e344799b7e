// Conditions of what is done about somebody: arrests, cautions, orders, letters, seizures, observations.
#include "rules/arrest_gate.h"
#include "rules/condition_maps.h"
#include "rules/fields.h"
#include "rules/outreach_windows.h"
#include "rules/tiers.h"

namespace beatbook::rules {

namespace {

using M = const Message&;
using C = const Context&;

const v1::Arrest& arrest(M m) { return static_cast<const v1::Arrest&>(m); }

ConditionMap arrest_conditions() {
  return {
      {"not_wanted_on_recall", {[](M m, C) { return !is(m, "arrest_type", "WANTED_RECALL"); }}},
      {"offence_needs_reference", {[](M m, C c) { return needs_reference(arrest(m), c.packs); }}},
      {"offence_is_soliciting_another",
       {[](M m, C) { return has_code(m, "arrest_offences", "SOA03-51A"); }, "arrest_offences"}},
      {"type_is_arrest", {[](M m, C) { return is(m, "arrest_type", "ARREST"); }, "arrest_type"}},
      {"arrest_is_for_s1", {[](M m, C c) { return arrested_for_s1(arrest(m), c.packs); }, "arrest_offences"}},
      {"s1_gate_applies", {[](M m, C c) { return s1_gate_applies(arrest(m), c.packs); }, "arrest_offences"}},
      {"s1_arrest_on_old_ladder",
       {[](M m, C c) { return s1_gate_applies(arrest(m), c.packs) && offline_too_long(c.situation); }, "arrest_offences"}},
      {"no_trace_gate_applies", {[](M m, C c) { return no_trace_gate_applies(arrest(m), c); }}},
      {"gate_override_reasoned", {[](M m, C) { return has(m, "gate_override_reason"); }}},
      {"gate_override_named", {[](M m, C) { return has(m, "gate_override_by"); }}},
      {"interview_is_voluntary", {[](M m, C) { return is(m, "arrest_type", "VOLUNTARY_INTERVIEW"); }, "arrest_type"}},
      {"outcome_is_final", {[](M m, C) { return is(m, "outcome_state", "FINAL"); }, "outcome_state"}},
      {"purchaser_is_linked", {[](M, C c) { return names_role(c, "PURCHASER"); }}},
      {"purchaser_under_area_rules", {[](M, C c) { return c.situation.settings.area_rules && names_role(c, "PURCHASER"); }}},
      {"support_order_is_sought", {[](M m, C) { return says_yes(m, "support_order_sought"); }, "support_order_sought"}},
      {"s1_outcome_without_order",
       {[](M m, C) { return says_no(m, "support_order_sought") && is(m, "outcome_state", "FINAL"); }, "support_order_sought"}},
  };
}

ConditionMap caution_conditions() {
  return {
      {"caution_authorised_by_police",
       {[](M m, C c) { return marked(m, "authoriser", "caution_authoriser", "police", c); }, "authoriser"}},
      {"first_time_was_checked",
       {[](M m, C) { return has(m, "first_time_check") && !is(m, "first_time_check", "NOT_CHECKED"); }, "first_time_check"}},
      {"dealt_with_before", {[](M m, C) { return is(m, "first_time_check", "DEALT_WITH_BEFORE"); }, "first_time_check"}},
      {"provider_is_course", {[](M m, C) { return is(m, "provider", "COURSE"); }, "provider"}},
      {"appointment_attended", {[](M m, C) { return says_yes(m, "attended"); }, "attended"}},
      {"fee_entered", {[](M m, C) { return has(m, "fee_pounds"); }, "fee_pounds"}},
      {"deadline_extended", {[](M m, C) { return is(m, "compliance", "EXTENDED"); }, "compliance"}},
      {"caution_not_complied_with", {[](M m, C) { return is(m, "compliance", "NON_COMPLIANT"); }, "compliance"}},
      {"support_order_has_ended", {[](M m, C c) { return marked(m, "status", "support_order_status", "ended", c); }, "status"}},
      {"community_notice_given", {[](M m, C) { return is(m, "kind", "NOTICE"); }, "kind"}},
      {"community_warning_given", {[](M m, C) { return is(m, "kind", "WARNING"); }, "kind"}},
  };
}

ConditionMap vehicle_conditions() {
  return {
      {"letter_risk_decided", {[](M m, C) { return has(m, "risk_decision"); }, "risk_decision"}},
      {"letter_was_approved", {[](M m, C c) { return marked(m, "state", "letter_state", "approved", c); }, "state"}},
      {"seizure_power_needs_uniform",
       {[](M m, C c) { return needs_uniformed_officer(m, "seizure_power", "seizure_power", c); }, "seizure_power"}},
      {"seizure_needs_prior_warning",
       {[](M m, C c) { return marked(m, "seizure_power", "seizure_power", "prior_warning_required", c); }, "seizure_power"}},
      {"driver_was_not_warned", {[](M m, C) { return says_no(m, "driver_warned"); }, "driver_warned"}},
      {"onward_travel_not_safe", {[](M m, C) { return says_no(m, "safe_onward_travel"); }, "safe_onward_travel"}},
  };
}

ConditionMap conduct_conditions() {
  return {
      {"surveillance_needs_authority",
       {[](M m, C) { return says_yes(m, "planned_covert_private"); }, "planned_covert_private"}},
      {"surveillance_is_authorised", {[](M m, C) { return is(m, "authority_basis", "AUTHORISED"); }, "authority_basis"}},
      {"surveillance_was_immediate",
       {[](M m, C) { return is(m, "authority_basis", "IMMEDIATE_RESPONSE"); }, "authority_basis"}},
      {"warrant_is_planned", {[](M m, C) { return has(m, "warrant_power"); }, "warrant_power"}},
      {"landlord_was_contacted", {[](M m, C) { return says_yes(m, "landlord_contacted"); }, "landlord_contacted"}},
      {"closure_needs_council",
       {[](M m, C c) { return marked(m, "closure_power", "closure_power", "council_consulted", c); }, "closure_power"}},
      {"outreach_works_here", {[](M, C c) { return window_here(c) != nullptr; }}},
      {"enforcement_in_engagement_weeks", {[](M, C c) { return in_engagement_weeks(c); }}},
  };
}

}  // namespace

ConditionMap enforcement_case_conditions() {
  auto all = arrest_conditions();
  all.merge(caution_conditions());
  all.merge(vehicle_conditions());
  all.merge(conduct_conditions());
  return all;
}

}  // namespace beatbook::rules
