#pragma once
// Results one after the other, as --format asks: a JSON object a line, or a table headed by the names of the first.
#include <nlohmann/json.hpp>

#include "app/commands/context.h"
#include "app/forms/stored.h"

namespace beatbook::app {

class Rows {
 public:
  // `context` must outlive it. With --format text nothing is printed here.
  explicit Rows(const Context& context) : format_(context.format) {}

  bool csv() const { return format_ == "csv"; }
  // Every row of a table has the same names. In a cell a list is joined by "; ".
  void add(const nlohmann::ordered_json& row);

 private:
  std::string format_;
  bool headed_ = false;
};

// A row per field that holds something; a block gives its fields the start of their names.
void print_field_rows(const Context& context, const Stored& stored);

}  // namespace beatbook::app
