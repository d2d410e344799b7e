#include "rules/referral.h"

#include <fmt/format.h>

#include <algorithm>

#include "rules/child_route.h"
#include "rules/fields.h"
#include "schema/time.h"

namespace beatbook::rules {

namespace {

constexpr date::days served_again{28};

bool sent(const v1::Referral& referral, const schema::CodeLists& packs) {
  return state_of(referral, packs) == ReferralState::made;
}

bool is_open(const v1::Referral& referral, const schema::CodeLists& packs) {
  const auto* code = packs.find("referral_state", referral.state());
  return code && !code->entry.value("closed", false);
}

// PR-19. What was closed since sends nothing.
bool sent_after_withdrawal(const v1::Referral& referral, const schema::CodeLists& packs) {
  return sent(referral, packs) && is_open(referral, packs) && !referral.has_sharing_ground() && referral.has_state_at() &&
         before(referral.consent_withdrawn_at(), referral.state_at());
}

void check_stay(const v1::Referral& referral, const Context& context, Findings& findings) {
  const auto in = day_of(referral.admitted_on()), out = day_of(referral.discharge_on());
  if (in && out && *out <= *in) findings.add("discharge_on", "Discharge must be after admission. Check the dates.");
  const auto* pathway = context.packs.find("referral_pathway", referral.pathway());
  if (!pathway || !in || !out) return;
  const int days = pathway->entry.value("days", 0);
  if (days > 0 && date::sys_days(*out) - date::sys_days(*in) > date::days(days)) {
    findings.add("discharge_on", fmt::format("This stay lasts {} days. Check the dates.", days));
  }
  const int years = pathway->entry.value("most_years", 0);
  if (years > 0 && *out > months_after(*in, 12 * years)) {
    findings.add("discharge_on", fmt::format("This pathway lasts at most {} years. Check the dates.", years));
  }
}

// MS1 tells of slavery without the person's agreement, and so without anything that says who they are (BR-18).
void check_anonymous(const v1::Referral& referral, const Context& context, Findings& findings) {
  if (referral.safeguarding_type() != "MS1") return;
  for (const auto& item : referral.data_shared()) {
    const auto* code = context.packs.find("shared_item", item);
    if (code && code->entry.value("identifies", false)) {
      return findings.add("data_shared", "The duty notice (MS1) is anonymous. Share nothing that says who the person is.");
    }
  }
}

// An adult is referred as a victim of slavery only if they agree; a child always (BR-18).
void check_nrm(const v1::Referral& referral, const Context& context, Findings& findings) {
  const bool child = referral.sharing_ground() == "CHILD" || subject_may_be_child(referral.envelope(), context);
  if (referral.safeguarding_type() != "NRM" || referral.consent() == "GIVEN" || child) return;
  findings.add("safeguarding_type", "An adult who does not agree gets the anonymous duty notice. Choose MS1.");
}

}  // namespace

bool shares_without_consent(const v1::Referral& referral, const schema::CodeLists& packs) {
  return referral.has_consent() && referral.consent() != "GIVEN" && sent(referral, packs);
}

bool may_send(const v1::Referral& referral, int64_t at_ms, const schema::CodeLists& packs) {
  if (!sent(referral, packs)) return false;
  const bool withdrawn = referral.has_consent_withdrawn_at() && referral.consent_withdrawn_at().utc_ms() <= at_ms;
  if (referral.consent() == "GIVEN" && !withdrawn) return true;
  return referral.has_sharing_ground();
}

bool referral_linked(const Context& context) {
  const auto* entry = envelope_of(context.message);
  return std::any_of(context.linked.begin(), context.linked.end(), [&](const Linked& linked) {
    if (linked.type->descriptor != v1::Referral::descriptor()) return false;
    const auto& referral = static_cast<const v1::Referral&>(*linked.message);
    const auto state = state_of(referral, context.packs);
    const bool together = !entry || referral.envelope().encounter_id() == entry->encounter_id();
    if (state != ReferralState::made || together) return state == ReferralState::made || state == ReferralState::declined;
    const ReferralFact earlier{referral.envelope().event_at().utc_ms(), referral.partner_type(), state,
                               is_open(referral, context.packs)};
    return serves_again({&earlier, 1}, referral.partner_type(), entry->event_at().utc_ms()) != nullptr;
  });
}

bool referral_settled(const v1::OfficialWarning& warning, const schema::CodeLists& packs) {
  const auto* state = packs.find("referral_state", warning.referral_state());
  return state && (state->entry.value("made_or_later", false) || state->code == "DECLINED");
}

ReferralState state_of(const v1::Referral& referral, const schema::CodeLists& packs) {
  if (referral.state() == "OFFERED") return ReferralState::offered;
  if (referral.state() == "DECLINED") return ReferralState::declined;
  const auto* code = packs.find("referral_state", referral.state());
  return code && code->entry.value("made_or_later", false) ? ReferralState::made : ReferralState::none;
}

const ReferralFact* serves_again(std::span<const ReferralFact> referrals, std::string_view partner_type, int64_t warned_ms) {
  const ReferralFact* last = nullptr;
  for (const auto& one : referrals) {
    const auto age = date::sys_days(schema::london_day(warned_ms)) - date::sys_days(schema::london_day(one.made_ms));
    const bool counts = one.open && one.state == ReferralState::made && one.partner_type == partner_type;
    if (!counts || one.made_ms > warned_ms || age > served_again) continue;
    if (!last || last->made_ms < one.made_ms) last = &one;
  }
  return last;
}

ReferralRate rate_of(std::span<const ReferralState> by_person) {
  ReferralRate out;
  out.persons = by_person.size();
  for (const auto state : by_person) {
    out.made += state == ReferralState::made;
    out.declined += state == ReferralState::declined;
  }
  return out;
}

void check(const v1::Referral& referral, const Context& context, Findings& findings) {
  if (referral.envelope().subjects_size() != 1) {
    findings.add("envelope.subjects", "Link the one person this is about. Make one record for each person.");
  }
  check_stay(referral, context, findings);
  check_anonymous(referral, context, findings);
  check_nrm(referral, context, findings);
  const bool withdrawn = referral.has_consent_withdrawn_at();
  if (withdrawn && referral.consent() != "GIVEN") {
    findings.add("consent_withdrawn_at", "Only consent that was given can be withdrawn. Check the answer.");
  } else if (withdrawn && before(referral.consent_withdrawn_at(), referral.consent_at())) {
    findings.add("consent_withdrawn_at", "Consent can't be withdrawn before it was given. Check the times.");
  } else if (withdrawn && sent_after_withdrawal(referral, context.packs)) {
    findings.add("state", "Consent was withdrawn before this. Send nothing, or record the ground for sharing without it.");
  }
}

void note(const v1::Referral& referral, const Context&, Notices& out) {
  if (referral.has_consent_withdrawn_at()) {
    out.push_back({"consent_withdrawn_at", "Nothing more is sent. Tell the service that consent was withdrawn."});
  }
  if (referral.safeguarding_type() == "CHILD") {
    out.push_back({"safeguarding_type", "Tell children's services now. In danger: 999."});
  }
}

}  // namespace beatbook::rules
