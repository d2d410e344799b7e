#pragma once
// What the law pack says of a power: who may use it, in uniform or not, for which objects. No such fact is written in code.
#include <string>

#include "rules/record_rules.h"

namespace beatbook::rules {

bool needs_uniform(const schema::Code& power);
// Constables, and PCSOs for a power their chief officer gave them.
bool may_use(const schema::Code& power, const Situation& situation, const schema::CodeLists& packs);
// "RTA88-163" and the like were in force on that day; a power without a date always was.
bool in_force(const schema::Code& power, const v1::LocalTime& when);

// The power exists, was in force and the author's role may use it; otherwise says so at `field`. Returns the power if the pack
// has it.
const schema::Code* check_power(const std::string& field, std::string_view list, const std::string& code,
                                const Context& context, Findings& findings);

// BR-21: the officer named for a power that needs a uniform is a constable in uniform on this shift; else says what the
// annotation of `field` says. Nobody named is told by the field's condition. Who is on the shift may not be known, and then the
// name is taken.
void check_uniformed_officer(const std::string& field, const std::string& collar_number, const Context& context,
                             Findings& findings);

// Section 60 conditions of the pack at a moment; null before its first.
const nlohmann::json* section_60_at(const schema::CodeLists& packs, const v1::LocalTime& when);

}  // namespace beatbook::rules
