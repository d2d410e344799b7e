// REC-03: the card of a vehicle.
#include "rules/fields.h"
#include "rules/record_rules.h"
#include "schema/time.h"
#include "schema/vehicle_registration.h"

namespace beatbook::rules {

void check(const v1::Vehicle& vehicle, const Context& context, Findings& findings) {
  if (in_future_date(vehicle.keeper_checked_on(), context.situation)) {
    findings.add("keeper_checked_on", "This date is in the future. Enter when the keeper was checked.");
  }
}

// A mark that fits no UK style is kept as it was seen; whoever chose Foreign, Partial or Other knows.
void note(const v1::Vehicle& vehicle, const Context& context, Notices& out) {
  if (vehicle.keeper_record_differs()) {
    out.push_back({"keeper_record_differs",
                   "Possible clone, so no letter is sent: its keeper may know nothing of it. Record it as intelligence."});
  }
  const auto& state = vehicle.vrm_state();
  if (!vehicle.has_vrm() || state == "PARTIAL" || state == "FOREIGN" || state == "OTHER") return;
  const auto today = schema::read_date(schema::iso(schema::london(context.situation.now_ms)).substr(0, 10));
  const auto normal = schema::normal_registration(vehicle.vrm());
  if (!today || !normal) return;
  const auto warning = schema::registration_warning(*normal, *today);
  if (!warning.empty()) out.push_back({"vrm", warning});
}

}  // namespace beatbook::rules
