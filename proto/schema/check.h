#pragma once
// Checks every field of a record against its annotations: required, length, range, format, code list, plain language.
// Conditional rules (`required_when`, times in order, who may write) are proto/rules.
#include <date/date.h>

#include <nlohmann/json.hpp>

#include "schema/catalogue.h"
#include "schema/code_lists.h"
#include "schema/field_error.h"

namespace beatbook::schema {

// Unicode characters of a text field whose annotation names no limit.
constexpr uint32_t longest_text = 4000;
// A date of birth lies at most this many years before today (REC-02).
constexpr int oldest_age = 110;

struct CheckOptions {
  date::year_month_day today;  // by London's clock; a date of birth lies before it
  bool imported = false;       // history from elsewhere: only structure, lengths and ranges count
};

// What is said of an empty field that must be filled: its annotation's message, else a sentence made of its label.
std::string missing_message(const FieldDescriptor& field);

// One message per wrong field, all of them, in the order of the proto file.
FieldErrors check(const Message& message, const RecordType& type, const CodeLists& lists, const CheckOptions& options);

// Envelope.origin is IMPORTED.
bool is_imported(const Message& message);

// What is wrong with a record given as JSON, in one go: first what could not be read, then what does not pass the check.
// A field is named once. `message` is filled as read_json does.
FieldErrors read_record(const nlohmann::json& object, Message& message, const RecordType& type, const CodeLists& lists,
                        const CheckOptions& options);

}  // namespace beatbook::schema
