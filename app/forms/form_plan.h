#pragma once
// What a form of a record type consists of, before anything is filled in: derived once from the annotations.
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/forms/form_field.h"
#include "schema/catalogue.h"

namespace beatbook::app {

struct PlannedField {
  const schema::FieldDescriptor* field = nullptr;
  Control control = Control::line;
  std::string section;
  std::string keyboard;
  OptionList options;
  std::vector<std::string> references;
  int depth = 0;
  bool shared = false;               // one answer serves all entries of an encounter
  std::vector<PlannedField> fields;  // of a block, in the order of the form

  const v1::FieldMeaning& said() const { return schema::meaning(*field); }
  const std::string& name() const { return field->name(); }
  // One block whose fields stand in the form like others.
  bool is_block() const { return control == Control::group; }
  bool is_list_of_blocks() const { return control == Control::blocks; }
  // Its fields name no section of their own, so it has a heading.
  bool headed = false;
  // Asked only while its condition holds.
  bool hides() const {
    return !said().asked_when().empty() || (!said().required_when().empty() && !said().optional_otherwise());
  }
  // A text that is typed: its error waits until it is left.
  bool is_typed() const;
};

// How one of these codes, or several, are chosen.
Control choice_among(const Options& options, bool several);

class FormPlan {
 public:
  // Automatic fields, and ids that name nothing a person could pick, are left out.
  static const FormPlan& of(const schema::RecordType& type);

  const schema::RecordType& type() const { return *type_; }
  std::span<const PlannedField> fields() const { return fields_; }
  // In the order of the page.
  std::span<const std::string> sections() const { return sections_; }
  // Indices are read over; nullptr when it is not in the form.
  const PlannedField* find(std::string_view path) const;
  // Record types of which one may be added to this one in the same save: they name it, and nothing else does.
  std::span<const std::string> attachable() const { return attachable_; }

  explicit FormPlan(const schema::RecordType& type);

 private:
  const schema::RecordType* type_;
  std::vector<PlannedField> fields_;
  std::vector<std::string> sections_;
  std::vector<std::string> attachable_;
};

// The field of a record that names the one it is attached to: person_id of a telephone. nullptr for any other type.
const schema::FieldDescriptor* attaching_field(const schema::RecordType& type);

}  // namespace beatbook::app
