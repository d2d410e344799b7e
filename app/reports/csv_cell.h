#pragma once
// A cell of a table that people keep, as JSON writes the value of its field.
#include <nlohmann/json.hpp>
#include <string>

#include "schema/catalogue.h"
#include "schema/code_lists.h"

namespace beatbook::app {

class CsvCell {
 public:
  // Both must outlive it.
  CsvCell(const schema::FieldDescriptor& field, const schema::CodeLists& lists) : field_(field), lists_(lists) {}

  // `typed` is not empty. Text, dates and moments come back as typed: reading the JSON says what is wrong with them. A code may
  // be typed as its label, in any case; several stand with ";" between them.
  nlohmann::json value(const std::string& typed);
  // Empty, or why the last value is null, in a sentence that says what to write.
  const std::string& wrong() const { return wrong_; }

 private:
  nlohmann::json one(const std::string& typed);
  nlohmann::json number(const std::string& typed);
  nlohmann::json answer(const std::string& typed);
  nlohmann::json code(const std::string& list, const std::string& typed);

  const schema::FieldDescriptor& field_;
  const schema::CodeLists& lists_;
  std::string wrong_;
};

}  // namespace beatbook::app
