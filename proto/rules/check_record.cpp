#include "rules/check_record.h"

#include "rules/access.h"
#include "rules/arrest_gate.h"
#include "rules/conditions.h"
#include "rules/fields.h"
#include "rules/record_rules.h"
#include "rules/referral.h"
#include "schema/check.h"

namespace beatbook::rules {

namespace {

const schema::CodeLists& packs_of(const Situation& situation) {
  return situation.packs ? *situation.packs : schema::CodeLists::in_force();
}

template <class Record>
concept Checked = requires(const Record& record, const Context& context, Findings& findings) {
  check(record, context, findings);
};
template <class Record>
concept Noted = requires(const Record& record, const Context& context, Notices& out) {
  note(record, context, out);
};

// The record types with rules of their own; others (another name, a telephone) have their conditions only.
template <class... Records>
struct Types {
  template <class Visit>
  static void visit(const Message& message, Visit visit) {
    ((message.GetDescriptor() == Records::descriptor() && (visit(static_cast<const Records&>(message)), true)) || ...);
  }
};
using Ruled =
    Types<v1::Shift, v1::Person, v1::PersonMatch, v1::Vehicle, v1::StopCheckPerson, v1::StopCheckVehicle, v1::StopAndSearch,
          v1::OfficialWarning, v1::KeeperLetter, v1::WelfareContact, v1::Sighting, v1::Intelligence, v1::PhoneCall, v1::Arrest,
          v1::EngagementSupportOrder, v1::ConditionalCaution, v1::CommunityProtection, v1::VehicleSeizure, v1::Referral,
          v1::EnvironmentalFind, v1::EnvironmentalAuditItem, v1::Premises, v1::WarrantExecution, v1::PremisesClosure,
          v1::Action, v1::Meeting, v1::OutreachWindow, v1::OtherOffence, v1::Observation, v1::CommunityContact,
          v1::PartnerFigures, v1::OperationProfile, v1::Review>;

void check_type(const Context& context, Findings& findings) {
  Ruled::visit(context.message, [&]<class Record>(const Record& record) {
    if constexpr (Checked<Record>) check(record, context, findings);
  });
}

void note_type(const Context& context, Notices& out) {
  Ruled::visit(context.message, [&]<class Record>(const Record& record) {
    if constexpr (Noted<Record>) note(record, context, out);
  });
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

schema::FieldErrors check_published(const schema::RecordType& type, const google::protobuf::Message& message,
                                    const Situation& situation) {
  const Context context{type, message, situation, {}, {}, packs_of(situation)};
  Findings findings(type);
  check_type(context, findings);
  check_conditions(context, findings);
  return findings.in_order();
}

AskedFor asked_for(const schema::RecordType& type, const google::protobuf::Message& message, const Situation& situation,
                   std::span<const Linked> linked, const RecordId& self) {
  if (schema::is_imported(message)) return {};
  return asked_for(Context{type, message, situation, linked, self, packs_of(situation)});
}

bool awaits_referral(const schema::RecordType& type, const google::protobuf::Message& message, std::span<const Linked> linked) {
  const Situation situation;
  const Context context{type, message, situation, linked, {}, schema::CodeLists::in_force()};
  if (const auto* arrest = dynamic_cast<const v1::Arrest*>(&message)) {
    return arrested_for_s1(*arrest, context.packs) && !referral_linked(context);
  }
  const auto* warning = dynamic_cast<const v1::OfficialWarning*>(&message);
  return warning && !referral_settled(*warning, context.packs) && !referral_linked(context);
}

std::vector<Notice> notices(const schema::RecordType& type, const google::protobuf::Message& message,
                            const Situation& situation, std::span<const Linked> linked, const RecordId& self) {
  if (schema::is_imported(message)) return {};
  const Context context{type, message, situation, linked, self, packs_of(situation)};
  Notices out;
  if (const auto* envelope = envelope_of(message)) note(*envelope, context, out);
  note_type(context, out);
  note_codes(context, out);
  return out;
}

}  // namespace beatbook::rules
