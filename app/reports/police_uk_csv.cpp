#include "app/reports/police_uk_csv.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>

#include "app/reports/csv.h"
#include "app/reports/police_uk_columns.h"
#include "kernel/hash.h"
#include "schema/check.h"
#include "schema/pattern.h"
#include "schema/text.h"
#include "schema/time.h"

namespace beatbook::app {

namespace {

using Columns = std::vector<std::unique_ptr<PoliceUkColumn>>;
using Cells = std::vector<std::string>;  // in the order of the columns as published

constexpr std::string_view imported = "IMPORTED";

// Place in the file's header of each published column.
Result<std::vector<size_t>> read_header(const Cells& header, const Columns& columns) {
  std::vector<size_t> places;
  std::vector<std::string> missing, unknown;
  for (const auto& column : columns) {
    const auto found = std::find(header.begin(), header.end(), column->name());
    if (found == header.end()) missing.push_back(column->name());
    places.push_back(static_cast<size_t>(found - header.begin()));
  }
  for (const auto& name : header) {
    const auto known = std::any_of(columns.begin(), columns.end(), [&](const auto& column) { return column->name() == name; });
    if (!known) unknown.push_back(schema::shortened(name));
    if (known && std::count(header.begin(), header.end(), name) > 1) {
      return Error{Fault::bad_input, fmt::format("The column \"{}\" is there twice. Take one out.", name)};
    }
  }
  if (!missing.empty()) {
    return Error{Fault::bad_input,
                 fmt::format("This is not a published stop-and-search file: the first line must name the columns,"
                             " and it has no \"{}\".",
                             fmt::join(missing, "\", \""))};
  }
  if (!unknown.empty()) {
    return Error{
        Fault::bad_input,
        fmt::format("The file has columns a published stop-and-search file has not: \"{}\". Take them out and import it again.",
                    fmt::join(unknown, "\", \""))};
  }
  return places;
}

// Ten bytes that name a row for ever: lengths are hashed too, so no two rows run into each other.
Bytes fingerprint(std::string_view force, const Cells& cells, uint64_t occurrence) {
  Bytes data = "beatbook police.uk stop and search 1";
  const auto add = [&](std::string_view text) {
    put_u32(data, static_cast<uint32_t>(text.size()));
    data += text;
  };
  add(force);
  for (const auto& cell : cells) add(cell);
  put_u64(data, occurrence);
  return Bytes(view(sha256(data)).substr(0, 10));
}

class Reader {
 public:
  Reader(std::string_view force, const Columns& columns, std::vector<size_t> places)
      : force_(force), columns_(columns), places_(std::move(places)) {}

  void take(CsvLine line) {
    auto reason = line.fault.empty() ? refuse(line.cells) : line.fault;
    if (reason.empty()) {
      Cells cells;
      for (const size_t place : places_) cells.push_back(std::move(line.cells[place]));
      reason = read(line.number, cells);
    }
    if (!reason.empty()) file.broken.push_back({line.number, std::move(reason)});
  }

  PoliceUkFile file;

 private:
  std::string refuse(const Cells& cells) const {
    if (cells.size() != places_.size()) {
      return fmt::format("The row has {} columns, the first line of the file {}.", cells.size(), places_.size());
    }
    for (size_t i = 0; i < places_.size(); ++i) {
      const auto& cell = cells[places_[i]];
      if (!schema::is_utf8(cell)) return fmt::format("{} is not UTF-8 text. Save the file as CSV UTF-8.", columns_[i]->name());
      if (schema::count_characters(cell) > longest_police_uk_cell) {
        return fmt::format("{} is longer than {} characters.", columns_[i]->name(), longest_police_uk_cell);
      }
    }
    return {};
  }

