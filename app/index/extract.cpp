#include "app/index/extract.h"

#include "beatbook/v1/records/common.pb.h"
#include "beatbook/v1/records/envelope.pb.h"
#include "beatbook/v1/records/review.pb.h"
#include "rules/areas.h"
#include "schema/check.h"

namespace beatbook::app {

namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

const v1::Envelope* envelope_of(const Message& message) {
  const auto* field = message.GetDescriptor()->FindFieldByName("envelope");
  if (!field || field->message_type() != v1::Envelope::descriptor()) return nullptr;
  if (!message.GetReflection()->HasField(message, field)) return nullptr;
  return static_cast<const v1::Envelope*>(&message.GetReflection()->GetMessage(message, field));
}

class Walk {
 public:
  explicit Walk(Extract& out) : out_(out) {}

  void record(const schema::Projected& record) {
    for_each_field(*record.message, [&](const FieldDescriptor& field) {
      visibility_ = schema::class_of(*record.type, field, record.face);
      this->field(*record.message, field, field.name());
    });
  }

 private:
  template <class Visit>
  static void for_each_field(const Message& message, Visit visit) {
    std::vector<const FieldDescriptor*> present;
    message.GetReflection()->ListFields(message, &present);
    for (const auto* field : present) visit(*field);
  }

  void field(const Message& message, const FieldDescriptor& field, const std::string& path) {
    const auto* reflection = message.GetReflection();
    const int size = field.is_repeated() ? reflection->FieldSize(message, &field) : 1;
    for (int at = 0; at < size; ++at) {
      if (field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
        const Message& inner =
            field.is_repeated() ? reflection->GetRepeatedMessage(message, &field, at) : reflection->GetMessage(message, &field);
        for_each_field(inner, [&](const FieldDescriptor& inside) { this->field(inner, inside, path + "." + inside.name()); });
      } else if (field.cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
        value(
            field, path,
            field.is_repeated() ? reflection->GetRepeatedString(message, &field, at) : reflection->GetString(message, &field));
      }
    }
  }

  void value(const FieldDescriptor& field, const std::string& path, const std::string& value) {
    const auto& meaning = schema::meaning(field);
    if (!meaning.references().empty()) {
      if (const auto id = RecordId::from_bytes(value)) out_.links.push_back({path, *id, visibility_});
    }
    const bool team_may_search = visibility_ >= v1::VC0_PUBLIC && visibility_ <= v1::VC2_TEAM;
    const bool typed = field.type() == FieldDescriptor::TYPE_STRING && meaning.code_list().empty() && !meaning.automatic();
    if (team_may_search && typed) searchable(field, meaning.format(), value);
  }

  void searchable(const FieldDescriptor& field, const std::string& format, const std::string& value) {
    if (format == "NAME") return out_.names.push_back(value);
    if (format == "VRM") return out_.plates.push_back(value);
    if (format == "PHONE") return out_.phones.push_back(value);
    const bool place =
        field.containing_type() == v1::Location::descriptor() || field.containing_type() == v1::Address::descriptor();
    // Collar numbers, dates and references are not what a person or a place is looked for by.
    if (!place && !format.empty()) return;
    auto& text = place ? out_.place : out_.text;
    text += (text.empty() ? "" : "\n") + value;
  }

  Extract& out_;
  VisibilityClass visibility_ = v1::VISIBILITY_CLASS_UNSPECIFIED;
};

}  // namespace

int64_t made_ms(const RecordId& id) {
  int64_t ms = 0;
  for (size_t i = 0; i < 6; ++i) ms = ms << 8 | id.value[i];
  return ms;
}

Extract extract(const RecordId& id, const schema::Projected& record) {
  Extract out;
  out.at_ms = made_ms(id);
  out.imported = schema::is_imported(*record.message);
  if (const auto* envelope = envelope_of(*record.message)) {
    if (envelope->event_at().has_utc_ms()) out.at_ms = envelope->event_at().utc_ms();
    out.author = envelope->author();
    out.local_ref = envelope->local_ref();
    if (RecordId::from_bytes(envelope->encounter_id())) out.encounter = envelope->encounter_id();
    if (RecordId::from_bytes(envelope->shift_id())) out.shift = envelope->shift_id();
    out.point = rules::point_of(envelope->location());
  } else if (record.type->descriptor == v1::Review::descriptor()) {
    out.author = static_cast<const v1::Review&>(*record.message).reviewer();
  }
  Walk(out).record(record);
  return out;
}

}  // namespace beatbook::app
