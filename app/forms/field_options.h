#pragma once
// What may be chosen at a field: the codes of its list that this officer may enter now, officers, beats. Internal to Form.
#include "app/forms/form_field.h"
#include "app/forms/form_state.h"

namespace beatbook::app {

// In the order they are offered. Whatever is recorded stays among them. Empty for a field where nothing is chosen, and for
// beats and officers that are not known.
OptionList options_of(const FormState& state, const PartState& part, const PlannedField& field, const std::string& path);

// Every code of its list is for somebody else to choose, and none is recorded.
bool nothing_to_choose(const FormState& state, const PartState& part, const PlannedField& field, const std::string& path);

// What the records of a list of ids are called.
OptionList names_of(const FormState& state, const nlohmann::json& ids);

}  // namespace beatbook::app
