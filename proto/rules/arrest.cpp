// REC-13: an arrest, a report, an interview.
#include <fmt/format.h>

#include "rules/arrest_gate.h"
#include "rules/caution_clock.h"
#include "rules/child_route.h"
#include "rules/condition_maps.h"
#include "rules/fields.h"
#include "rules/referral.h"
#include "schema/time.h"

namespace beatbook::rules {

namespace {

S1Arrest facts_of(const v1::Arrest& arrest, const Context& context) {
  S1Arrest out;
  const bool child = subject_may_be_child(arrest.envelope(), context);
  out.standing = child ? Standing::child : standing_of(arrest.ladder_standing());
  out.ladder_fresh = !offline_too_long(context.situation);
  out.ladder_confirmed = arrest.ladder_confirmed();
  out.limited = no_trace_gate_applies(arrest, context);
  out.identity_missing = arrest.identity_missing_size() > 0;
  return out;
}

// BR-08: arrested, reported or interviewed, it is one wrong.
bool for_adults_only(const v1::Arrest& arrest, const schema::CodeLists& packs) {
  const auto& offences = arrest.arrest_offences();
  return std::any_of(offences.begin(), offences.end(), [&](const std::string& one) {
    const auto* code = packs.find("offence", one);
    return code && code->entry.value("adults_only", false);
  });
}

void check_gate(const v1::Arrest& arrest, const Context& context, Findings& findings) {
  if (for_adults_only(arrest, context.packs) && subject_may_be_child(arrest.envelope(), context)) {
    return findings.add("arrest_offences", "Nobody under 18 is dealt with for this offence. " + std::string(child_at_risk));
  }
  if (!arrested_for_s1(arrest, context.packs)) return;
  if (arrest.envelope().subjects_size() == 1 && !names_role(context, "SEX_WORKER")) {
    findings.add("envelope.subjects[0].roles", "This offence is of a person selling sex. Check the role, or the offence.");
  }
  // A missing ladder is told by its condition.
  if (!s1_gate_applies(arrest, context.packs) || !arrest.has_ladder_standing()) return;
  switch (gate_of(facts_of(arrest, context))) {
    case Gate::open:
    case Gate::child_route:
      return;
    case Gate::review:
      return findings.add("ladder_standing", "A supervisor must look at this ladder before an arrest.");
    case Gate::warnings:
      return warnings_before_arrest(context.situation.settings.ladder, context.packs) == 2
                 ? findings.add("ladder_standing")
                 : findings.add("ladder_standing", "Not enough live warnings are on record. See the ladder before arrest.");
    case Gate::not_confirmed:
      return findings.add("ladder_confirmed");
    case Gate::no_trace:
      return findings.add("identity_missing");
  }
}

// The three rights of Code C and Code G: a "no" is no confirmation.
void check_interview(const v1::Arrest& arrest, Findings& findings) {
  if (!arrest.has_interview()) return;
  for (const char* right : {"told_not_under_arrest", "told_free_to_leave", "told_free_legal_advice"}) {
    if (says_no(arrest.interview(), right)) findings.add(fmt::format("interview.{}", right));
  }
}

// BR-09, BR-11: an arrest for s1 leads to support, and is not closed without it.
void check_support(const v1::Arrest& arrest, const Context& context, Findings& findings) {
  if (arrest.outcome_state() != "FINAL" || !arrested_for_s1(arrest, context.packs)) return;
  if (!referral_linked(context)) findings.add("referral_id");
}

bool in_core_hours(const v1::LocalTime& at, const Settings& settings) {
  if (settings.core_start_min == settings.core_end_min || !at.has_utc_ms()) return false;
  constexpr int64_t minute_ms = 60'000, day_min = 24 * 60;
  const auto local = schema::london(at.utc_ms());
  const int64_t minute = ((local.utc_ms / minute_ms + local.offset_min) % day_min + day_min) % day_min;
  const bool over_midnight = settings.core_start_min > settings.core_end_min;
  const bool after_start = minute >= settings.core_start_min, before_end = minute < settings.core_end_min;
  return over_midnight ? after_start || before_end : after_start && before_end;
}

bool summary_only(const v1::Arrest& arrest, const schema::CodeLists& packs) {
  const auto& offences = arrest.arrest_offences();
  return !offences.empty() && std::all_of(offences.begin(), offences.end(), [&](const std::string& one) {
    const auto* code = packs.find("offence", one);
    return code && code->entry.value("mode", "") == "SUMMARY";
  });
}

}  // namespace

void check(const v1::Arrest& arrest, const Context& context, Findings& findings) {
  if (arrest.envelope().subjects_size() != 1) {
    findings.add("envelope.subjects", "Link the one person this is about. Make one record for each person.");
  }
  check_gate(arrest, context, findings);
  check_interview(arrest, findings);
  check_support(arrest, context, findings);
  if (arrest.map_and_rules_taken() && says_no(arrest, "map_and_rules_offered")) findings.add("map_and_rules_taken");
  if (arrest.has_gate_override_by() && same_officer(arrest.gate_override_by(), context.situation.officer.collar_number)) {
    findings.add("gate_override_by", "Another officer, a supervisor, must allow it. Enter their collar number.");
  }
  if (is_no_supervisor(arrest.gate_override_by(), context)) {
    findings.add("gate_override_by", "Only a supervisor can allow it. Enter a supervisor's collar number.");
  }
  if (arrest.has_custody_arrived_at() && arrest.has_custody_released_at() &&
      !before(arrest.custody_arrived_at(), arrest.custody_released_at())) {
    findings.add("custody_released_at", std::string(end_before_start));
  }
}

void note(const v1::Arrest& arrest, const Context& context, Notices& out) {
  if (in_core_hours(arrest.interview().at(), context.situation.settings)) {
    out.push_back({"interview.at", "This is inside the core patrol hours. Book it for another time."});
  }
  if (arrested_for_s1(arrest, context.packs)) {
    out.push_back({"arrest_offences",
                   "Make the support referral and a welfare check, and tell the court that an engagement and support order is "
                   "wanted."});
  }
  if (arrest.outcome_state() == "FINAL" || !summary_only(arrest, context.packs)) return;
  if (!arrest.envelope().has_event_at()) return;
  const auto clock = prosecution_of(schema::london_day(arrest.envelope().event_at().utc_ms()),
                                    schema::london_day(context.situation.now_ms), context.packs);
  if (!clock.warning.empty()) out.push_back({"outcome_state", clock.warning});
}

}  // namespace beatbook::rules
