// REC-17: a vehicle seized.
#include "rules/fields.h"
#include "rules/power.h"
#include "rules/record_rules.h"

namespace beatbook::rules {

void check(const v1::VehicleSeizure& seizure, const Context& context, Findings& findings) {
  const auto* power = check_power("seizure_power", "seizure_power", seizure.seizure_power(), context, findings);
  if (power && needs_uniform(*power))
    check_uniformed_officer("uniformed_officer", seizure.uniformed_officer(), context, findings);
  if (seizure.has_recovered_at() && seizure.envelope().has_event_at() &&
      before(seizure.recovered_at(), seizure.envelope().event_at())) {
    findings.add("recovered_at", "It can't be recovered before it was seized. Check the times.");
  }
}

}  // namespace beatbook::rules
