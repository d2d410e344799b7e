#include "rules/operation_profile.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "rules/areas.h"
#include "rules/record_rules.h"
#include "rules/tiers.h"
#include "schema/time.h"

namespace beatbook::rules {

namespace {

constexpr int fewest_corners = 3;

// "22:30" in minutes of the day; the format was checked.
int minutes_of(const std::string& time) { return std::stoi(time.substr(0, 2)) * 60 + std::stoi(time.substr(3)); }

template <class Texts>
std::vector<std::string> list_of(const Texts& texts) {
  return {texts.begin(), texts.end()};
}

template <class Number, class Target>
void take(bool given, Number number, Target& target) {
  if (given) target = static_cast<Target>(number);
}

template <class Blocks>
void check_areas(const char* field, const Blocks& blocks, auto&& name_of, int fewest, Findings& findings) {
  std::set<std::string> names;
  for (int i = 0; i < blocks.size(); ++i) {
    if (!names.insert(name_of(blocks[i])).second) findings.add(field);
    const int corners = blocks[i].corners_size();
    if (corners < fewest || (corners > 0 && corners < fewest_corners)) {
      findings.add(fmt::format("{}[{}].corners", field, i));
    }
  }
}

void check_weeks(const v1::OperationProfile& profile, Findings& findings) {
  const TierSchedule usual{};
  const uint32_t second = profile.has_second_tier_from_week() ? profile.second_tier_from_week() : usual.second_from_week;
  const uint32_t third = profile.has_third_tier_from_week() ? profile.third_tier_from_week() : usual.third_from_week;
  if (third <= second) findings.add("third_tier_from_week");
}

}  // namespace

Settings settings_of(const v1::OperationProfile& profile, date::year_month_day day) {
  Settings out;
  const auto& p = profile;
  if (const auto start = day_of(p.first_day())) {
    TierSchedule schedule{*start};
    take(p.has_second_tier_from_week(), p.second_tier_from_week(), schedule.second_from_week);
    take(p.has_third_tier_from_week(), p.third_tier_from_week(), schedule.third_from_week);
    out.scheduled_tier = tier_on(schedule, day);
  }
  if (p.has_core_start() && p.has_core_end()) {
    out.core_start_min = minutes_of(p.core_start());
    out.core_end_min = minutes_of(p.core_end());
  }
  out.ladder = {static_cast<int>(p.warning_months()), static_cast<int>(p.warning_days()),
                static_cast<int>(p.warnings_before_arrest())};
  out.warning_scheme = p.warning_scheme();
  take(p.has_one_officer_may_warn(), !p.one_officer_may_warn(), out.two_officers_must_witness);
  take(p.has_limit_sw_arrest(), p.limit_sw_arrest(), out.limit_sw_arrest);
  take(p.has_confirm_ladder_after_min(), p.confirm_ladder_after_min(), out.confirm_ladder_after_min);
  take(p.has_outreach_attempts_first(), p.outreach_attempts_first(), out.outreach_attempts_first);
  out.designated_to_pcso = list_of(p.designated_to_pcso());
  take(p.has_ask_ethnicity_on_stop(), p.ask_ethnicity_on_stop(), out.ask_ethnicity_on_stop);
  take(p.has_stop_receipts(), p.stop_receipts(), out.stop_receipts);
  take(p.has_area_rules(), p.area_rules(), out.area_rules);
  take(p.has_late_after_min(), p.late_after_min(), out.late_after_min);
  take(p.has_max_shift_hours(), p.max_shift_hours(), out.max_shift_hours);
  out.letter_areas = list_of(p.letter_areas());
  out.letter_query_contact = p.letter_query_contact();
  out.letter_support_line = p.letter_support_line();
  take(p.has_keeper_checked_days(), p.keeper_checked_days(), out.keeper_checked_days);
  take(p.has_letter_repeat_days(), p.letter_repeat_days(), out.letter_repeat_days);
  take(p.has_outreach_stale_hours(), p.outreach_stale_hours(), out.outreach_stale_hours);
  for (const auto& beat : p.beats()) out.beats.push_back({beat.code(), beat.name(), points_of(beat.corners())});
  for (const auto& area : p.areas()) out.areas.push_back({area.name(), area.kind(), points_of(area.corners())});
  for (const auto& one : p.partners()) out.partners.push_back({one.name(), one.kind(), list_of(one.pathways()), one.places()});
  return out;
}

bool is_beat(const Settings& settings, std::string_view code) {
  const auto& beats = settings.beats;
  return beats.empty() || std::any_of(beats.begin(), beats.end(), [&](const Beat& beat) { return beat.code == code; });
}

void check(const v1::OperationProfile& profile, const Context&, Findings& findings) {
  check_weeks(profile, findings);
  if (profile.has_core_start() != profile.has_core_end()) {
    findings.add(profile.has_core_start() ? "core_end" : "core_start");
  }
  if (profile.has_warning_months() && profile.has_warning_days()) findings.add("warning_days");
  check_areas(
      "beats", profile.beats(), [](const auto& beat) { return beat.code(); }, 0, findings);
  check_areas(
      "areas", profile.areas(), [](const auto& area) { return area.name(); }, fewest_corners, findings);
  std::set<std::string> services;
  for (const auto& service : profile.partners()) {
    if (!services.insert(service.name()).second) findings.add("partners");
  }
}

}  // namespace beatbook::rules