  // Empty, or why the row is left out.
  std::string read(size_t line, const Cells& cells) {
    PoliceUkRow row;
    row.line = line;
    row.search.mutable_envelope()->set_origin(std::string(imported));
    std::vector<size_t> unknown;
    for (size_t i = 0; i < columns_.size(); ++i) {
      if (columns_[i]->read(cells[i], row.search) == PoliceUkColumn::Reading::unknown) unknown.push_back(i);
      if (columns_[i]->name() == date_column && !row.search.envelope().has_event_at()) return bad_date(cells[i]);
    }
    const int64_t at = row.search.envelope().event_at().utc_ms();
    if (at < 0) return "Date: an import begins with 1970. Take the row out.";
    for (const size_t i : unknown) ++file.unknown_words[{columns_[i]->name(), cells[i]}];
    for (size_t i = 0; i < columns_.size(); ++i) {
      if (columns_[i]->write(row.search) == cells[i]) continue;
      auto* source = row.search.add_source_columns();
      source->set_column(columns_[i]->name());
      source->set_text(cells[i]);
    }
    row.id = make_record_id(static_cast<uint64_t>(at), fingerprint(force_, cells, seen_[cells]++));
    file.rows.push_back(std::move(row));
    return {};
  }

  static std::string bad_date(std::string_view text) {
    const auto time = schema::read_local_time(text);
    return fmt::format("{}: {}", date_column, time ? std::string() : time.error().message);
  }

  std::string_view force_;
  const Columns& columns_;
  std::vector<size_t> places_;
  std::map<Cells, uint64_t> seen_;
};

// What was read for this column, if our field still says the same.
std::optional<std::string> as_published(const PoliceUkColumn& column, const v1::StopAndSearch& search,
                                        const std::string& canonical) {
  if (!schema::is_imported(search)) return std::nullopt;
  for (const auto& source : search.source_columns()) {
    if (source.column() != column.name()) continue;
    v1::StopAndSearch again;
    again.mutable_envelope()->set_origin(search.envelope().origin());
    column.read(source.text(), again);
    if (column.write(again) == canonical) return source.text();
  }
  return std::nullopt;
}

}  // namespace

Result<PoliceUkFile> read_police_uk_csv(std::string_view file, std::string_view force, const schema::CodeLists& lists) {
  static const schema::Pattern force_name("[a-z](?:[a-z-]{0,58}[a-z])?");
  if (!force.empty() && !force_name.matches(force)) {
    return Error{Fault::bad_input,
                 "Name the force as data.police.uk does, in small letters and hyphens (leicestershire), or leave it out."};
  }
  if (file.size() > longest_police_uk_file) {
    return Error{Fault::too_large, fmt::format("The file is larger than {} MB. Split it by month and import the parts.",
                                               longest_police_uk_file / (1024 * 1024))};
  }
  CsvReader lines(file, longest_police_uk_row);
  const auto header = lines.next();
  if (!header) return Error{Fault::bad_input, "The file is empty."};
  const bool text = header->fault.empty() && std::all_of(header->cells.begin(), header->cells.end(), schema::is_utf8);
  if (!text) return Error{Fault::bad_input, "The first line cannot be read. Save the file as CSV UTF-8 and import it again."};
  const auto columns = police_uk_columns(lists);
  auto places = read_header(header->cells, columns);
  if (!places) return places.error();
  Reader reader(force, columns, std::move(*places));
  while (auto line = lines.next()) reader.take(std::move(*line));
  return std::move(reader.file);
}

std::string write_police_uk_csv(std::span<const PoliceUkRow> rows, const schema::CodeLists& lists) {
  const auto columns = police_uk_columns(lists);
  std::vector<const PoliceUkRow*> sorted;
  for (const auto& row : rows) sorted.push_back(&row);
  const auto key = [](const PoliceUkRow* row) { return std::pair(row->search.envelope().event_at().utc_ms(), row->id); };
  std::sort(sorted.begin(), sorted.end(), [&](const auto* a, const auto* b) { return key(a) < key(b); });
  std::string out;
  Cells cells;
  for (const auto& column : columns) cells.push_back(column->name());
  write_csv_line(out, cells);
  for (const auto* row : sorted) {
    cells.clear();
    for (const auto& column : columns) {
      auto canonical = column->write(row->search);
      auto published = as_published(*column, row->search, canonical);
      cells.push_back(published ? std::move(*published) : std::move(canonical));
    }
    write_csv_line(out, cells);
  }
  return out;
}

}  // namespace beatbook::app
