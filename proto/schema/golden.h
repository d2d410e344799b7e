#pragma once
// The golden set: every field and every number of an enumeration that ever left this house, as lines of text. A tag keeps its
// name, type, label, packing and class for ever, because changes written with it lie in stores we cannot rewrite, and tablets
// and servers of other versions speak with it.
#include <google/protobuf/descriptor.h>

#include <compare>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/result.h"
#include "schema/lint.h"

namespace beatbook::schema {

struct GoldenField {
  uint32_t record_number = 0;  // 0: a block used by records, a message of the conversation or of a store, an enumeration
  std::string message;         // "Person", "Envelope", "Welcome"
  int32_t tag = 0;
  std::string name;        // "reserved" for a tag that was given up
  std::string type;        // "string", "bytes", "LocalTime", ...; "number" of an enumeration
  std::string label;       // "optional", "repeated"
  std::string packing;     // "packed", "unpacked"
  std::string visibility;  // "VC2_TEAM"; "SUBJECT" for a review; "-" in a block, whose class is its field's

  auto operator<=>(const GoldenField&) const = default;
};

// The records' files, and those of the change-set, the conversation and what either end keeps.
std::vector<const google::protobuf::FileDescriptor*> contract_files();

// Sorted by record number, message and tag. The zero of an enumeration is left out: it is never written.
std::vector<GoldenField> golden_of(std::span<const google::protobuf::FileDescriptor* const> files);

// One line per field, in the order of the struct; lines that start with # are comments. Reading fails with the line's number.
std::string write_golden(std::span<const GoldenField> fields);
Result<std::vector<GoldenField>> read_golden(std::string_view text);

// What `current` breaks of `golden`: rules "record-number", "removed", "reused", "type", "repeated", "packing", "class". New
// fields are no break.
std::vector<LintFinding> compare(std::span<const GoldenField> golden, std::span<const GoldenField> current);

}  // namespace beatbook::schema
