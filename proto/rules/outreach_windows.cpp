#include "rules/outreach_windows.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "rules/areas.h"
#include "rules/fields.h"
#include "schema/time.h"

namespace beatbook::rules {

namespace {

constexpr int64_t longest_ms = 12 * 3'600'000;

bool covers(const OutreachWindow& window, const v1::Location& location) {
  if (location.has_beat() && contains(window.beats, location.beat())) return true;
  const auto point = point_of(location);
  return point && inside(*point, window.area);
}

}  // namespace

const OutreachWindow* police_free_at(std::span<const OutreachWindow> windows, int64_t at_ms, const v1::Location& location) {
  const OutreachWindow* last = nullptr;
  for (const auto& window : windows) {
    if (!window.police_free || at_ms < window.start_ms || at_ms >= window.end_ms || !covers(window, location)) continue;
    if (!last || last->end_ms < window.end_ms) last = &window;
  }
  return last;
}

namespace {

// The beat that a measured place lies in, where the operation drew its beats and the officer named none.
v1::Location with_beat(v1::Location location, const Settings& settings) {
  const auto point = location.has_beat() ? std::nullopt : point_of(location);
  for (const auto& beat : settings.beats) {
    if (point && !beat.corners.empty() && inside(*point, beat.corners)) location.set_beat(beat.code);
  }
  return location;
}

}  // namespace

const OutreachWindow* window_here(const Context& context) {
  const auto* envelope = envelope_of(context.message);
  if (!context.type.meaning->enforcement() || !envelope || !envelope->has_event_at()) return nullptr;
  return police_free_at(context.situation.outreach, envelope->event_at().utc_ms(),
                        with_beat(envelope->location(), context.situation.settings));
}

const OutreachWindow* window_somewhere(const Context& context) {
  const auto* envelope = envelope_of(context.message);
  if (!context.type.meaning->enforcement() || !envelope || !envelope->has_event_at()) return nullptr;
  const auto place = with_beat(envelope->location(), context.situation.settings);
  const auto at = envelope->event_at().utc_ms();
  for (const auto& window : context.situation.outreach) {
    const bool now = window.police_free && window.start_ms <= at && at < window.end_ms;
    const bool told = (!window.beats.empty() && place.has_beat()) || (!window.area.empty() && point_of(place));
    if (now && !told) return &window;
  }
  return nullptr;
}

std::string stay_message(const OutreachWindow& window) {
  const auto until = schema::for_people(schema::london(window.end_ms));
  return fmt::format("Outreach is working here until {}. Move, or choose why you must stay.",
                     until.substr(until.find(' ') + 1));
}

std::vector<OutreachWindow> windows_between(std::span<const OutreachWindow> windows, int64_t from_ms, int64_t to_ms) {
  std::vector<OutreachWindow> out;
  std::copy_if(windows.begin(), windows.end(), std::back_inserter(out),
               [&](const auto& one) { return one.start_ms < to_ms && from_ms < one.end_ms; });
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.start_ms < b.start_ms; });
  return out;
}

std::string window_words(const OutreachWindow& window) {
  const auto clock = [](int64_t ms) {
    const auto text = schema::for_people(schema::london(ms));
    return text.substr(text.find(' ') + 1);
  };
  return fmt::format("{} works {}, {} to {}. {}", window.partner,
                     window.beats.empty() ? "in an area of its own" : fmt::format("in {}", fmt::join(window.beats, ", ")),
                     clock(window.start_ms), clock(window.end_ms),
                     window.police_free ? "Stay away." : "Let them know before you come.");
}

std::string stale_message(const Situation& situation) {
  const int64_t longest = situation.settings.outreach_stale_hours * int64_t{3'600'000};
  const bool fresh = situation.last_sync_ms && elapsed_ms(*situation.last_sync_ms, situation.now_ms) <= longest;
  if (fresh) return {};
  if (!situation.last_sync_ms) return "This device has no outreach windows yet. Sync, or ask control.";
  return fmt::format("The outreach windows are of {}. Sync, or ask control.",
                     schema::for_people(schema::london(*situation.last_sync_ms)));
}

std::optional<OutreachWindow> window_of(const v1::OutreachWindow& window) {
  if (window.cancelled() || !window.has_start() || !window.has_end()) return std::nullopt;
  OutreachWindow out;
  out.partner = window.partner();
  out.start_ms = window.start().utc_ms();
  out.end_ms = window.end().utc_ms();
  out.police_free = window.level() == "POLICE_FREE";
  out.beats.assign(window.beats().begin(), window.beats().end());
  out.area = points_of(window.area_corners());
  return out;
}

void check(const v1::OutreachWindow& window, const Context& context, Findings& findings) {
  check_beats("beats", window.beats(), context, findings);
  if (window.has_start() && window.has_end()) {
    const int64_t lasts = elapsed_ms(window.start().utc_ms(), window.end().utc_ms());
    if (lasts <= 0 || lasts > longest_ms) findings.add("end");
  }
  if (window.area_corners_size() > 0 && window.area_corners_size() < 3) {
    findings.add("area_corners", "An area has at least three corners. Add them, or name the beats.");
  }
}

}  // namespace beatbook::rules
