#pragma once
// What is wrong with one field, said to the person who filled it in.
#include <string>
#include <vector>

namespace beatbook::schema {

struct FieldError {
  std::string field;    // proto path: envelope.location.os_grid, subjects[1].roles[0]; empty = the record as a whole
  std::string message;  // plain sentence: what is wrong and how to put it right
  bool operator==(const FieldError&) const = default;
};

using FieldErrors = std::vector<FieldError>;

}  // namespace beatbook::schema
