#pragma once
// Comma-separated text, RFC 4180: CRLF or LF, quoted cells with commas, quotes and line ends in them, a byte order mark, and a
// last line without an end. A quotation mark inside an unquoted cell is taken as it stands.
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace beatbook::app {

struct CsvLine {
  size_t number = 0;  // of the line in the file where it starts, from 1
  std::vector<std::string> cells;
  std::string fault;  // empty, or one plain sentence: why its cells cannot be read
};

// Reads line by line. A line that cannot be read is returned with its fault, and reading goes on behind the first line end
// after its start, so one quotation mark too many costs one row and not the file.
class CsvReader {
 public:
  // `text` must outlive it. A line of more than `longest_line` bytes is faulty.
  CsvReader(std::string_view text, size_t longest_line);

  // Empty at the end. Blank lines are passed over.
  std::optional<CsvLine> next();

 private:
  CsvLine line();
  std::string unquoted();
  bool quoted(std::string& cell, std::string& fault);
  bool at_end_of_line() const;
  void pass_line_end();
  void pass_line();

  std::string_view text_;
  size_t longest_line_;
  size_t at_ = 0;
  size_t number_ = 1;
};

// One line with CRLF; cells are quoted only where they must be.
void write_csv_line(std::string& out, std::span<const std::string> cells);

}  // namespace beatbook::app
