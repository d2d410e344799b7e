#pragma once
// What rules find wrong with one record: each field once, in the order of the proto file.
#include <string>

#include "schema/catalogue.h"
#include "schema/field_error.h"

namespace beatbook::rules {

class Findings {
 public:
  explicit Findings(const schema::RecordType& type) : type_(type) {}

  // The first message about a field stands.
  void add(std::string field, std::string message);
  // Says what the field's annotation says, word for word from domain B. Throws std::logic_error if it says nothing.
  void add(const std::string& field);

  schema::FieldErrors in_order() const;

 private:
  const schema::RecordType& type_;
  schema::FieldErrors errors_;
};

}  // namespace beatbook::rules
