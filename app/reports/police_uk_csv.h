#pragma once
// The monthly stop-and-search file that forces publish (data.police.uk, Open Government Licence), read and written (RPT-14).
//
// Reading. A row becomes a v1.StopAndSearch of origin IMPORTED. Nothing in the message or its id depends on who imports it,
// where or when, so the same file imported twice, on any tablet, is the same records with the same bytes. A column whose text
// our fields would not write back is also kept word for word (`source_columns`), so writing gives every cell back as it was.
//
// Writing. The published header and column order, CRLF, cells quoted only where they must be, rows by date, then id. A captured
// record is given the published words (age ranges rolled up, ethnicity by published group), a location moved to the middle of a
// 250 m cell (PR-24) and no officer. A source column counts only while its field says the same: who amends an imported row
// publishes the amendment.
#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "beatbook/v1/records/stop_and_search.pb.h"
#include "kernel/bytes.h"
#include "kernel/result.h"
#include "schema/code_lists.h"

namespace beatbook::app {

inline constexpr size_t longest_police_uk_file = 64 * 1024 * 1024;  // bytes
inline constexpr size_t longest_police_uk_row = 16 * 1024;          // bytes; as a record it still fits a change-set
inline constexpr size_t longest_police_uk_cell = 500;               // characters, as SourceColumn.text

struct PoliceUkRow {
  RecordId id;  // UUIDv7 of the event's time and a hash of (force if named, cells, how many equal rows of the file came before)
  v1::StopAndSearch search;
  size_t line = 0;  // of the file, from 1; unused when writing
};

// A row that was left out.
struct BrokenRow {
  size_t line = 0;
  std::string reason;  // one plain sentence
};

struct PoliceUkFile {
  std::vector<PoliceUkRow> rows;  // in the order of the file
  std::vector<BrokenRow> broken;
  std::map<std::pair<std::string, std::string>, size_t>
      unknown_words;  // (column, text) and in how many rows; kept, not translated
};

// `force` names whose return it is, as data.police.uk does ("leicestershire"): equal rows of two forces are different records.
// Without one an id is made of the row and its n-th occurrence alone, so a renamed copy of a file adds nothing.
// Fault::bad_input when it is no such name, or the file is not UTF-8 or not this kind of file (the message names the columns
// that are missing or unknown); Fault::too_large. Broken rows never stop the others.
Result<PoliceUkFile> read_police_uk_csv(std::string_view file, std::string_view force,
                                        const schema::CodeLists& lists = schema::CodeLists::in_force());

std::string write_police_uk_csv(std::span<const PoliceUkRow> rows,
                                const schema::CodeLists& lists = schema::CodeLists::in_force());

}  // namespace beatbook::app
