#include "app/forms/stored.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "schema/text.h"

namespace beatbook::app {

namespace {

using schema::FieldDescriptor;
using schema::Message;

void collect(const Message& message, const std::string& prefix, std::vector<Reference>& out) {
  const auto* reflection = message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection->ListFields(message, &fields);
  for (const auto* field : fields) {
    const bool uuid = schema::meaning(*field).format() == "UUID";
    if (!uuid && !field->message_type()) continue;
    const int size = field->is_repeated() ? reflection->FieldSize(message, field) : 1;
    for (int i = 0; i < size; ++i) {
      const auto path = prefix + field->name() + (field->is_repeated() ? fmt::format("[{}]", i) : "");
      if (field->message_type()) {
        collect(
            field->is_repeated() ? reflection->GetRepeatedMessage(message, field, i) : reflection->GetMessage(message, field),
            path + ".", out);
      } else if (const auto id = RecordId::from_bytes(field->is_repeated() ? reflection->GetRepeatedString(message, field, i)
                                                                           : reflection->GetString(message, field))) {
        out.push_back({path, field, *id});
      }
    }
  }
}

std::string kind(const schema::RecordType& type) { return schema::label_in_sentence(*type.descriptor); }

// "vehicle|premises" in words; kinds of a later program by their names.
std::string kinds(const std::string& references) {
  std::string out;
  for (size_t at = 0; at <= references.size();) {
    const auto end = std::min(references.find('|', at), references.size());
    const auto name = references.substr(at, end - at);
    const auto* type = schema::find_type(name);
    out += (out.empty() ? "" : " or ") + (type ? kind(*type) : schema::words_of(name));
    at = end + 1;
  }
  return out;
}

bool names(const std::string& references, const std::string& type) {
  return references == "*" || ("|" + references + "|").find("|" + type + "|") != std::string::npos;
}

}  // namespace

Outcome<Stored> read_stored(TabletLog& log, const RecordId& id) {
  auto record = log.record(id);
  if (!record) return record.error();
  auto shown = schema::project(*record, log.unsent());
  if (!shown) return shown.error();
  return Stored{id, *std::move(record), *std::move(shown)};
}

std::vector<EnrolmentId> creators(TabletLog& log, const RecordId& id, const Record& record) {
  std::vector<EnrolmentId> out;
  for (const auto& touch : record.touches) {
    const auto& enrolment = touch.dot.branch.enrolment;
    if (std::find(out.begin(), out.end(), enrolment) != out.end()) continue;
    const auto row = log.change_set(touch.dot);
    const auto set = row ? log.decode(*row) : Result<ChangeSet>(Error{Fault::not_found, {}});
    if (!set) continue;
    const bool made = std::any_of(set->changes.begin(), set->changes.end(), [&](const PlacedChange& placed) {
      return placed.change.record == id && placed.change.kind == v1::Change::CREATE;
    });
    if (made) out.push_back(enrolment);
  }
  return out;
}

bool made_here(TabletLog& log, const Stored& stored) {
  const auto all = creators(log, stored.id, stored.record);
  return std::find(all.begin(), all.end(), log.branch().enrolment) != all.end();
}

std::vector<Reference> references(const Message& message) {
  std::vector<Reference> out;
  collect(message, "", out);
  return out;
}

schema::FieldErrors check_references(const Message& message,
                                     const std::function<const schema::RecordType*(const RecordId&)>& type_of) {
  schema::FieldErrors errors;
  for (const auto& [path, field, id] : references(message)) {
    const auto* target = type_of(id);
    const auto& wanted = schema::meaning(*field).references();
    const bool welfare = target && target->name == "welfare_contact";
    if (!target || wanted == "*" || (!welfare && names(wanted, target->name))) continue;
    if (welfare) {
      errors.push_back({path, "No entry leads to a welfare contact. Leave it out; the contact is kept on its own."});
    } else if (wanted.empty()) {
      errors.push_back({path, fmt::format("{} can't name this {}. Leave it out.", schema::label(*field), kind(*target))});
    } else {
      errors.push_back({path, fmt::format("This is the id of a {}. Give the id of a {}.", kind(*target), kinds(wanted))});
    }
  }
  return errors;
}

}  // namespace beatbook::app
