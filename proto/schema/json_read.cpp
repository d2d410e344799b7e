#include <fmt/format.h>
#include <google/protobuf/descriptor.h>

#include <limits>
#include <optional>
#include <stdexcept>

#include "kernel/limits.h"
#include "schema/catalogue.h"
#include "schema/formats.h"
#include "schema/json.h"
#include "schema/local_time_field.h"
#include "schema/pattern.h"
#include "schema/text.h"

namespace beatbook::schema {

namespace {

using google::protobuf::Reflection;
using nlohmann::json;

std::string join(const std::string& path, std::string_view name) {
  return path.empty() ? std::string(name) : path + "." + std::string(name);
}

// A number of the document as T; nothing if it is no whole number or does not fit.
template <class T>
std::optional<T> whole(const json& value) {
  if (value.is_number_unsigned()) {
    const auto number = value.get<uint64_t>();
    if (std::in_range<T>(number)) return static_cast<T>(number);
  } else if (value.is_number_integer()) {
    const auto number = value.get<int64_t>();
    if (std::in_range<T>(number)) return static_cast<T>(number);
  }
  return std::nullopt;
}

// Reads an object into a message, merging, and notes every wrong field.
class Reader {
 public:
  void object(const json& value, Message& message, const std::string& path, int depth) {
    if (depth > deepest) return wrong(path, fmt::format("This is nested more than {} deep. Check the brackets.", deepest));
    if (!value.is_object()) {
      return wrong(
          path, fmt::format("Give {} as an object with its fields, in braces.", label_in_sentence(*message.GetDescriptor())));
    }
    for (const auto& [name, member] : value.items()) {
      const auto* field = message.GetDescriptor()->FindFieldByName(name);
      if (field) {
        take(member, message, *field, join(path, name), depth);
      } else {
        wrong(join(path, shortened(name)), unknown(name, *message.GetDescriptor()));
      }
    }
  }

  FieldErrors errors;

 private:
  void wrong(const std::string& path, std::string message) { errors.push_back({path, std::move(message)}); }

  static std::string unknown(const std::string& name, const Descriptor& descriptor) {
    std::vector<std::string> names;
    for (int i = 0; i < descriptor.field_count(); ++i) names.push_back(descriptor.field(i)->name());
    const auto meant = nearest(name, names);
    const auto plain = fmt::format("{} is not a field of {}.", shortened(name), label_in_sentence(descriptor));
    return meant.empty() ? plain : fmt::format("{} Did you mean {}?", plain, meant);
  }

  void take(const json& value, Message& message, const FieldDescriptor& field, const std::string& path, int depth) {
    const Reflection* reflection = message.GetReflection();
    if (value.is_null()) return reflection->ClearField(&message, &field);
    if (!field.is_repeated()) return put(value, message, field, path, depth);
    if (!value.is_array()) return wrong(path, fmt::format("Give {} as a list, in square brackets.", in_sentence(label(field))));
    reflection->ClearField(&message, &field);
    for (size_t i = 0; i < value.size(); ++i) put(value[i], message, field, fmt::format("{}[{}]", path, i), depth + 1);
  }

  // Sets the field, or adds an element to it. A wrong element of a list is added empty, so that the places of the others stay.
  void put(const json& value, Message& message, const FieldDescriptor& field, const std::string& path, int depth) {
    switch (field.cpp_type()) {
      case FieldDescriptor::CPPTYPE_MESSAGE:
        return put_message(value, message, field, path, depth);
      case FieldDescriptor::CPPTYPE_STRING:
        return put_text(value, message, field, path);
      case FieldDescriptor::CPPTYPE_BOOL:
        return put_bool(value, message, field, path);
      case FieldDescriptor::CPPTYPE_INT32:
        return put_whole<int32_t>(value, message, field, path, &Reflection::SetInt32, &Reflection::AddInt32);
      case FieldDescriptor::CPPTYPE_INT64:
        return put_whole<int64_t>(value, message, field, path, &Reflection::SetInt64, &Reflection::AddInt64);
      case FieldDescriptor::CPPTYPE_UINT32:
        return put_whole<uint32_t>(value, message, field, path, &Reflection::SetUInt32, &Reflection::AddUInt32);
      case FieldDescriptor::CPPTYPE_UINT64:
        return put_whole<uint64_t>(value, message, field, path, &Reflection::SetUInt64, &Reflection::AddUInt64);
      default:
        throw std::logic_error(field.full_name() + " has a type that records must not use");
    }
  }

