#include "schema/lint_fields.h"

#include <google/protobuf/descriptor.h>

#include <algorithm>
#include <cctype>

#include "schema/catalogue.h"
#include "schema/formats.h"
#include "schema/local_time_field.h"

namespace beatbook::schema {
namespace {

bool is_condition_name(std::string_view name) {
  return std::islower(static_cast<unsigned char>(name.front())) &&
         std::all_of(name.begin(), name.end(), [](unsigned char c) { return std::islower(c) || std::isdigit(c) || c == '_'; });
}

bool is_integer(const FieldDescriptor& field) {
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
    case FieldDescriptor::CPPTYPE_INT64:
    case FieldDescriptor::CPPTYPE_UINT32:
    case FieldDescriptor::CPPTYPE_UINT64:
      return true;
    default:
      return false;
  }
}

void check_format(const FieldDescriptor& field, Findings& findings) {
  const auto& name = meaning(field).format();
  if (name.empty()) return;
  const auto* format = find_format(name);
  const auto wanted =
      format && format->holds == Format::Holds::bytes ? FieldDescriptor::TYPE_BYTES : FieldDescriptor::TYPE_STRING;
  if (format == nullptr) {
    findings.add("format", field.full_name(), "There is no format " + name + ".");
  } else if (field.type() != wanted) {
    findings.add("format", field.full_name(), "The format " + name + " does not fit the type of the field.");
  }
}

// What a form makes of the field.
void check_form(const FieldDescriptor& field, Findings& findings) {
  const auto& said = meaning(field);
  const auto& where = field.full_name();
  const auto wrong = [&](std::string what) { findings.add("form", where, std::move(what)); };
  if (said.tick() && field.type() != FieldDescriptor::TYPE_BOOL) wrong("Only a yes or no is ticked.");
  if (said.measured() && !is_integer(field)) wrong("An instrument gives a whole number.");
  if (said.optional_otherwise() && said.required_when().empty()) wrong("Otherwise than what? Name a condition.");
  const auto& preset = said.preset();
  const bool moment = field.message_type() && is_local_time(field.message_type());
  const bool fits = preset.empty() || (preset == "now" && moment) || (preset == "author" && said.format() == "COLLAR_NUMBER") ||
                    (preset == "author_role" && said.code_list() == "officer_role");
  if (!fits) wrong("A form starts a moment with now, a collar number with author, a role with author_role.");
  const auto& clock = said.clock();
  if (!clock.empty() && (!moment || (clock != "next" && clock != "nearest"))) wrong("A clock is next or nearest, of a moment.");
  const auto* host = field.containing_type()->FindFieldByName(said.beside());
  if (!said.beside().empty() && (!host || host == &field || !meaning(*host).beside().empty()))
    wrong("It stands beside a field of its message that has a row of its own.");
  if (said.officer_roles_size() > 0 && said.format() != "COLLAR_NUMBER") wrong("Only officers are offered by their role.");
  if (said.others() && said.format() != "COLLAR_NUMBER") wrong("Only an officer is another than the author.");
  const auto* source = field.containing_type()->FindFieldByName(said.starts_from());
  if (!said.starts_from().empty() && (!source || meaning(*source).code_list().empty() || !field.is_repeated()))
    wrong("A list of codes starts from a list of codes of its message.");
  if (!said.one().empty() && (!field.message_type() || !field.is_repeated())) wrong("Only of a list of blocks there is one.");
}

}  // namespace

bool check_shape(const FieldDescriptor& field, Findings& findings) {
  const auto& where = field.full_name();
  if (field.is_map()) {
    findings.add("map", where, "Write a small record or a repeated block: the order of a map is not fixed.");
    return false;
  }
  if (field.type() == FieldDescriptor::TYPE_GROUP) {
    findings.add("group", where, "Write a message: the splitter takes no groups.");
    return false;
  }
  if (field.type() == FieldDescriptor::TYPE_MESSAGE) {
    if (field.message_type()->full_name() == "google.protobuf.Any") {
      findings.add("any", where, "Name the message: nobody can check an Any.");
    }
    return true;
  }
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_FLOAT || field.cpp_type() == FieldDescriptor::CPPTYPE_DOUBLE) {
    findings.add("float", where, "Write a whole number of a smaller unit: a float does not come back bit for bit.");
  }
  if (field.type() == FieldDescriptor::TYPE_ENUM) {
    findings.add("enum", where, "Write a string with a code_list: codes are data, and older apps meet new ones.");
  }
  if (!field.is_repeated() && !field.has_optional_keyword()) {
    findings.add("optional", where, "Write `optional`: without it an empty value and no value are the same bytes.");
  }
  if (field.type() == FieldDescriptor::TYPE_BYTES && meaning(field).format().empty()) {
    findings.add("bytes-format", where, "Name a format: without one JSON takes a UUID for base64.");
  }
  return true;
}

void check_meaning(const FieldDescriptor& field, const CodeLists& code_lists, Findings& findings) {
  const auto& said = meaning(field);
  const auto& where = field.full_name();
  const bool text = field.type() == FieldDescriptor::TYPE_STRING;
  if (said.label().empty()) findings.add("label", where, "Give it a label: people see no field names.");
  if (said.sensitivity() == v1::SENSITIVITY_UNSPECIFIED)
    findings.add("sensitivity", where, "Say how sensitive it is (N, P, S, C).");
  if (!said.code_list().empty() && code_lists.find(said.code_list()) == nullptr) {
    findings.add("code-list", where, "No pack has the code list " + said.code_list() + ".");
  }
  if (!said.code_list().empty() && (!text || !said.format().empty())) {
    findings.add("code-list", where, "A code is a string, and its list is its format.");
  }
  check_format(field, findings);
  for (const auto& condition : {said.required_when(), said.asked_when()}) {
    if (!condition.empty() && !is_condition_name(condition)) {
      findings.add("required-when", where, "Name the condition in snake_case.");
    }
  }
  if (!said.asked_when().empty() && (said.required() || said.optional_otherwise())) {
    findings.add("required-when", where, "What is always asked is not asked under a condition.");
  }
  if (said.required() && !said.required_when().empty()) {
    findings.add("required-when", where, "Always required or required under a condition, not both.");
  }
  if ((said.min_length() > 0 || said.max_length() > 0 || said.plain_language()) && !text) {
    findings.add("length", where, "Lengths and plain language are for text.");
  }
  if (said.max_length() > 0 && said.min_length() > said.max_length()) {
    findings.add("length", where, "The shortest length is above the longest.");
  }
  if ((said.minimum() != 0 || said.maximum() != 0) && !is_integer(field)) {
    findings.add("limits", where, "Limits are for whole numbers.");
  }
  if (said.minimum() > said.maximum()) findings.add("limits", where, "The lowest value is above the highest.");
  check_form(field, findings);
}

void check_inside_block(const FieldDescriptor& field, Findings& findings) {
  const auto& said = meaning(field);
  if (said.visibility() != v1::VISIBILITY_CLASS_UNSPECIFIED || said.on_conflict() != v1::ON_CONFLICT_UNSPECIFIED ||
      said.also_edited_by_size() > 0) {
    findings.add("block", field.full_name(), "Class, conflict and editors belong to the record's field that holds this block.");
  }
}

}  // namespace beatbook::schema
