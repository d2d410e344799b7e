#pragma once
// REC-09: the gates of a letter to a registered keeper. The words of the letter are BR-13's.
#include <date/date.h>

#include <optional>
#include <string>

#include "rules/record_rules.h"

namespace beatbook::rules {

enum class LetterBlock {
  none,
  registration,  // not verified against the keeper record
  suppressed,    // OUTREACH, HEALTH, RESIDENT ...: no letter about this vehicle
  keeper_old,    // the keeper's details are older than the settings allow
  risk,          // a marker, and no supervisor has decided to send
  not_approved,
};

// What stops a letter about this vehicle from going out; a proposal may be kept all the same.
LetterBlock letter_block(const v1::KeeperLetter& letter, const v1::Vehicle* vehicle, const Context& context);
// What stops it from being printed now, as a sentence; empty if nothing does. A letter whose vehicle or risk check this tablet
// does not hold is stopped.
std::string refusal_to_print(const v1::KeeperLetter& letter, const v1::Vehicle* vehicle, const Situation& situation);
bool any_risk(const v1::KeeperLetter& letter);

// "A letter went to this keeper on dd/mm/yyyy."; empty if none did lately.
std::string repeat_message(std::optional<date::year_month_day> last, date::year_month_day today, int days);

}  // namespace beatbook::rules
