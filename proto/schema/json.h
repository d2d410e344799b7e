#pragma once
// Records as JSON with proto field names: what forms, scripts and imports write, and what the command line prints.
// Ids are UUID text, other bytes hexadecimal (never base64), LocalTime is a text of schema/time.h, null clears a field.
#include <google/protobuf/message.h>

#include <nlohmann/json.hpp>
#include <string_view>

#include "kernel/result.h"
#include "schema/field_error.h"

namespace beatbook::schema {

// A record inside a record inside a record ...; deeper input is refused.
constexpr int deepest = 8;
// Text of one JSON document: a full change-set with every character escaped still fits.
constexpr size_t longest_document = 512 * 1024;

// Parses one document. Fails with one plain message: not JSON (with the place), too long, too deep, a name given twice.
Result<nlohmann::json> parse_json(std::string_view text);

// Fills an empty `message` from an object. Every wrong field gives one error and stays empty; the others are filled, so a check
// can go on. Values of a text format are brought to their normal form where they fit; the rest is kept as typed.
FieldErrors read_json(const nlohmann::json& object, google::protobuf::Message& message);

// Merge patch (RFC 7386): fields that are not named stay, null clears, an object merges into a sub-message, a list replaces
// the whole list. If anything is wrong, `current` stays as it was.
FieldErrors patch_json(const nlohmann::json& patch, google::protobuf::Message& current);

// Only fields that are present, in the order of the proto file; tags this program does not know are left out.
nlohmann::ordered_json write_json(const google::protobuf::Message& message);

}  // namespace beatbook::schema
