// REC-10: a welfare contact. Nothing here leads to enforcement (BR-22).
#include <fmt/format.h>

#include <algorithm>

#include "rules/condition_maps.h"
#include "rules/fields.h"
#include "rules/record_rules.h"
#include "rules/safeguarding_gates.h"

namespace beatbook::rules {

namespace {

// What each step of BR-18 says, and beside which field.
Notice notice_of(SafeguardingStep step) {
  switch (step) {
    case SafeguardingStep::call_999:
      return {"immediate_need", "Call for help first. Save when safe."};
    case SafeguardingStep::childrens_services:
      return {"child_concern", "Make the child referral. No consent is needed."};
    case SafeguardingStep::nrm_child:
      return {"exploitation_indicators", "A child with a sign of slavery is always referred (NRM). No consent is needed."};
    case SafeguardingStep::nrm_ask:
      return {"exploitation_indicators",
              "A sign of slavery or exploitation. With an adult's consent make an NRM referral, without it the anonymous duty "
              "notice (MS1). A child is always referred."};
    case SafeguardingStep::nrm_adult:
      return {"consents_to_nrm", "Make the NRM referral."};
    case SafeguardingStep::ms1:
      return {"consents_to_nrm", "Send the anonymous duty notice (MS1), without anything that says who it is."};
    case SafeguardingStep::adult_s42:
      return {"adult_at_risk", "Make the adult safeguarding referral. Ask for consent; it is not required."};
    case SafeguardingStep::dash:
      return {"domestic_abuse_concern", "Complete a DASH."};
    case SafeguardingStep::marac:
      return {"dash_ticks", "Refer to MARAC."};
  }
  return {};
}

void check_consents(const v1::WelfareContact& contact, const Context& context, Findings& findings) {
  for (int i = 0; i < contact.consents_size(); ++i) {
    const auto& consent = contact.consents(i);
    const auto path = fmt::format("consents[{}].", i);
    if (consent.has_answered_at() && in_future(consent.answered_at(), context.situation)) {
      findings.add(path + "answered_at", "This time is in the future. Enter when the person answered.");
    }
    if (!consent.has_withdrawn_at()) continue;
    if (!consent.given()) {
      findings.add(path + "withdrawn_at", "Only consent that was given can be withdrawn. Check the answer.");
    } else if (before(consent.withdrawn_at(), consent.answered_at())) {
      findings.add(path + "withdrawn_at", "Consent can't be withdrawn before it was given. Check the times.");
    }
  }
}

}  // namespace

void check(const v1::WelfareContact& contact, const Context& context, Findings& findings) {
  const bool linked = contact.envelope().subjects_size() > 0;
  if (linked && contact.anonymous()) {
    findings.add("anonymous", "Choose either anonymous or a person, not both.");
  } else if (!linked && !contact.anonymous()) {
    findings.add("anonymous", "Link a person, or choose anonymous. No name is needed.");
  }
  check_consents(contact, context, findings);
  const auto& consents = contact.consents();
  const bool any_given = std::any_of(consents.begin(), consents.end(), [](const auto& one) { return one.given(); });
  if (shares_by_name(contact) && !consents.empty() && !any_given) {
    findings.add("consents", "Sharing by name needs consent. Record a consent that was given, or choose another wish.");
  }
}

void note(const v1::WelfareContact& contact, const Context& context, Notices& out) {
  for (const auto step : safeguarding_steps(safeguarding_facts(contact, context))) out.push_back(notice_of(step));
  if (contact.crime_disclosed()) {
    out.push_back({"crime_disclosed", "Ask what the person wants to happen. Do not press for details here."});
  }
}

}  // namespace beatbook::rules
