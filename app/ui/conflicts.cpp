#include "app/ui/conflicts.h"

#include <algorithm>

#include "app/forms/entry_lines.h"
#include "app/ui/session.h"
#include "app/ui/words.h"
#include "schema/code_lists.h"
#include "schema/text.h"

namespace beatbook::app {

namespace {

constexpr size_t most_conflicts = 300;

constexpr Role<ConflictRow> roles[] = {
    {"entryId", [](const ConflictRow& r) -> QVariant { return r.entry_id; }},
    {"typeName", [](const ConflictRow& r) -> QVariant { return r.type_name; }},
    {"field", [](const ConflictRow& r) -> QVariant { return r.field; }},
    {"label", [](const ConflictRow& r) -> QVariant { return r.label; }},
    {"title", [](const ConflictRow& r) -> QVariant { return r.title; }},
    {"kindText", [](const ConflictRow& r) -> QVariant { return r.kind_text; }},
    {"question", [](const ConflictRow& r) -> QVariant { return r.question; }},
    {"before", [](const ConflictRow& r) -> QVariant { return r.before; }},
    {"ownOnly", [](const ConflictRow& r) -> QVariant { return r.own_only; }},
    {"choices", [](const ConflictRow& r) -> QVariant { return variants(r.choices); }},
};

ConflictChoice choice_of(Bench& bench, const Stored& stored, const schema::Conflict& conflict, size_t at,
                         const std::string& text) {
  ConflictChoice out;
  out.number = static_cast<int>(at) + 1;
  out.shown = at == 0;
  out.value = conflict.tag == 0 ? q(text) : q(value_words(stored.type(), conflict.field, text));
  if (at >= conflict.values.size() || conflict.tag == 0) return out;
  const auto& value = conflict.values[at];
  auto& log = bench.tablet().log();
  out.own = value.dot.branch.enrolment == log.branch().enrolment;
  const auto officer = q(log.officer_of(value.dot.branch.enrolment).value_or(""));
  out.officer = out.own             ? QStringLiteral("You, ") + q(collar_number(log.facts()))
                : officer.isEmpty() ? QStringLiteral("Another officer")
                                    : officer;
  out.source = out.own ? QStringLiteral("This tablet") : QStringLiteral("Another tablet");
  out.when_text = moment_text(static_cast<int64_t>(value.stamp.ms));
  return out;
}

QString before_text(Bench& bench, const Stored& stored, const std::string& field) {
  const auto before = bench.tablet().notebook().started_from(stored.id, field);
  if (!before) return {};
  return QStringLiteral("Before both: ") +
         (before->empty() ? QStringLiteral("not recorded") : q(value_words(stored.type(), field, *before)));
}

}  // namespace

std::vector<ConflictRow> conflict_rows(Bench& bench, const Stored& stored, bool own) {
  std::vector<ConflictRow> out;
  if (!own && stored.type().meaning->owner() != v1::SHARED) return out;
  for (const auto& conflict : stored.shown.conflicts) {
    const auto texts = bench.tablet().notebook().choices(stored.id, conflict.field);
    if (!texts || texts->size() < 2) continue;
    ConflictRow row;
    row.entry_id = q(stored.id);
    row.type_name = q(stored.type().name);
    row.field = q(conflict.field);
    row.title = q(card_title(stored));
    row.own_only = stored.type().meaning->owner() != v1::SHARED;
    const bool life = conflict.tag == 0;
    row.label = life ? QStringLiteral("Voided, then written") : q(schema::label(stored.type(), conflict.field));
    row.kind_text = life ? QStringLiteral("Keep or void") : QStringLiteral("Choose one");
    row.question = life ? QStringLiteral("Somebody wrote here while it was voided. Does it stay?")
                        : QStringLiteral("Which %1 is right?").arg(q(schema::in_sentence(s(row.label))));
    row.before = life ? QString() : before_text(bench, stored, conflict.field);
    for (size_t i = 0; i < texts->size(); ++i) row.choices.push_back(choice_of(bench, stored, conflict, i, (*texts)[i]));
    for (size_t i = 0; i < row.choices.size(); ++i) {
      row.choices[i].spans = variants(compared(row.choices[i].value, row.choices[i == 0 ? 1 : 0].value));
    }
    out.push_back(std::move(row));
  }
  return out;
}

QString settle_conflict(Bench& bench, const ConflictRow& seen, const ConflictAnswer& answer) {
  auto& tablet = bench.tablet();
  const auto id = record_id(seen.entry_id);
  const auto stored = read_stored(tablet.log(), id);
  if (!stored) return q(stored.failure().message);
  const auto now = conflict_rows(bench, *stored, made_here(tablet.log(), *stored));
  const auto same = std::find_if(now.begin(), now.end(), [&](const ConflictRow& row) { return row.key() == seen.key(); });
  if (same == now.end() || same->choices != seen.choices)
    return QStringLiteral("The values have changed meanwhile. Look again, then choose.");
  const auto done =
      tablet.notebook().resolve(id, s(seen.field), static_cast<size_t>(std::max(answer.number, 0)), {s(answer.reason), {}});
  return done ? QString() : q(done.failure().message);
}

namespace {

std::vector<ConflictRow> rows_of(Bench& bench, int64_t) {
  std::vector<ConflictRow> rows;
  auto& tablet = bench.tablet();
  for (const auto& at : tablet.index().conflicts()) {
    const auto stored = read_stored(tablet.log(), at.id);
    if (!stored || rows.size() >= most_conflicts) continue;
    for (auto& row : conflict_rows(bench, *stored, made_here(tablet.log(), *stored))) rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace

ConflictModel::ConflictModel(Settle settle, QObject* parent) : RowModel(roles, parent), settle_(std::move(settle)) {}

QVariantList ConflictModel::reasons() const {
  std::vector<FormOption> out;
  for (const auto& code : schema::CodeLists::in_force().find("amendment_reason")->codes)
    out.push_back({q(code.code), q(code.label), {}, false});
  return variants(out);
}

void ConflictModel::take(const QString& entry_id, const QString& field, int number, const QString& reason) {
  const auto row = std::find_if(rows().begin(), rows().end(),
                                [&](const ConflictRow& one) { return one.entry_id == entry_id && one.field == field; });
  if (row != rows().end() && settle_) settle_(*row, {number, reason});
}

Conflicts::Conflicts(QObject* parent)
    : ConflictModel([this](const ConflictRow& seen, const ConflictAnswer& answer) { settle(seen, answer); }, parent),
      reading_(*this, rows_of, [this] { emit loadingChanged(); }) {}

QString Conflicts::empty_text() const { return loading() || count() > 0 ? QString() : QStringLiteral("Nothing needs you."); }

void Conflicts::settle(const ConflictRow& seen, const ConflictAnswer& answer) {
  auto& link = reading_.link();
  if (!link.is_open()) return;
  link.thread()->post(
      this, [seen, answer](Bench& bench) { return settle_conflict(bench, seen, answer); },
      [this, entry_id = seen.entry_id, field = seen.field](const QString& refused) {
        if (!refused.isEmpty()) {
          emit failed(refused);
          return reading_.read();
        }
        reading_.link().session()->tell_saved(entry_id, QStringLiteral("Your choice is saved. Only on this tablet for now."));
        emit taken(entry_id, field);
      });
}

}  // namespace beatbook::app
