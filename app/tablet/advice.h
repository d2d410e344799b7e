#pragma once
// What records say only together, for a person to look at: a child without a referral
// (BR-08), a warning or an arrest without one (BR-09, BR-11), ladders of warnings (BR-05, BR-06, D.1), what an officer wrote
// that a supervisor allowed (BR-03, BR-12), what comes back (BR-12, BR-19, BR-20), what is due or late (BR-10, BR-24, BR-28)
// and what is told twice (BR-25). Advice: no evidence, no order, and nothing that the program does anything about.
#include <string>
#include <vector>

#include "app/tablet/tablet.h"

namespace beatbook::app {

struct Advice {
  std::string rule;  // "BR-20"
  // CHILD_WITHOUT_REFERRAL, WITHOUT_REFERRAL, SAID_TO_ALLOW, LATE_ENTRY, NOTICE_MISMATCH, ONE_OCCASION, LADDER_CHANGED,
  // NOT_FIRST_TIME, REPEAT_PURCHASER, VEHICLE_AFTER_LETTER, ACTION_OVERDUE, MEETING_OVERDUE, CASE_DUE, SAME_ENCOUNTER,
  // SHARED_TELEPHONE, CUSTODY_REFERENCE_TWICE, HOUSE_OVER_FULL
  std::string kind;
  std::string text;               // one sentence, with full stop
  std::vector<RecordId> records;  // what it is worked out from, never empty
};

inline constexpr int64_t advice_reaches_back_ms = 7LL * 24 * 3'600'000;  // where nobody says how far

// Entries that happened before `from_ms` are looked back to and not spoken of, but for those that went by a ladder which no
// longer holds: they are told for as long as somebody may be charged on them, until a review is written after the change.
// A child and a ladder are told to the author of the entry and to supervisors, a ladder to control too (BR-06); a shared
// telephone to the intelligence unit alone (BR-19). Throws StorageFailure as the index does.
std::vector<Advice> advice(Tablet& tablet, int64_t from_ms, int64_t now_ms);

}  // namespace beatbook::app
