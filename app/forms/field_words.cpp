#include "app/forms/field_words.h"

#include <fmt/format.h>

#include "app/forms/field_path.h"
#include "schema/code_lists.h"
#include "schema/local_time_field.h"
#include "schema/text.h"
#include "schema/time.h"
#include "schema/vehicle_registration.h"

namespace beatbook::app {

namespace {

using nlohmann::json;

// Fields whose unit is a millionth (latitude_e6) are read as decimals.
constexpr std::string_view millionths = "_e6";

std::string moment(const std::string& typed, int64_t now_ms) {
  if (typed == "now") return "Now";
  const auto read = schema::read_local_time(typed);
  if (!read) return typed;
  const auto whole = schema::for_people(*read);
  const bool today = now_ms != 0 && schema::london_day(read->utc_ms) == schema::london_day(now_ms);
  return today ? whole.substr(whole.find(' ') + 1) : whole;
}

std::string text(const schema::FieldDescriptor& field, const std::string& typed, int64_t now_ms) {
  const auto& said = schema::meaning(field);
  if (field.message_type() && schema::is_local_time(field.message_type())) return moment(typed, now_ms);
  if (!said.code_list().empty()) return schema::CodeLists::in_force().label(said.code_list(), typed);
  if (said.format() == "VRM") return spaced_registration(typed);
  if (said.format() == "PICTURE") return "A picture";
  if (said.format() == "PHONE") return spaced_phone(schema::tidy(typed));
  if (said.format().starts_with("DATE")) {
    const auto day = schema::read_date(typed);
    return day ? schema::for_people(*day) : typed;
  }
  return schema::tidy(typed);
}

std::string number(const schema::FieldDescriptor& field, int64_t value) {
  if (!std::string_view(field.name()).ends_with(millionths)) return std::to_string(value);
  return fmt::format("{}{}.{:06}", value < 0 ? "-" : "", std::abs(value) / 1'000'000, std::abs(value) % 1'000'000);
}

std::string list(const schema::FieldDescriptor& field, const json& values, int64_t now_ms) {
  std::string out;
  for (const auto& value : values) {
    const auto words = words_of(field, value, now_ms);
    if (!words.empty()) out += (out.empty() ? "" : ", ") + words;
  }
  return out;
}

}  // namespace

std::string words_of(const schema::FieldDescriptor& field, const json& value, int64_t now_ms) {
  if (is_empty(value)) return {};
  if (value.is_array()) return list(field, value, now_ms);
  if (value.is_boolean()) return value.get<bool>() ? "Yes" : "No";
  if (value.is_number_integer()) return number(field, value.get<int64_t>());
  if (value.is_string()) return text(field, value.get<std::string>(), now_ms);
  if (!value.is_object() || !field.message_type()) return value.dump();
  std::string out;
  for (int i = 0; i < field.message_type()->field_count(); ++i) {
    const auto& inner = *field.message_type()->field(i);
    const auto member = value.find(inner.name());
    // Inside a block an id would stand among words, and nobody reads it.
    if (member == value.end() || schema::meaning(inner).format() == "UUID") continue;
    const bool yes = member->is_boolean() && member->get<bool>();
    const auto words = yes                    ? schema::in_sentence(schema::label(inner))
                       : member->is_boolean() ? ""
                                              : words_of(inner, *member, now_ms);
    if (!words.empty()) out += (out.empty() ? "" : ", ") + words;
  }
  return out;
}

std::string label_of_one(const schema::FieldDescriptor& field) {
  const auto& one = schema::meaning(field).one();
  return one.empty() ? schema::label(field) : one;
}

std::string spaced_registration(const std::string& normal) {
  if (schema::classify_registration(normal) != schema::RegistrationClass::current) return normal;
  return normal.substr(0, 4) + " " + normal.substr(4);
}

std::string spaced_phone(const std::string& normal) {
  constexpr std::string_view country = "+44";
  constexpr size_t shortest = 10, longest = 11;  // with the 0 in place of the country
  if (!normal.starts_with(country)) return normal;
  const auto national = "0" + normal.substr(country.size());
  if (national.size() < shortest || national.size() > longest) return normal;
  // Ofcom's area codes: 020, then 011x and 01x1, else five figures. 03, 08 and 09 have four.
  const char kind = national[1];
  const bool city = kind == '1' && (national[2] == '1' || national[3] == '1');
  const size_t area = kind == '2' ? 3 : city || kind == '3' || kind == '8' || kind == '9' ? 4 : 5;
  const size_t last = national.size() - area > 6 ? 4 : 3;
  return fmt::format("{} {} {}", national.substr(0, area), national.substr(area, national.size() - area - last),
                     national.substr(national.size() - last));
}

}  // namespace beatbook::app
