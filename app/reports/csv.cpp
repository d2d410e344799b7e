#include "app/reports/csv.h"

#include <algorithm>

namespace beatbook::app {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

size_t count_line_ends(std::string_view text) { return static_cast<size_t>(std::count(text.begin(), text.end(), '\n')); }

}  // namespace

CsvReader::CsvReader(std::string_view text, size_t longest_line) : text_(text), longest_line_(longest_line) {
  if (text_.starts_with(byte_order_mark)) text_.remove_prefix(byte_order_mark.size());
}

std::optional<CsvLine> CsvReader::next() {
  while (at_ < text_.size() && at_end_of_line()) {
    pass_line_end();
    ++number_;
  }
  if (at_ == text_.size()) return std::nullopt;
  const size_t start = at_;
  CsvLine read = line();
  if (!read.fault.empty()) {
    at_ = start;
    pass_line();
  }
  number_ += count_line_ends(text_.substr(start, at_ - start));
  return read;
}

CsvLine CsvReader::line() {
  CsvLine read{number_, {}, {}};
  const size_t start = at_;
  for (;;) {
    std::string cell;
    if (at_ < text_.size() && text_[at_] == '"') {
      if (!quoted(cell, read.fault)) return read;
    } else {
      cell = unquoted();
    }
    if (at_ - start > longest_line_) {
      read.fault = "The row is longer than " + std::to_string(longest_line_) + " bytes. A quotation mark may not be closed.";
      return read;
    }
    read.cells.push_back(std::move(cell));
    if (at_ == text_.size()) return read;
    if (at_end_of_line()) {
      pass_line_end();
      return read;
    }
    ++at_;  // the comma
  }
}

std::string CsvReader::unquoted() {
  const size_t start = at_;
  while (at_ < text_.size() && text_[at_] != ',' && !at_end_of_line()) ++at_;
  return std::string(text_.substr(start, at_ - start));
}

// Reads from the opening quotation mark to what follows the closing one.
bool CsvReader::quoted(std::string& cell, std::string& fault) {
  const size_t start = at_++;
  for (;;) {
    const size_t mark = text_.substr(0, start + longest_line_).find('"', at_);
    if (mark == std::string_view::npos) {
      fault = "A quotation mark is not closed.";
      return false;
    }
    cell.append(text_.substr(at_, mark - at_));
    at_ = mark + 1;
    if (at_ == text_.size() || text_[at_] != '"') break;
    cell += '"';
    ++at_;
  }
  if (at_ == text_.size() || text_[at_] == ',' || at_end_of_line()) return true;
  fault = "Text follows a closing quotation mark. Write a quotation mark inside a cell twice.";
  return false;
}

bool CsvReader::at_end_of_line() const { return text_[at_] == '\n' || text_.substr(at_).starts_with("\r\n"); }

void CsvReader::pass_line_end() { at_ += text_[at_] == '\n' ? 1 : 2; }

void CsvReader::pass_line() { at_ = std::min(text_.find('\n', at_), text_.size() - 1) + 1; }

void write_csv_line(std::string& out, std::span<const std::string> cells) {
  for (size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) out += ',';
    // One that begins like a file with a byte order mark would lose it in the first line.
    if (cells[i].find_first_of(",\"\r\n") == std::string::npos && !cells[i].starts_with(byte_order_mark)) {
      out += cells[i];
      continue;
    }
    out += '"';
    for (const char c : cells[i]) {
      if (c == '"') out += '"';
      out += c;
    }
    out += '"';
  }
  out += "\r\n";
}

}  // namespace beatbook::app
