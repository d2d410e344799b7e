#pragma once
// What a record that is being made takes from what this tablet holds: what the ladder shows (BR-02), the last letter about a
// vehicle (REC-09), and the kind of place by the operation's map where the officer named none (LD-08).
#include "app/forms/notebook.h"
#include "app/index/index.h"
#include "rules/situation.h"

namespace beatbook::app {

// Throws StorageFailure as the index does.
void complete(schema::Message& message, Index& index, TabletLog& log, int64_t now_ms, const rules::Settings& settings);

// The outreach windows this tablet holds, but for those that were over a day ago (BR-14). Throws as complete() does.
std::vector<rules::OutreachWindow> outreach_windows(Index& index, TabletLog& log, int64_t now_ms);

}  // namespace beatbook::app
