#pragma once
// What a card says of a person's age, also while two officers have written it at once.
#include <vector>

#include "app/forms/stored.h"
#include "beatbook/v1/records/person.pb.h"

namespace beatbook::app {

// The card as each of them has it, as it is shown first. Empty for a record that is no person's card.
std::vector<v1::Person> readings_of(const Stored& card);
// By any of them the person is, or may be, under 18 at that moment (BR-08).
bool says_child(const Stored& card, int64_t at_ms);

}  // namespace beatbook::app
