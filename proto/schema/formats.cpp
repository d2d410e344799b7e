#include "schema/formats.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "schema/catalogue.h"
#include "schema/os_grid.h"
#include "schema/pattern.h"
#include "schema/text.h"
#include "schema/time.h"
#include "schema/vehicle_registration.h"

namespace beatbook::schema {

namespace {

using Normal = std::optional<std::string>;

constexpr size_t longest_document = 64 * 1024;

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (size_t at = text.find(from); at != text.npos; at = text.find(from, at + to.size())) text.replace(at, from.size(), to);
}

Normal if_matches(const Pattern& pattern, std::string text) {
  if (!pattern.matches(text)) return std::nullopt;
  return text;
}

Normal name(std::string_view text) {
  static const Pattern shape("[\\p{L}\\p{M}][\\p{L}\\p{M}' .\\-]{0,59}");
  std::string out = tidy(text);
  for (std::string_view apostrophe : {"\u2019", "\u2018", "\u02bc", "\u02b9", "`", "\u00b4"}) replace_all(out, apostrophe, "'");
  for (std::string_view hyphen : {"\u2010", "\u2011", "\u2013"}) replace_all(out, hyphen, "-");
  return if_matches(shape, std::move(out));
}

Normal collar_number(std::string_view text) {
  static const Pattern shape("([A-Z]{0,4}) ?([0-9]{1,6})");
  const std::string typed = upper(tidy(text));
  const auto parts = shape.groups(typed);
  if (!parts) return std::nullopt;
  const std::string prefix((*parts)[1]), number((*parts)[2]);
  return prefix.empty() ? number : prefix + " " + number;
}

// CL-25. One space before the last three characters.
Normal postcode(std::string_view text) {
  static const Pattern full(
      "(GIR|[A-PR-UWYZ](?:[0-9]{1,2}|[0-9][A-HJKPSTUW]|[A-HK-Y][0-9]{1,2}|[A-HK-Y][0-9][ABEHMNPRVWXY]))([0-9][ABD-HJLNP-UW-Z]{"
      "2})");
  static const Pattern forces("BFPO(C/O)?([0-9]{1,4})");
  const std::string typed = upper(without(tidy(text), " "));
  if (const auto parts = full.groups(typed)) {
    if ((*parts)[1] == "GIR" && (*parts)[2] != "0AA") return std::nullopt;
    return std::string((*parts)[1]) + " " + std::string((*parts)[2]);
  }
  if (const auto parts = forces.groups(typed)) {
    return std::string((*parts)[1].empty() ? "BFPO " : "BFPO C/O ") + std::string((*parts)[2]);
  }
  return std::nullopt;
}

Normal os_grid(std::string_view text) {
  const auto reference = read_grid_reference(text);
  return reference ? Normal(reference->normal) : std::nullopt;
}

// Domain B, Phones: 0, 0044 and +44(0) become E.164; after +44 stand 9 or 10 digits.
Normal phone(std::string_view text) {
  static const Pattern international("\\+(?:44[1-9][0-9]{8,9}|(?!44)[1-9][0-9]{6,14})");
  std::string typed = tidy(text);
  replace_all(typed, "(0)", "");
  typed = without(typed, " ()-./");
  if (typed.starts_with("00")) {
    typed.replace(0, 2, "+");
  } else if (typed.starts_with("0")) {
    typed.replace(0, 1, "+44");
  }
  if (typed.starts_with("+440")) typed.erase(3, 1);
  return if_matches(international, std::move(typed));
}

Normal beat(std::string_view text) {
  static const Pattern shape("[A-Z0-9]{1,8}");
  return if_matches(shape, upper(tidy(text)));
}

// A place name as people write it; which ones there are says the operation.
Normal area(std::string_view text) {
  static const Pattern shape("[^\\p{C}]{1,80}");
  return if_matches(shape, tidy(text));
}

// As the directory of the operation has it, or another.
Normal service(std::string_view text) {
  static const Pattern shape("[^\\p{C}]{1,80}");
  return if_matches(shape, tidy(text));
}

// How somebody can be reached, on one line.
Normal letter_contact(std::string_view text) {
  static const Pattern shape("[^\\p{C}]{1,200}");
  return if_matches(shape, tidy(text));
}

Normal day(std::string_view text) {
  const auto read = read_date(text);
  return read ? Normal(iso(*read)) : std::nullopt;
}

// "7:05" is 07:05; 24:00 is 00:00 of the next day and not said so.
Normal time_of_day(std::string_view text) {
  static const Pattern shape("([01]?[0-9]|2[0-3])[:.]([0-5][0-9])");
  const std::string typed = tidy(text);
  const auto parts = shape.groups(typed);
  if (!parts) return std::nullopt;
  return ((*parts)[1].size() == 1 ? "0" : "") + std::string((*parts)[1]) + ":" + std::string((*parts)[2]);
}

Normal record_type(std::string_view text) {
  static const Pattern shape("[a-z][a-z0-9_]{0,59}");
  return if_matches(shape, std::string(text));
}

// A path as FieldError.field has it.
Normal field_name(std::string_view text) {
  static const Pattern shape("[a-z][a-z0-9_]*+(?:\\[[0-9]{1,4}\\])?(?:\\.[a-z][a-z0-9_]*+(?:\\[[0-9]{1,4}\\])?){0,7}");
  return if_matches(shape, std::string(text));
}

// Kept byte for byte: its hash names it.
Normal json_object(std::string_view text) {
  const auto begins = text.find_first_not_of(" \t\r\n");
  return begins != text.npos && text[begins] == '{' && nlohmann::json::accept(text) ? Normal(text) : std::nullopt;
}

Normal visibility_class(std::string_view text) {
  return class_named(text) == v1::VISIBILITY_CLASS_UNSPECIFIED ? std::nullopt : Normal(text);
}

using Holds = Format::Holds;

constexpr std::array all_formats{
    Format{"NAME", Holds::text, "Enter the name using letters, spaces, hyphens or apostrophes.", name},
    Format{"COLLAR_NUMBER", Holds::text, "Enter a collar number, for example PC 1234.", collar_number},
    Format{"POSTCODE", Holds::text, "Enter a UK postcode, like LS1 1AA.", postcode},
    Format{"VRM", Holds::text, "Enter a registration of up to 8 letters and numbers, like AA19 AAA.", normal_registration},
    Format{"OS_GRID", Holds::text, "Enter a grid reference, two letters and an even number of digits, like SK 589 041.",
           os_grid},
    Format{"PHONE", Holds::text, "Enter a phone number, like 07700 900123 or +44 7700 900123.", phone},
    Format{"BEAT", Holds::text, "Choose a beat from the list.", beat},
    Format{"AREA", Holds::text, "Choose an area from the list.", area},
    Format{"SERVICE", Holds::text, "Name the service in up to 80 characters.", service},
    Format{"LETTER_CONTACT", Holds::text, "Write an office and its telephone number or mail address, and nothing else.",
           letter_contact},
    Format{"DATE", Holds::text, "Enter a date, like 21/11/2026.", day},
    Format{"DATE_OF_BIRTH", Holds::text, "Date of birth must be a real date in the past.", day},
    Format{"TIME_OF_DAY", Holds::text, "Enter a time, like 22:00.", time_of_day},
    Format{"RECORD_TYPE", Holds::text, "Enter the name of a record type, like stop_and_search.", record_type},
    Format{"FIELD_NAME", Holds::text, "Enter the name of a field, like envelope.location.street.", field_name},
    Format{"VISIBILITY_CLASS", Holds::text, "Enter a class, from VC0 to VC4.", visibility_class},
    Format{"JSON", Holds::text, "Give one JSON object.", json_object, 0, longest_document},
    Format{"UUID", Holds::bytes, "Give the id as 36 characters, like 01939f6e-7c1b-7a52-8c3d-2f0a1b2c3d4e.", nullptr, 16},
    Format{"SHA256", Holds::bytes, "Give the hash as 64 hexadecimal digits.", nullptr, 32},
    Format{"PICTURE", Holds::bytes, "Add the picture from its file, not as text.", nullptr, 32},
    Format{"ED25519", Holds::bytes, "Give the signature as 128 hexadecimal digits.", nullptr, 64},
};

}  // namespace

std::span<const Format> formats() { return all_formats; }

const Format* find_format(std::string_view format_name) {
  const auto found =
      std::find_if(all_formats.begin(), all_formats.end(), [&](const Format& f) { return f.name == format_name; });
  return found == all_formats.end() ? nullptr : &*found;
}

Result<std::string> normalise(const Format& format, std::string_view text) {
  const Error refused{Fault::bad_input, std::string(format.message)};
  if (!format.normal || text.size() > format.longest || !is_utf8(text)) return refused;
  if (auto normal = format.normal(text)) return *std::move(normal);
  if (format.normal == day) return read_date(text).error();
  return refused;
}

Result<Bytes> bytes_of(const Format& format, std::string_view text) {
  const auto bytes = format.name == "UUID" ? parse_uuid(text) : unhex(text);
  if (!bytes || bytes->size() != format.bytes) return Error{Fault::bad_input, std::string(format.message)};
  return *bytes;
}

std::string text_of(const Format& format, BytesView bytes) {
  return format.name == "UUID" && bytes.size() == 16 ? uuid_text(bytes) : hex(bytes);
}

}  // namespace beatbook::schema
