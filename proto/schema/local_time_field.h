#pragma once
// The sub-message beatbook.v1.LocalTime as a value, by reflection.
#include <google/protobuf/message.h>

#include "schema/time.h"

namespace beatbook::schema {

bool is_local_time(const google::protobuf::Descriptor* descriptor);
LocalTime local_time_of(const google::protobuf::Message& message);
void set_local_time(google::protobuf::Message& message, LocalTime time);

}  // namespace beatbook::schema
