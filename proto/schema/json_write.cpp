#include <google/protobuf/descriptor.h>

#include <algorithm>
#include <stdexcept>
#include <vector>

#include "schema/catalogue.h"
#include "schema/formats.h"
#include "schema/json.h"
#include "schema/local_time_field.h"

namespace beatbook::schema {

namespace {

using nlohmann::ordered_json;

ordered_json text(const FieldDescriptor& field, const std::string& value) {
  if (field.type() != FieldDescriptor::TYPE_BYTES) return value;
  const Format* format = find_format(meaning(field).format());
  if (!format) throw std::logic_error(field.full_name() + " is bytes without a format");
  return text_of(*format, value);
}

ordered_json object(const Message& message) {
  if (is_local_time(message.GetDescriptor())) return iso(local_time_of(message));
  return write_json(message);
}

// The value of a field, or its element `at`.
ordered_json value(const Message& m, const FieldDescriptor& field, int at) {
  const auto* r = m.GetReflection();
  const auto* f = &field;
  const bool list = field.is_repeated();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return object(list ? r->GetRepeatedMessage(m, f, at) : r->GetMessage(m, f));
    case FieldDescriptor::CPPTYPE_STRING:
      return text(field, list ? r->GetRepeatedString(m, f, at) : r->GetString(m, f));
    case FieldDescriptor::CPPTYPE_BOOL:
      return list ? r->GetRepeatedBool(m, f, at) : r->GetBool(m, f);
    case FieldDescriptor::CPPTYPE_INT32:
      return list ? r->GetRepeatedInt32(m, f, at) : r->GetInt32(m, f);
    case FieldDescriptor::CPPTYPE_INT64:
      return list ? r->GetRepeatedInt64(m, f, at) : r->GetInt64(m, f);
    case FieldDescriptor::CPPTYPE_UINT32:
      return list ? r->GetRepeatedUInt32(m, f, at) : r->GetUInt32(m, f);
    case FieldDescriptor::CPPTYPE_UINT64:
      return list ? r->GetRepeatedUInt64(m, f, at) : r->GetUInt64(m, f);
    default:
      throw std::logic_error(field.full_name() + " has a type that records must not use");
  }
}

}  // namespace

ordered_json write_json(const Message& message) {
  std::vector<const FieldDescriptor*> present;
  message.GetReflection()->ListFields(message, &present);
  std::sort(present.begin(), present.end(), [](const auto* a, const auto* b) { return a->index() < b->index(); });
  ordered_json out = ordered_json::object();
  for (const auto* field : present) {
    if (!field->is_repeated()) {
      out[field->name()] = value(message, *field, 0);
      continue;
    }
    auto& list = out[field->name()] = ordered_json::array();
    for (int i = 0; i < message.GetReflection()->FieldSize(message, field); ++i) list.push_back(value(message, *field, i));
  }
  return out;
}

}  // namespace beatbook::schema
