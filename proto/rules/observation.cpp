// REC-25: observations and follow-offs (BR-17). The question about authority has to be answered before anything is saved.
#include "rules/fields.h"
#include "rules/record_rules.h"

namespace beatbook::rules {

void check(const v1::Observation& observation, const Context& context, Findings& findings) {
  const auto& began = observation.envelope().event_at();
  if (observation.has_until() && began.has_utc_ms() && !before(began, observation.until())) {
    findings.add("until", std::string(end_before_start));
  } else if (observation.has_until() && context.situation.clock_measured && in_future(observation.until(), context.situation)) {
    findings.add("until", "This time is in the future. Enter when the observation ended.");
  }
  if (observation.planned_covert_private() && observation.openness() == "OVERT") {
    findings.add("openness", "What was planned and covert was not overt. Check both answers.");
  }
}

}  // namespace beatbook::rules
