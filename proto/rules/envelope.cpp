// REC-00: what every entry must agree on.
#include <fmt/format.h>

#include <set>

#include "rules/access.h"
#include "rules/child_route.h"
#include "rules/fields.h"
#include "rules/operation_profile.h"
#include "rules/outreach_windows.h"
#include "rules/record_rules.h"

namespace beatbook::rules {

namespace {

constexpr int64_t day_ms = 24 * 3'600'000;

// A clock that was checked knows the future; one that was not says so beside the time (design, section 4).
void check_future(const v1::Envelope& envelope, const Context& context, Findings& findings) {
  const auto& situation = context.situation;
  for (const char* name : {"event_at", "event_end"}) {
    if (!has(envelope, name)) continue;
    const auto& time = name == std::string_view("event_at") ? envelope.event_at() : envelope.event_end();
    if (!in_future(time, situation)) continue;
    if (situation.clock_measured) {
      findings.add(fmt::format("envelope.{}", name), "Event time is in the future. Enter when it happened.");
    } else if (envelope.clock_reason() != "DEVICE_CLOCK") {
      findings.add("envelope.clock_reason",
                   "Event time is in the future and this device's clock was not checked. Enter when it happened, or give the "
                   "clock as the reason.");
    }
  }
}

void check_times(const v1::Envelope& envelope, const Context& context, Findings& findings) {
  const auto& situation = context.situation;
  check_future(envelope, context, findings);
  if (!envelope.has_event_at()) return;
  const bool before_shift = situation.shift_open && envelope.event_at().utc_ms() < situation.shift_start_ms;
  if (before_shift && !envelope.has_late_reason()) {
    findings.add("envelope.late_reason", "This happened before your shift. Choose why it is recorded late.");
  }
  const bool between = envelope.event_time_precision() == "BETWEEN";
  if (between && envelope.has_event_end() && !before(envelope.event_at(), envelope.event_end())) {
    findings.add("envelope.event_end", std::string(end_before_start));
  }
}

void check_people(const v1::Envelope& envelope, Findings& findings) {
  std::set<std::string> seen;
  for (int i = 0; i < envelope.subjects_size(); ++i) {
    const auto& person = envelope.subjects(i).person_id();
    if (!person.empty() && !seen.insert(person).second) {
      findings.add(fmt::format("envelope.subjects[{}].person_id", i),
                   "This person is linked twice. Link them once, with all roles.");
    }
  }
}

int level(const Context& context, std::string_view marking) {
  const auto* code = context.packs.find("marking", marking);
  return code ? code->entry.value("level", 0) : 0;
}

void check_marking(const v1::Envelope& envelope, const Context& context, Findings& findings) {
  const bool lowered = level(context, envelope.marking()) < level(context, context.type.meaning->marking());
  if (envelope.has_marking() && lowered && !may_review(context.situation.officer.role)) {
    findings.add("envelope.marking",
                 "Only a supervisor can lower the marking. Choose " + context.type.meaning->marking() + ".");
  }
}

bool needs_constable_on_shift(const schema::RecordType& type) {
  return type.name.starts_with("stop_") || type.name == "official_warning";
}

// REC-01: enforcement needs a constable on the shift. An unknown shift is not held against the record.
void check_shift(const Context& context, Findings& findings) {
  const auto& team = context.situation.on_shift;
  if (team.empty() || !needs_constable_on_shift(context.type)) return;
  for (const auto& officer : team) {
    if (is_constable(context.packs, officer.role)) return;
  }
  findings.add("envelope.shift_id", "Add a constable before recording stops or warnings.");
}

}  // namespace

void check(const v1::Envelope& envelope, const Context& context, Findings& findings) {
  check_times(envelope, context, findings);
  check_people(envelope, findings);
  const auto& author = envelope.has_author() ? envelope.author() : context.situation.officer.collar_number;
  if (same_officer(author, envelope.second_officer())) {
    findings.add("envelope.second_officer",
                 "The second officer can't be the author. Enter the other officer, or leave it empty.");
  }
  const auto& place = envelope.location();
  if (place.has_beat() && !is_beat(context.situation.settings, place.beat())) findings.add("envelope.location.beat");
  check_marking(envelope, context, findings);
  check_shift(context, findings);
  const auto* window = envelope.has_outreach_stay_reason() ? nullptr : window_here(context);
  if (window) findings.add("envelope.outreach_stay_reason", stay_message(*window));
}

void note(const v1::Envelope& envelope, const Context& context, Notices& out) {
  if (subject_may_be_child(envelope, context)) {
    out.push_back({"envelope.subjects", fmt::format("{} No consent is needed.", child_at_risk)});
  }
  const auto& settings = context.situation.settings;
  const auto& place = envelope.location();
  if (place.accuracy_m() > settings.gps_accuracy_warn_m) {
    out.push_back(
        {"envelope.location.accuracy_m", fmt::format("GPS is only accurate to {} m. Check the street.", place.accuracy_m())});
  }
  const auto* kind = context.packs.find("location_class", place.location_class());
  if (kind && kind->entry.contains("needs_designated_area") &&
      kind->entry.at("needs_designated_area").get<bool>() != settings.area_rules) {
    out.push_back({"envelope.location.location_class",
                   settings.area_rules ? "This operation has a designated area. Choose a place inside or outside of it."
                                       : "No designated area is in force. Choose residential or not residential."});
  }
  if (const auto* window = window_here(context) ? nullptr : window_somewhere(context)) {
    out.push_back({"envelope.location.beat", fmt::format("{} Choose the beat.", window_words(*window))});
  }
  // Whatever is held: old windows are over, so a tablet that was long away holds none that would warn.
  const bool windows_matter = context.type.meaning->enforcement();
  if (const auto stale = windows_matter ? stale_message(context.situation) : ""; !stale.empty()) {
    out.push_back({"envelope.location", stale});
  }
  if (envelope.has_event_at() && elapsed_ms(envelope.event_at().utc_ms(), context.situation.now_ms) > day_ms) {
    out.push_back({"envelope.event_at", "Recorded over 24 hours after the event. Your supervisor is told."});
  }
}

}  // namespace beatbook::rules
