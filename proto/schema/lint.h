#pragma once
// What a record message may not be. Each of these was tried and breaks the split of a message by tag, an older app, or a form.
//
// The lint looks at descriptors, never at data, and reports everything it finds. It runs as a test over the real messages.
#include <google/protobuf/descriptor.h>

#include <span>
#include <string>
#include <vector>

#include "schema/code_lists.h"

namespace beatbook::schema {

struct LintFinding {
  std::string rule;   // stable name of the rule: "float", "oneof", "label", ...
  std::string where;  // full name of the message or field
  std::string what;   // what is wrong and how to mend it

  bool operator==(const LintFinding&) const = default;
};

// The files of all record types of this program, and the files of ours they import.
std::vector<const google::protobuf::FileDescriptor*> record_files();

// Checks every message of `files`. A reference may name only a record type among them, a code list one of `code_lists`.
std::vector<LintFinding> lint(std::span<const google::protobuf::FileDescriptor* const> files, const CodeLists& code_lists);

}  // namespace beatbook::schema
