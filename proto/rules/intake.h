#pragma once
// Records that others kept (the log of a phone line, a partner's table, a cleaning run) and that are taken over as history.
#include "rules/check_record.h"

namespace beatbook::rules {

// What is wrong with one: every field by itself, what the fields say of each other, and who may make it, as at capture. Of the
// shift, of lateness and of what a tablet fills in nothing is asked. A record that an outcome calls for (a warning on a call)
// may be anywhere: reports tell where it is missing. In the order of the proto file, a field once.
schema::FieldErrors check_intake(const schema::RecordType& type, const google::protobuf::Message& message,
                                 const Situation& situation);

}  // namespace beatbook::rules
