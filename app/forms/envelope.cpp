#include "app/forms/envelope.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "rules/access.h"
#include "schema/code_lists.h"
#include "schema/local_time_field.h"
#include "schema/text.h"

namespace beatbook::app {

namespace {

using schema::FieldDescriptor;
using schema::Message;

const FieldDescriptor* envelope_field(const schema::Descriptor& descriptor) {
  const auto* field = descriptor.FindFieldByName("envelope");
  return field && field->message_type() == v1::Envelope::descriptor() ? field : nullptr;
}

bool present(const Message& message, const FieldDescriptor& field) {
  const auto* reflection = message.GetReflection();
  return field.is_repeated() ? reflection->FieldSize(message, &field) > 0 : reflection->HasField(message, &field);
}

// The automatic fields of a record's own level and of its envelope.
void each_automatic(const schema::Descriptor& descriptor, const std::string& prefix,
                    const std::function<void(const FieldDescriptor&, const std::string& path)>& visit) {
  for (int i = 0; i < descriptor.field_count(); ++i) {
    const auto& field = *descriptor.field(i);
    if (schema::meaning(field).automatic()) visit(field, prefix + field.name());
  }
}

std::string text_of(const Message& message, const FieldDescriptor& field) {
  const std::unique_ptr<Message> only(message.New());
  if (present(message, field)) {
    only->CopyFrom(message);
    std::vector<const FieldDescriptor*> all;
    only->GetReflection()->ListFields(*only, &all);
    for (const auto* other : all) {
      if (other != &field) only->GetReflection()->ClearField(only.get(), other);
    }
    only->GetReflection()->MutableUnknownFields(only.get())->Clear();
  }
  return only->SerializePartialAsString();
}

}  // namespace

bool has_envelope(const schema::RecordType& type) { return envelope_field(*type.descriptor) != nullptr; }

const v1::Envelope* envelope_of(const Message& record) {
  const auto* field = envelope_field(*record.GetDescriptor());
  if (!field || !record.GetReflection()->HasField(record, field)) return nullptr;
  return google::protobuf::DynamicCastToGenerated<v1::Envelope>(&record.GetReflection()->GetMessage(record, field));
}

v1::Envelope* mutable_envelope(Message& record) {
  const auto* field = envelope_field(*record.GetDescriptor());
  if (!field) return nullptr;
  return google::protobuf::DynamicCastToGenerated<v1::Envelope>(record.GetReflection()->MutableMessage(&record, field));
}

void fill(v1::Envelope& envelope, const schema::RecordType& type, const Automatic& known) {
  envelope.set_author(known.author);
  envelope.set_author_role(known.author_role);
  schema::set_local_time(*envelope.mutable_made_at(), schema::london(known.now_ms));
  envelope.set_local_ref(known.local_ref);
  envelope.set_encounter_id(known.encounter_id);
  if (!known.shift_id.empty()) envelope.set_shift_id(known.shift_id);
  if (!envelope.has_origin()) envelope.set_origin("CAPTURED");
  if (!envelope.has_marking()) envelope.set_marking(type.meaning->marking());
  if (!envelope.has_event_time_precision()) envelope.set_event_time_precision("EXACT");
  // A clock nobody measured may be the one that is wrong: the time is taken and says so.
  const bool ahead = envelope.has_event_at() && envelope.event_at().utc_ms() > known.now_ms + known.future_tolerance_ms;
  if (ahead && !known.clock_measured) envelope.set_clock_reason("DEVICE_CLOCK");
}

schema::FieldErrors claimed(const Message& record) {
  schema::FieldErrors errors;
  const auto* envelope = envelope_of(record);
  if (!envelope) return errors;
  each_automatic(*v1::Envelope::descriptor(), "envelope.", [&](const FieldDescriptor& field, const std::string& path) {
    if (!present(*envelope, field) || field.name() == "marking" || field.name() == "encounter_id") return;
    if (field.name() != "origin") {
      errors.push_back({path, fmt::format("The tablet fills in {}. Leave it out.", schema::in_sentence(schema::label(field)))});
    } else if (envelope->origin() != "PAPER" && envelope->origin() != "CAPTURED") {
      errors.push_back({path, "History from elsewhere is imported, not recorded. Leave the origin out."});
    }
  });
  return errors;
}

schema::FieldErrors rewritten(const Message& before, const Message& after) {
  schema::FieldErrors errors;
  const auto compare = [&](const Message& old_one, const Message& new_one, const std::string& prefix) {
    each_automatic(*old_one.GetDescriptor(), prefix, [&](const FieldDescriptor& field, const std::string& path) {
      if (field.name() == "marking" || text_of(old_one, field) == text_of(new_one, field)) return;
      errors.push_back({path, fmt::format("The tablet filled in {}, so it can't be corrected. Leave it out.",
                                          schema::in_sentence(schema::label(field)))});
    });
  };
  compare(before, after, "");
  const auto *old_envelope = envelope_of(before), *new_envelope = envelope_of(after);
  if (old_envelope || new_envelope) {
    const v1::Envelope none;
    compare(old_envelope ? *old_envelope : none, new_envelope ? *new_envelope : none, "envelope.");
  }
  return errors;
}

schema::FieldErrors lowered(const v1::Envelope& before, const v1::Envelope& after, bool supervisor) {
  const auto level = [](const std::string& marking) {
    const auto* code = schema::CodeLists::in_force().find("marking", marking);
    return code ? code->entry.value("level", 0) : 0;
  };
  if (supervisor || level(after.marking()) >= level(before.marking())) return {};
  return {{"envelope.marking", fmt::format("Only a supervisor can lower the marking. Choose {}.", before.marking())}};
}

schema::FieldErrors chosen_for_reviewer(const schema::Message* before, const schema::Message& after) {
  schema::FieldErrors errors;
  const auto& descriptor = *after.GetDescriptor();
  const auto text = [](const schema::Message& message, const FieldDescriptor& field) {
    return message.GetReflection()->GetString(message, &field);
  };
  for (int i = 0; i < descriptor.field_count(); ++i) {
    const auto& field = *descriptor.field(i);
    const auto& list = schema::meaning(field).code_list();
    if (list.empty() || field.is_repeated() || field.cpp_type() != FieldDescriptor::CPPTYPE_STRING) continue;
    const auto chosen = text(after, field);
    if (chosen.empty() || (before && text(*before, field) == chosen)) continue;
    const auto* code = schema::CodeLists::in_force().find(list, chosen);
    if (!code || !code->entry.value("reviewer", false)) continue;
    errors.push_back({field.name(), fmt::format("Only a supervisor who is not the author chooses \"{}\". Leave this as it is.",
                                                code->label)});
  }
  return errors;
}

schema::FieldErrors written_for_another(const schema::RecordType& type, const schema::Message* before,
                                        const schema::Message& after, const v1::TabletFacts& facts) {
  schema::FieldErrors errors;
  const auto& roles = facts.roles();
  for (int i = 0; i < type.descriptor->field_count(); ++i) {
    const auto& field = *type.descriptor->field(i);
    const auto only = rules::written_only_by(type, field.name());
    if (only.empty() || std::find(roles.begin(), roles.end(), only) != roles.end()) continue;
    const auto text = [&](const schema::Message& message) { return message.GetReflection()->GetString(message, &field); };
    if (text(after) == (before ? text(*before) : std::string())) continue;
    errors.push_back(
        {field.name(), fmt::format("The whole team would read this. The {} writes it: leave it as it is.",
                                   schema::in_sentence(schema::CodeLists::in_force().label("officer_role", only)))});
  }
  return errors;
}

}  // namespace beatbook::app
