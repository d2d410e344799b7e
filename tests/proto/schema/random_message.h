#pragma once
// Fills any record message by reflection with values that its annotations' formats allow.
#include <google/protobuf/descriptor.h>
#include <rapidcheck.h>

#include "proto/schema/random_text.h"
#include "schema/catalogue.h"
#include "schema/formats.h"
#include "schema/local_time_field.h"

namespace random_message {

using namespace beatbook::schema;

inline std::string bytes(const FieldDescriptor& field) {
  const auto length = find_format(meaning(field).format())->bytes;
  return *rc::gen::container<std::string>(length, rc::gen::arbitrary<char>());
}

// Text of a text format stands in its normal form, as read_json leaves it.
inline std::string text(const FieldDescriptor& field) {
  const Format* format = find_format(meaning(field).format());
  if (!format) return *printable_text();
  const std::string typed = *near_miss();
  const auto normal = normalise(*format, typed);
  return normal ? *normal : typed;
}

inline void fill(Message& message);

inline void put(Message& m, const FieldDescriptor& field) {
  const auto* r = m.GetReflection();
  const auto* f = &field;
  const bool list = field.is_repeated();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return fill(*(list ? r->AddMessage(&m, f) : r->MutableMessage(&m, f)));
    case FieldDescriptor::CPPTYPE_STRING: {
      const auto value = field.type() == FieldDescriptor::TYPE_BYTES ? bytes(field) : text(field);
      return list ? r->AddString(&m, f, value) : r->SetString(&m, f, value);
    }
    case FieldDescriptor::CPPTYPE_BOOL: {
      const bool value = *rc::gen::arbitrary<bool>();
      return list ? r->AddBool(&m, f, value) : r->SetBool(&m, f, value);
    }
    case FieldDescriptor::CPPTYPE_INT32: {
      const auto value = *rc::gen::arbitrary<int32_t>();
      return list ? r->AddInt32(&m, f, value) : r->SetInt32(&m, f, value);
    }
    case FieldDescriptor::CPPTYPE_INT64: {
      const auto value = *rc::gen::arbitrary<int64_t>();
      return list ? r->AddInt64(&m, f, value) : r->SetInt64(&m, f, value);
    }
    case FieldDescriptor::CPPTYPE_UINT32: {
      const auto value = *rc::gen::arbitrary<uint32_t>();
      return list ? r->AddUInt32(&m, f, value) : r->SetUInt32(&m, f, value);
    }
    case FieldDescriptor::CPPTYPE_UINT64: {
      const auto value = *rc::gen::arbitrary<uint64_t>();
      return list ? r->AddUInt64(&m, f, value) : r->SetUInt64(&m, f, value);
    }
    default:
      RC_FAIL("a field type that records must not use");
  }
}

inline void fill(Message& message) {
  const auto* descriptor = message.GetDescriptor();
  if (is_local_time(descriptor)) {
    return set_local_time(message, london(*rc::gen::inRange<int64_t>(earliest_ms, latest_ms - 86'400'000)));
  }
  for (int i = 0; i < descriptor->field_count(); ++i) {
    const int count = *rc::gen::inRange(0, descriptor->field(i)->is_repeated() ? 3 : 2);
    for (int n = 0; n < count; ++n) put(message, *descriptor->field(i));
  }
}

inline const RecordType& type() { return record_types()[*rc::gen::inRange<size_t>(0, record_types().size())]; }

inline std::unique_ptr<Message> of(const RecordType& type) {
  auto message = new_message(type);
  fill(*message);
  return message;
}

}  // namespace random_message
