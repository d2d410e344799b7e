#include "schema/check.h"

#include <fmt/format.h>

#include <algorithm>

#include "schema/formats.h"
#include "schema/json.h"
#include "schema/local_time_field.h"
#include "schema/text.h"
#include "schema/time.h"

namespace beatbook::schema {

namespace {

using google::protobuf::Reflection;

// The annotation's own words come first: domain B wrote them for this field.
std::string own_or(const FieldDescriptor& field, std::string otherwise) {
  const auto& own = meaning(field).message();
  return own.empty() ? std::move(otherwise) : own;
}

// How a field is filled in.
std::string_view way_to_fill(const FieldDescriptor& field) {
  const auto& said = meaning(field);
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_BOOL) return "Select yes or no:";
  if (field.message_type()) return is_local_time(field.message_type()) ? "Enter" : "Add";
  return said.code_list().empty() && said.references().empty() ? "Enter" : "Select";
}

class Checker {
 public:
  Checker(const CodeLists& lists, const CheckOptions& options) : lists_(lists), options_(options) {}

  void message(const Message& m, const std::string& path) {
    const Descriptor* descriptor = m.GetDescriptor();
    for (int i = 0; i < descriptor->field_count(); ++i) {
      const FieldDescriptor& field = *descriptor->field(i);
      this->field(m, field, path.empty() ? field.name() : path + "." + field.name());
    }
  }

  FieldErrors errors;

 private:
  void wrong(const std::string& path, std::string text) { errors.push_back({path, std::move(text)}); }

  void field(const Message& m, const FieldDescriptor& field, const std::string& path) {
    const Reflection* reflection = m.GetReflection();
    if (field.is_repeated()) {
      const int size = reflection->FieldSize(m, &field);
      if (size == 0) return absent(field, path);
      for (int at = 0; at < size; ++at) value(m, field, at, fmt::format("{}[{}]", path, at));
    } else if (reflection->HasField(m, &field)) {
      value(m, field, -1, path);
    } else {
      absent(field, path);
    }
  }

  void absent(const FieldDescriptor& field, const std::string& path) {
    if (meaning(field).required() && !options_.imported) wrong(path, missing_message(field));
  }

  void value(const Message& m, const FieldDescriptor& field, int at, const std::string& path) {
    const Reflection* r = m.GetReflection();
    switch (field.cpp_type()) {
      case FieldDescriptor::CPPTYPE_MESSAGE:
        return sub_message(at < 0 ? r->GetMessage(m, &field) : r->GetRepeatedMessage(m, &field, at), field, path);
      case FieldDescriptor::CPPTYPE_STRING: {
        const std::string text = at < 0 ? r->GetString(m, &field) : r->GetRepeatedString(m, &field, at);
        return field.type() == FieldDescriptor::TYPE_BYTES ? bytes(text, field, path) : this->text(text, field, path);
      }
      case FieldDescriptor::CPPTYPE_INT32:
        return number(at < 0 ? r->GetInt32(m, &field) : r->GetRepeatedInt32(m, &field, at), field, path);
      case FieldDescriptor::CPPTYPE_INT64:
        return number(at < 0 ? r->GetInt64(m, &field) : r->GetRepeatedInt64(m, &field, at), field, path);
      case FieldDescriptor::CPPTYPE_UINT32:
        return number(at < 0 ? r->GetUInt32(m, &field) : r->GetRepeatedUInt32(m, &field, at), field, path);
      case FieldDescriptor::CPPTYPE_UINT64:
        return number(at < 0 ? r->GetUInt64(m, &field) : r->GetRepeatedUInt64(m, &field, at), field, path);
      default:
        return;  // true and false are both answers
    }
  }

  void sub_message(const Message& m, const FieldDescriptor& field, const std::string& path) {
    if (!is_local_time(m.GetDescriptor())) return message(m, path);
    const LocalTime time = local_time_of(m);
    const bool whole_offset = time.offset_min >= -14 * 60 && time.offset_min <= 14 * 60;
    if (time.utc_ms < earliest_ms || time.utc_ms > latest_ms || !whole_offset)
      wrong(path, own_or(field, "Enter a date and time, like 21/11/2026 23:10."));
  }

  void bytes(const std::string& value, const FieldDescriptor& field, const std::string& path) {
    const Format* format = find_format(meaning(field).format());
    if (format && value.size() != format->bytes) wrong(path, own_or(field, std::string(format->message)));
  }

