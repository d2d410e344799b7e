#pragma once
// The gates before an arrest for persistent loitering or soliciting (SOA59-1): the ladder (BR-03), the limit of an operation
// (BR-16), the child route (BR-08). They support a judgement and never order an arrest; an arrest for any other offence passes
// none of them.
#include <string_view>

#include "beatbook/v1/records/arrest.pb.h"
#include "rules/ladder.h"
#include "rules/record_rules.h"

namespace beatbook::rules {

// What the gates look at.
struct S1Arrest {
  Standing standing = Standing::none;
  bool ladder_fresh = false;      // an exchange with the server at most Settings.confirm_ladder_after_min ago
  bool ladder_confirmed = false;  // by control, over the radio
  bool limited = false;           // the operation limits arrests, and the person sells sex (BR-16)
  bool identity_missing = false;  // no PNC trace: name, address or biometrics must be established
  bool overridden = false;        // by a supervisor, with a reason
};

enum class Gate {
  open,
  child_route,    // no override opens it
  review,         // a supervisor looks at the ladder first
  warnings,       // "Two live warnings are not on record. See the ladder before arrest."
  not_confirmed,  // "Ladder not confirmed. Ask control, or give a second warning."
  no_trace,
};

Gate gate_of(const S1Arrest& arrest);

// The record is an arrest, and the offence is among those it names.
bool arrested_for_s1(const v1::Arrest& arrest, const schema::CodeLists& packs);
// It names no other offence, and no supervisor has allowed it.
bool s1_gate_applies(const v1::Arrest& arrest, const schema::CodeLists& packs);
bool no_trace_gate_applies(const v1::Arrest& arrest, const Context& context);
// CL-38: bail and recall are no offences and need the court's or the licence's reference.
bool needs_reference(const v1::Arrest& arrest, const schema::CodeLists& packs);

// Code of ladder_standing, and back; an unknown code is BLOCKED_REVIEW.
std::string_view ladder_code(const Ladder& ladder);
Standing standing_of(std::string_view ladder_code);

}  // namespace beatbook::rules
