#include "rules/ladder.h"

#include <algorithm>
#include <tuple>

#include "schema/time.h"

namespace beatbook::rules {

namespace {

constexpr int64_t one_occasion_ms = 60 * 60'000;
constexpr std::string_view told_final = "2";

int window_months(const schema::CodeLists& packs) {
  for (const auto& pack : packs.packs()) {
    if (pack.document.contains("limits")) return pack.document.at("limits").at("ladder_default_months").get<int>();
  }
  throw std::logic_error("no pack says how long a warning is live");
}

bool same_rung(const GivenWarning& earlier, const GivenWarning& later) {
  return later.event_ms - earlier.event_ms <= one_occasion_ms ||
         schema::operational_day(earlier.event_ms) == schema::operational_day(later.event_ms);
}

}  // namespace

date::year_month_day last_live_day(date::year_month_day given, int months) {
  const auto then = given + date::months(months);
  if (!then.ok()) return then.year() / then.month() / date::last;
  return date::sys_days(then) - date::days(1);
}

Ladder ladder_of(std::vector<GivenWarning> warnings, int64_t at_ms, const schema::CodeLists& packs) {
  const auto today = schema::london_day(at_ms);
  const int months = window_months(packs);
  std::erase_if(warnings, [&](const GivenWarning& one) { return !one.understood || schema::london_day(one.event_ms) > today; });
  std::sort(warnings.begin(), warnings.end(), [](const GivenWarning& a, const GivenWarning& b) {
    return std::tie(a.event_ms, a.made_ms, a.id) < std::tie(b.event_ms, b.made_ms, b.id);
  });
  Ladder out;
  const GivenWarning* rung = nullptr;
  bool final_told = false;
  for (const auto& one : warnings) {
    const auto last = last_live_day(schema::london_day(one.event_ms), months);
    if (last < today) continue;
    final_told = final_told || one.told == told_final;
    if (rung && same_rung(*rung, one)) continue;
    rung = &one;
    out.rungs.push_back(one.id);
    if (!out.live_to) out.live_to = last;
  }
  if (out.rungs.size() == 1) {
    out.standing = Standing::one;
  } else if (out.rungs.size() > 1) {
    out.standing = final_told ? Standing::two : Standing::mismatch;
  } else if (!warnings.empty()) {
    out.standing = Standing::lapsed;
  }
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
  }
  return {};
}

}  // namespace beatbook::rules
