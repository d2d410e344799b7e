#include "app/reports/record_lines.h"

#include <map>

#include "app/reports/csv.h"
#include "beatbook/v1/records/envelope.pb.h"
#include "kernel/hash.h"
#include "schema/json.h"

namespace beatbook::app {

namespace {

using schema::FieldDescriptor;

nlohmann::ordered_json json_of(const RecordLine& line) {
  return {{"type", line.type->name}, {"id", line.id.text()}, {"record", schema::write_json(*line.message)}};
}

// Paths of all columns of a type, in the order of the proto file.
void add_columns(const schema::Descriptor& block, const std::string& prefix, std::vector<std::string>& columns) {
  for (int i = 0; i < block.field_count(); ++i) {
    const auto* field = block.field(i);
    const std::string path = prefix.empty() ? field->name() : prefix + "." + field->name();
    const bool nested = field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE && !field->is_repeated() &&
                        field->message_type()->full_name() != "beatbook.v1.LocalTime";
    if (nested) {
      add_columns(*field->message_type(), path, columns);
    } else {
      columns.push_back(path);
    }
  }
}

std::string cell_text(const nlohmann::ordered_json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (!value.is_array() || (!value.empty() && value.front().is_object())) return value.dump();
  std::string out;
  for (const auto& item : value) out += (out.empty() ? "" : "; ") + (item.is_string() ? item.get<std::string>() : item.dump());
  return out;
}

std::string cell_at(const nlohmann::ordered_json& json, const std::string& path) {
  const auto* at = &json;
  for (size_t start = 0; start <= path.size();) {
    const size_t end = std::min(path.find('.', start), path.size());
    const std::string name = path.substr(start, end - start);
    if (!at->is_object() || !at->contains(name)) return {};
    at = &(*at)[name];
    start = end + 1;
  }
  return cell_text(*at);
}

void mark_imported(schema::Message& message) {
  const auto* field = message.GetDescriptor()->FindFieldByName("envelope");
  if (!field || field->message_type() != v1::Envelope::descriptor()) return;
  dynamic_cast<v1::Envelope&>(*message.GetReflection()->MutableMessage(&message, field)).set_origin("IMPORTED");
}

// The same line, anywhere, makes the same id; its time part is that of no event, so it sorts before the records of today.
RecordId id_of(std::string_view line, size_t occurrence) {
  const Hash hash = sha256("ndjson " + std::to_string(occurrence) + " " + std::string(line));
  return make_record_id(0, view(hash).substr(0, 10));
}

}  // namespace

std::string write_ndjson(std::span<const RecordLine> lines) {
  std::string out;
  for (const auto& line : lines) out += json_of(line).dump() + "\n";
  return out;
}

std::string write_json_list(std::span<const RecordLine> lines) {
  auto all = nlohmann::ordered_json::array();
  for (const auto& line : lines) all.push_back(json_of(line));
  return all.dump(2) + "\n";
}

std::string write_csv_table(std::span<const RecordLine> lines, const schema::RecordType& type) {
  std::vector<std::string> columns;
  add_columns(*type.descriptor, "", columns);
  std::vector<std::string> header{"id"};
  header.insert(header.end(), columns.begin(), columns.end());
  std::string out;
  write_csv_line(out, header);
  for (const auto& line : lines) {
    if (line.type != &type) continue;
    const auto json = schema::write_json(*line.message);
    std::vector<std::string> cells{line.id.text()};
    for (const auto& column : columns) cells.push_back(cell_at(json, column));
    write_csv_line(out, cells);
  }
  return out;
}

ReadLines read_ndjson(std::string_view text) {
  ReadLines out;
  std::map<std::string, size_t, std::less<>> seen;
  size_t number = 0;
  for (size_t start = 0; start < text.size();) {
    const size_t end = std::min(text.find('\n', start), text.size());
    auto line = text.substr(start, end - start);
    start = end + 1;
    ++number;
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (line.find_first_not_of(" \t") == std::string_view::npos) continue;
    const auto broken = [&](std::string field, std::string why) {
      out.broken.push_back({number, {{std::move(field), std::move(why)}}});
    };
    const auto json = schema::parse_json(line);
    if (!json || !json->is_object()) {
      broken("", json ? "Each line is an object with type and record." : json.error().message);
      continue;
    }
    const auto name = json->find("type"), record = json->find("record"), given_id = json->find("id");
    const auto* type = name != json->end() && name->is_string() ? schema::find_type(name->get<std::string>()) : nullptr;
    if (!type) {
      broken("type", "Name the kind of record, for example stop_and_search.");
      continue;
    }
    if (record == json->end() || !record->is_object()) {
      broken("record", "Give the fields of the record as an object.");
      continue;
    }
    ReadLine read{number, id_of(line, seen[std::string(line)]++), type, schema::new_message(*type)};
    if (given_id != json->end()) {
      const auto id = given_id->is_string() ? RecordId::parse(given_id->get<std::string>()) : std::nullopt;
      if (!id) {
        broken("id", "An id is 32 hexadecimal digits with hyphens.");
        continue;
      }
      read.id = *id;
    }
    if (auto errors = schema::read_json(*record, *read.message); !errors.empty()) {
      out.broken.push_back({number, std::move(errors)});
      continue;
    }
    mark_imported(*read.message);
    out.lines.push_back(std::move(read));
  }
  return out;
}

}  // namespace beatbook::app
