#pragma once
// A record of this tablet as the forms work on it, and whose it is.
#include <functional>
#include <string>
#include <vector>

#include "app/forms/failure.h"
#include "kernel/tablet_log.h"
#include "rules/check_record.h"
#include "schema/projection.h"

namespace beatbook::app {

struct Stored {
  RecordId id;
  Record record;
  schema::Projected shown;

  const schema::RecordType& type() const { return *shown.type; }
  const schema::Message& message() const { return *shown.message; }
};

// Fault::not_found when it is not on this tablet, or of a kind this program does not know.
Outcome<Stored> read_stored(TabletLog& log, const RecordId& id);

// Enrolments that made the record: one, or several that imported the same history. A record is changed by them only when its
// owner is its AUTHOR.
std::vector<EnrolmentId> creators(TabletLog& log, const RecordId& id, const Record& record);
bool made_here(TabletLog& log, const Stored& stored);

// Every UUID field that names a record, with its place.
struct Reference {
  std::string path;
  const schema::FieldDescriptor* field;
  RecordId id;
};
std::vector<Reference> references(const schema::Message& message);

// References that lead to a record of another kind than the field names. A field that names no kind leads to no record, and
// none but a review's subject ("*") leads to a welfare contact (BR-22). `type_of` knows what kind a record is; nullptr = not
// here, which is no error.
schema::FieldErrors check_references(const schema::Message& message,
                                     const std::function<const schema::RecordType*(const RecordId&)>& type_of);

}  // namespace beatbook::app
