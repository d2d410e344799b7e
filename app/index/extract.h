#pragma once
// What the index keeps of a record, taken from its message by reflection over the annotations. Pure.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "kernel/bytes.h"
#include "schema/os_grid.h"
#include "schema/projection.h"

namespace beatbook::app {

// A link of a record: a UUID field whose annotation says what it references.
struct Link {
  std::string field;  // proto path without indices: envelope.subjects.person_id
  RecordId to;
  VisibilityClass visibility = v1::VISIBILITY_CLASS_UNSPECIFIED;
};

struct Extract {
  int64_t at_ms = 0;  // envelope.event_at, else the time in the id
  std::string author;
  std::string local_ref;
  Bytes encounter, shift;                  // 16 bytes or empty
  std::optional<schema::GridPoint> point;  // where it happened, if a grid reference or a measured place says so
  bool imported = false;
  std::vector<Link> links;
  // Searchable text, each class VC2 or below. Text of VC3 and VC4 is in none of them (BR-22, PR-01).
  std::vector<std::string> names, plates, phones;
  std::string place, text;
};

// When the id was made (UUIDv7).
int64_t made_ms(const RecordId& id);

Extract extract(const RecordId& id, const schema::Projected& record);

}  // namespace beatbook::app
