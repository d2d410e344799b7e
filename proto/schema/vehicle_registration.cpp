#include "schema/vehicle_registration.h"

#include <array>
#include <utility>

#include "schema/pattern.h"
#include "schema/text.h"

namespace beatbook::schema {

namespace {

struct Known {
  RegistrationClass registration_class;
  std::string_view name;
  std::string_view expression;
};

// In the order of CL-26; the first that matches is the class.
constexpr std::array<Known, 7> known_classes{{
    {RegistrationClass::current, "CURRENT", "[A-HJ-PR-Y]{2}(?!00|01|50)[0-9]{2}[A-HJ-PR-Z]{3}"},
    {RegistrationClass::prefix, "PREFIX", "[A-HJ-NPR-TV-Y][1-9][0-9]{0,2}[A-HJ-PR-Z]{3}"},
    {RegistrationClass::q_plate, "Q", "Q[1-9][0-9]{0,2}[A-HJ-PR-Z]{3}"},
    {RegistrationClass::suffix, "SUFFIX", "[A-HJ-PR-Z]{3}[1-9][0-9]{0,2}[A-HJ-NPR-TV-Y]"},
    {RegistrationClass::northern_ireland, "NI",
     "(?=[A-Z]*[IZ])[A-PR-Z]{2,3}[1-9][0-9]{0,3}|[1-9][0-9]{0,3}(?=[A-Z]*[IZ])[A-PR-Z]{2,3}"},
    {RegistrationClass::dateless, "DATELESS",
     "[A-HJ-PR-Y]{1,2}[1-9][0-9]{0,3}|[A-HJ-PR-Y]{3}[1-9][0-9]{0,2}|[1-9][0-9]{0,3}[A-HJ-PR-Y]{1,2}|"
     "[1-9][0-9]{0,2}[A-HJ-PR-Y]{3}"},
    {RegistrationClass::diplomatic, "DIPLOMATIC", "[0-9]{3}[DX][0-9]{3}"},
}};

const std::array<Pattern, known_classes.size()>& patterns() {
  static const auto compiled = []<size_t... i>(std::index_sequence<i...>) {
    return std::array<Pattern, sizeof...(i)>{Pattern(known_classes[i].expression)...};
  }
  (std::make_index_sequence<known_classes.size()>());
  return compiled;
}

}  // namespace

std::optional<std::string> normal_registration(std::string_view text) {
  static const Pattern shape("[\\p{L}0-9]{1,8}");
  constexpr size_t longest_typed = 64;
  if (text.size() > longest_typed) return std::nullopt;
  const std::string normal = upper(without(tidy(text), " .-"));
  if (!shape.matches(normal)) return std::nullopt;
  return normal;
}

RegistrationClass classify_registration(std::string_view normal) {
  for (size_t i = 0; i < known_classes.size(); ++i) {
    if (patterns()[i].matches(normal)) return known_classes[i].registration_class;
  }
  return RegistrationClass::unmatched;
}

std::string_view name(RegistrationClass registration_class) {
  for (const auto& known : known_classes) {
    if (known.registration_class == registration_class) return known.name;
  }
  return "OTHER";
}

bool not_issued_yet(std::string_view normal, date::year_month_day today) {
  if (classify_registration(normal) != RegistrationClass::current) return false;
  const int age = (normal[2] - '0') * 10 + (normal[3] - '0');
  const bool september = age > 50;
  const auto issued = date::year(2000 + (september ? age - 50 : age)) / (september ? date::September : date::March) / 1;
  return issued > today;
}

std::string registration_warning(std::string_view normal, date::year_month_day today) {
  if (classify_registration(normal) == RegistrationClass::unmatched) {
    return "This doesn't look like a UK registration. Check it, or choose Foreign, Partial or Other.";
  }
  if (not_issued_yet(normal, today)) {
    return "Registrations with " + std::string(normal.substr(2, 2)) + " are not issued yet. Check it, or choose Other.";
  }
  return {};
}

}  // namespace beatbook::schema
