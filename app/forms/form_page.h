#pragma once
// Lays out what a form holds as the rows a person sees. Internal to Form.
#include <vector>

#include "app/forms/form_field.h"
#include "app/forms/form_state.h"

namespace beatbook::app {

struct FormPage {
  std::vector<FormField> fields;
  std::vector<FormSection> sections;
  std::vector<FormPart> parts;
  std::vector<FormProblem> problems;
  FormProgress progress;
};

FormPage lay_out(const FormState& state);

// The rows of one part in the order of its plan, before they are put under their sections; with what the last check says of
// them. What stands at none of its rows is added to `problems`.
std::vector<FormField> rows_of(const FormState& state, const PartState& part, std::vector<FormProblem>& problems);
// The two rows of a correction's reason.
std::vector<FormField> reason_rows(const FormState& state);

// A code that the list begins with says nothing.
bool goes_without_saying(const FormField& row);
// What a section says of itself when it is folded: "22:38, Tanner Row, Residential".
std::string summary_of(std::span<const FormField> rows);
// "New person: Avocet", "Vehicle stop".
std::string part_title(const PartState& part);
// What a reference names, in words.
std::string reference_words(const FormState& state, const nlohmann::json& value);

// What one tap would do at a row; empty = nothing.
std::string offer_at(const FormState& state, const PartState& part, const FormField& row);
// The record type an outcome asks for that is not yet part of the form; nullptr = none.
const schema::RecordType* asked_record(const FormState& state, const PartState& part, const FormField& row);

}  // namespace beatbook::app
