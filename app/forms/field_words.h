#pragma once
// The value of a field as people read it.
#include <nlohmann/json.hpp>
#include <string>

#include "schema/catalogue.h"

namespace beatbook::app {

// `value` as JSON writes it, or as it is being typed: what does not read as the field's kind comes back as it stands. Codes are
// their labels, moments dd/mm/yyyy HH:MM (HH:MM alone on the London day of `now_ms`, unless that is 0), lists joined by commas.
// References are told by whoever knows what they name; here they are their ids, and inside a block left out. Empty for an
// empty value.
std::string words_of(const schema::FieldDescriptor& field, const nlohmann::json& value, int64_t now_ms = 0);

// What one of a list of blocks is called: "Person".
std::string label_of_one(const schema::FieldDescriptor& field);

// "AA19 AVO": a current registration in its two groups, any other as it is.
std::string spaced_registration(const std::string& normal);

// "07700 900 123": a number of this country in groups, as it is dialled here; any other as it is.
std::string spaced_phone(const std::string& normal);

}  // namespace beatbook::app
