#pragma once
// Automatic fields of a record that is being made, which follow from what this tablet holds: what the ladder shows (BR-02), the
// last letter about a vehicle (REC-09).
#include "app/forms/notebook.h"
#include "app/index/index.h"
#include "rules/situation.h"

namespace beatbook::app {

// Throws StorageFailure as the index does.
void complete(schema::Message& message, Index& index, TabletLog& log, int64_t now_ms, const rules::LadderTerms& terms);

// The outreach windows this tablet holds, but for those that were over a day ago (BR-14). Throws as complete() does.
std::vector<rules::OutreachWindow> outreach_windows(Index& index, TabletLog& log, int64_t now_ms);

}  // namespace beatbook::app
