#include "rules/outreach_windows.h"

#include <fmt/format.h>

#include <algorithm>

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

bool inside(const schema::GridPoint& point, std::span<const schema::GridPoint> corners) {
  bool in = false;
  for (size_t i = 0, before = corners.size() - 1; i < corners.size(); before = i++) {
    const auto &a = corners[i], &b = corners[before];
    if ((a.northing_m > point.northing_m) == (b.northing_m > point.northing_m)) continue;
    const double share = (point.northing_m - a.northing_m) / (b.northing_m - a.northing_m);
    if (point.easting_m < a.easting_m + share * (b.easting_m - a.easting_m)) in = !in;
  }
  return in;
}

std::optional<schema::GridPoint> point_of(const v1::Location& location) {
  if (location.has_os_grid()) {
    if (const auto reference = schema::read_grid_reference(location.os_grid())) return schema::centre_of(*reference);
  }
  if (!location.has_latitude_e6() || !location.has_longitude_e6()) return std::nullopt;
  return schema::grid_of({location.latitude_e6(), location.longitude_e6()});
}

std::vector<schema::GridPoint> points_of(const google::protobuf::RepeatedPtrField<std::string>& references) {
  std::vector<schema::GridPoint> out;
  for (const auto& text : references) {
    if (const auto reference = schema::read_grid_reference(text)) out.push_back(schema::centre_of(*reference));
  }
  return out;
}

const OutreachWindow* police_free_at(std::span<const OutreachWindow> windows, int64_t at_ms, const v1::Location& location) {
  const OutreachWindow* last = nullptr;
  for (const auto& window : windows) {
    if (!window.police_free || at_ms < window.start_ms || at_ms >= window.end_ms || !covers(window, location)) continue;
    if (!last || last->end_ms < window.end_ms) last = &window;
  }
  return last;
}

const OutreachWindow* window_here(const Context& context) {
  const auto* envelope = envelope_of(context.message);
  if (!context.type.meaning->enforcement() || !envelope || !envelope->has_event_at()) return nullptr;
  return police_free_at(context.situation.outreach, envelope->event_at().utc_ms(), envelope->location());
}

std::string stay_message(const OutreachWindow& window) {
  const auto until = schema::for_people(schema::london(window.end_ms));
  return fmt::format("Outreach is working here until {}. Move, or choose why you must stay.",
                     until.substr(until.find(' ') + 1));
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
