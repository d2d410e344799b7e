// REC-10: a welfare contact. Nothing here leads to enforcement (BR-22).
#include <fmt/format.h>

#include "rules/fields.h"
#include "rules/record_rules.h"

namespace beatbook::rules {

namespace {

bool high_indicator(const v1::WelfareContact& contact, const Context& context) {
  for (const auto& sign : contact.exploitation_indicators()) {
    const auto* code = context.packs.find("exploitation_indicator", sign);
    if (code && code->entry.value("level", "") == "HIGH") return true;
  }
  return false;
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
}

void note(const v1::WelfareContact& contact, const Context& context, Notices& out) {
  if (contact.immediate_need() || contact.injuries_seen() == "EMERGENCY") {
    out.push_back({"immediate_need", "Call for help first. Save when safe."});
  }
  if (contact.crime_disclosed()) {
    out.push_back({"crime_disclosed", "Ask what the person wants to happen. Do not press for details here."});
  }
  if (high_indicator(contact, context)) {
    out.push_back(
        {"exploitation_indicators",
         "A sign of slavery or exploitation. With an adult's consent make an NRM referral, without it the anonymous duty "
         "notice (MS1). A child is always referred."});
  }
  if (contact.child_concern() == "YES") out.push_back({"child_concern", "Make the child referral. No consent is needed."});
  if (contact.domestic_abuse_concern()) out.push_back({"domestic_abuse_concern", "Complete a DASH."});
}

}  // namespace beatbook::rules
