// REC-15: a conditional caution.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "rules/caution_clock.h"
#include "rules/child_route.h"
#include "rules/fields.h"
#include "rules/record_rules.h"
#include "schema/text.h"
#include "schema/time.h"

namespace beatbook::rules {

namespace {

// CJA 2003 s23: five requirements, and which of them is missing.
void check_requirements(const v1::ConditionalCaution& caution, Findings& findings) {
  if (!caution.has_requirements()) return;
  const auto& descriptor = *caution.requirements().GetDescriptor();
  std::vector<std::string> missing;
  for (int i = 0; i < descriptor.field_count(); ++i) {
    const auto& field = *descriptor.field(i);
    if (!says_yes(caution.requirements(), field.name())) missing.push_back(schema::in_sentence(schema::label(field)));
  }
  if (missing.empty()) return;
  findings.add("requirements", fmt::format("All five requirements must be met. Missing: {}.", fmt::join(missing, "; ")));
}

void check_first_time(const v1::ConditionalCaution& caution, Findings& findings) {
  const auto& answer = caution.first_time_check();
  const auto check = answer == "FIRST_TIME"          ? FirstTime::first
                     : answer == "DEALT_WITH_BEFORE" ? FirstTime::repeat
                                                     : FirstTime::not_checked;
  switch (caution_route(check, caution.has_repeat_reason())) {
    case CautionRoute::caution:
      return;
    case CautionRoute::check_again:
      if (answer.empty()) return;
      return findings.add("first_time_check", "Check whether this is the first time before the caution is authorised.");
    case CautionRoute::prosecute:
      if (const auto day = day_of(caution.dealt_with_before_on())) {
        findings.add("first_time_check",
                     fmt::format("Dealt with for this before on {}. Refer for prosecution, or record a supervisor's reason.",
                                 schema::for_people(*day)));
      }
  }
}

// What this tablet holds; others may hold more, so it is said and never refused.
std::optional<date::year_month_day> known_before(const v1::ConditionalCaution& caution, const Context& context) {
  std::vector<EarlierMatter> matters;
  for (const auto& linked : context.linked) {
    const auto* earlier = dynamic_cast<const v1::ConditionalCaution*>(linked.message);
    const auto* arrest = dynamic_cast<const v1::Arrest*>(linked.message);
    const auto* envelope = envelope_of(*linked.message);
    if ((!earlier && !arrest) || linked.id.bytes() == caution.arrest_id()) continue;
    const bool other = envelope->encounter_id() != caution.envelope().encounter_id() &&
                       name_one_person(*envelope, caution.envelope(), context) &&
                       before(envelope->event_at(), caution.envelope().event_at());
    if (!other) continue;
    const auto on = schema::london_day(envelope->event_at().utc_ms());
    if (earlier) matters.push_back({on, earlier->offence(), true});
    for (const auto& offence : arrest ? arrest->arrest_offences() : google::protobuf::RepeatedPtrField<std::string>()) {
      matters.push_back({on, offence, arrest->outcome_state() == "FINAL"});
    }
  }
  return dealt_with_before(matters, caution.offence());
}

// LD-31: no clinical word, so no free text at all.
void check_texts(const v1::ConditionalCaution& caution, Findings& findings) {
  constexpr std::string_view codes_only = "Record only that the person attended and where they were signposted.";
  if (!caution.envelope().factual_text().empty()) findings.add("envelope.factual_text", std::string(codes_only));
  if (!caution.envelope().opinion_text().empty()) findings.add("envelope.opinion_text", std::string(codes_only));
}

void check_deadline(const v1::ConditionalCaution& caution, const Context& context, Findings& findings) {
  if (!caution.has_received_at()) return;
  if (in_future(caution.received_at(), context.situation)) {
    return findings.add("received_at", "This time is in the future. Enter when the person received the caution.");
  }
  const auto deadline = caution_deadline(caution.received_at().utc_ms(), context.packs);
  if (!deadline) findings.add("received_at", deadline.error().message);
}

}  // namespace

void check(const v1::ConditionalCaution& caution, const Context& context, Findings& findings) {
  if (says_no(caution, "adult") || subject_may_be_child(caution.envelope(), context)) findings.add("adult");
  if (caution.envelope().subjects_size() != 1) {
    findings.add("envelope.subjects", "Link the one person this is about. Make one record for each person.");
  }
  check_requirements(caution, findings);
  check_first_time(caution, findings);
  check_texts(caution, findings);
  check_deadline(caution, context, findings);
  refuse_future("offence_on", caution.offence_on(), "This date is in the future. Enter when the offence was.", context,
                findings);
  if (same_officer(caution.authorised_by(), caution.envelope().author())) {
    findings.add("authorised_by", "You can't authorise your own caution. Enter the sergeant's collar number.");
  } else if (is_no_supervisor(caution.authorised_by(), context)) {
    findings.add("authorised_by");
  }
  for (const char* field : {"extended_by", "breach_decided_by"}) {
    if (is_no_supervisor(text(caution, field), context)) {
      findings.add(field, "A sergeant or above must decide this. Enter their collar number.");
    }
  }
  if (caution.compliance() == "COMPLIED" && !caution.attended()) {
    findings.add("attended", "Enter that the person attended, and when.");
  }
  if (says_no(caution, "excuse_considered")) {
    findings.add("excuse_considered", "Consider whether there was a reasonable excuse. Then tick this.");
  }
}

void note(const v1::ConditionalCaution& caution, const Context& context, Notices& out) {
  const auto now = today(context.situation);
  const auto known = caution.first_time_check() == "DEALT_WITH_BEFORE" ? std::nullopt : known_before(caution, context);
  if (known) {
    out.push_back(
        {"first_time_check", fmt::format("This tablet holds an earlier case of this person for this offence, of {}. Look "
                                         "at it before the caution is authorised.",
                                         schema::for_people(*known))});
  }
  if (const auto facts = facts_of(caution, context.packs)) {
    const auto deadline = schema::for_people(std::max(facts->deadline, facts->extended_to.value_or(facts->deadline)));
    out.push_back({"received_at", fmt::format("To be done by the end of {}.", deadline)});
    switch (state_of(*facts, now)) {
      case CautionState::due_in_2:
      case CautionState::due_in_1:
      case CautionState::due_today:
        out.push_back({"compliance", fmt::format("Due by the end of {}.", deadline)});
        break;
      case CautionState::overdue:
        out.push_back({"compliance", "Overdue. Was there a reasonable excuse? Prosecute, vary, or take no further action."});
        break;
      case CautionState::provider_delay:
        out.push_back({"first_slot_at", "The provider's first slot is after the deadline. That is no breach."});
        break;
      case CautionState::complied:
      case CautionState::open:
      case CautionState::decided:
        break;
    }
  }
  const auto offence = day_of(caution.offence_on());
  if (!offence) return;
  const auto clock = prosecution_of(*offence, now, context.packs);
  if (!clock.warning.empty()) out.push_back({"offence_on", clock.warning});
}

}  // namespace beatbook::rules
