#pragma once
// BR-19 and BR-20: what comes back. Advice for a person to look at; never evidence and never an action of the program.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/bytes.h"

namespace beatbook::rules {

// BR-20, a person: seen as a purchaser before, in the 28 days up to that moment.
bool repeat_purchaser(std::span<const int64_t> sightings_ms, int64_t at_ms);
// BR-20, a vehicle: seen again after a letter was posted. The vehicle was, whoever drove it.
bool seen_after_letter(std::span<const int64_t> posted_ms, int64_t seen_ms);

// A telephone number as it was seen with somebody (BR-19). The flag is the intelligence unit's alone: no tablet on patrol shows
// it.
struct PhoneUse {
  std::string phone;               // E.164
  std::optional<RecordId> person;  // nothing: in an advert
  std::string advert;              // what tells adverts apart; empty for a person
  std::string role;                // code of person_role
};

struct PhonePattern {
  std::string phone;
  size_t holders = 0;       // people who sell sex, and adverts, that share it
  bool controller = false;  // somebody who controls shares it with somebody who sells sex
  bool operator==(const PhonePattern&) const = default;
};

// Numbers shared by three or more, or between somebody who sells sex and a controlling individual; by number.
std::vector<PhonePattern> phone_patterns(std::span<const PhoneUse> uses);
bool may_see_phone_patterns(std::string_view role);

}  // namespace beatbook::rules
