#include "app/forms/entry_lines.h"

#include <fmt/format.h>

#include "app/forms/envelope.h"
#include "app/forms/field_path.h"
#include "app/forms/field_words.h"
#include "app/forms/shift_book.h"
#include "schema/check.h"
#include "schema/json.h"
#include "schema/local_time_field.h"
#include "schema/text.h"

namespace beatbook::app {

namespace {

using nlohmann::ordered_json;

constexpr size_t most_named = 3;

std::string text_at(const ordered_json& json, std::initializer_list<const char*> path) {
  const auto* at = &json;
  for (const char* name : path) {
    if (!at->is_object() || !at->contains(name)) return {};
    at = &(*at)[name];
  }
  return at->is_string() ? at->get<std::string>() : std::string();
}

std::string upper(std::string text) {
  for (char& c : text) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return text;
}

bool in_figures(const schema::FieldDescriptor& field) {
  const auto& format = schema::meaning(field).format();
  if (field.message_type() && schema::is_local_time(field.message_type())) return true;
  for (const char* one : {"VRM", "PHONE", "DATE", "DATE_OF_BIRTH", "OS_GRID", "POSTCODE", "COLLAR_NUMBER", "BEAT"}) {
    if (format == one) return true;
  }
  return field.name() == "local_ref" || field.cpp_type() == schema::FieldDescriptor::CPPTYPE_UINT32;
}

class Lines {
 public:
  Lines(const schema::RecordType& type, const TitleOf& titles) : type_(type), titles_(titles) {}

  void block(const ordered_json& json, const std::string& path, const std::string& section, int depth, bool automatic) {
    for (const auto& [name, value] : json.items()) {
      const std::string here = path.empty() ? name : path + "." + name;
      const auto* field = schema::find_field(type_, here);
      EntryLine line;
      line.path = here;
      line.section = section;
      line.label = schema::label(type_, here);
      line.depth = depth;
      line.automatic = automatic;
      if (field && !schema::meaning(*field).section().empty()) line.section = schema::meaning(*field).section();
      if (field && schema::meaning(*field).automatic()) line.automatic = true;
      if (value.is_object()) {
        heading(line, value);
      } else if (value.is_array() && !value.empty() && value.front().is_object()) {
        for (size_t i = 0; i < value.size(); ++i) {
          EntryLine one = line;
          one.path += "[" + std::to_string(i) + "]";
          if (field) one.label = label_of_one(*field);
          if (value.size() > 1) one.label += " " + std::to_string(i + 1);
          heading(one, value[i]);
        }
      } else {
        tell(line, field, value);
      }
    }
  }

  std::vector<EntryLine> out;

 private:
  void heading(EntryLine line, const ordered_json& value) {
    line.heading = true;
    line.groups = groups(line.path);
    out.push_back(line);
    block(value, line.path, line.section, line.depth + 1, line.automatic);
  }

  // Its fields have sections of their own when people read them, or it is one of several.
  bool groups(const std::string& path) const {
    const auto* field = schema::find_field(type_, path);
    if (!field || !field->message_type() || field->is_repeated()) return true;
    for (int i = 0; i < field->message_type()->field_count(); ++i) {
      if (!schema::meaning(*field->message_type()->field(i)).section().empty()) return false;
    }
    return true;
  }

  void tell(EntryLine line, const schema::FieldDescriptor* field, const ordered_json& value) {
    line.value = field ? words_of(*field, value) : value.is_string() ? value.get<std::string>() : value.dump();
    line.figures = field && in_figures(*field);
    if (field && !schema::meaning(*field).references().empty() && value.is_string()) {
      line.leads_to = RecordId::parse(value.get<std::string>());
      const auto title = line.leads_to && titles_ ? titles_(*line.leads_to) : std::string();
      if (!title.empty()) line.value = title;
    }
    out.push_back(std::move(line));
  }

