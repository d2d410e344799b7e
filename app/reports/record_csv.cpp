#include "app/reports/record_csv.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "app/reports/csv.h"
#include "app/reports/csv_cell.h"
#include "beatbook/v1/records/envelope.pb.h"
#include "kernel/hash.h"
#include "rules/intake.h"
#include "schema/code_lists.h"
#include "schema/json.h"
#include "schema/local_time_field.h"
#include "schema/pattern.h"
#include "schema/text.h"

namespace beatbook::app {

namespace {

using nlohmann::json;
using schema::FieldDescriptor;

// A field that a column can hold.
struct Column {
  std::string path;
  const FieldDescriptor* field;
  bool needed;  // on every row
};

void add_columns(const schema::Descriptor& block, const std::string& prefix, bool needed, std::vector<Column>& out) {
  for (int i = 0; i < block.field_count(); ++i) {
    const auto& field = *block.field(i);
    const auto& said = schema::meaning(field);
    const auto path = prefix + field.name();
    const bool is_block = field.message_type() && !schema::is_local_time(field.message_type());
    // Blocks in a list and ids do not go into a cell.
    if (said.automatic() || (is_block && field.is_repeated()) || field.type() == FieldDescriptor::TYPE_BYTES) continue;
    if (is_block) {
      add_columns(*field.message_type(), path + ".", needed && said.required(), out);
    } else {
      out.push_back({path, &field, needed && said.required()});
    }
  }
}

bool ends_with_name(const std::string& path, std::string_view name) {
  return path == name || (path.size() > name.size() && path.ends_with(name) && path[path.size() - name.size() - 1] == '.');
}

std::string last_name(const std::string& path) { return path.substr(path.rfind('.') + 1); }

class Header {
 public:
  Header(const schema::RecordType& type, const std::vector<std::string>& names) : names_(names) {
    add_columns(*type.descriptor, "", true, all_);
    for (const auto& typed : names) take(schema::tidy(typed));
    for (const auto& column : all_) {
      const bool there =
          std::any_of(columns.begin(), columns.end(), [&](const Column* one) { return one && one->path == column.path; });
      // The time's precision is a field that a new form presets.
      if (column.needed && !there && column.path != precision)
        say(fmt::format("The column {} is missing.", last_name(column.path)));
    }
  }

  // As the file calls the column of a field, or of a field inside of it; empty if it has none.
  std::string name_of(std::string_view path) const {
    path = path.substr(0, path.find('['));
    for (size_t i = 0; i < columns.size(); ++i) {
      if (columns[i] && columns[i]->path == path) return schema::tidy(names_[i]);
    }
    return {};
  }

  static constexpr const char* precision = "envelope.event_time_precision";
  std::vector<const Column*> columns;  // by place
  std::string wrong;                   // sentences

 private:
  void say(const std::string& sentence) { wrong += (wrong.empty() ? "" : " ") + sentence; }

  void take(const std::string& name) {
    std::vector<const Column*> meant;
    for (const auto& column : all_) {
      if (column.path == name) meant = {&column};
      if (column.path == name) break;
      if (ends_with_name(column.path, name)) meant.push_back(&column);
    }
    columns.push_back(meant.size() == 1 ? meant[0] : nullptr);
    if (name.empty()) return say(fmt::format("Column {} has no name. Name it, or take it out.", columns.size()));
    if (meant.empty()) return say(unknown(name));
    if (meant.size() > 1)
      return say(fmt::format("The column {} may be {} or {}. Write which.", name, meant[0]->path, meant[1]->path));
    if (std::count(columns.begin(), columns.end(), meant[0]) > 1)
      say(fmt::format("The column {} is there twice. Take one out.", name));
  }

  std::string unknown(const std::string& name) const {
    std::vector<std::string> names;
    for (const auto& column : all_) names.push_back(last_name(column.path));
    const auto near = schema::nearest(name, names);
    return fmt::format("There is no column {}.{}", schema::shortened(name),
                       near.empty() ? std::string(" Take it out.") : fmt::format(" Did you mean {}?", near));
  }

  const std::vector<std::string>& names_;
  std::vector<Column> all_;
};

void put(json& object, const std::string& path, json value) {
  json* at = &object;
  for (size_t start = 0; start <= path.size();) {
    const size_t end = std::min(path.find('.', start), path.size());
    at = &(*at)[path.substr(start, end - start)];
    start = end + 1;
  }
  *at = std::move(value);
}

v1::Envelope* envelope_of(schema::Message& message) {
  const auto* field = message.GetDescriptor()->FindFieldByName("envelope");
  if (!field || field->message_type() != v1::Envelope::descriptor()) return nullptr;
  return google::protobuf::DynamicCastToGenerated<v1::Envelope>(message.GetReflection()->MutableMessage(&message, field));
}

// When it was: its event, else the first of its dates.
int64_t time_of(schema::Message& message) {
  if (const auto* envelope = envelope_of(message)) return envelope->event_at().utc_ms();
  for (int i = 0; i < message.GetDescriptor()->field_count(); ++i) {
    const auto& field = *message.GetDescriptor()->field(i);
    if (schema::meaning(field).format() != "DATE") continue;
    const auto at = schema::read_local_time(message.GetReflection()->GetString(message, &field) + "T00:00");
    if (at) return at->utc_ms;
  }
  return 0;
}

class Rows {
 public:
  Rows(const schema::RecordType& type, const rules::Situation& situation, const Header& header)
      : type_(type), situation_(situation), header_(header), lists_(schema::CodeLists::in_force()) {}

