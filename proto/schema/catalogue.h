#pragma once
// The record types of this program, and what their annotations say. Reflection starts here: nobody else walks the pool.
#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "beatbook/v1/annotations.pb.h"

namespace beatbook::schema {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using v1::VisibilityClass;

struct RecordType {
  std::string name;  // "stop_and_search": what the command line and JSON call it
  uint32_t number = 0;
  const Descriptor* descriptor = nullptr;
  const v1::RecordMeaning* meaning = nullptr;
  VisibilityClass face = v1::VISIBILITY_CLASS_UNSPECIFIED;  // unspecified for a type that takes its subject's class
};

// Every message with a RecordMeaning under proto/beatbook/v1/records, by number. Throws std::logic_error at first use if two
// share a name or a number.
std::span<const RecordType> record_types();
const RecordType* find_type(std::string_view name);
const RecordType* find_type(uint32_t number);
const RecordType* find_type(const Descriptor* descriptor);

std::unique_ptr<Message> new_message(const RecordType& type);

const v1::FieldMeaning& meaning(const FieldDescriptor& field);
// The name people see; a field without a label is called by its proto name in words.
std::string label(const FieldDescriptor& field);
// What officers call a record of this type where its name stands alone: "Vehicle stop".
const std::string& short_label(const RecordType& type);
// What a message is called in a sentence: "vehicle stop", "location".
std::string label_in_sentence(const Descriptor& descriptor);

// Class of a top-level field. `subject` is the class of the record a review speaks of; other types ignore it.
VisibilityClass class_of(const RecordType& type, const FieldDescriptor& field,
                         VisibilityClass subject = v1::VISIBILITY_CLASS_UNSPECIFIED);

// A class as records and people name it, "VC2", and back. Empty, unspecified for one this program does not know.
std::string class_name(VisibilityClass visibility);
VisibilityClass class_named(std::string_view name);

// What several values of a tag do. A tag this program does not know opens a review.
v1::OnConflict on_conflict(const RecordType& type, uint32_t tag);

// The field at a path such as envelope.location.os_grid or subjects[1].roles[0] (indices are read over); null if there is none.
const FieldDescriptor* find_field(const RecordType& type, std::string_view path);
// Label of that field, for this type of record (RecordMeaning.time_label); the path itself if there is none.
std::string label(const RecordType& type, std::string_view path);

}  // namespace beatbook::schema