  const schema::RecordType& type_;
  const TitleOf& titles_;
};

}  // namespace

std::string title_of(const Stored& stored) {
  const auto* envelope = envelope_of(stored.message());
  const auto number = envelope ? envelope->local_ref() : std::string();
  return schema::short_label(stored.type()) + (number.empty() ? "" : ", " + number);
}

std::string summary_of(const Stored& stored) {
  const auto json = schema::write_json(stored.message());
  const auto given = text_at(json, {"given_names"}), family = text_at(json, {"family_name"});
  if (!family.empty()) return given.empty() ? family : given + " " + family;
  for (const auto& path : {std::initializer_list<const char*>{"vrm"},
                           {"name"},
                           {"description"},
                           {"team"},
                           {"decision"},
                           {"envelope", "location", "street"},
                           {"envelope", "location", "os_grid"}}) {
    auto text = text_at(json, path);
    // It stands among others in a line, so it does not end as a sentence.
    if (text.ends_with('.') && !text.ends_with("..")) text.pop_back();
    if (!text.empty()) return text;
  }
  return {};
}

std::string card_title(const Stored& stored) {
  const auto json = schema::write_json(stored.message());
  if (stored.type().name == "person") {
    const auto given = text_at(json, {"given_names"}), family = text_at(json, {"family_name"});
    if (!family.empty()) return upper(family) + (given.empty() ? "" : ", " + given);
    const auto described = text_at(json, {"description"});
    return described.empty() ? "Person without a name" : described;
  }
  if (stored.type().name == "vehicle") {
    if (const auto plate = text_at(json, {"vrm"}); !plate.empty()) return spaced_registration(plate);
    if (const auto part = text_at(json, {"partial_vrm"}); !part.empty()) return part + " (part)";
    return "Vehicle without a registration";
  }
  return title_of(stored);
}

std::string who_of(const Stored& stored, const TitleOf& titles) {
  if (stored.shown.face > v1::VC2_TEAM || !titles) return {};
  std::string out;
  size_t named = 0;
  for (const auto& reference : references(stored.message())) {
    const auto& kinds = schema::meaning(*reference.field).references();
    if ((kinds != "person" && kinds != "vehicle") || named == most_named) continue;
    const auto title = titles(reference.id);
    if (title.empty()) continue;
    out += (out.empty() ? "" : ", ") + title;
    ++named;
  }
  return out;
}

std::string number_text(const Stored& stored) {
  const auto* envelope = envelope_of(stored.message());
  const auto number = envelope ? number_of(envelope->local_ref()) : 0;
  return number == 0 ? std::string() : fmt::format("{:02}", number);
}

std::string status_code(const Entry& entry) {
  if (schema::is_imported(entry.stored.message())) return "IMPORTED";
  const bool reviewed = entry.stored.type().meaning->review_hours() > 0 || entry.status != rules::EntryStatus::submitted;
  return reviewed ? std::string(rules::name(entry.status)) : "-";
}

std::string status_words(const Entry& entry) {
  if (status_code(entry) == "-") return {};
  if (status_code(entry) == "IMPORTED") return "Imported";
  switch (entry.status) {
    case rules::EntryStatus::submitted:
      return "Waiting for review";
    case rules::EntryStatus::returned:
      return "Returned";
    case rules::EntryStatus::approved:
      return "Approved";
    case rules::EntryStatus::voided:
      return "Voided";
  }
  return {};
}

std::vector<EntryLine> lines_of(const schema::RecordType& type, const schema::Message& message, const TitleOf& titles) {
  Lines lines(type, titles);
  lines.block(schema::write_json(message), "", "", 0, false);
  return std::move(lines.out);
}

std::string value_words(const schema::RecordType& type, const std::string& path, const std::string& json_text) {
  const auto* field = schema::find_field(type, path);
  if (!field || json_text.empty()) return json_text;
  // Text comes as it is, everything else as JSON writes it: a list or a block begins with its bracket.
  const bool is_text = field->cpp_type() == schema::FieldDescriptor::CPPTYPE_STRING && !field->is_repeated();
  if (is_text) return words_of(*field, json_text);
  const auto json = nlohmann::json::parse(json_text, nullptr, false);
  return words_of(*field, json.is_discarded() ? nlohmann::json(json_text) : json);
}

}  // namespace beatbook::app
