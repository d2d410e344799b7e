// REC-01: a shift and its pairs.
#include "rules/shift.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "rules/fields.h"
#include "rules/outreach_windows.h"
#include "rules/record_rules.h"

namespace beatbook::rules {

namespace {

constexpr int64_t most_hours_ms = 12 * 3'600'000;

bool listed(const v1::Shift& shift, std::string_view collar_number) {
  return std::any_of(shift.officers().begin(), shift.officers().end(),
                     [&](const auto& o) { return same_officer(o.officer(), collar_number); });
}

// Whoever only watches cameras stops nobody.
bool only_cameras(const v1::Shift& shift) {
  return shift.pairs_size() > 0 && std::all_of(shift.pairs().begin(), shift.pairs().end(),
                                               [](const auto& pair) { return pair.mode() == "CCTV_CONTROL"; });
}

void check_team(const v1::Shift& shift, const Context& context, Findings& findings) {
  const auto constable = [&](const auto& officer) { return is_constable(context.packs, officer.role()); };
  if (!only_cameras(shift) && std::none_of(shift.officers().begin(), shift.officers().end(), constable)) {
    findings.add("officers");
  }
  for (int i = 0; i < shift.officers_size(); ++i) {
    const auto twice = [&](const auto& other) { return same_officer(other.officer(), shift.officers(i).officer()); };
    if (std::any_of(shift.officers().begin(), shift.officers().begin() + i, twice)) {
      findings.add(fmt::format("officers[{}].officer", i), "This officer is on the shift twice. Remove one.");
    }
  }
}

void check_pairs(const v1::Shift& shift, Findings& findings) {
  std::vector<std::string> paired;
  for (int p = 0; p < shift.pairs_size(); ++p) {
    if (shift.pairs(p).officers_size() > 2) {
      findings.add(fmt::format("pairs[{}].officers", p), "A pair has two officers. Put the others into a pair of their own.");
    }
    for (int i = 0; i < shift.pairs(p).officers_size(); ++i) {
      const auto& officer = shift.pairs(p).officers(i);
      const auto path = fmt::format("pairs[{}].officers[{}]", p, i);
      if (!listed(shift, officer)) findings.add(path, "This officer is not on the shift. Add them, or check the number.");
      const auto same = [&](const auto& other) { return same_officer(other, officer); };
      if (std::any_of(paired.begin(), paired.end(), same)) findings.add(path, "This officer is in a pair already. Remove one.");
      paired.push_back(officer);
    }
  }
}

void check_span(const v1::Shift& shift, const char* start, const char* end, const v1::LocalTime& from, const v1::LocalTime& to,
                Findings& findings) {
  if (has(shift, start) && has(shift, end) && !before(from, to)) findings.add(end, std::string(end_before_start));
}

void note_length(const char* field, const v1::LocalTime& from, const v1::LocalTime& to, const Context& context, Notices& out) {
  const int hours = context.situation.settings.max_shift_hours;
  if (!from.has_utc_ms() || !to.has_utc_ms() || elapsed_ms(from.utc_ms(), to.utc_ms()) <= hours * int64_t{3'600'000}) return;
  out.push_back({field, fmt::format("Shift is longer than {} hours. Check the times.", hours)});
}

// BR-29: a bound notebook has no missing page; who signs it off says what became of one.
void check_numbers(const v1::Shift& shift, const Situation& situation, Findings& findings) {
  const auto& missing = situation.missing_numbers;
  if (!situation.closing || missing.empty() || has(shift, "missing_account")) return;
  findings.add(
      "missing_account",
      missing.size() == 1
          ? fmt::format("Entry {} is missing from this shift. It must be accounted for before you sign off.", missing[0])
          : fmt::format("Entries {} are missing from this shift. They must be accounted for before you sign off.",
                        fmt::join(missing, ", ")));
}

}  // namespace

std::vector<Officer> officers_of(const v1::Shift& shift, const schema::CodeLists& packs) {
  std::vector<Officer> officers;
  for (const auto& listed_officer : shift.officers()) {
    Officer officer{listed_officer.officer(), listed_officer.role(), false};
    for (const auto& pair : shift.pairs()) {
      const auto* mode = packs.find("operating_mode", pair.mode());
      const bool uniform = mode && mode->entry.value("uniform", false);
      const auto same = [&](const auto& other) { return same_officer(other, officer.collar_number); };
      if (uniform && std::any_of(pair.officers().begin(), pair.officers().end(), same)) officer.uniform = true;
    }
    officers.push_back(std::move(officer));
  }
  return officers;
}

void check(const v1::Shift& shift, const Context& context, Findings& findings) {
  check_team(shift, context, findings);
  check_pairs(shift, findings);
  check_span(shift, "planned_start", "planned_end", shift.planned_start(), shift.planned_end(), findings);
  check_span(shift, "actual_start", "actual_end", shift.actual_start(), shift.actual_end(), findings);
  if (shift.has_actual_start() && context.situation.clock_measured && in_future(shift.actual_start(), context.situation)) {
    findings.add("actual_start", "The start is in the future. Enter when the shift started.");
  }
  check_beats("tasked_hotspots", shift.tasked_hotspots(), context, findings);
  if (says_no(shift, "outreach_windows_read")) findings.add("outreach_windows_read");
  check_numbers(shift, context.situation, findings);
}

void note(const v1::Shift& shift, const Context& context, Notices& out) {
  note_length("planned_end", shift.planned_start(), shift.planned_end(), context, out);
  note_length("actual_end", shift.actual_start(), shift.actual_end(), context, out);
  const auto from = shift.has_actual_start() ? shift.actual_start().utc_ms() : context.situation.now_ms;
  const auto until = shift.has_planned_end() ? shift.planned_end().utc_ms() : from + most_hours_ms;
  for (const auto& window : windows_between(context.situation.outreach, from, until)) {
    if (!context.situation.closing) out.push_back({"outreach_windows_read", window_words(window)});
  }
  if (const auto stale = context.situation.closing ? "" : stale_message(context.situation); !stale.empty()) {
    out.push_back({"outreach_windows_read", stale});
  }
}

}  // namespace beatbook::rules
