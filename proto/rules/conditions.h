#pragma once
// The conditions that `required_when` and `asked_when` of the annotations name: every name there has one predicate here and the
// other way round.
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "rules/record_rules.h"

namespace beatbook::rules {

struct Condition {
  // `holder` is the message the field stands in: the record itself, its location, one of its pairs.
  bool (*holds)(const google::protobuf::Message& holder, const Context& context);
  // The field of the holder whose answer makes it hold, so a form puts what it asks for below; empty for a condition of the
  // situation, of other records, or of what is not there.
  std::string_view opened_by = {};

  bool operator()(const google::protobuf::Message& holder, const Context& context) const { return holds(holder, context); }
};

const std::map<std::string_view, Condition>& conditions();

// Every absent field whose condition holds, with what its annotation says; and, of every list, an entry that excludes the
// others beside others. Throws std::logic_error for a condition that is not there.
void check_conditions(const Context& context, Findings& findings);

// Paths of all fields whose condition holds, filled in or not. A block that is not there is looked at as an empty one, so what
// it would ask for is known before it is begun.
AskedFor asked_for(const Context& context);

}  // namespace beatbook::rules
