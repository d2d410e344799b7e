#pragma once
// The ladder of official warnings (domain D.1): worked out anew from one person's warnings and stored nowhere (BR-01), so every
// device that holds the same warnings gives the same answer. Others may hold warnings that are not among them (BR-02).
#include <date/date.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kernel/bytes.h"
#include "rules/situation.h"
#include "schema/code_lists.h"
#include "schema/os_grid.h"

namespace beatbook::rules {

// An official warning that is not void.
struct GivenWarning {
  RecordId id;
  int64_t event_ms = 0;  // corrected
  int64_t made_ms = 0;
  std::string told;        // code of rung_told: a fact of the street, whatever others turn out to have told (BR-06)
  bool understood = true;  // one that was not counts only when it is repeated
  std::optional<schema::GridPoint> place = {};  // nothing: not known, and then near every other
  std::string pair = {};                        // shift and officers who gave it; empty: not known
  // When a supervisor recorded that the person has since been told that it is the final one (BR-06); what was told stays.
  std::optional<int64_t> told_final_ms = {};
  // What a supervisor said of it beside an earlier one that may be of the same occasion (BR-05): true = it has its own, false =
  // it is the same, as it counted before. Beside no such other it says nothing.
  std::optional<bool> own_occasion = {};
};

// What is known of the person beside the warnings.
struct LadderSubject {
  bool child = false;                        // may be under 18 now (BR-08)
  bool review = false;                       // a match of persons, or the ladder itself, waits for a supervisor
  std::optional<date::year_month_day> born;  // warnings given before 18 are no rungs
};

enum class Standing {
  none,
  some,      // live, and not enough: give the next
  mismatch,  // enough live, but nobody told the person that it was the final one (BR-06)
  enough,    // enough live, the final one told
  lapsed,    // none live, though there were some
  child,     // no warning and no arrest: the child route
  review,    // blocked until a supervisor has looked
};

struct Ladder {
  Standing standing = Standing::none;
  int needed = 2;               // live warnings before an arrest
  std::vector<RecordId> rungs;  // live, oldest first; those of one occasion or one operational day are one rung (BR-07)
  // Live ones that may be of one occasion with an earlier one (BR-05), where no supervisor has said: one rung until one does.
  std::vector<std::pair<RecordId, RecordId>> one_occasion;
  std::vector<RecordId> given_to_child;         // no rungs, to be disregarded (PR-28)
  std::optional<date::year_month_day> live_to;  // the last day on which all of them are (BR-04)
};

Ladder ladder_of(std::vector<GivenWarning> warnings, int64_t at_ms, const schema::CodeLists& packs,
                 const LadderSubject& subject = {}, const LadderTerms& terms = {});
// BR-03. How many live warnings come before an arrest.
int warnings_before_arrest(const LadderTerms& terms, const schema::CodeLists& packs);
// BR-05: within 60 minutes and 300 m, or by the same pair of one shift.
bool may_be_one_occasion(const GivenWarning& earlier, const GivenWarning& later);
// BR-04: the last day on which a warning of that day is live.
date::year_month_day last_live_day(date::year_month_day given, int months);
date::year_month_day last_live_day(date::year_month_day given, const LadderTerms& terms, const schema::CodeLists& packs);

// Code of rung_shown, and of rung_told but for ELIGIBLE: what a warning given now would be. Empty where none may be given.
std::string rung_shown(const Ladder& ladder, const schema::CodeLists& packs);
// What a person is told at a rung where `of` warnings come before an arrest: a code of rung_told.
std::string code_of_rung(int rung, int of, const schema::CodeLists& packs);
// Whether that code is a rung where `of` warnings come before an arrest; a code that says nothing of it always is.
bool belongs_to(const schema::Code& rung_told, int of);
// By that code the person was told that the next time may mean an arrest.
bool told_final(std::string_view rung_told, const schema::CodeLists& packs);
// "none", "some", "mismatch", "enough", "lapsed", "child", "review".
std::string_view name(Standing standing);

}  // namespace beatbook::rules
