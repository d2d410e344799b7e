#include "rules/action_clock.h"

#include <set>

#include "rules/fields.h"
#include "rules/record_rules.h"
#include "rules/working_days.h"
#include "schema/time.h"

namespace beatbook::rules {

Result<date::year_month_day> next_meeting(date::year_month_day last, std::string_view kind, const schema::CodeLists& packs) {
  const auto* code = packs.find("meeting_kind", kind);
  const int days = code ? code->entry.value("every_days", 0) : 0, months = code ? code->entry.value("every_months", 0) : 0;
  if (days == 0 && months == 0) return Error{Fault::bad_input, "This kind of meeting has no fixed interval."};
  const date::year_month_day next =
      days > 0 ? date::year_month_day(date::sys_days(last) + date::days(days)) : months_after(last, months);
  return WorkingDays(packs).on_or_after(next);
}

bool overdue(const v1::Action& action, date::year_month_day today) {
  const auto due = day_of(action.due_on());
  return due && *due < today && action.state() != "DONE";
}

void check(const v1::Action& action, const Context& context, Findings& findings) {
  refuse_future("completed_on", action.completed_on(), "This date is in the future. Enter when it was completed.", context,
                findings);
}

void note(const v1::Action& action, const Context& context, Notices& out) {
  if (overdue(action, today(context.situation))) out.push_back({"due_on", "This action is overdue."});
}

void check(const v1::Meeting& meeting, const Context&, Findings& findings) {
  std::set<std::string> seen;
  for (int i = 0; i < meeting.attendance_size(); ++i) {
    if (!seen.insert(meeting.attendance(i).organisation()).second) {
      findings.add("attendance[" + std::to_string(i) + "].organisation", "This organisation is listed twice. Remove one.");
    }
  }
}

}  // namespace beatbook::rules
