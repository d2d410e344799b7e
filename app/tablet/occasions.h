#pragma once
// What supervisors said of an entry that may be of one occasion with an earlier one: two warnings (BR-05), two officers'
// accounts of one encounter (BR-25). Both entries stay as they are; of one occasion the earlier counts.
#include <set>
#include <span>

#include "app/forms/stored.h"
#include "app/index/index.h"

namespace beatbook::app {

enum class Occasion {
  open,  // nobody has said it
  same,  // SAME_OCCASION: it supports an earlier entry, and counts no more
  own,   // OWN_OCCASION
};

// By the last review of a peer that says so and is not void; it stays when the entry is amended. Throws StorageFailure as the
// index does.
Occasion occasion_of(Index& index, const IndexEntry& entry);

// Of these entries those said to be of one occasion with another of them, which counts for both: of the same kind, made before,
// about the same person or vehicle within a shift's length, and neither void nor such a second account itself. What was said
// beside an entry that no longer stands leaves nothing out.
std::set<RecordId> second_accounts(Index& index, TabletLog& log, std::span<const Stored> entries);

}  // namespace beatbook::app