  void put_message(const json& value, Message& message, const FieldDescriptor& field, const std::string& path, int depth) {
    const Reflection* reflection = message.GetReflection();
    const auto sub = [&] {
      return field.is_repeated() ? reflection->AddMessage(&message, &field) : reflection->MutableMessage(&message, &field);
    };
    if (!is_local_time(field.message_type())) return object(value, *sub(), path, depth + 1);
    const auto time = value.is_string() ? read_local_time(value.get_ref<const std::string&>()) : read_local_time("");
    if (!time) wrong(path, time.error().message);
    if (time) set_local_time(*sub(), *time);
    if (!time && field.is_repeated()) sub();
  }

  void put_text(const json& value, Message& message, const FieldDescriptor& field, const std::string& path) {
    const auto text = field.type() == FieldDescriptor::TYPE_BYTES ? bytes(value, field, path) : characters(value, field, path);
    const Reflection* reflection = message.GetReflection();
    if (field.is_repeated()) return reflection->AddString(&message, &field, text.value_or(""));
    if (text) reflection->SetString(&message, &field, *text);
  }

  std::optional<std::string> characters(const json& value, const FieldDescriptor& field, const std::string& path) {
    static const Pattern printable("[^\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f]*+");
    if (!value.is_string()) {
      wrong(path, fmt::format("Give {} as text, in quotes.", in_sentence(label(field))));
      return std::nullopt;
    }
    const auto& text = value.get_ref<const std::string&>();
    if (!printable.matches(text)) {
      wrong(path, fmt::format("{} holds a character that cannot be shown. Type it again.", label(field)));
      return std::nullopt;
    }
    const Format* format = find_format(meaning(field).format());
    if (!format || format->holds != Format::Holds::text) return text;
    const auto normal = normalise(*format, text);
    return normal ? *normal : text;
  }

  std::optional<std::string> bytes(const json& value, const FieldDescriptor& field, const std::string& path) {
    const Format* format = find_format(meaning(field).format());
    if (!format) throw std::logic_error(field.full_name() + " is bytes without a format");
    const auto read = value.is_string() ? bytes_of(*format, value.get_ref<const std::string&>()) : bytes_of(*format, "?");
    if (read) return *read;
    wrong(path, read.error().message);
    return std::nullopt;
  }

  void put_bool(const json& value, Message& message, const FieldDescriptor& field, const std::string& path) {
    const Reflection* reflection = message.GetReflection();
    if (!value.is_boolean())
      wrong(path, fmt::format("Answer {} with true or false, without quotes.", in_sentence(label(field))));
    const bool answer = value.is_boolean() && value.get<bool>();
    if (field.is_repeated()) return reflection->AddBool(&message, &field, answer);
    if (value.is_boolean()) reflection->SetBool(&message, &field, answer);
  }

  template <class T>
  void put_whole(const json& value, Message& message, const FieldDescriptor& field, const std::string& path,
                 void (Reflection::*set)(Message*, const FieldDescriptor*, T) const,
                 void (Reflection::*add)(Message*, const FieldDescriptor*, T) const) {
    const Reflection* reflection = message.GetReflection();
    const auto number = whole<T>(value);
    if (!number) {
      const auto& own = meaning(field).message();
      wrong(path, !own.empty() ? own : fmt::format("Give {} as a whole number, without quotes.", in_sentence(label(field))));
    }
    if (field.is_repeated()) return (reflection->*add)(&message, &field, number.value_or(0));
    if (number) (reflection->*set)(&message, &field, *number);
  }
};

FieldErrors read(const json& object, Message& message) {
  Reader reader;
  reader.object(object, message, "", 1);
  if (const size_t size = message.ByteSizeLong(); size > limits::change_set) {
    reader.errors.push_back(
        {"", fmt::format("This record is {} characters too long. Shorten the text.", size - limits::change_set)});
  }
  return std::move(reader.errors);
}

}  // namespace

FieldErrors read_json(const json& object, Message& message) {
  message.Clear();
  return read(object, message);
}

FieldErrors patch_json(const json& patch, Message& current) {
  const std::unique_ptr<Message> next(current.New());
  next->CopyFrom(current);
  auto errors = read(patch, *next);
  if (errors.empty()) current.GetReflection()->Swap(&current, next.get());
  return errors;
}

}  // namespace beatbook::schema
