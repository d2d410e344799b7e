#include "rules/tiers.h"

#include "rules/arrest_gate.h"

namespace beatbook::rules {

int week_of(date::year_month_day start, date::year_month_day day) {
  const auto days = (date::sys_days(day) - date::sys_days(start)).count();
  return days < 0 ? 0 : static_cast<int>(days / 7) + 1;
}

std::string_view tier_on(const TierSchedule& schedule, date::year_month_day day) {
  const int week = week_of(schedule.start, day);
  if (week == 0) return {};
  return week >= schedule.third_from_week ? "3" : week >= schedule.second_from_week ? "2" : "1";
}

bool in_engagement_weeks(const Context& context) {
  if (context.situation.settings.scheduled_tier != "1") return false;
  const auto* descriptor = context.type.descriptor;
  if (descriptor == v1::OfficialWarning::descriptor() || descriptor == v1::KeeperLetter::descriptor()) return true;
  return descriptor == v1::Arrest::descriptor() &&
         arrested_for_s1(static_cast<const v1::Arrest&>(context.message), context.packs);
}

}  // namespace beatbook::rules
