#pragma once
// Working days in England and Wales (BR-10): Monday to Friday without the bank holidays of the pack, which ends on a day of its
// own. Past that day nobody knows, and nothing is guessed.
#include <date/date.h>

#include <string>
#include <vector>

#include "kernel/result.h"
#include "schema/code_lists.h"

namespace beatbook::rules {

class WorkingDays {
 public:
  // Throws std::logic_error if the packs have no bank holidays of the division: they ship with the program.
  explicit WorkingDays(const schema::CodeLists& packs, std::string_view division = "england-and-wales");

  date::year_month_day known_until() const { return until_; }
  bool is_bank_holiday(date::year_month_day day) const;
  bool is_working_day(date::year_month_day day) const;
  // The last of `count` working days after `from`, which is day 0. Fails with Fault::bad_input and a sentence for people when
  // it lies past the pack: "The bank holiday list ends on dd/mm/yyyy. Update it before setting a deadline."
  Result<date::year_month_day> after(date::year_month_day from, int count) const;
  // The day itself, or the next working day. Fails as after() does.
  Result<date::year_month_day> on_or_after(date::year_month_day day) const;

 private:
  Error ends() const;

  std::vector<date::year_month_day> holidays_;  // sorted
  date::year_month_day until_;
};

}  // namespace beatbook::rules
