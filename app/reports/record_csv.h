#pragma once
// A table that others keep, read as records of one type: the log of a phone line, a partner's figures, what a cleaning run
// found.
//
// The first line names the fields: a path of proto names (envelope.location.street), or the end of one that ends no other field
// of the type (street). A cell holds what people write: a date dd/mm/yyyy, a moment dd/mm/yyyy HH:MM by London's clock, yes or
// no, a whole number, a code or its label, several with ";" between them. An empty cell is a field that is left out.
//
// Every row passes the checks of capture (rules/intake.h). Nothing in a record or its id depends on who reads the file, where
// or when, so the same row, anywhere, is the same record; equal rows of one file are as many records.
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/bytes.h"
#include "kernel/result.h"
#include "rules/situation.h"
#include "schema/catalogue.h"

namespace beatbook::app {

inline constexpr size_t longest_record_csv = 16 * 1024 * 1024;  // bytes
inline constexpr size_t longest_record_row = 16 * 1024;         // bytes; as a record it still fits a change-set

struct CsvRecord {
  size_t line = 0;  // of the file, from 1
  RecordId id;  // UUIDv7 of its event, or of its first date, and a hash of the record and of how many equal ones came before
  std::unique_ptr<schema::Message> message;  // Envelope.origin is IMPORTED
};

struct CsvFault {
  size_t line = 0;
  std::string column;  // as the file calls it; empty: the row as a whole, or a field that the file has no column for
  std::string reason;  // one plain sentence that says how to mend it
};

struct CsvRecords {
  std::vector<CsvRecord> records;
  std::vector<CsvFault> faults;  // while there is one, nothing of the file should be stored
};

// Fault::bad_input when the first line is wrong or the file is not UTF-8: the message names every column that is missing,
// unknown, there twice or not to be filled in. Fault::too_large.
Result<CsvRecords> read_record_csv(std::string_view file, const schema::RecordType& type, const rules::Situation& situation);

}  // namespace beatbook::app
