#include "rules/ladder.h"

#include <algorithm>
#include <tuple>

#include "rules/child_route.h"
#include "schema/time.h"

namespace beatbook::rules {

namespace {

constexpr int64_t one_occasion_ms = 60 * 60'000;
constexpr double one_occasion_m = 300;

// BR-05, BR-07: whatever is said of the occasion, one operational day has one rung.
bool same_rung(const GivenWarning& earlier, const GivenWarning& later) {
  const bool parted = later.own_occasion && *later.own_occasion;
  return (!parted && may_be_one_occasion(earlier, later)) ||
         schema::operational_day(earlier.event_ms) == schema::operational_day(later.event_ms);
}

Standing standing_of(int rungs, int needed, bool final_said, bool any) {
  if (rungs == 0) return any ? Standing::lapsed : Standing::none;
  if (rungs < needed) return Standing::some;
  return final_said ? Standing::enough : Standing::mismatch;
}

}  // namespace

date::year_month_day last_live_day(date::year_month_day given, int months) {
  const auto then = given + date::months(months);
  if (!then.ok()) return then.year() / then.month() / date::last;
  return date::sys_days(then) - date::days(1);
}

date::year_month_day last_live_day(date::year_month_day given, const LadderTerms& terms, const schema::CodeLists& packs) {
  if (terms.days > 0) return date::sys_days(given) + date::days(terms.days - 1);
  return last_live_day(given, terms.months > 0 ? terms.months : limit(packs, "ladder_default_months"));
}

int warnings_before_arrest(const LadderTerms& terms, const schema::CodeLists& packs) {
  return terms.warnings > 0 ? terms.warnings : limit(packs, "warnings_before_arrest");
}

bool may_be_one_occasion(const GivenWarning& earlier, const GivenWarning& later) {
  if (!earlier.pair.empty() && earlier.pair == later.pair) return true;
  const bool near = !earlier.place || !later.place || schema::distance_m(*earlier.place, *later.place) <= one_occasion_m;
  return near && later.event_ms - earlier.event_ms <= one_occasion_ms;
}

Ladder ladder_of(std::vector<GivenWarning> warnings, int64_t at_ms, const schema::CodeLists& packs,
                 const LadderSubject& subject, const LadderTerms& terms) {
  const auto today = schema::london_day(at_ms);
  std::sort(warnings.begin(), warnings.end(), [](const GivenWarning& a, const GivenWarning& b) {
    return std::tie(a.event_ms, a.made_ms, a.id) < std::tie(b.event_ms, b.made_ms, b.id);
  });
  Ladder out;
  out.needed = warnings_before_arrest(terms, packs);
  if (subject.born) out.given_to_child = given_to_child(warnings, *subject.born);
  std::erase_if(warnings, [&](const GivenWarning& one) {
    const auto& dropped = out.given_to_child;
    return !one.understood || schema::london_day(one.event_ms) > today ||
           std::find(dropped.begin(), dropped.end(), one.id) != dropped.end();
  });
  const GivenWarning* rung = nullptr;
  bool final_said = false;
  for (const auto& one : warnings) {
    const auto last = last_live_day(schema::london_day(one.event_ms), terms, packs);
    if (last < today) continue;
    final_said = final_said || told_final(one.told, packs) || (one.told_final_ms && *one.told_final_ms <= at_ms);
    if (rung && !one.own_occasion && may_be_one_occasion(*rung, one)) out.one_occasion.emplace_back(rung->id, one.id);
    if (rung && same_rung(*rung, one)) continue;
    rung = &one;
    out.rungs.push_back(one.id);
    if (!out.live_to) out.live_to = last;
  }
  out.standing = standing_of(static_cast<int>(out.rungs.size()), out.needed, final_said, !warnings.empty());
  if (subject.review) out.standing = Standing::review;
  if (subject.child) out.standing = Standing::child;
  return out;
}

bool belongs_to(const schema::Code& rung_told, int of) {
  const auto ladders = rung_told.entry.value("of", std::vector<int>());
  return ladders.empty() || std::find(ladders.begin(), ladders.end(), of) != ladders.end();
}

std::string code_of_rung(int rung, int of, const schema::CodeLists& packs) {
  const auto* told = packs.find("rung_told");
  for (const auto& code : told ? told->codes : std::vector<schema::Code>()) {
    if (code.entry.value("rung", 0) == rung && belongs_to(code, of)) return code.code;
  }
  return {};
}

bool told_final(std::string_view rung_told, const schema::CodeLists& packs) {
  const auto* code = packs.find("rung_told", rung_told);
  return code && code->entry.value("final", false);
}

std::string rung_shown(const Ladder& ladder, const schema::CodeLists& packs) {
  switch (ladder.standing) {
    case Standing::none:
    case Standing::lapsed:
      return code_of_rung(1, ladder.needed, packs);
    case Standing::some:
      return code_of_rung(static_cast<int>(ladder.rungs.size()) + 1, ladder.needed, packs);
    case Standing::mismatch:
      return code_of_rung(ladder.needed, ladder.needed, packs);
    case Standing::enough:
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
    case Standing::some:
      return "some";
    case Standing::mismatch:
      return "mismatch";
    case Standing::enough:
      return "enough";
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
