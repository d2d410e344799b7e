#include "sync-server/analysis_columns.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "beatbook/v1/records/common.pb.h"
#include "kernel/hash.h"
#include "schema/code_lists.h"
#include "schema/formats.h"
#include "schema/time.h"

namespace beatbook::server {

using schema::FieldDescriptor;
using schema::Message;
using Kind = AnalysisColumn::Kind;

namespace {

constexpr std::array pseudonymised{"UUID", "VRM", "COLLAR_NUMBER"};
constexpr std::array plain_formats{"BEAT", "DATE", "RECORD_TYPE"};  // where the field is nobody's

template <class Names>
bool among(const Names& names, const std::string& format) {
  return std::find(names.begin(), names.end(), format) != names.end();
}

std::optional<Kind> kind_of(const FieldDescriptor& field) {
  const auto& meaning = schema::meaning(field);
  const bool nobodys = meaning.sensitivity() == v1::NOT_PERSONAL || meaning.sensitivity() == v1::CRIMINAL_OFFENCE;
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_BOOL:
      return Kind::integer;
    case FieldDescriptor::CPPTYPE_INT32:
    case FieldDescriptor::CPPTYPE_INT64:
    case FieldDescriptor::CPPTYPE_UINT32:
    case FieldDescriptor::CPPTYPE_UINT64:
      return nobodys ? std::optional(Kind::integer) : std::nullopt;
    case FieldDescriptor::CPPTYPE_STRING:
      if (!meaning.code_list().empty()) return Kind::code;
      if (among(pseudonymised, meaning.format())) return Kind::pseudonym;
      if (nobodys && among(plain_formats, meaning.format())) return Kind::text;
      return std::nullopt;
    default:
      return std::nullopt;
  }
}

void add_columns(const schema::Descriptor& descriptor, const std::string& prefix, std::vector<const FieldDescriptor*> path,
                 std::vector<AnalysisColumn>& out) {
  for (int i = 0; i < descriptor.field_count(); ++i) {
    const FieldDescriptor* field = descriptor.field(i);
    const std::string name = prefix + field->name();
    path.push_back(field);
    if (field->message_type() == v1::LocalTime::descriptor()) {
      if (schema::meaning(*field).sensitivity() != v1::PERSONAL) out.push_back({name, path, Kind::time});
    } else if (field->message_type()) {
      add_columns(*field->message_type(), name + "_", path, out);
    } else if (const auto kind = kind_of(*field)) {
      out.push_back({name, path, *kind});
    }
    path.pop_back();
  }
}

int64_t number_of(const Message& message, const FieldDescriptor& field, int at) {
  const auto& reflection = *message.GetReflection();
  const bool list = field.is_repeated();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_BOOL:
      return list ? reflection.GetRepeatedBool(message, &field, at) : reflection.GetBool(message, &field);
    case FieldDescriptor::CPPTYPE_INT32:
      return list ? reflection.GetRepeatedInt32(message, &field, at) : reflection.GetInt32(message, &field);
    case FieldDescriptor::CPPTYPE_INT64:
      return list ? reflection.GetRepeatedInt64(message, &field, at) : reflection.GetInt64(message, &field);
    case FieldDescriptor::CPPTYPE_UINT32:
      return list ? reflection.GetRepeatedUInt32(message, &field, at) : reflection.GetUInt32(message, &field);
    default:
      return static_cast<int64_t>(list ? reflection.GetRepeatedUInt64(message, &field, at)
                                       : reflection.GetUInt64(message, &field));
  }
}

class Collector {
 public:
  Collector(const AnalysisColumn& column, const Pseudonyms& pseudonyms) : column_(column), pseudonyms_(pseudonyms) {}

  void collect(const Message& message, size_t depth) {
    const FieldDescriptor& field = *column_.path[depth];
    const auto& reflection = *message.GetReflection();
    const bool leaf = depth + 1 == column_.path.size();
    const int count = field.is_repeated()                    ? reflection.FieldSize(message, &field)
                      : reflection.HasField(message, &field) ? 1
                                                             : 0;
    for (int i = 0; i < count; ++i) {
      if (!field.message_type()) {
        add(message, field, i);
        continue;
      }
      const Message& inner =
          field.is_repeated() ? reflection.GetRepeatedMessage(message, &field, i) : reflection.GetMessage(message, &field);
      leaf ? add_time(inner) : collect(inner, depth + 1);
    }
  }

  AnalysisValue value() const {
    if (texts_.empty()) return std::monostate();
    if (number_ && texts_.size() == 1) return *number_;
    return fmt::format("{}", fmt::join(texts_, ";"));
  }

 private:
  void add(const Message& message, const FieldDescriptor& field, int at) {
    if (column_.kind == Kind::integer) {
      number_ = number_of(message, field, at);
      texts_.push_back(std::to_string(*number_));
      return;
    }
    const auto& reflection = *message.GetReflection();
    const std::string text =
        field.is_repeated() ? reflection.GetRepeatedString(message, &field, at) : reflection.GetString(message, &field);
    const auto& meaning = schema::meaning(field);
    if (column_.kind == Kind::code) {
      const bool known = schema::CodeLists::built_in().find(meaning.code_list(), text) != nullptr;
      texts_.push_back(known ? text : "(unknown code)");
    } else if (column_.kind == Kind::pseudonym) {
      texts_.push_back(pseudonyms_.of(meaning.format(), text));
    } else if (auto normal = schema::normalise(*schema::find_format(meaning.format()), text)) {
      texts_.push_back(std::move(*normal));
    }
  }

  void add_time(const Message& message) {
    v1::LocalTime time;
    time.CopyFrom(message);
    texts_.push_back(schema::iso({time.utc_ms(), time.offset_min()}));
  }

  const AnalysisColumn& column_;
  const Pseudonyms& pseudonyms_;
  std::vector<std::string> texts_;
  std::optional<int64_t> number_;
};

}  // namespace

std::string Pseudonyms::of(std::string_view kind, BytesView value) const {
  Bytes named(kind);
  named += '\0';
  named += value;
  return hex(view(hmac_sha256(key_.bytes(), named)).substr(0, 8));
}

bool is_for_analysis(v1::VisibilityClass visibility) {
  return visibility == v1::VC0_PUBLIC || visibility == v1::VC1_PARTNER || visibility == v1::VC2_TEAM;
}

std::vector<AnalysisColumn> analysis_columns(const schema::RecordType& type) {
  std::vector<AnalysisColumn> all, out;
  add_columns(*type.descriptor, "", {}, all);
  for (auto& column : all) {
    const auto visibility = schema::class_of(type, *column.path.front(), v1::VC2_TEAM);
    if (is_for_analysis(visibility)) out.push_back(std::move(column));
  }
  return out;
}

AnalysisValue analysis_value(const AnalysisColumn& column, const Message& message, const Pseudonyms& pseudonyms) {
  Collector collector(column, pseudonyms);
  collector.collect(message, 0);
  return collector.value();
}

}  // namespace beatbook::server
