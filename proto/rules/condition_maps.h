#pragma once
// Conditions by the records that name them; conditions.cpp joins them.
#include <map>
#include <string_view>

#include "rules/conditions.h"

namespace beatbook::rules {

using ConditionMap = std::map<std::string_view, Condition>;

// Arrest, cautions and orders, letters, seizures, observations.
ConditionMap enforcement_case_conditions();
// Referrals, calls, offences against somebody, partners' work.
ConditionMap partner_case_conditions();

// The field holds that code; the list has it among others.
bool is(const google::protobuf::Message& message, std::string_view field, std::string_view code);
bool has_code(const google::protobuf::Message& message, std::string_view field, std::string_view code);
// The pack says `flag` of the code the field holds.
bool marked(const google::protobuf::Message& message, std::string_view field, std::string_view list, const char* flag,
            const Context& context);
// CL-18 wishes that give a name to the police or to a partner; anonymous sharing needs no consent (REC-10).
bool shares_by_name(const google::protobuf::Message& contact);
// BR-03: the ladder shown may be stale.
bool offline_too_long(const Situation& situation);
// The author is no constable in uniform, and the power needs one.
bool needs_uniformed_officer(const google::protobuf::Message& message, std::string_view field, std::string_view list,
                             const Context& context);

}  // namespace beatbook::rules
