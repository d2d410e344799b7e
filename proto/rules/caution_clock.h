#pragma once
// The clock of a conditional caution (BR-10 to BR-12): deadline, where it stands, what a breach opens, and when a summary
// offence runs out of time.
#include <date/date.h>

#include <optional>
#include <span>
#include <string>

#include "beatbook/v1/records/conditional_caution.pb.h"
#include "kernel/result.h"
#include "rules/situation.h"

namespace beatbook::rules {

// BR-10: end of that day, London. Day of receipt is day 0; `limits` of the law pack say how many working days. Never stored, so
// a corrected receipt moves it. Fails when the bank holiday list ends before.
Result<date::year_month_day> caution_deadline(int64_t received_ms, const schema::CodeLists& packs);

enum class CautionState {
  complied,
  open,      // more than two days left
  due_in_2,  // by the calendar, as the person would count
  due_in_1,
  due_today,
  provider_delay,  // the provider's first slot is after the deadline: no breach
  overdue,         // opens "reasonable excuse?"
  decided,         // prosecute, vary or no further action
};

struct CautionFacts {
  date::year_month_day deadline;
  std::optional<date::year_month_day> extended_to;  // counts only when an authorised person gave a reason
  std::optional<date::year_month_day> booked_on;    // day the appointment is
  std::optional<date::year_month_day> attended_on;
  std::optional<date::year_month_day> first_slot_on;  // the provider's
  bool decided = false;
};

CautionState state_of(const CautionFacts& facts, date::year_month_day today);
// Nothing while there is no deadline: not received yet, or the bank holiday list ends before.
std::optional<CautionFacts> facts_of(const v1::ConditionalCaution& caution, const schema::CodeLists& packs);
// "DUE_IN_2", "OVERDUE", "PROVIDER_DELAY" ...
std::string_view name(CautionState state);

// Prosecution of a summary offence: six months from the offence (limits of the law pack), clamped to the end of the month.
struct Prosecution {
  date::year_month_day last_day;
  int days_left = 0;
  std::string warning;  // at 28 and at 14 days, and past it; empty before
};
Prosecution prosecution_of(date::year_month_day offence, date::year_month_day today, const schema::CodeLists& packs);

// BR-12, the first time. A registration alone never counts.
enum class FirstTime { not_checked, first, repeat };
enum class CautionRoute {
  caution,
  prosecute,    // the default for a repeat
  check_again,  // provisional: to be checked before it is authorised
};
CautionRoute caution_route(FirstTime check, bool supervisor_reason);

// One earlier matter of the same person, whatever its date within the retention of the force.
struct EarlierMatter {
  date::year_month_day on;
  std::string offence;      // code of `offence`
  bool dealt_with = false;  // cautioned, conditionally cautioned, convicted, or dealt with otherwise
  bool by_vehicle_only = false;
};
// The latest that counts for this offence; nothing: the first time.
std::optional<date::year_month_day> dealt_with_before(std::span<const EarlierMatter> matters, std::string_view offence);

}  // namespace beatbook::rules
