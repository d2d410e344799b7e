// REC-08: an official warning. Adults only, a street or public place, seen by two officers, and support beside it.
#include <fmt/format.h>

#include "rules/child_route.h"
#include "rules/fields.h"
#include "rules/ladder.h"
#include "rules/record_rules.h"
#include "rules/referral.h"

namespace beatbook::rules {

namespace {

// s1 Street Offences Act 1959 is for adults: unsure or under 18 stops here (BR-08).
void check_age(const v1::OfficialWarning& warning, const Context& context, Findings& findings) {
  const auto* answer = context.packs.find("age_check", warning.age_check());
  const bool unsure = answer && answer->entry.value("child_route", false);
  // What the linked card says goes before what was believed in the street.
  if (unsure || subject_may_be_child(warning.envelope(), context)) {
    findings.add("age_check", "No warning can be given. " + std::string(child_at_risk));
  }
}

void check_person(const v1::OfficialWarning& warning, const Context& context, Findings& findings) {
  const int people = warning.envelope().subjects_size();
  if (people == 0) {
    findings.add("envelope.subjects", "Link the warning to a person, or record an unidentified person to be matched later.");
  } else if (people > 1) {
    findings.add("envelope.subjects", "A warning is for one person. Make one for each person.");
  } else if (!names_role(context, "SEX_WORKER")) {
    findings.add("envelope.subjects[0].roles",
                 "A warning is for a person selling sex. Check the role, or record something else.");
  }
}

// The envelope has the class of the warning's face: what is written there goes to the whole team. What was seen and said is for
// the safeguarding roles (domain B.5).
void check_texts(const v1::OfficialWarning& warning, Findings& findings) {
  if (!warning.envelope().factual_text().empty()) {
    findings.add("envelope.factual_text",
                 "The whole team would read this. Write it under \"What was seen\" and leave this empty.");
  }
  if (!warning.envelope().opinion_text().empty()) {
    findings.add("envelope.opinion_text", "The whole team would read this. A warning holds facts: leave the assessment out.");
  }
}

void check_conduct(const v1::OfficialWarning& warning, const Context& context, Findings& findings) {
  check_grounds("conduct_text", warning.conduct_text(), "Describe what you both saw and for how long.", context, findings);
  if (warning.has_conduct_start() && warning.has_conduct_end() && !before(warning.conduct_start(), warning.conduct_end())) {
    findings.add("conduct_end", std::string(end_before_start));
  }
  if (says_no(warning, "street_or_public_place")) {
    findings.add("street_or_public_place",
                 "A warning needs a street or public place. Check the place, or record a stop check.");
  }
  if (!context.situation.settings.two_officers_must_witness) return;
  if (!warning.envelope().has_second_officer()) {
    findings.add("envelope.second_officer", "A second officer must confirm what was seen.");
  }
  if (says_no(warning, "second_officer_confirms")) findings.add("second_officer_confirms");
}

// BR-11: made on a lawful ground, or declined.
void check_referral(const v1::OfficialWarning& warning, const Context& context, Findings& findings) {
  if (!context.situation.closing || !warning.has_referral_state() || referral_linked(context)) return;
  if (!referral_settled(warning, context.packs)) findings.add("referral_state");
}

}  // namespace

void check(const v1::OfficialWarning& warning, const Context& context, Findings& findings) {
  check_age(warning, context, findings);
  check_person(warning, context, findings);
  check_texts(warning, findings);
  check_conduct(warning, context, findings);
  if (says_no(warning, "no_admission_reminder")) {
    findings.add("no_admission_reminder",
                 "Tell the person that a warning is not a conviction and needs no admission. Then tick this.");
  }
  check_referral(warning, context, findings);
  const auto& scheme = context.situation.settings.warning_scheme;
  if (!scheme.empty() && warning.has_scheme() && warning.scheme() != scheme) {
    findings.add("scheme", fmt::format("This operation gives another kind of warning. Choose {}.",
                                       context.packs.label("warning_scheme", scheme)));
  }
}

void note(const v1::OfficialWarning& warning, const Context& context, Notices& out) {
  if (says_no(warning, "understood")) {
    out.push_back({"understood", "This warning counts only once it has been repeated and understood."});
  }
  if (!warning.has_rung_shown() || !warning.has_rung_told()) return;
  const bool as_shown = warning.rung_shown() == "ELIGIBLE" ? told_final(warning.rung_told(), context.packs)
                                                           : warning.rung_told() == warning.rung_shown();
  if (!as_shown) {
    out.push_back({"rung_told", "This is not the warning the device showed. Check what you told them."});
  }
}

}  // namespace beatbook::rules
