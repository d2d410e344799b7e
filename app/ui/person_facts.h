#pragma once
// A person's and a vehicle's card as screens show them, read on the tablet's thread. Warnings are facts of what was found: how
// many there are and what was told, never what is to be done.
#include "app/ui/entry_facts.h"
#include "app/ui/entry_row.h"
#include "app/ui/values.h"

namespace beatbook::app {

struct WarningRow {
  int64_t at_ms = 0;
  QString entry_id, number, date_text, told, told_word, told_text, officer;
  bool voided = false;
  QString key() const { return entry_id; }
  bool operator==(const WarningRow&) const = default;
};

struct PersonFacts {
  QString title, line, short_line, handling, warnings_text;
  QString called;   // how one speaks of them in a sentence; "" = no name is known
  QString live_to;  // the last day on which all warnings that count are live; "" = none counts
  QStringList safety_flags, aliases, phones;
  std::vector<CardLink> same;                 // other cards of this person, as supervisors said
  bool maybe_child = false;                   // by any of the cards
  std::vector<WarningRow> warnings;           // oldest first
  QString standing = QStringLiteral("none");  // name of rules::Standing, now
  std::vector<QString> rungs;                 // entries that count for it, oldest first
  int needed = 2;                             // live warnings before an arrest
  QString next_told;                          // what a warning given now would be told as, in a sentence
};

// `stored` is a person. For enforcement only what team class says of them.
PersonFacts read_person_facts(Bench& bench, const Stored& stored, Purpose purpose, int64_t now_ms);

// "Blue Ford Focus".
QString vehicle_line(const Stored& stored);

// Entries that name the record, or another card of the same person, newest first, since that moment.
std::vector<EntryRow> contact_rows(Bench& bench, const RecordId& id, Purpose purpose, int64_t from_ms);

class WarningModel : public RowModel<WarningRow> {
  Q_OBJECT
  QML_ANONYMOUS
 public:
  explicit WarningModel(QObject* parent);
};

}  // namespace beatbook::app
