#pragma once
// Vehicle registration marks (CL-26). O and 0, I and 1 are never swapped: what was seen is what is kept.
#include <date/date.h>

#include <optional>
#include <string>
#include <string_view>

namespace beatbook::schema {

enum class RegistrationClass {
  current,           // AA19 AAA
  prefix,            // A123 BCD
  q_plate,           // Q123 ABC
  suffix,            // ABC 123D
  northern_ireland,  // AIZ 1234
  dateless,          // AB 1234
  diplomatic,        // 101 D 123
  unmatched,         // foreign, partial or a slip: warned about, never refused
};

// Upper case without spaces, dots and hyphens. Nothing if it is empty, longer than 8 or holds anything but letters and digits.
std::optional<std::string> normal_registration(std::string_view text);

// Class of a normal registration.
RegistrationClass classify_registration(std::string_view normal);
// "CURRENT", "NI", ... as in CL-26; "OTHER" for unmatched.
std::string_view name(RegistrationClass registration_class);

// True if the age identifier of a current-style mark lies after `today`: 19 = March 2019, 69 = September 2019.
bool not_issued_yet(std::string_view normal, date::year_month_day today);

// What to say beside the field, without refusing it; empty if there is nothing to say.
std::string registration_warning(std::string_view normal, date::year_month_day today);

}  // namespace beatbook::schema
