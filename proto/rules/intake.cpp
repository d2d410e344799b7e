#include "rules/intake.h"

#include "rules/fields.h"
#include "rules/record_rules.h"
#include "schema/check.h"

namespace beatbook::rules {

namespace {

using google::protobuf::Message;

const schema::CodeLists& packs_of(const Situation& situation) {
  return situation.packs ? *situation.packs : schema::CodeLists::in_force();
}

// As if it had been recorded when it happened, on a tablet.
std::unique_ptr<Message> as_captured(const schema::RecordType& type, const Message& message) {
  auto out = schema::new_message(type);
  out->CopyFrom(message);
  const auto* field = type.descriptor->FindFieldByName("envelope");
  if (!field || field->message_type() != v1::Envelope::descriptor() || !out->GetReflection()->HasField(*out, field)) return out;
  auto& envelope = dynamic_cast<v1::Envelope&>(*out->GetReflection()->MutableMessage(out.get(), field));
  envelope.clear_origin();
  if (envelope.has_event_at()) *envelope.mutable_made_at() = envelope.event_at();
  return out;
}

// An empty record of each kind that a code of this one calls for.
std::vector<std::unique_ptr<Message>> called_for(const Message& message, const schema::CodeLists& packs) {
  std::vector<std::unique_ptr<Message>> out;
  for (int i = 0; i < message.GetDescriptor()->field_count(); ++i) {
    const auto& field = *message.GetDescriptor()->field(i);
    if (schema::meaning(field).code_list().empty() || field.is_repeated()) continue;
    const auto* code = packs.find(schema::meaning(field).code_list(), text(message, field.name()));
    const auto* type = code ? schema::find_type(code->entry.value("needs_record", "")) : nullptr;
    if (type) out.push_back(schema::new_message(*type));
  }
  return out;
}

}  // namespace

schema::FieldErrors check_intake(const schema::RecordType& type, const Message& message, const Situation& situation) {
  auto there = situation;
  there.shift_open = false;
  there.on_shift.clear();
  // What is history is not yet to come, by whatever clock.
  there.clock_measured = true;
  const auto captured = as_captured(type, message);
  const auto& packs = packs_of(there);
  const auto elsewhere = called_for(*captured, packs);
  std::vector<Linked> linked;
  for (const auto& one : elsewhere) linked.push_back({schema::find_type(one->GetDescriptor()), one.get()});
  schema::CheckOptions options;
  options.today = today(there);
  auto errors = together(type, check_record(type, *captured, there, linked), schema::check(*captured, type, packs, options));
  std::erase_if(errors, [&](const schema::FieldError& error) {
    const auto* field = schema::find_field(type, error.field);
    return field && schema::meaning(*field).automatic();
  });
  return errors;
}

}  // namespace beatbook::rules
