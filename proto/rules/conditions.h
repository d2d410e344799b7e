#pragma once
// The conditions that `required_when` of the annotations names: every name there has one predicate here and the other way
// round.
#include <functional>
#include <map>
#include <string_view>

#include "rules/record_rules.h"

namespace beatbook::rules {

// `holder` is the message the field stands in: the record itself, its location, one of its pairs.
using Condition = bool (*)(const google::protobuf::Message& holder, const Context& context);

const std::map<std::string_view, Condition>& conditions();

// Every absent field whose condition holds, with what its annotation says; and, of every list, an entry that excludes the
// others beside others. Throws std::logic_error for a condition that is not there.
void check_conditions(const Context& context, Findings& findings);

}  // namespace beatbook::rules
