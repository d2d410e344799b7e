#include "rules/safeguarding_gates.h"

#include <algorithm>

#include "rules/child_route.h"
#include "schema/time.h"

namespace beatbook::rules {

namespace {

constexpr int marac_ticks = 14, marac_incidents = 3;

bool high_sign(const v1::WelfareContact& contact, const schema::CodeLists& packs) {
  const auto& signs = contact.exploitation_indicators();
  return std::any_of(signs.begin(), signs.end(), [&](const std::string& sign) {
    const auto* code = packs.find("exploitation_indicator", sign);
    return code && code->entry.value("level", "") == "HIGH";
  });
}

// This one among them, and those of the person this tablet holds.
int incidents(const v1::WelfareContact& contact, const Context& context) {
  if (!contact.domestic_abuse_concern()) return 0;
  const auto now = schema::london_day(contact.envelope().event_at().utc_ms());
  const auto from = months_after(now, -12);
  return 1 + static_cast<int>(std::count_if(context.linked.begin(), context.linked.end(), [&](const Linked& linked) {
           const auto* other = dynamic_cast<const v1::WelfareContact*>(linked.message);
           if (!other || linked.id == context.self || !other->domestic_abuse_concern()) return false;
           const auto on = schema::london_day(other->envelope().event_at().utc_ms());
           return from <= on && on <= now && name_one_person(contact.envelope(), other->envelope(), context);
         }));
}

}  // namespace

std::vector<SafeguardingStep> safeguarding_steps(const SafeguardingFacts& facts) {
  using enum SafeguardingStep;
  std::vector<SafeguardingStep> steps;
  if (facts.danger_now) steps.push_back(call_999);
  if (facts.child || facts.child_at_risk) steps.push_back(childrens_services);
  if (facts.high_sign_of_slavery) {
    if (facts.child) {
      steps.push_back(nrm_child);
    } else if (!facts.consents_to_nrm) {
      steps.push_back(nrm_ask);
    } else {
      steps.push_back(*facts.consents_to_nrm ? nrm_adult : ms1);
    }
  }
  if (facts.adult_at_risk && !facts.child) steps.push_back(adult_s42);
  if (!facts.domestic_abuse) return steps;
  if (facts.dash_ticks == 0) steps.push_back(dash);
  const bool high =
      facts.dash_ticks >= marac_ticks || facts.high_risk_by_judgement || facts.incidents_12_months >= marac_incidents;
  if (high) steps.push_back(marac);
  return steps;
}

SafeguardingFacts safeguarding_facts(const v1::WelfareContact& contact, const Context& context) {
  const auto& signs = contact.exploitation_indicators();
  SafeguardingFacts out;
  out.danger_now = contact.immediate_need() || contact.injuries_seen() == "EMERGENCY";
  out.child =
      std::find(signs.begin(), signs.end(), "MINOR") != signs.end() || subject_may_be_child(contact.envelope(), context);
  out.child_at_risk = contact.child_concern() == "YES";
  out.high_sign_of_slavery = high_sign(contact, context.packs);
  if (contact.has_consents_to_nrm()) out.consents_to_nrm = contact.consents_to_nrm();
  out.adult_at_risk = contact.adult_at_risk();
  out.domestic_abuse = contact.domestic_abuse_concern();
  out.dash_ticks = static_cast<int>(contact.dash_ticks());
  out.high_risk_by_judgement = contact.high_risk_by_judgement();
  out.incidents_12_months = incidents(contact, context);
  return out;
}

}  // namespace beatbook::rules
