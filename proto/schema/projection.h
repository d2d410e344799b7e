#pragma once
// A record as people read it: the shown value of every cell put together, and what needs a person.
#include <memory>
#include <string>
#include <vector>

#include "kernel/record.h"
#include "schema/catalogue.h"

namespace beatbook::schema {

// Values written at once to one field, the shown one first.
struct Conflict {
  uint32_t tag = 0;   // 0: somebody wrote while somebody else voided
  std::string field;  // proto name; "life" for tag 0, "tag 57" for a field of a newer program
  VisibilityClass visibility = v1::VISIBILITY_CLASS_UNSPECIFIED;
  std::vector<Value> values;  // of different bytes
  std::vector<Value> alike;   // the same bytes as one of them, by somebody else

  // Everybody who wrote `value`, whose bytes are those of one of `values`; the shown one first.
  std::vector<Dot> authors_of(const Value& value) const;
};

struct Projected {
  const RecordType* type = nullptr;
  std::unique_ptr<Message> message;
  std::vector<Conflict> conflicts;  // fields that open a review (OnConflict REVIEW), and life
  std::vector<Conflict> kept;       // fields that show the latest (OnConflict LATEST) and hold another value besides
  std::vector<uint32_t> broken;     // tags whose bytes do not read; left out of `message`
  bool retracted = false;
  VisibilityClass face = v1::VISIBILITY_CLASS_UNSPECIFIED;  // class of the record's life here; a review has its subject's
};

// Fault::not_found for a record type this program does not know: it is carried and listed, not shown.
Result<Projected> project(const Record& record, const Unsent& unsent = {});

// One value of a conflict as people read it: the field alone as JSON, "(cleared)" when empty.
std::string value_text(const RecordType& type, uint32_t tag, const Value& value);

}  // namespace beatbook::schema
