#include "rules/caution_clock.h"

#include <fmt/format.h>

#include <algorithm>

#include "rules/record_rules.h"
#include "rules/working_days.h"
#include "schema/time.h"

namespace beatbook::rules {

namespace {

int days_between(date::year_month_day from, date::year_month_day to) {
  return static_cast<int>((date::sys_days(to) - date::sys_days(from)).count());
}

std::optional<date::year_month_day> day(const v1::LocalTime& time) {
  return time.has_utc_ms() ? std::optional(schema::london_day(time.utc_ms())) : std::nullopt;
}

}  // namespace

Result<date::year_month_day> caution_deadline(int64_t received_ms, const schema::CodeLists& packs) {
  return WorkingDays(packs).after(schema::london_day(received_ms), limit(packs, "caution_working_days"));
}

CautionState state_of(const CautionFacts& facts, date::year_month_day today) {
  const auto deadline = std::max(facts.deadline, facts.extended_to.value_or(facts.deadline));
  if (facts.decided) return CautionState::decided;
  if (facts.attended_on && *facts.attended_on <= deadline) return CautionState::complied;
  const bool delayed = facts.first_slot_on && *facts.first_slot_on > deadline;
  // Attended at the slot the provider could give: the person did what they could.
  if (delayed && facts.attended_on) return CautionState::complied;
  if (delayed) return CautionState::provider_delay;
  switch (const int left = days_between(today, deadline); left) {
    case 0:
      return CautionState::due_today;
    case 1:
      return CautionState::due_in_1;
    case 2:
      return CautionState::due_in_2;
    default:
      return left < 0 ? CautionState::overdue : CautionState::open;
  }
}

std::optional<CautionFacts> facts_of(const v1::ConditionalCaution& caution, const schema::CodeLists& packs) {
  if (!caution.has_received_at()) return std::nullopt;
  const auto deadline = caution_deadline(caution.received_at().utc_ms(), packs);
  if (!deadline) return std::nullopt;
  CautionFacts out;
  out.deadline = *deadline;
  const bool authorised = caution.has_extended_by() && caution.has_extension_reason();
  if (authorised) out.extended_to = day_of(caution.extended_to());
  out.booked_on = day(caution.appointment_at());
  if (caution.attended()) out.attended_on = day(caution.attended_at());
  out.first_slot_on = day(caution.first_slot_at());
  out.decided = caution.has_breach_decision();
  return out;
}

std::string_view name(CautionState state) {
  switch (state) {
    case CautionState::complied:
      return "COMPLIED";
    case CautionState::open:
      return "OPEN";
    case CautionState::due_in_2:
      return "DUE_IN_2";
    case CautionState::due_in_1:
      return "DUE_IN_1";
    case CautionState::due_today:
      return "DUE_TODAY";
    case CautionState::provider_delay:
      return "PROVIDER_DELAY";
    case CautionState::overdue:
      return "OVERDUE";
    case CautionState::decided:
      return "DECIDED";
  }
  return {};
}

Prosecution prosecution_of(date::year_month_day offence, date::year_month_day today, const schema::CodeLists& packs) {
  Prosecution out;
  out.last_day = months_after(offence, limit(packs, "summary_prosecution_months"));
  out.days_left = days_between(today, out.last_day);
  const auto last = schema::for_people(out.last_day);
  if (out.days_left < 0) {
    out.warning = fmt::format("The time to prosecute ran out on {}.", last);
  } else if (out.days_left <= 14) {
    out.warning = fmt::format("Prosecute by {}: {} days are left. Decide now.", last, out.days_left);
  } else if (out.days_left <= 28) {
    out.warning = fmt::format("Prosecute by {}: {} days are left.", last, out.days_left);
  }
  return out;
}

CautionRoute caution_route(FirstTime check, bool supervisor_reason) {
  switch (check) {
    case FirstTime::not_checked:
      return CautionRoute::check_again;
    case FirstTime::first:
      return CautionRoute::caution;
    case FirstTime::repeat:
      return supervisor_reason ? CautionRoute::caution : CautionRoute::prosecute;
  }
  return CautionRoute::check_again;
}

std::optional<date::year_month_day> dealt_with_before(std::span<const EarlierMatter> matters, std::string_view offence) {
  std::optional<date::year_month_day> last;
  for (const auto& one : matters) {
    if (one.offence != offence || !one.dealt_with || one.by_vehicle_only) continue;
    if (!last || *last < one.on) last = one.on;
  }
  return last;
}

}  // namespace beatbook::rules
