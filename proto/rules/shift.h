#pragma once
// Who is on a shift, and in uniform or not by the mode of their pair (BR-21): Situation.on_shift and Situation.officer.
#include <vector>

#include "beatbook/v1/records/shift.pb.h"
#include "rules/situation.h"

namespace beatbook::rules {

// In the order of the shift. An officer in no pair, or in a plain-clothes one, is not in uniform.
std::vector<Officer> officers_of(const v1::Shift& shift, const schema::CodeLists& packs);

}  // namespace beatbook::rules
