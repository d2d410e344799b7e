#include "app/ui/entry_row.h"

#include "app/forms/entry_lines.h"
#include "app/ui/shift.h"
#include "app/ui/words.h"

namespace beatbook::app {

namespace {

constexpr Role<EntryRow> roles[] = {
    {"entryId", [](const EntryRow& r) -> QVariant { return r.entry_id; }},
    {"typeName", [](const EntryRow& r) -> QVariant { return r.type_name; }},
    {"title", [](const EntryRow& r) -> QVariant { return r.title; }},
    {"number", [](const EntryRow& r) -> QVariant { return r.number; }},
    {"time", [](const EntryRow& r) -> QVariant { return r.time; }},
    {"day", [](const EntryRow& r) -> QVariant { return r.day; }},
    {"dayTitle", [](const EntryRow& r) -> QVariant { return r.day_title; }},
    {"summary", [](const EntryRow& r) -> QVariant { return r.summary; }},
    {"status", [](const EntryRow& r) -> QVariant { return r.status; }},
    {"statusText", [](const EntryRow& r) -> QVariant { return r.status_text; }},
    {"sync", [](const EntryRow& r) -> QVariant { return r.sync; }},
    {"syncText", [](const EntryRow& r) -> QVariant { return r.sync_text; }},
    {"author", [](const EntryRow& r) -> QVariant { return r.author; }},
    {"own", [](const EntryRow& r) -> QVariant { return r.own; }},
    {"isDraft", [](const EntryRow& r) -> QVariant { return !r.draft_id.isEmpty(); }},
    {"draftId", [](const EntryRow& r) -> QVariant { return r.draft_id; }},
    {"voided", [](const EntryRow& r) -> QVariant { return r.voided; }},
    {"gap", [](const EntryRow& r) -> QVariant { return r.gap; }},
    {"needs", [](const EntryRow& r) -> QVariant { return r.needs; }},
};

void set_time(EntryRow& row, int64_t at_ms) {
  row.at_ms = at_ms;
  row.time = clock_text(at_ms);
  row.day = short_date_text(at_ms);
  row.day_title = day_text(at_ms);
}

QString joined(const QString& first, const QString& second) {
  return first.isEmpty() || second.isEmpty() ? first + second : first + QStringLiteral(". ") + second;
}

// A text of a sentence or more stands in a list by its first words.
QString shortened(const QString& text) {
  constexpr qsizetype most = 48;
  if (text.size() <= most) return text;
  const auto end = text.lastIndexOf(QLatin1Char(' '), most);
  auto head = text.left(end > most / 2 ? end : most);
  if (head.endsWith(QLatin1String(" and"))) head.chop(4);
  while (head.endsWith(QLatin1Char(',')) || head.endsWith(QLatin1Char('.'))) head.chop(1);
  return head + QStringLiteral("…");
}

// "Tf04b-" of "Tf04b-014": numbers are counted by tablet.
QStringView prefix(const EntryRow& row) { return QStringView(row.local_ref).left(row.local_ref.lastIndexOf('-') + 1); }

}  // namespace

EntryRowsModel::EntryRowsModel(QObject* parent) : RowModel(roles, parent) {}

std::optional<EntryRow> entry_row(Bench& bench, const IndexEntry& at) {
  EntryRow row;
  row.id = at.id;
  row.entry_id = q(at.id);
  row.author = q(at.author);
  row.local_ref = q(at.local_ref);
  row.voided = at.retracted;
  set_time(row, at.at_ms);
  auto& tablet = bench.tablet();
  const auto entry = read_entry(tablet.log(), at.id, tablet.sources());
  if (!entry) {
    if (schema::find_type(at.type) || !tablet.store().record(at.id)) return std::nullopt;
    row.title = QStringLiteral("Record of a newer program");
    return row;
  }
  const auto& stored = entry->stored;
  row.type_name = q(stored.type().name);
  const bool card = row.type_name == QLatin1String("person") || row.type_name == QLatin1String("vehicle");
  row.title = q(schema::short_label(stored.type()));
  row.number = q(number_text(stored));
  const auto titles = [&](const RecordId& id) { return bench.title(id); };
  row.summary = card ? q(card_title(stored)) : joined(q(who_of(stored, titles)), shortened(q(summary_of(stored))));
  row.status = q(status_code(*entry));
  row.status_text = q(status_words(*entry));
  row.sync = sync_code(entry->sync);
  row.sync_text = sync_text(entry->sync);
  row.own = entry->own;
  row.needs = entry->needs.empty() ? QString() : q(entry->needs.front());
  return row;
}

EntryRow draft_row(const DraftEntry& draft) {
  EntryRow row;
  row.draft_id = q(draft.id);
  row.type_name = q(draft.type);
  row.title = q(draft.title) + QStringLiteral(", unfinished");
  row.summary = draft.readable ? shortened(q(draft.summary)) : QStringLiteral("This draft can't be read.");
  row.own = true;
  set_time(row, draft.started_ms);
  return row;
}

void mark_gaps(std::vector<EntryRow>& rows) {
  const EntryRow* newer = nullptr;
  size_t newer_at = 0;
  for (size_t i = 0; i < rows.size(); ++i) {
    rows[i].gap.clear();
    const int number = rows[i].number.toInt();
    if (!rows[i].own || number == 0) continue;
    if (newer && prefix(*newer) == prefix(rows[i])) {
      QList<int> missing;
      for (int n = number + 1; n < newer->number.toInt(); ++n) missing.push_back(n);
      rows[newer_at].gap = missing_entries_text(missing);
    }
    newer = &rows[i];
    newer_at = i;
  }
}

}  // namespace beatbook::app
