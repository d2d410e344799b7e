#pragma once
// Every conditional rule of a record: `required_when`, fields that must agree, who may make it, what a power allows. What one
// field must look like by itself is schema/check.h; run both.
#include <set>
#include <span>
#include <string>
#include <vector>

#include "kernel/bytes.h"
#include "rules/situation.h"
#include "schema/catalogue.h"
#include "schema/field_error.h"

namespace beatbook::rules {

// Another record of the same save, or a saved one of the same encounter.
struct Linked {
  const schema::RecordType* type;
  const google::protobuf::Message* message;
  RecordId id{};    // empty = not known; then no rule can tell which person of a save an entry means
  RecordId card{};  // another card of the person that `id` names (PersonMatch): the card itself. Else empty
};

// All errors in the order of the proto file; a field is named once. `self` is the record's own id, as linked records name it.
// Imported history (Envelope.origin) passes: the rules of capture do not apply to it.
schema::FieldErrors check_record(const schema::RecordType& type, const google::protobuf::Message& message,
                                 const Situation& situation, std::span<const Linked> linked, const RecordId& self = {});

// The same but for who may make it: of what a server publishes (schema/published.h).
schema::FieldErrors check_published(const schema::RecordType& type, const google::protobuf::Message& message,
                                    const Situation& situation);

// What a form asks for: paths of the fields whose condition holds, filled in or not.
struct AskedFor {
  std::set<std::string> needed;   // by `required_when`
  std::set<std::string> offered;  // by `asked_when`
  bool contains(const std::string& path) const { return needed.contains(path) || offered.contains(path); }
  bool operator==(const AskedFor&) const = default;
};

// Empty for imported history.
AskedFor asked_for(const schema::RecordType& type, const google::protobuf::Message& message, const Situation& situation,
                   std::span<const Linked> linked, const RecordId& self = {});

// What two checks found, in the order of the proto file, a field once; `first` goes before `second`.
schema::FieldErrors together(const schema::RecordType& type, schema::FieldErrors first, const schema::FieldErrors& second);

// BR-09, BR-11: a warning, or an arrest for s1, to which no support referral belongs that is made or declined.
bool awaits_referral(const schema::RecordType& type, const google::protobuf::Message& message, std::span<const Linked> linked);

// Said beside a field; never blocks a save.
struct Notice {
  std::string field, message;
  bool operator==(const Notice&) const = default;
};

std::vector<Notice> notices(const schema::RecordType& type, const google::protobuf::Message& message,
                            const Situation& situation, std::span<const Linked> linked, const RecordId& self = {});

}  // namespace beatbook::rules
