#include "schema/golden.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <sstream>
#include <tuple>

#include "beatbook/v1/change_set.pb.h"
#include "beatbook/v1/record_state.pb.h"
#include "beatbook/v1/sync.pb.h"
#include "beatbook/v1/vault.pb.h"
#include "schema/catalogue.h"

namespace beatbook::schema {
namespace {

using google::protobuf::FileDescriptor;

constexpr std::string_view kReserved = "reserved";
constexpr int kWidestReservedRange = 1000;

std::string class_name(const Descriptor& message, const FieldDescriptor& field) {
  if (!message.options().HasExtension(v1::record)) return "-";
  const auto& record = message.options().GetExtension(v1::record);
  if (record.visibility_of_subject()) return "SUBJECT";
  const auto own = meaning(field).visibility();
  return v1::VisibilityClass_Name(own != v1::VISIBILITY_CLASS_UNSPECIFIED ? own : record.visibility());
}

uint32_t number_of(const Descriptor& message) { return message.options().GetExtension(v1::record).number(); }

GoldenField golden_field(const Descriptor& message, const FieldDescriptor& field) {
  const auto* block = field.message_type();
  const bool packable = field.is_repeated() && field.is_packable();
  return {number_of(message),
          message.name(),
          field.number(),
          field.name(),
          block != nullptr ? block->name() : field.type_name(),
          field.is_repeated() ? "repeated" : "optional",
          !packable           ? "-"
          : field.is_packed() ? "packed"
                              : "unpacked",
          class_name(message, field)};
}

void add_enumeration(const google::protobuf::EnumDescriptor& list, std::vector<GoldenField>& fields) {
  for (int i = 0; i < list.value_count(); ++i) {
    const auto& value = *list.value(i);
    if (value.number() > 0) fields.push_back({0, list.name(), value.number(), value.name(), "number", "-", "-", "-"});
  }
}

void add_message(const Descriptor& message, std::vector<GoldenField>& fields) {
  for (int i = 0; i < message.field_count(); ++i) fields.push_back(golden_field(message, *message.field(i)));
  for (int i = 0; i < message.reserved_range_count(); ++i) {
    const auto& range = *message.reserved_range(i);
    for (int tag = range.start; tag < std::min(range.end, range.start + kWidestReservedRange); ++tag) {
      fields.push_back({number_of(message), message.name(), tag, std::string(kReserved), "-", "-", "-", "-"});
    }
  }
  for (int i = 0; i < message.nested_type_count(); ++i) add_message(*message.nested_type(i), fields);
  for (int i = 0; i < message.enum_type_count(); ++i) add_enumeration(*message.enum_type(i), fields);
}

std::optional<GoldenField> read_line(const std::string& line) {
  std::istringstream words(line);
  GoldenField field;
  std::string rest;
  words >> field.record_number >> field.message >> field.tag >> field.name >> field.type >> field.label >> field.packing >>
      field.visibility;
  if (!words || words >> rest || field.tag <= 0) return std::nullopt;
  return field;
}

// What became of one golden field.
void compare_field(const GoldenField& was, const GoldenField& is, std::vector<LintFinding>& findings) {
  const auto where = fmt::format("{} tag {}", was.message, was.tag);
  const auto changed = [&](std::string rule, std::string_view what, std::string_view before, std::string_view after) {
    findings.push_back({std::move(rule), where,
                        fmt::format("Its {} was {} and is now {}. Leave tag {} as it was and add a field with a new tag.", what,
                                    before, after, was.tag)});
  };
  if (is.name == kReserved && was.name != kReserved) return;
  if (was.name != is.name) changed("reused", "name", was.name, is.name);
  if (was.name == kReserved) return;
  if (was.type != is.type) changed("type", "type", was.type, is.type);
  if (was.label != is.label) changed("repeated", "label", was.label, is.label);
  if (was.packing != is.packing) changed("packing", "packing", was.packing, is.packing);
  if (was.visibility != is.visibility) changed("class", "class", was.visibility, is.visibility);
}

}  // namespace

std::vector<const FileDescriptor*> contract_files() {
  auto files = record_files();
  files.insert(files.end(), {v1::ChangeSet::descriptor()->file(), v1::TabletFrame::descriptor()->file(),
                             v1::RecordState::descriptor()->file(), v1::KeySlots::descriptor()->file()});
  return files;
}

std::vector<GoldenField> golden_of(std::span<const FileDescriptor* const> files) {
  std::vector<GoldenField> fields;
  for (const auto* file : files) {
    for (int i = 0; i < file->message_type_count(); ++i) add_message(*file->message_type(i), fields);
    for (int i = 0; i < file->enum_type_count(); ++i) add_enumeration(*file->enum_type(i), fields);
  }
  std::sort(fields.begin(), fields.end(), [](const auto& a, const auto& b) {
    return std::tie(a.record_number, a.message, a.tag) < std::tie(b.record_number, b.message, b.tag);
  });
  return fields;
}

std::string write_golden(std::span<const GoldenField> fields) {
  std::string text = "# record number (0: a block), message, tag, name, type, label, packing, class\n";
  for (const auto& f : fields) {
    text += fmt::format("{} {} {} {} {} {} {} {}\n", f.record_number, f.message, f.tag, f.name, f.type, f.label, f.packing,
                        f.visibility);
  }
  return text;
}

Result<std::vector<GoldenField>> read_golden(std::string_view text) {
  std::vector<GoldenField> fields;
  std::istringstream lines{std::string(text)};
  std::string line;
  for (int number = 1; std::getline(lines, line); ++number) {
    if (line.empty() || line.front() == '#') continue;
    auto field = read_line(line);
    if (!field) {
      return Error{Fault::bad_input,
                   fmt::format("Line {} is not a golden field: write eight words, from record number to class.", number)};
    }
    fields.push_back(std::move(*field));
  }
  return fields;
}

std::vector<LintFinding> compare(std::span<const GoldenField> golden, std::span<const GoldenField> current) {
  std::map<std::pair<std::string, int32_t>, const GoldenField*> now;
  std::map<std::string, uint32_t> numbers;
  for (const auto& field : current) {
    now[{field.message, field.tag}] = &field;
    numbers[field.message] = field.record_number;
  }
  std::vector<LintFinding> findings;
  std::map<uint32_t, std::string> owners;
  for (const auto& was : golden) {
    if (was.record_number != 0) owners.emplace(was.record_number, was.message);
    const auto is = now.find({was.message, was.tag});
    if (is == now.end()) {
      findings.push_back({"removed", fmt::format("{} tag {}", was.message, was.tag),
                          fmt::format("The field {} is gone. Keep it, or write `reserved {};`.", was.name, was.tag)});
      continue;
    }
    compare_field(was, *is->second, findings);
  }
  for (const auto& [message, number] : numbers) {
    const auto owner = owners.find(number);
    if (owner != owners.end() && owner->second != message) {
      findings.push_back({"record-number", message, fmt::format("The number {} is that of {}.", number, owner->second)});
    }
  }
  for (const auto& [number, message] : owners) {
    const auto is = numbers.find(message);
    if (is != numbers.end() && is->second != number) {
      findings.push_back({"record-number", message, fmt::format("Its number was {} and is now {}.", number, is->second)});
    }
  }
  return findings;
}

}  // namespace beatbook::schema
