#include "schema/vehicle_registration.h"

#include <catch2/catch.hpp>

using namespace beatbook::schema;

namespace {
const auto today = date::year(2026) / 11 / 21;

RegistrationClass class_of_typed(std::string_view typed) {
  return classify_registration(normal_registration(typed).value_or(""));
}
}  // namespace

TEST_CASE("the registrations of CL-26 fall into their classes") {
  using enum RegistrationClass;
  const std::pair<std::string_view, RegistrationClass> examples[] = {
      {"AA19 AAA", current},   {"aa19mot", current},    {"AA19 AAZ", current},          {"A123 BCD", prefix},
      {"Q123 ABC", q_plate},   {"ABC 123D", suffix},    {"AIZ 1234", northern_ireland}, {"1234 AIZ", northern_ireland},
      {"AB 1234", dateless},   {"1234 AB", dateless},   {"101D123", diplomatic},        {"101 X 123", diplomatic},
      {"AB01 CDE", unmatched}, {"AB50 CDE", unmatched}, {"ZA19 AAA", unmatched},        {"AA19 AAI", unmatched},
      {"U12 ABC", unmatched},  {"Z1 ABC", unmatched},   {"ABC 1234", unmatched},        {"ABC 123I", unmatched},
      {"KÖ 12", unmatched},
  };
  for (const auto& [typed, expected] : examples) {
    CAPTURE(typed);
    CHECK(class_of_typed(typed) == expected);
    CHECK(registration_warning(normal_registration(typed).value(), today).empty() == (expected != unmatched));
  }
}

TEST_CASE("an age identifier later than today is not issued yet") {
  CHECK_FALSE(not_issued_yet("AA26AAA", today));
  CHECK_FALSE(not_issued_yet("AA76AAA", today));
  CHECK(not_issued_yet("AA27AAA", today));
  CHECK(not_issued_yet("AA77AAA", today));
  CHECK(not_issued_yet("AA76AAA", date::year(2026) / 8 / 31));
  CHECK_FALSE(not_issued_yet("AA76AAA", date::year(2026) / 9 / 1));
  CHECK(not_issued_yet("AA27AAA", date::year(2027) / 2 / 28));
  CHECK_FALSE(not_issued_yet("AA27AAA", date::year(2027) / 3 / 1));
  CHECK_FALSE(not_issued_yet("A123BCD", today));
  CHECK(registration_warning("AA27AAA", today) == "Registrations with 27 are not issued yet. Check it, or choose Other.");
  CHECK(registration_warning("ZA19AAA", today) ==
        "This doesn't look like a UK registration. Check it, or choose Foreign, Partial or Other.");
}

TEST_CASE("letters and figures that look alike are never swapped") { CHECK(normal_registration("aaI9 ao0") == "AAI9AO0"); }
