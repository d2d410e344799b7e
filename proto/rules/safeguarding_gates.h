#pragma once
// BR-18: what a sign of slavery, abuse or danger opens. It names the next steps and stops nothing.
#include <optional>
#include <vector>

#include "rules/record_rules.h"

namespace beatbook::rules {

struct SafeguardingFacts {
  bool danger_now = false;
  bool child = false;                   // under 18, or may be
  bool child_at_risk = false;           // the person or a child in the household
  bool high_sign_of_slavery = false;    // CL-21
  std::optional<bool> consents_to_nrm;  // an adult's answer; nothing: not asked yet
  bool adult_at_risk = false;           // care and support needs, abuse or its risk, cannot protect themselves
  bool domestic_abuse = false;
  int dash_ticks = 0;
  bool high_risk_by_judgement = false;
  int incidents_12_months = 0;  // of domestic abuse, for escalation
};

enum class SafeguardingStep {
  call_999,
  childrens_services,
  nrm_child,  // always, without consent
  nrm_ask,    // ask the adult
  nrm_adult,  // the adult agrees
  ms1,        // the adult does not: the anonymous duty notice
  adult_s42,  // consent is sought, not required
  dash,
  marac,  // 14 ticks, own judgement, or three incidents in 12 months
};

// In the order they are to be taken.
std::vector<SafeguardingStep> safeguarding_steps(const SafeguardingFacts& facts);

SafeguardingFacts safeguarding_facts(const v1::WelfareContact& contact, const Context& context);

}  // namespace beatbook::rules
