#pragma once
// One entry as its page shows it, read on the tablet's thread.
#include <QVariantList>

#include "app/ui/conflicts.h"
#include "app/ui/review_checks.h"
#include "app/ui/row_model.h"
#include "app/ui/tablet_thread.h"
#include "app/ui/values.h"

namespace beatbook::app {

// A field, or the heading of one block of several.
struct LineRow {
  QString path, section, label, value, remark, remark_by, entry_id, entry_type;
  int depth = 0;
  bool heading = false, conflict = false, corrected = false, mono = false;
  QString key() const { return path; }
  bool operator==(const LineRow&) const = default;
};

// A field whose first value is not the one that stands.
struct ChangeRow {
  QString path, label, first, now, reason, officer, when_text;
  QString key() const { return path; }
  bool operator==(const ChangeRow&) const = default;
};

struct VersionRow {
  int number = 0;  // from 1
  QString when_text, officer, reason, reason_text;
  bool only_here = false, held = false, readable = true;
  std::vector<ValueChange> changes;
  QString key() const { return QString::number(number); }
  bool operator==(const VersionRow&) const = default;
};

struct ReviewRow {
  QString id, decision, decision_text, reviewer, when_text, comment;
  bool stands = false;  // the entry is still as the reviewer saw it
  std::vector<FieldNote> remarks;
  QString key() const { return id; }
  bool operator==(const ReviewRow&) const = default;
};

struct EntryFacts {
  bool here = false;
  QString error;  // why it cannot be shown
  QString type_name, title, number, summary, author, when_text, made_text, marking;
  QString status, status_text, sync, sync_text, sync_detail, due_text, review_refusal, returned_comment;
  QStringList needs;
  bool own = false, voided = false, part_hidden = false, overdue = false;
  bool may_amend = false, may_void = false, may_restore = false, may_review = false;
  std::vector<LineRow> lines;
  std::vector<ChangeRow> changes;
  std::vector<VersionRow> versions;
  std::vector<ReviewRow> reviews;
  std::vector<ConflictRow> conflicts;
  std::vector<ReviewCheck> checks;
  std::vector<FormOption> findings;  // what a reviewer may say of it beside approving, returning, annotating and voiding
};

EntryFacts read_entry_facts(Bench& bench, const RecordId& id, int64_t now_ms);

// The lines of a record in the order of its sections, without what the tablet fills in.
std::vector<LineRow> line_rows(Bench& bench, const Stored& stored);
std::vector<ReviewRow> review_rows(Bench& bench, const Entry& entry);

class LineModel : public RowModel<LineRow> {
  Q_OBJECT
  QML_ANONYMOUS
 public:
  explicit LineModel(QObject* parent);
};
class ChangeModel : public RowModel<ChangeRow> {
  Q_OBJECT
  QML_ANONYMOUS
 public:
  explicit ChangeModel(QObject* parent);
};
class VersionModel : public RowModel<VersionRow> {
  Q_OBJECT
  QML_ANONYMOUS
 public:
  explicit VersionModel(QObject* parent);
};
class ReviewModel : public RowModel<ReviewRow> {
  Q_OBJECT
  QML_ANONYMOUS
 public:
  explicit ReviewModel(QObject* parent);
};

}  // namespace beatbook::app
