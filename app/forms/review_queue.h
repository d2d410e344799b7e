#pragma once
// What waits for a supervisor: entries nobody has decided on, by the clock of BR-33, of the sergeant's own shifts and of those
// covered for an absent colleague. A cover narrows or widens a list and gives no right: any supervisor may decide on any entry
// they see, and the decision names who made it. Domain B has no record of it, so it stays a note on the supervisor's own
// tablet.
#include <optional>
#include <string>

#include "app/forms/entry.h"
#include "kernel/store.h"

namespace beatbook::app {

// How far back a queue looks unless told otherwise: four times the longest clock and a weekend.
inline constexpr int64_t queue_reaches_back_ms = 14LL * 24 * 3'600'000;

struct QueuedEntry {
  Entry entry;
  std::string author;    // collar number
  std::string sergeant;  // of the entry's shift; empty when the shift is not here
  int64_t due_ms = 0;
};

// Nothing for an entry that is own, decided, voided, or of a kind that is not reviewed.
std::optional<QueuedEntry> queued_for_review(TabletLog& log, const RecordId& id, const EntrySources& sources);

// Of this officer's own shifts as sergeant, or of one covered at `now_ms`; entries whose shift is not known are everybody's.
bool is_mine(Store& store, TabletLog& log, const QueuedEntry& queued, int64_t now_ms);

// Notes on this tablet that its supervisor covers `sergeant` until then; returns the collar number as it is written.
// Fault::bad_input when it is not one.
Result<std::string> cover_for(Store& store, const std::string& sergeant, int64_t until_ms);

}  // namespace beatbook::app
