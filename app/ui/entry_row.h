#pragma once
// One line about an entry, as lists show it, and the model of such lines.
#include <QtQml/qqmlregistration.h>

#include <optional>

#include "app/ui/row_model.h"
#include "app/ui/tablet_thread.h"

namespace beatbook::app {

struct EntryRow {
  RecordId id;
  int64_t at_ms = 0;
  QString entry_id, type_name, title, number, local_ref, time, day, day_title, summary;
  QString status, status_text, sync, sync_text, author, gap, needs;
  QString draft_id;  // of a form that is not saved yet
  bool own = false, voided = false;

  QString key() const { return draft_id.isEmpty() ? entry_id : draft_id; }
  bool operator==(const EntryRow&) const = default;
};

// On the tablet's thread. An entry of a newer program says so; nothing when it is not here any more.
std::optional<EntryRow> entry_row(Bench& bench, const IndexEntry& at);
EntryRow draft_row(const DraftEntry& draft);

// What is said of a number that is missing below each row: rows are of one shift, newest first.
void mark_gaps(std::vector<EntryRow>& rows);

class EntryRowsModel : public RowModel<EntryRow> {
  Q_OBJECT
  QML_ANONYMOUS
 public:
  explicit EntryRowsModel(QObject* parent);
};

}  // namespace beatbook::app