  template <class T>
  void number(T value, const FieldDescriptor& field, const std::string& path) {
    const auto low = meaning(field).minimum(), high = meaning(field).maximum();
    if (low == 0 && high == 0) return;
    if (std::cmp_less(value, low) || std::cmp_greater(value, high)) {
      wrong(path, own_or(field, fmt::format("Enter a number from {} to {}.", low, high)));
    }
  }

  void text(const std::string& typed, const FieldDescriptor& field, const std::string& path) {
    const auto& annotation = meaning(field);
    const Format* format = find_format(annotation.format());
    const auto normal = format ? normalise(*format, typed) : Result<std::string>(typed);
    const std::string& value = normal ? *normal : typed;

    const size_t longest = annotation.max_length() ? annotation.max_length() : longest_text;
    if (const size_t size = count_characters(value); size > longest) {
      return wrong(path, fmt::format("{} must be {} characters or fewer. It has {}.", label(field), longest, size));
    }
    if (options_.imported) return;
    const size_t size = count_characters(tidy(value));
    if (size == 0) return wrong(path, annotation.required() ? missing_message(field) : left_empty(field));
    if (size < annotation.min_length()) {
      return wrong(path, own_or(field, fmt::format("{} must be at least {} characters. It has {}.", label(field),
                                                   annotation.min_length(), size)));
    }
    if (!normal) return wrong(path, own_or(field, normal.error().message));
    if (auto refused = content(value, field); !refused.empty()) wrong(path, std::move(refused));
  }

  static std::string left_empty(const FieldDescriptor& field) {
    return fmt::format("Enter {}, or leave it out.", in_sentence(label(field)));
  }

  // Date of birth, code list and plain language; empty if nothing is wrong.
  std::string content(const std::string& value, const FieldDescriptor& field) {
    const auto& annotation = meaning(field);
    if (annotation.format() == "DATE_OF_BIRTH" && !could_be_born(value)) {
      return own_or(field, std::string(find_format("DATE_OF_BIRTH")->message));
    }
    if (!annotation.code_list().empty()) {
      const auto refused = lists_.refusal(annotation.code_list(), value);
      if (refused && !refused->empty()) return *refused;
      if (refused) return own_or(field, fmt::format("Choose {} from the list.", in_sentence(label(field))));
    }
    return annotation.plain_language() ? lists_.plain_language_refusal(value) : std::string();
  }

  bool could_be_born(const std::string& iso_day) const {
    const auto born = read_date(iso_day);
    const auto& today = options_.today;
    const date::year_month_day oldest{today.year() - date::years(oldest_age), today.month(), today.day()};
    return born && *born <= today && *born >= oldest;
  }

  const CodeLists& lists_;
  const CheckOptions& options_;
};

// `path` is `field` or lies inside it.
bool inside(std::string_view path, std::string_view field) {
  return path.starts_with(field) && (path.size() == field.size() || path[field.size()] == '.' || path[field.size()] == '[');
}

}  // namespace

std::string missing_message(const FieldDescriptor& field) {
  return own_or(field, fmt::format("{} {}.", way_to_fill(field), in_sentence(label(field))));
}

FieldErrors check(const Message& message, const RecordType&, const CodeLists& lists, const CheckOptions& options) {
  Checker checker(lists, options);
  checker.message(message, "");
  return std::move(checker.errors);
}

bool is_imported(const Message& message) {
  const auto* envelope = message.GetDescriptor()->FindFieldByName("envelope");
  if (!envelope || !message.GetReflection()->HasField(message, envelope)) return false;
  const Message& inner = message.GetReflection()->GetMessage(message, envelope);
  const auto* origin = inner.GetDescriptor()->FindFieldByName("origin");
  return origin && inner.GetReflection()->GetString(inner, origin) == "IMPORTED";
}

FieldErrors read_record(const nlohmann::json& object, Message& message, const RecordType& type, const CodeLists& lists,
                        const CheckOptions& options) {
  FieldErrors errors = read_json(object, message);
  const size_t unread = errors.size();
  for (auto& found : check(message, type, lists, options)) {
    const auto end = errors.begin() + static_cast<std::ptrdiff_t>(unread);
    const bool known =
        std::any_of(errors.begin(), end, [&](const FieldError& e) { return !e.field.empty() && inside(found.field, e.field); });
    if (!known) errors.push_back(std::move(found));
  }
  return errors;
}

}  // namespace beatbook::schema
