#include "schema/lint.h"

#include <algorithm>
#include <map>

#include "schema/catalogue.h"
#include "schema/lint_fields.h"
#include "schema/text.h"

namespace beatbook::schema {
namespace {

using google::protobuf::FileDescriptor;
using v1::RecordMeaning;

constexpr std::string_view kRecordFolder = "beatbook/v1/records/";

// A record type is called by its message name in snake_case.
std::string type_name(const Descriptor& message) {
  std::string name = words_of(message.name());
  std::replace(name.begin(), name.end(), ' ', '_');
  return name;
}

bool is_record(const Descriptor& message) { return message.options().HasExtension(v1::record); }
const RecordMeaning& meaning_of(const Descriptor& message) { return message.options().GetExtension(v1::record); }
std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts(1);
  for (const char c : text) {
    if (c == separator) {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  return parts;
}

class Linter {
 public:
  explicit Linter(const CodeLists& code_lists) : code_lists_(code_lists) {}

  std::vector<LintFinding> run(std::span<const FileDescriptor* const> files) {
    for (const auto* file : files) {
      for (int i = 0; i < file->message_type_count(); ++i) collect(*file->message_type(i));
    }
    for (const auto* file : files) {
      if (file->syntax() != FileDescriptor::SYNTAX_PROTO3)
        findings_.add("proto3", file->name(), "Write record files in proto3.");
      if (file->extension_count() > 0) findings_.add("extension", file->name(), "Take the extension out: write a field.");
    }
    for (const auto* message : messages_) check_message(*message);
    for (const auto* record : records_) check_record(*record);
    return std::move(findings_.all);
  }

 private:
  // Nested messages too, but not the entry type that protoc makes of a map.
  void collect(const Descriptor& message) {
    if (message.options().map_entry()) return;
    messages_.push_back(&message);
    if (is_record(message)) {
      records_.push_back(&message);
      by_name_.emplace(type_name(message), &message);
    }
    for (int i = 0; i < message.nested_type_count(); ++i) collect(*message.nested_type(i));
  }

  void check_message(const Descriptor& message) {
    if (message.real_oneof_decl_count() > 0) {
      findings_.add("oneof", message.full_name(),
                    "Take the oneof out: clearing one field by setting another breaks the split by tag.");
    }
    if (message.extension_range_count() > 0 || message.extension_count() > 0) {
      findings_.add("extension", message.full_name(), "Take the extension out: write a field.");
    }
    for (int i = 0; i < message.field_count(); ++i) {
      const auto& field = *message.field(i);
      if (check_shape(field, findings_)) check_meaning(field, code_lists_, findings_);
      check_links(field);
      if (!is_record(message)) check_inside_block(field, findings_);
    }
  }

  // A reference names record types, and is a UUID.
  void check_links(const FieldDescriptor& field) {
    const auto& references = meaning(field).references();
    if (references.empty()) return;
    if (field.type() != FieldDescriptor::TYPE_BYTES || meaning(field).format() != "UUID") {
      findings_.add("references", field.full_name(), "A reference is bytes with the format UUID.");
    }
    if (references == "*") return;
    for (const auto& name : split(references, '|')) {
      if (!by_name_.contains(name)) findings_.add("references", field.full_name(), "There is no record type " + name + ".");
    }
  }

  void check_record(const Descriptor& record) {
    const auto& said = meaning_of(record);
    const auto& where = record.full_name();
    if (said.number() == 0) findings_.add("number", where, "Give the record type a number.");
    const auto [first, fresh] = by_number_.emplace(said.number(), &record);
    if (!fresh) findings_.add("number", where, "Its number is taken by " + first->second->full_name() + ".");
    const auto file = record.file()->name();
    if (record.containing_type() != nullptr || !file.ends_with("/" + type_name(record) + ".proto")) {
      findings_.add("file-name", where, "A record type stands alone in the file that has its name in snake_case.");
    }
    if (said.label().empty() || said.source().empty() || said.marking().empty() || said.refusal().empty() ||
        said.author_roles().empty() || said.owner() == v1::OWNER_UNSPECIFIED || said.keep() == v1::KEEP_UNSPECIFIED) {
      findings_.add("record", where, "Give label, source, owner, keep, marking, author roles and refusal.");
    }
    if (said.visibility() == v1::VISIBILITY_CLASS_UNSPECIFIED) findings_.add("visibility", where, "Give the record a class.");
    check_envelope(record);
    check_sections(record);
    for (int i = 0; i < record.field_count(); ++i) check_record_field(record, *record.field(i));
  }

  void check_envelope(const Descriptor& record) {
    const auto* first = record.FindFieldByNumber(1);
    const bool has = first != nullptr && first->name() == "envelope" && !first->is_repeated() &&
                     first->message_type() != nullptr && first->message_type()->name() == "Envelope";
    if (has != meaning_of(record).counted()) {
      findings_.add("envelope", record.full_name(), "A counted record, and no other, has `optional Envelope envelope = 1`.");
    }
    if (meaning_of(record).visibility_of_subject() && record.FindFieldByName("subject") == nullptr) {
      findings_.add("visibility", record.full_name(), "To take its subject's class it needs a field `subject`.");
    }
  }

  // Every section a form is told to order is there.
  void check_sections(const Descriptor& record) {
    std::set<std::string> there;
    std::set<const Descriptor*> seen;
    collect_sections(record, there, seen);
    for (const auto& section : meaning_of(record).sections()) {
      if (!there.contains(section)) findings_.add("sections", record.full_name(), "No field stands in " + section + ".");
    }
  }

  static void collect_sections(const Descriptor& message, std::set<std::string>& out, std::set<const Descriptor*>& seen) {
    if (!seen.insert(&message).second) return;
    for (int i = 0; i < message.field_count(); ++i) {
      out.insert(meaning(*message.field(i)).section());
      if (message.field(i)->message_type()) collect_sections(*message.field(i)->message_type(), out, seen);
    }
  }

  void check_record_field(const Descriptor& record, const FieldDescriptor& field) {
    const auto& said = meaning(field);
    const auto& of_record = meaning_of(record);
    if (of_record.visibility_of_subject() && said.visibility() != v1::VISIBILITY_CLASS_UNSPECIFIED) {
      findings_.add("visibility", field.full_name(), "Every field of this record has the class of its subject.");
    }
    if (said.also_edited_by_size() > 0 && of_record.owner() != v1::AUTHOR) {
      findings_.add("editors", field.full_name(), "Any granted officer edits a shared record anyway.");
    }
    std::set<const Descriptor*> seen;
    if (of_record.owner() == v1::SHARED) check_no_shared_list(field, field, seen);
    seen.clear();
    if (of_record.visibility_of_subject()) return;
    const auto face = of_record.visibility();
    check_direction(field, said.visibility() != v1::VISIBILITY_CLASS_UNSPECIFIED ? said.visibility() : face, field, seen);
  }

  // Two people who each add to a list would each replace the other's.
  void check_no_shared_list(const FieldDescriptor& top, const FieldDescriptor& field, std::set<const Descriptor*>& seen) {
    if (field.message_type() == nullptr || field.is_map()) return;
    if (field.is_repeated()) {
      findings_.add("shared-list", top.full_name(),
                    "Several people edit this record: make each entry of the list a small record.");
      return;
    }
    if (!seen.insert(field.message_type()).second) return;
    for (int i = 0; i < field.message_type()->field_count(); ++i)
      check_no_shared_list(top, *field.message_type()->field(i), seen);
  }

  // Links point from the more restricted record to the less, else a link tells what its reader may not know.
  void check_direction(const FieldDescriptor& top, v1::VisibilityClass from, const FieldDescriptor& field,
                       std::set<const Descriptor*>& seen) {
    const auto& references = meaning(field).references();
    if (!references.empty() && references != "*") {
      for (const auto& name : split(references, '|')) {
        const auto to = by_name_.find(name);
        if (to != by_name_.end() && meaning_of(*to->second).visibility() > from) {
          findings_.add("direction", top.full_name(), "It points at " + name + ", which its readers may not see.");
        }
      }
    }
    if (field.message_type() == nullptr || field.is_map() || !seen.insert(field.message_type()).second) return;
    for (int i = 0; i < field.message_type()->field_count(); ++i) {
      check_direction(top, from, *field.message_type()->field(i), seen);
    }
  }

  const CodeLists& code_lists_;
  std::vector<const Descriptor*> messages_;
  std::vector<const Descriptor*> records_;
  std::map<std::string, const Descriptor*> by_name_;
  std::map<uint32_t, const Descriptor*> by_number_;
  Findings findings_;
};

void add_with_imports(const FileDescriptor& file, std::vector<const FileDescriptor*>& files) {
  if (!file.name().starts_with(kRecordFolder) || std::find(files.begin(), files.end(), &file) != files.end()) return;
  files.push_back(&file);
  for (int i = 0; i < file.dependency_count(); ++i) add_with_imports(*file.dependency(i), files);
}

}  // namespace

std::vector<const FileDescriptor*> record_files() {
  std::vector<const FileDescriptor*> files;
  for (const auto& type : record_types()) add_with_imports(*type.descriptor->file(), files);
  return files;
}

std::vector<LintFinding> lint(std::span<const FileDescriptor* const> files, const CodeLists& code_lists) {
  return Linter(code_lists).run(files);
}

}  // namespace beatbook::schema
