#include "rules/ladder.h"

#include <algorithm>
#include <tuple>

#include "rules/child_route.h"
#include "schema/time.h"

namespace beatbook::rules {

namespace {

constexpr int64_t one_occasion_ms = 60 * 60'000;
constexpr double one_occasion_m = 300;
constexpr std::string_view told_final = "2";

bool same_rung(const GivenWarning& earlier, const GivenWarning& later) {
  return may_be_one_occasion(earlier, later) ||
         schema::operational_day(earlier.event_ms) == schema::operational_day(later.event_ms);
}

Standing standing_of(size_t rungs, bool final_told, bool any) {
  if (rungs == 1) return Standing::one;
  if (rungs > 1) return final_told ? Standing::two : Standing::mismatch;
  return any ? Standing::lapsed : Standing::none;
}

}  // namespace

date::year_month_day last_live_day(date::year_month_day given, int months) {
  const auto then = given + date::months(months);
  if (!then.ok()) return then.year() / then.month() / date::last;
  return date::sys_days(then) - date::days(1);
}

date::year_month_day last_live_day(date::year_month_day given, const LadderWindow& window, const schema::CodeLists& packs) {
  if (window.days > 0) return date::sys_days(given) + date::days(window.days - 1);
  return last_live_day(given, window.months > 0 ? window.months : limit(packs, "ladder_default_months"));
}

bool may_be_one_occasion(const GivenWarning& earlier, const GivenWarning& later) {
  if (!earlier.pair.empty() && earlier.pair == later.pair) return true;
  const bool near = !earlier.place || !later.place || schema::distance_m(*earlier.place, *later.place) <= one_occasion_m;
  return near && later.event_ms - earlier.event_ms <= one_occasion_ms;
}

Ladder ladder_of(std::vector<GivenWarning> warnings, int64_t at_ms, const schema::CodeLists& packs,
                 const LadderSubject& subject, const LadderWindow& window) {
  const auto today = schema::london_day(at_ms);
  std::sort(warnings.begin(), warnings.end(), [](const GivenWarning& a, const GivenWarning& b) {
    return std::tie(a.event_ms, a.made_ms, a.id) < std::tie(b.event_ms, b.made_ms, b.id);
  });
  Ladder out;
  if (subject.born) out.given_to_child = given_to_child(warnings, *subject.born);
  std::erase_if(warnings, [&](const GivenWarning& one) {
    const auto& dropped = out.given_to_child;
    return !one.understood || schema::london_day(one.event_ms) > today ||
           std::find(dropped.begin(), dropped.end(), one.id) != dropped.end();
  });
  const GivenWarning* rung = nullptr;
  bool final_told = false;
  for (const auto& one : warnings) {
    const auto last = last_live_day(schema::london_day(one.event_ms), window, packs);
    if (last < today) continue;
    final_told = final_told || one.told == told_final;
    if (rung && may_be_one_occasion(*rung, one)) out.one_occasion.emplace_back(rung->id, one.id);
    if (rung && same_rung(*rung, one)) continue;
    rung = &one;
    out.rungs.push_back(one.id);
    if (!out.live_to) out.live_to = last;
  }
  out.standing = standing_of(out.rungs.size(), final_told, !warnings.empty());
  if (subject.review) out.standing = Standing::review;
  if (subject.child) out.standing = Standing::child;
  return out;
}

std::string_view rung_shown(Standing standing) {
  switch (standing) {
    case Standing::none:
    case Standing::lapsed:
      return "1";
    case Standing::one:
    case Standing::mismatch:
      return told_final;
    case Standing::two:
      return "ELIGIBLE";
    case Standing::child:
    case Standing::review:
      return {};
  }
  return {};
}

std::string_view name(Standing standing) {
  switch (standing) {
    case Standing::none:
      return "none";
    case Standing::one:
      return "one";
    case Standing::mismatch:
      return "mismatch";
    case Standing::two:
      return "two";
    case Standing::lapsed:
      return "lapsed";
    case Standing::child:
      return "child";
    case Standing::review:
      return "review";
  }
  return {};
}

}  // namespace beatbook::rules
