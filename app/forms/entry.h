#pragma once
// One record as people meet it: what it says, how it stands with the supervisor and with the server, and how it came about.
#include <functional>
#include <string>
#include <vector>

#include "app/forms/history.h"
#include "app/forms/stored.h"
#include "rules/review.h"

namespace beatbook::app {

// Where the own changes of a record are. It never says more than is known.
enum class SyncState {
  only_here,  // at least one own change is on this tablet alone
  received,   // all own changes are durable at the server, not yet seen back in the shared record
  merged,     // all of it is in the shared record
  needs_you,  // somebody must act: see Entry::needs
};
std::string_view name(SyncState state);  // "only here", "received", "merged", "needs you"

struct EntrySources {
  std::function<std::vector<RecordId>(const RecordId&)> reviews_of;  // review records that name the entry
  CollarOf collar_of;                                                // who an enrolment is, as far as known
};

struct Entry {
  Stored stored;
  bool own = false;  // this enrolment made it
  rules::EntryStatus status = rules::EntryStatus::submitted;
  int64_t review_due_ms = 0;  // 0 = not reviewed, or decided
  bool names_child = false;   // by go_by_cards(): the card of one of its people says under 18, or may be
  SyncState sync = SyncState::merged;
  std::vector<std::string> needs;      // sentences; not empty if and only if sync is needs_you
  std::vector<std::string> not_shown;  // fields where another value is shown than the one this officer wrote
  std::vector<RecordId> reviews;       // those that were read, retracted ones left out
};

// Fault::not_found as read_stored.
Outcome<Entry> read_entry(TabletLog& log, const RecordId& id, const EntrySources& sources);

// BR-08. Reads the cards of its people: an entry about somebody who may be under 18 is reviewed sooner. For the queue and the
// entry's own page, not for each row of a list.
void go_by_cards(TabletLog& log, Entry& entry);

// Without what a person must do: where the own changes are, and what is kept for a colleague. `position` is that of `log`,
// taken once for a whole list.
SyncState where_is(TabletLog& log, const Record& record, const TabletPosition& position);

}  // namespace beatbook::app