  void take(const CsvLine& line) {
    if (!line.fault.empty()) return fault(line.number, "", line.fault);
    if (line.cells.size() != header_.columns.size()) {
      return fault(
          line.number, "",
          fmt::format(
              "The row has {} cells, the first line {}. Check the commas; a text with a comma stands in quotation marks.",
              line.cells.size(), header_.columns.size()));
    }
    const size_t before = out.faults.size();
    auto message = read(line);
    if (message && out.faults.size() == before) add(line.number, std::move(message));
  }

  CsvRecords out;

 private:
  void fault(size_t line, std::string column, std::string reason) {
    out.faults.push_back({line, std::move(column), std::move(reason)});
  }

  std::unique_ptr<schema::Message> read(const CsvLine& line) {
    json object = json::object();
    const size_t before = out.faults.size();
    for (size_t i = 0; i < line.cells.size(); ++i) {
      const auto& column = *header_.columns[i];
      if (!schema::is_utf8(line.cells[i])) {
        fault(line.number, header_.name_of(column.path), "This is not UTF-8 text. Save the file as CSV UTF-8.");
        continue;
      }
      const auto typed = schema::tidy(line.cells[i]);
      if (typed.empty()) continue;
      CsvCell cell(*column.field, lists_);
      put(object, column.path, cell.value(typed));
      if (!cell.wrong().empty()) fault(line.number, header_.name_of(column.path), cell.wrong());
    }
    auto message = schema::new_message(type_);
    auto errors = schema::read_json(object, *message);
    if (auto* envelope = envelope_of(*message)) {
      envelope->set_origin("IMPORTED");
      if (!envelope->has_event_time_precision()) envelope->set_event_time_precision("EXACT");
      if (!envelope->has_marking()) envelope->set_marking(type_.meaning->marking());
    }
    for (auto& error : rules::together(type_, std::move(errors), rules::check_intake(type_, *message, situation_))) {
      say(line.number, before, error);
    }
    return message;
  }

  // What a cell already said of the same field is not said again.
  void say(size_t line, size_t before, const schema::FieldError& error) {
    const auto column = header_.name_of(error.field);
    const auto known = [&](const CsvFault& one) { return !column.empty() && one.column == column; };
    if (std::any_of(out.faults.begin() + static_cast<std::ptrdiff_t>(before), out.faults.end(), known)) return;
    fault(line, column, error.message);
  }

  void add(size_t line, std::unique_ptr<schema::Message> message) {
    const auto bytes = message->SerializeAsString();
    Bytes data = "beatbook table 1 " + type_.name;
    put_u64(data, seen_[bytes]++);
    data += bytes;
    const auto id =
        make_record_id(static_cast<uint64_t>(std::max<int64_t>(time_of(*message), 0)), view(sha256(data)).substr(0, 10));
    out.records.push_back({line, id, std::move(message)});
  }

  const schema::RecordType& type_;
  const rules::Situation& situation_;
  const Header& header_;
  const schema::CodeLists& lists_;
  std::map<std::string, uint64_t> seen_;
};

}  // namespace

Result<CsvRecords> read_record_csv(std::string_view file, const schema::RecordType& type, const rules::Situation& situation) {
  if (file.size() > longest_record_csv) {
    return Error{Fault::too_large, fmt::format("The file is larger than {} MB. Split it and import the parts.",
                                               longest_record_csv / (1024 * 1024))};
  }
  CsvReader lines(file, longest_record_row);
  const auto first = lines.next();
  if (!first) return Error{Fault::bad_input, "The file is empty. Its first line names the columns."};
  const bool text = first->fault.empty() && std::all_of(first->cells.begin(), first->cells.end(), schema::is_utf8);
  if (!text) return Error{Fault::bad_input, "The first line cannot be read. Save the file as CSV UTF-8 and import it again."};
  const Header header(type, first->cells);
  if (!header.wrong.empty()) return Error{Fault::bad_input, "The first line names the columns. " + header.wrong};
  Rows rows(type, situation, header);
  while (const auto line = lines.next()) rows.take(*line);
  return std::move(rows.out);
}

}  // namespace beatbook::app
