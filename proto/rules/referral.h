#pragma once
// REC-18 and BR-11: every counted warning and every arrest for s1 leads to a referral, made on a lawful ground or declined.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "beatbook/v1/records/referral.pb.h"
#include "rules/record_rules.h"

namespace beatbook::rules {

// Something is passed on, and the person has not agreed.
bool shares_without_consent(const v1::Referral& referral, const schema::CodeLists& packs);
// Nothing more is sent once consent was withdrawn (PR-19), unless a ground stands without it.
bool may_send(const v1::Referral& referral, int64_t at_ms, const schema::CodeLists& packs);

// The record of the save or the encounter, or the one it names, is a referral that is made or declined; or one that it names
// serves again.
bool referral_linked(const Context& context);
// By the warning's own word.
bool referral_settled(const v1::OfficialWarning& warning, const schema::CodeLists& packs);

enum class ReferralState { none, offered, declined, made };
ReferralState state_of(const v1::Referral& referral, const schema::CodeLists& packs);

// What BR-11 asks about one person: a warning or an arrest, and the referrals to the same partners.
struct ReferralFact {
  int64_t made_ms = 0;
  std::string partner_type;
  ReferralState state = ReferralState::none;
  bool open = true;  // not closed or returned
};
// One open referral of the last 28 days serves a second warning, so nobody is referred again for nothing.
const ReferralFact* serves_again(std::span<const ReferralFact> referrals, std::string_view partner_type, int64_t warned_ms);

// Made of all, and offered of all; below the whole is an exception on the report.
struct ReferralRate {
  size_t persons = 0, made = 0, declined = 0;
  bool complete() const { return made + declined >= persons; }
};
ReferralRate rate_of(std::span<const ReferralState> by_person);

}  // namespace beatbook::rules
