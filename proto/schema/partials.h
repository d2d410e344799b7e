#pragma once
// Between a whole record and what a change carries: partial messages of one visibility class, and cells by tag.
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "kernel/bytes.h"
#include "schema/catalogue.h"

namespace beatbook::schema {

// What a save does to the fields of one visibility class.
struct PartialChange {
  Bytes partial;                  // the message with only the tags that are set, ascending; equal messages give equal bytes
  std::vector<uint32_t> set;      // ascending
  std::vector<uint32_t> cleared;  // ascending
  bool operator==(const PartialChange&) const = default;
};

// What turns `before` into `after`, one entry per class that has something to say. Top-level tags this program does not know
// are never touched. `subject` is the class of the record a review speaks of.
std::map<VisibilityClass, PartialChange> changed_tags(const Message& before, const Message& after, const RecordType& type,
                                                      VisibilityClass subject = v1::VISIBILITY_CLASS_UNSPECIFIED);

// A whole new record: one partial per class that holds a value.
std::map<VisibilityClass, Bytes> split_by_class(const Message& message, const RecordType& type,
                                                VisibilityClass subject = v1::VISIBILITY_CLASS_UNSPECIFIED);

// A record made of cells. Each is parsed alone: one that does not parse, or holds anything but its tag, is left out and named,
// and the rest of the record is shown (design, section 3). Tags of a newer program stay in the message as unknown fields.
struct Assembled {
  std::unique_ptr<Message> message;
  std::vector<uint32_t> broken;  // ascending
};
Assembled assemble(const RecordType& type, const std::map<uint32_t, Bytes>& cells);

}  // namespace beatbook::schema
