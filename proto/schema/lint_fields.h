#pragma once
// The lint's rules for one field. Each adds what it finds.
#include <string>
#include <utility>
#include <vector>

#include "schema/catalogue.h"
#include "schema/lint.h"

namespace beatbook::schema {

struct Findings {
  std::vector<LintFinding> all;
  void add(std::string rule, const std::string& where, std::string what) {
    all.push_back({std::move(rule), where, std::move(what)});
  }
};

// What bytes on the wire cannot bear. False when the rest of the field is not worth a look.
bool check_shape(const FieldDescriptor& field, Findings& findings);

// Whether what the annotations say can be true of a field of this type.
void check_meaning(const FieldDescriptor& field, const CodeLists& code_lists, Findings& findings);

// A block is one value of its record's tag: it has no class, conflict or editor of its own.
void check_inside_block(const FieldDescriptor& field, Findings& findings);

}  // namespace beatbook::schema
