// REC-05 and REC-06: stop checks of people and vehicles.
#include <fmt/format.h>

#include "rules/fields.h"
#include "rules/power.h"
#include "rules/record_rules.h"

namespace beatbook::rules {

namespace {

constexpr std::string_view no_facts_told = "Say what you saw that led to the stop.";

// An officer on this record who is known to be in uniform (BR-21).
bool uniform_on_record(const Context& context, const v1::Envelope& envelope) {
  if (context.situation.officer.uniform) return true;
  const auto* second = on_shift(context.situation, envelope.second_officer());
  return second && second->uniform;
}

void check_people_in_vehicle(const v1::StopCheckVehicle& stop, Findings& findings) {
  uint32_t in_vehicle = 0;
  int drivers = 0;
  const auto& people = stop.envelope().subjects();
  for (int i = 0; i < people.size(); ++i) {
    in_vehicle += people[i].has_vehicle_position();
    drivers += people[i].vehicle_position() == "DRIVER";
    if (people[i].vehicle_position() == "DRIVER" && drivers > 1) {
      findings.add(fmt::format("envelope.subjects[{}].vehicle_position", i),
                   "Only one person can be the driver. Choose passenger for the others.");
    }
  }
  if (stop.has_occupants() && stop.occupants() < in_vehicle) {
    findings.add("occupants", fmt::format("Enter how many people were in the vehicle. {} are linked.", in_vehicle));
  }
}

}  // namespace

void check(const v1::StopCheckPerson& stop, const Context& context, Findings& findings) {
  check_grounds("reason", stop.reason(), no_facts_told, context, findings);
  const auto* basis = check_power("legal_basis", "stop_legal_basis", stop.legal_basis(), context, findings);
  if (basis && needs_uniform(*basis) && !uniform_on_record(context, stop.envelope())) {
    findings.add("legal_basis", "This legal basis needs an officer in uniform. Choose another basis.");
  }
  check_linked_outcome("outcome", "stop_outcome", stop.outcome(), context, findings);
}

void check(const v1::StopCheckVehicle& stop, const Context& context, Findings& findings) {
  check_grounds("reason", stop.reason(), no_facts_told, context, findings);
  const auto* power = check_power("stop_power", "stop_power", stop.stop_power(), context, findings);
  if (power && needs_uniform(*power)) check_uniformed_officer("uniformed_officer", stop.uniformed_officer(), context, findings);
  check_people_in_vehicle(stop, findings);
  check_linked_outcome("outcome", "stop_outcome", stop.outcome(), context, findings);
}

void note(const v1::StopCheckVehicle& stop, const Context& context, Notices& out) {
  const auto* power = context.packs.find("stop_power", stop.stop_power());
  if (power && power->entry.value("authority_required", false)) {
    out.push_back({"stop_power", "This power needs a written authority. Note its reference in what happened."});
  }
}

}  // namespace beatbook::rules
