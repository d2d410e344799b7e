#include "schema/local_time_field.h"

#include <google/protobuf/descriptor.h>

namespace beatbook::schema {

namespace {
const google::protobuf::FieldDescriptor* instant(const google::protobuf::Message& message) {
  return message.GetDescriptor()->FindFieldByName("utc_ms");
}
const google::protobuf::FieldDescriptor* offset(const google::protobuf::Message& message) {
  return message.GetDescriptor()->FindFieldByName("offset_min");
}
}  // namespace

bool is_local_time(const google::protobuf::Descriptor* descriptor) {
  return descriptor && descriptor->full_name() == "beatbook.v1.LocalTime";
}

LocalTime local_time_of(const google::protobuf::Message& message) {
  const auto* reflection = message.GetReflection();
  return {reflection->GetInt64(message, instant(message)), reflection->GetInt32(message, offset(message))};
}

void set_local_time(google::protobuf::Message& message, LocalTime time) {
  const auto* reflection = message.GetReflection();
  reflection->SetInt64(&message, instant(message), time.utc_ms);
  reflection->SetInt32(&message, offset(message), time.offset_min);
}

}  // namespace beatbook::schema
