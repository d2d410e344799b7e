#include "rules/fields.h"

#include <algorithm>
#include <stdexcept>

namespace beatbook::rules {

namespace {

const google::protobuf::FieldDescriptor& field_of(const Message& message, std::string_view name) {
  const auto* field = message.GetDescriptor()->FindFieldByName(std::string(name));
  if (!field) throw std::logic_error(message.GetDescriptor()->full_name() + " has no field " + std::string(name));
  return *field;
}

}  // namespace

bool has(const Message& message, std::string_view name) {
  const auto& field = field_of(message, name);
  const auto* reflection = message.GetReflection();
  return field.is_repeated() ? reflection->FieldSize(message, &field) > 0 : reflection->HasField(message, &field);
}

std::string text(const Message& message, std::string_view name) {
  return message.GetReflection()->GetString(message, &field_of(message, name));
}

std::vector<std::string> texts(const Message& message, std::string_view name) {
  const auto& field = field_of(message, name);
  const auto* reflection = message.GetReflection();
  std::vector<std::string> all;
  for (int i = 0; i < reflection->FieldSize(message, &field); ++i) {
    all.push_back(reflection->GetRepeatedString(message, &field, i));
  }
  return all;
}

bool says_yes(const Message& message, std::string_view name) {
  return message.GetReflection()->GetBool(message, &field_of(message, name));
}

bool says_no(const Message& message, std::string_view name) { return has(message, name) && !says_yes(message, name); }

bool contains(const std::vector<std::string>& list, std::string_view value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

const v1::Envelope* envelope_of(const Message& message) {
  const auto* field = message.GetDescriptor()->FindFieldByName("envelope");
  if (!field || field->message_type() != v1::Envelope::descriptor()) return nullptr;
  return static_cast<const v1::Envelope*>(&message.GetReflection()->GetMessage(message, field));
}

}  // namespace beatbook::rules
