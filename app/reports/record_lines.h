#pragma once
// Records of any type as JSON lines, one JSON list, or one CSV table of a type, by reflection.
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/bytes.h"
#include "kernel/result.h"
#include "schema/catalogue.h"
#include "schema/field_error.h"

namespace beatbook::app {

struct RecordLine {
  RecordId id;
  const schema::RecordType* type = nullptr;
  const schema::Message* message = nullptr;
};

// {"type": ..., "id": ..., "record": {...}} a line, or all of them in a list.
std::string write_ndjson(std::span<const RecordLine> lines);
std::string write_json_list(std::span<const RecordLine> lines);

// A column for every value a record of `type` can hold outside repeated blocks (envelope.location.street), lists joined with ";
// ", repeated blocks as JSON. Lines of other types are left out.
std::string write_csv_table(std::span<const RecordLine> lines, const schema::RecordType& type);

struct ReadLine {
  size_t line = 0;  // from 1
  RecordId id;      // as given, else made from the line's content and its n-th occurrence, so importing twice adds nothing
  const schema::RecordType* type = nullptr;
  std::unique_ptr<schema::Message> message;
};

struct BrokenLine {
  size_t line = 0;
  schema::FieldErrors errors;
};

struct ReadLines {
  std::vector<ReadLine> lines;
  std::vector<BrokenLine> broken;
};

// Lines of write_ndjson. Broken ones never stop the others. Records with an envelope become history: origin IMPORTED.
ReadLines read_ndjson(std::string_view text);

}  // namespace beatbook::app
