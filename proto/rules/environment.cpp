// REC-19 and REC-20: what is found and seen in a place. Nobody is named and nothing is linked to a person (PR-20).
#include "rules/fields.h"
#include "rules/record_rules.h"

namespace beatbook::rules {

void check(const v1::EnvironmentalFind& find, const Context& context, Findings& findings) {
  refuse_future("collected_on", find.collected_on(), "This date is in the future. Enter when it was collected.", context,
                findings);
  const auto start = day_of(find.week_start()), day = day_of(find.collected_on());
  if (start && day && (*day < *start || date::sys_days(*day) - date::sys_days(*start) >= date::days(7))) {
    findings.add("collected_on", "This day is not in the week of the return. Check the dates.");
  }
  const bool counted = find.has_condoms_used() && find.has_condoms_unused() && find.has_needles() && find.has_other_items() &&
                       find.has_nil_return();
  if (!counted) return;
  const bool nothing = find.condoms_used() + find.condoms_unused() + find.needles() + find.other_items() == 0;
  if (find.nil_return() && !nothing) findings.add("nil_return", "A nil return has no finds. Check the numbers.");
  if (!find.nil_return() && nothing) findings.add("nil_return", "Nothing was found: say that it is a nil return.");
}

void check(const v1::EnvironmentalAuditItem& item, const Context& context, Findings& findings) {
  refuse_future("seen_on", item.seen_on(), "This date is in the future. Enter when it was seen.", context, findings);
  refuse_before("closed_on", item.closed_on(), item.seen_on(), "It can't be closed before it was seen. Check the dates.",
                findings);
}

}  // namespace beatbook::rules
