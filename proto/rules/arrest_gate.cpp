#include "rules/arrest_gate.h"

#include <algorithm>
#include <array>
#include <utility>

namespace beatbook::rules {

namespace {

constexpr std::string_view two_of_three = "TWO_OF_THREE_LIVE", mismatch_of_two = "TWO_LIVE_NOTICE_MISMATCH";

constexpr std::array<std::pair<Standing, std::string_view>, 9> codes{{
    {Standing::none, "NONE"},
    {Standing::some, "ONE_LIVE"},
    {Standing::some, two_of_three},
    {Standing::mismatch, "NOTICE_MISMATCH"},
    {Standing::mismatch, mismatch_of_two},
    {Standing::enough, "ELIGIBLE"},
    {Standing::lapsed, "LAPSED"},
    {Standing::child, "CHILD_ROUTE"},
    {Standing::review, "BLOCKED_REVIEW"},
}};

bool needs_two_warnings(const std::string& offence, const schema::CodeLists& packs) {
  const auto* code = packs.find("offence", offence);
  return code && code->entry.value("two_warnings_first", false);
}

}  // namespace

Gate gate_of(const S1Arrest& arrest) {
  if (arrest.standing == Standing::child) return Gate::child_route;
  if (arrest.overridden) return Gate::open;
  if (arrest.standing == Standing::review) return Gate::review;
  if (arrest.standing != Standing::enough) return Gate::warnings;
  if (!arrest.ladder_fresh && !arrest.ladder_confirmed) return Gate::not_confirmed;
  if (arrest.limited && !arrest.identity_missing) return Gate::no_trace;
  return Gate::open;
}

bool arrested_for_s1(const v1::Arrest& arrest, const schema::CodeLists& packs) {
  const auto& offences = arrest.arrest_offences();
  return arrest.arrest_type() == "ARREST" &&
         std::any_of(offences.begin(), offences.end(), [&](const auto& one) { return needs_two_warnings(one, packs); });
}

bool s1_gate_applies(const v1::Arrest& arrest, const schema::CodeLists& packs) {
  const auto& offences = arrest.arrest_offences();
  const bool only =
      std::all_of(offences.begin(), offences.end(), [&](const auto& one) { return needs_two_warnings(one, packs); });
  return only && arrested_for_s1(arrest, packs) && !arrest.has_gate_override_by();
}

bool no_trace_gate_applies(const v1::Arrest& arrest, const Context& context) {
  return context.situation.settings.limit_sw_arrest && s1_gate_applies(arrest, context.packs) &&
         names_role(context, "SEX_WORKER");
}

bool needs_reference(const v1::Arrest& arrest, const schema::CodeLists& packs) {
  if (arrest.arrest_type() == "WANTED_RECALL") return true;
  const auto& offences = arrest.arrest_offences();
  return std::any_of(offences.begin(), offences.end(), [&](const std::string& one) {
    const auto* code = packs.find("offence", one);
    return code && code->entry.value("needs", "") == "COURT_OR_LICENCE_REFERENCE";
  });
}

std::string_view ladder_code(const Ladder& ladder) {
  if (ladder.standing == Standing::some && ladder.rungs.size() > 1) return two_of_three;
  if (ladder.standing == Standing::mismatch && ladder.needed == 2) return mismatch_of_two;
  return std::find_if(codes.begin(), codes.end(), [&](const auto& pair) { return pair.first == ladder.standing; })->second;
}

Standing standing_of(std::string_view ladder_code) {
  const auto found = std::find_if(codes.begin(), codes.end(), [&](const auto& pair) { return pair.second == ladder_code; });
  return found == codes.end() ? Standing::review : found->first;
}

}  // namespace beatbook::rules
