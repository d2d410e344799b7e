#include "schema/catalogue.h"

#include <all_records.pb.h>

#include <algorithm>
#include <set>
#include <stdexcept>
#include <vector>

#include "schema/text.h"

namespace beatbook::schema {

namespace {

std::string snake_case(std::string_view message_name) {
  std::string out = words_of(message_name);
  std::replace(out.begin(), out.end(), ' ', '_');
  return out;
}

std::vector<RecordType> collect() {
  std::vector<RecordType> types;
  const auto* all = AllRecords::descriptor()->file();
  for (int f = 0; f < all->dependency_count(); ++f) {
    const auto* file = all->dependency(f);
    for (int m = 0; m < file->message_type_count(); ++m) {
      const Descriptor* message = file->message_type(m);
      if (!message->options().HasExtension(v1::record)) continue;
      const auto& record = message->options().GetExtension(v1::record);
      const auto face = record.visibility_of_subject() ? v1::VISIBILITY_CLASS_UNSPECIFIED : record.visibility();
      types.push_back({snake_case(message->name()), record.number(), message, &record, face});
    }
  }
  std::sort(types.begin(), types.end(), [](const auto& a, const auto& b) { return a.number < b.number; });
  std::set<std::string_view> names;
  for (size_t i = 0; i < types.size(); ++i) {
    const bool number_taken = i > 0 && types[i].number == types[i - 1].number;
    if (number_taken || types[i].number == 0 || !names.insert(types[i].name).second) {
      throw std::logic_error("record type " + types[i].name + " has no name or number of its own");
    }
  }
  return types;
}

template <class Predicate>
const RecordType* find_if(Predicate matches) {
  const auto types = record_types();
  const auto found = std::find_if(types.begin(), types.end(), matches);
  return found == types.end() ? nullptr : &*found;
}

}  // namespace

std::span<const RecordType> record_types() {
  static const std::vector<RecordType> types = collect();
  return types;
}

const RecordType* find_type(std::string_view name) {
  return find_if([&](const RecordType& type) { return type.name == name; });
}

const RecordType* find_type(uint32_t number) {
  return find_if([&](const RecordType& type) { return type.number == number; });
}

const RecordType* find_type(const Descriptor* descriptor) {
  return find_if([&](const RecordType& type) { return type.descriptor == descriptor; });
}

std::unique_ptr<Message> new_message(const RecordType& type) {
  const auto* factory = google::protobuf::MessageFactory::generated_factory();
  return std::unique_ptr<Message>(const_cast<google::protobuf::MessageFactory*>(factory)->GetPrototype(type.descriptor)->New());
}

const v1::FieldMeaning& meaning(const FieldDescriptor& field) { return field.options().GetExtension(v1::field); }

std::string label(const FieldDescriptor& field) {
  const auto& given = meaning(field).label();
  if (!given.empty()) return given;
  std::string words = words_of(field.name());
  if (!words.empty() && words[0] >= 'a' && words[0] <= 'z') words[0] = static_cast<char>(words[0] - 'a' + 'A');
  return words;
}

namespace {

const std::string& short_label(const v1::RecordMeaning& meaning) {
  return meaning.short_label().empty() ? meaning.label() : meaning.short_label();
}

}  // namespace

const std::string& short_label(const RecordType& type) { return short_label(*type.meaning); }

std::string label_in_sentence(const Descriptor& descriptor) {
  const auto& given = short_label(descriptor.options().GetExtension(v1::record));
  return given.empty() ? words_of(descriptor.name()) : in_sentence(given);
}

VisibilityClass class_of(const RecordType& type, const FieldDescriptor& field, VisibilityClass subject) {
  if (type.meaning->visibility_of_subject()) return subject;
  const auto own = meaning(field).visibility();
  return own == v1::VISIBILITY_CLASS_UNSPECIFIED ? type.face : own;
}

std::string class_name(VisibilityClass visibility) {
  if (visibility == v1::VISIBILITY_CLASS_UNSPECIFIED) return {};
  const auto& full = v1::VisibilityClass_Name(visibility);
  return full.substr(0, full.find('_'));
}

VisibilityClass class_named(std::string_view name) {
  for (int number = v1::VisibilityClass_MIN; number <= v1::VisibilityClass_MAX; ++number) {
    const auto visibility = static_cast<VisibilityClass>(number);
    if (!name.empty() && class_name(visibility) == name) return visibility;
  }
  return v1::VISIBILITY_CLASS_UNSPECIFIED;
}

v1::OnConflict on_conflict(const RecordType& type, uint32_t tag) {
  const auto* field = type.descriptor->FindFieldByNumber(static_cast<int>(tag));
  return field && meaning(*field).on_conflict() == v1::LATEST ? v1::LATEST : v1::REVIEW;
}

const FieldDescriptor* find_field(const RecordType& type, std::string_view path) {
  const Descriptor* message = type.descriptor;
  const FieldDescriptor* field = nullptr;
  while (!path.empty()) {
    const auto end = path.find('.');
    const auto step = path.substr(0, end);
    field = message ? message->FindFieldByName(std::string(step.substr(0, step.find('[')))) : nullptr;
    if (!field) return nullptr;
    message = field->message_type();
    path = end == path.npos ? std::string_view() : path.substr(end + 1);
  }
  return field;
}

std::string label(const RecordType& type, std::string_view path) {
  const auto* field = find_field(type, path);
  const auto& time_label = type.meaning->time_label();
  if (path == "envelope.event_at" && !time_label.empty()) return time_label;
  return field ? label(*field) : std::string(path);
}

}  // namespace beatbook::schema
