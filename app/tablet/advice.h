#pragma once
// What records say only together, for a person to look at (BR-12, BR-19, BR-20, BR-24, BR-25). Advice: no evidence, no order,
// and nothing that the program does anything about.
#include <string>
#include <vector>

#include "app/tablet/tablet.h"

namespace beatbook::app {

struct Advice {
  std::string rule;  // "BR-20"
  std::string kind;  // NOT_FIRST_TIME, REPEAT_PURCHASER, VEHICLE_AFTER_LETTER, ACTION_OVERDUE, MEETING_OVERDUE, SAME_ENCOUNTER,
                     // SHARED_TELEPHONE
  std::string text;  // one sentence, with full stop
  std::vector<RecordId> records;  // what it is worked out from, never empty
};

inline constexpr int64_t advice_reaches_back_ms = 7LL * 24 * 3'600'000;  // where nobody says how far

// In the order of the rules. Entries that happened before `from_ms` are looked back to and not spoken of. A shared telephone is
// told to the intelligence unit alone (BR-19). Throws StorageFailure as the index does.
std::vector<Advice> advice(Tablet& tablet, int64_t from_ms, int64_t now_ms);

}  // namespace beatbook::app
