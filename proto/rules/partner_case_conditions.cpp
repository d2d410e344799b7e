// Conditions of what is done with others: referrals, calls, victims, partners' work.
#include <algorithm>

#include "rules/condition_maps.h"
#include "rules/fields.h"
#include "rules/referral.h"

namespace beatbook::rules {

namespace {

using M = const Message&;
using C = const Context&;

bool sells_sex(const v1::SubjectLink& link) {
  return std::find(link.roles().begin(), link.roles().end(), "EXD-SW") != link.roles().end();
}

bool victim_sells_sex(const v1::OtherOffence& offence) {
  return std::any_of(offence.victims().begin(), offence.victims().end(), sells_sex);
}

ConditionMap referral_conditions() {
  return {
      {"referral_consent_given", {[](M m, C) { return is(m, "consent", "GIVEN"); }, "consent"}},
      {"shared_without_consent",
       {[](M m, C c) { return shares_without_consent(static_cast<const v1::Referral&>(m), c.packs); }, "consent"}},
      {"referral_was_declined", {[](M m, C) { return is(m, "state", "DECLINED"); }, "state"}},
      {"referral_discharged", {[](M m, C) { return has(m, "discharge_on"); }}},
  };
}

ConditionMap call_conditions() {
  return {
      {"call_is_closed", {[](M m, C) { return has(m, "closed_at"); }, "closed_at"}},
      {"call_identified_sex_worker", {[](M m, C) { return is(m, "outcome", "SW_IDENT"); }, "outcome"}},
      {"call_not_responded", {[](M m, C) { return is(m, "outcome", "NO_RESPONSE"); }, "outcome"}},
      {"offence_has_weapon",
       {[](M m, C c) { return marked(m, "category", "other_offence_category", "weapon", c); }, "category"}},
      {"victim_sells_sex", {[](M m, C) { return victim_sells_sex(static_cast<const v1::OtherOffence&>(m)); }, "victims"}},
      {"contact_is_complaint", {[](M m, C) { return is(m, "kind", "COMPLAINT"); }, "kind"}},
      {"contact_is_leaflet_drop", {[](M m, C) { return is(m, "kind", "LEAFLET_DROP"); }, "kind"}},
      {"contact_is_tension", {[](M m, C) { return is(m, "kind", "TENSION"); }, "kind"}},
  };
}

ConditionMap tracker_conditions() {
  return {
      {"action_is_deferred", {[](M m, C) { return is(m, "state", "DEFERRED"); }, "state"}},
      {"action_is_done", {[](M m, C) { return is(m, "state", "DONE"); }, "state"}},
      {"window_without_area", {[](M m, C) { return !has(m, "area_corners"); }}},
      {"figure_without_range", {[](M m, C) { return !has(m, "lowest") && !has(m, "highest"); }}},
      {"figure_has_upper", {[](M m, C) { return has(m, "highest"); }}},
      {"figure_has_lower", {[](M m, C) { return has(m, "lowest"); }}},
  };
}

}  // namespace

ConditionMap partner_case_conditions() {
  auto all = referral_conditions();
  all.merge(call_conditions());
  all.merge(tracker_conditions());
  return all;
}

}  // namespace beatbook::rules
