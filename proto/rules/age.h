#pragma once
// What a person's card says of their age (BR-08).
#include <cstdint>

#include "beatbook/v1/records/person.pb.h"
#include "schema/code_lists.h"

namespace beatbook::rules {

// Under 18 by date of birth at that moment, or an age range that includes it: "could be under 18".
bool card_says_child(const v1::Person& card, const schema::CodeLists& packs, int64_t at_ms);

}  // namespace beatbook::rules
