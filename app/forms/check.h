#pragma once
// What a save would say, without saving: the dry run that forms ask for on each change.
#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "app/forms/failure.h"
#include "kernel/bytes.h"
#include "rules/check_record.h"
#include "rules/situation.h"
#include "schema/catalogue.h"

namespace beatbook::app {

struct CheckedRecord {
  RecordId id;
  const schema::RecordType* type = nullptr;
  std::string prefix;  // before its paths in a Failure: "person[0]"; empty for a single record
  schema::FieldErrors errors;
  std::vector<rules::Notice> notices;
  rules::AskedFor asked;
  rules::Situation situation;  // as of this check
};

struct Check {
  std::vector<CheckedRecord> records;  // in the order of the ids the save returns
  schema::FieldErrors reason;          // of a correction: "reason", "reason_text"
  std::optional<Failure> refused;      // what stands in the way before any field is looked at
  size_t bytes = 0;                    // of the change-set it would make; see limits::change_set

  // A save would be taken.
  bool passes() const;
};

}  // namespace beatbook::app
