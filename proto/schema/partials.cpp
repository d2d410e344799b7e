#include "schema/partials.h"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <google/protobuf/stubs/logging.h>
#include <google/protobuf/unknown_field_set.h>

#include <stdexcept>

#include "kernel/wire.h"

namespace beatbook::schema {

namespace {

using Cells = std::map<uint32_t, Bytes>;

// Bytes of every known top-level tag, deterministic.
Cells cells_of(const Message& message) {
  const std::unique_ptr<Message> known(message.New());
  known->CopyFrom(message);
  known->GetReflection()->MutableUnknownFields(known.get())->Clear();
  Bytes bytes;
  {
    google::protobuf::io::StringOutputStream stream(&bytes);
    google::protobuf::io::CodedOutputStream out(&stream);
    out.SetSerializationDeterministic(true);
    known->SerializePartialToCodedStream(&out);
  }
  auto split = split_tags(bytes);
  if (!split) throw std::logic_error(message.GetTypeName() + " does not split: " + split.error().message);
  Cells cells;
  for (auto& [tag, raw] : *split) cells.emplace(tag, std::move(raw));
  return cells;
}

const FieldDescriptor& field_of(const RecordType& type, uint32_t tag) {
  return *type.descriptor->FindFieldByNumber(static_cast<int>(tag));
}

// The bytes hold one tag and nothing else, in the form this program knows.
bool sound(const Message& cell, uint32_t tag, const FieldDescriptor* field) {
  std::vector<const FieldDescriptor*> present;
  cell.GetReflection()->ListFields(cell, &present);
  const auto& unknown = cell.GetReflection()->GetUnknownFields(cell);
  if (field) return unknown.empty() && (present.empty() || (present.size() == 1 && present[0] == field));
  for (int i = 0; i < unknown.field_count(); ++i) {
    if (static_cast<uint32_t>(unknown.field(i).number()) != tag) return false;
  }
  return present.empty();
}

}  // namespace

std::map<VisibilityClass, PartialChange> changed_tags(const Message& before, const Message& after, const RecordType& type,
                                                      VisibilityClass subject) {
  const Cells old_cells = cells_of(before), new_cells = cells_of(after);
  std::map<VisibilityClass, PartialChange> changes;
  for (const auto& [tag, raw] : new_cells) {
    const auto old = old_cells.find(tag);
    if (old != old_cells.end() && old->second == raw) continue;
    auto& change = changes[class_of(type, field_of(type, tag), subject)];
    change.partial += raw;
    change.set.push_back(tag);
  }
  for (const auto& [tag, raw] : old_cells) {
    if (!new_cells.contains(tag)) changes[class_of(type, field_of(type, tag), subject)].cleared.push_back(tag);
  }
  return changes;
}

std::map<VisibilityClass, Bytes> split_by_class(const Message& message, const RecordType& type, VisibilityClass subject) {
  std::map<VisibilityClass, Bytes> partials;
  for (auto& [visibility, change] : changed_tags(*new_message(type), message, type, subject)) {
    partials.emplace(visibility, std::move(change.partial));
  }
  return partials;
}

Assembled assemble(const RecordType& type, const std::map<uint32_t, Bytes>& cells) {
  const google::protobuf::LogSilencer silent;  // a broken cell is reported here, not in the log
  Assembled out{new_message(type), {}};
  for (const auto& [tag, raw] : cells) {
    const auto cell = new_message(type);
    if (cell->ParsePartialFromString(raw) && sound(*cell, tag, type.descriptor->FindFieldByNumber(static_cast<int>(tag)))) {
      out.message->MergeFrom(*cell);
    } else {
      out.broken.push_back(tag);
    }
  }
  return out;
}

}  // namespace beatbook::schema
