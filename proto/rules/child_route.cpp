#include "rules/child_route.h"

#include <algorithm>

#include "rules/age.h"
#include "schema/time.h"

namespace beatbook::rules {

bool subject_may_be_child(const v1::Envelope& envelope, const Context& context) {
  const auto& subjects = envelope.subjects();
  const int64_t when = envelope.has_event_at() ? envelope.event_at().utc_ms() : context.situation.now_ms;
  for (const auto& linked : context.linked) {
    if (linked.type->descriptor != v1::Person::descriptor()) continue;
    const auto is_meant = [&](const auto& subject) { return subject.person_id() == linked.id.bytes(); };
    const bool other = !linked.id.empty() && std::none_of(subjects.begin(), subjects.end(), is_meant);
    if (other) continue;
    if (card_says_child(static_cast<const v1::Person&>(*linked.message), context.packs, when)) return true;
  }
  return false;
}

bool adult_on(date::year_month_day born, date::year_month_day day) {
  return day >= date::year_month_day{born.year() + date::years(18), born.month(), born.day()};
}

std::vector<RecordId> given_to_child(std::span<const GivenWarning> warnings, date::year_month_day born) {
  std::vector<RecordId> out;
  for (const auto& one : warnings) {
    if (!adult_on(born, schema::london_day(one.event_ms))) out.push_back(one.id);
  }
  return out;
}

}  // namespace beatbook::rules
