#include "rules/check_record.h"

#include "rules/access.h"
#include "rules/conditions.h"
#include "rules/fields.h"
#include "rules/record_rules.h"
#include "schema/check.h"

namespace beatbook::rules {

namespace {

const schema::CodeLists& packs_of(const Situation& situation) {
  return situation.packs ? *situation.packs : schema::CodeLists::built_in();
}

template <class Record>
bool checked(const Context& context, Findings& findings) {
  if (context.type.descriptor != Record::descriptor()) return false;
  check(static_cast<const Record&>(context.message), context, findings);
  return true;
}

// A record type without rules of its own (another name, a telephone) has its conditions only.
void check_type(const Context& c, Findings& f) {
  checked<v1::StopCheckPerson>(c, f) || checked<v1::StopCheckVehicle>(c, f) || checked<v1::StopAndSearch>(c, f) ||
      checked<v1::OfficialWarning>(c, f) || checked<v1::WelfareContact>(c, f) || checked<v1::Sighting>(c, f) ||
      checked<v1::Intelligence>(c, f) || checked<v1::Person>(c, f) || checked<v1::Vehicle>(c, f) || checked<v1::Review>(c, f) ||
      checked<v1::Shift>(c, f);
}

template <class Record>
bool noted(const Context& context, Notices& out) {
  if (context.type.descriptor != Record::descriptor()) return false;
  note(static_cast<const Record&>(context.message), context, out);
  return true;
}

void note_type(const Context& c, Notices& out) {
  noted<v1::StopCheckVehicle>(c, out) || noted<v1::StopAndSearch>(c, out) || noted<v1::OfficialWarning>(c, out) ||
      noted<v1::WelfareContact>(c, out) || noted<v1::Sighting>(c, out) || noted<v1::Intelligence>(c, out) ||
      noted<v1::Person>(c, out) || noted<v1::Vehicle>(c, out) || noted<v1::Shift>(c, out);
}

// Who may make the record, and which of its classes (B.2): what the server would hold is said before it is saved.
void check_role(const Context& context, Findings& findings) {
  const auto& role = context.situation.officer.role;
  if (!may_author(role, context.type)) return findings.add("", author_refusal(role, context.type));
  if (context.type.meaning->visibility_of_subject()) return;
  for (int i = 0; i < context.type.descriptor->field_count(); ++i) {
    const auto& field = *context.type.descriptor->field(i);
    if (!has(context.message, field.name()) || may_write(role, schema::class_of(context.type, field))) continue;
    findings.add(field.name(), "Your role can't record this. Leave it out, or ask an officer of the team.");
  }
}

// What a pack says beside a code that was chosen: IMMEDIATE threat, "Phone this through now."
void note_codes(const Context& context, Notices& out) {
  const auto& message = context.message;
  for (int i = 0; i < message.GetDescriptor()->field_count(); ++i) {
    const auto& field = *message.GetDescriptor()->field(i);
    const auto& list = schema::meaning(field).code_list();
    if (list.empty() || field.is_repeated()) continue;
    const auto* code = context.packs.find(list, text(message, field.name()));
    if (code && code->retired.empty() && !code->message.empty()) out.push_back({field.name(), code->message});
  }
}

}  // namespace

schema::FieldErrors check_record(const schema::RecordType& type, const google::protobuf::Message& message,
                                 const Situation& situation, std::span<const Linked> linked, const RecordId& self) {
  if (schema::is_imported(message)) return {};
  const Context context{type, message, situation, linked, self, packs_of(situation)};
  Findings findings(type);
  check_role(context, findings);
  // Before the conditions: a rule of a type says more exactly why a field is needed.
  if (const auto* envelope = envelope_of(message)) check(*envelope, context, findings);
  check_type(context, findings);
  check_conditions(context, findings);
  return findings.in_order();
}

std::set<std::string> asked_for(const schema::RecordType& type, const google::protobuf::Message& message,
                                const Situation& situation, std::span<const Linked> linked, const RecordId& self) {
  if (schema::is_imported(message)) return {};
  return asked_for(Context{type, message, situation, linked, self, packs_of(situation)});
}

std::vector<Notice> notices(const schema::RecordType& type, const google::protobuf::Message& message,
                            const Situation& situation) {
  if (schema::is_imported(message)) return {};
  const Context context{type, message, situation, {}, {}, packs_of(situation)};
  Notices out;
  if (const auto* envelope = envelope_of(message)) note(*envelope, context, out);
  note_type(context, out);
  note_codes(context, out);
  return out;
}

}  // namespace beatbook::rules
