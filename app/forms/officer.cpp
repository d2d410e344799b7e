#include "app/forms/officer.h"

#include <algorithm>

#include "kernel/limits.h"
#include "rules/access.h"
#include "rules/shift.h"
#include "schema/code_lists.h"
#include "schema/formats.h"

namespace beatbook::app {

Clock corrected(const v1::TabletFacts& facts, uint64_t wall_ms) {
  const uint64_t measured = facts.clock_measured_ms();
  // A wall clock before its own measurement was set back since: the offset says nothing any more.
  const bool fresh = measured != 0 && wall_ms >= measured && wall_ms - measured <= limits::clock_measured_ms;
  return {static_cast<int64_t>(wall_ms) + (measured ? facts.clock_offset_ms() : 0), fresh};
}

std::string collar_number(const v1::TabletFacts& facts) {
  const auto normal = schema::normalise(*schema::find_format("COLLAR_NUMBER"), facts.collar_number());
  return normal ? *normal : facts.collar_number();
}

std::string role_that(const v1::TabletFacts& facts, const std::function<bool(const std::string&)>& may) {
  const auto& roles = facts.roles();
  const auto found = std::find_if(roles.begin(), roles.end(), may);
  if (found != roles.end()) return *found;
  return roles.empty() ? std::string() : roles[0];
}

std::string role_for(const v1::TabletFacts& facts, const schema::RecordType& type) {
  return role_that(facts, [&](const std::string& role) { return rules::may_author(role, type); });
}

bool has_role_that(const v1::TabletFacts& facts, const std::function<bool(const std::string&)>& may) {
  return std::any_of(facts.roles().begin(), facts.roles().end(), may);
}

bool works_for(const v1::TabletFacts& facts, std::string_view operation) {
  return std::find(facts.operations().begin(), facts.operations().end(), operation) != facts.operations().end();
}

rules::Situation situation_of(const v1::TabletFacts& facts, const Clock& clock, std::string role, const v1::Shift* shift,
                              const rules::Settings& settings) {
  rules::Situation out;
  out.officer = {collar_number(facts), std::move(role), false};
  out.now_ms = clock.now_ms;
  out.clock_measured = clock.measured;
  if (facts.synced_ms() != 0) out.last_sync_ms = corrected(facts, facts.synced_ms()).now_ms;
  out.settings = settings;
  if (!shift) return out;
  out.shift_open = true;
  out.shift_start_ms = shift->actual_start().utc_ms();
  out.shift_end_planned_ms = shift->planned_end().utc_ms();
  out.on_shift = rules::officers_of(*shift, schema::CodeLists::in_force());
  for (const auto& officer : out.on_shift) {
    if (officer.collar_number == out.officer.collar_number) out.officer.uniform = officer.uniform;
  }
  return out;
}

}  // namespace beatbook::app
