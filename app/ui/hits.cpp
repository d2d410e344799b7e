#include "app/ui/hits.h"

#include <QStringList>
#include <set>

#include "app/forms/entry_lines.h"
#include "app/ui/person_facts.h"
#include "app/ui/words.h"

namespace beatbook::app {

namespace {

constexpr size_t most_recent = 20;

bool is_exact(SearchHit::Match match) {
  return match != SearchHit::Match::near_registration && match != SearchHit::Match::spelling;
}

QString words_of_match(SearchHit::Match match) {
  switch (match) {
    case SearchHit::Match::registration:
      return QStringLiteral("Registration");
    case SearchHit::Match::telephone:
      return QStringLiteral("Telephone");
    case SearchHit::Match::words:
      return {};
    case SearchHit::Match::near_registration:
      return QStringLiteral("One character off");
    case SearchHit::Match::spelling:
      return QStringLiteral("Close spelling");
  }
  return {};
}

// <u> where the letters are not those that were typed.
QString marked(const std::vector<TextSpan>& spans) {
  QString out;
  for (const auto& span : spans) {
    const auto text = span.text.toHtmlEscaped();
    out += span.differs ? QStringLiteral("<u>") + text + QStringLiteral("</u>") : text;
  }
  return out;
}

// The person a name or a telephone belongs to, else the record itself.
IndexEntry owner_of(Bench& bench, const IndexEntry& entry, Purpose purpose) {
  const auto* type = schema::find_type(entry.type);
  if (!type || (type->name != "person_name" && type->name != "person_phone")) return entry;
  for (const auto& link : bench.tablet().index().links_of(entry.id, purpose)) {
    if (link.field != "person_id") continue;
    if (auto person = bench.tablet().index().find(link.to)) return *std::move(person);
  }
  return entry;
}

std::optional<HitRow> row_of(Bench& bench, const IndexEntry& at, const HitsAsked& asked, int64_t now_ms) {
  const auto* type = schema::find_type(at.type);
  if (!type || (!asked.types.isEmpty() && !asked.types.contains(q(type->name)))) return std::nullopt;
  const auto stored = read_stored(bench.tablet().log(), at.id);
  if (!stored) return std::nullopt;
  HitRow row;
  row.entry_id = q(at.id);
  row.type_name = q(type->name);
  row.time = as_of_text(at.at_ms, now_ms);
  if (type->name == "person") {
    const auto facts = read_person_facts(bench, *stored, asked.purpose, now_ms);
    row.title = facts.title;
    row.line = facts.short_line;
    row.line2 = facts.standing == QLatin1String("mismatch") ? QStringLiteral("Warnings: notice mismatch") : facts.warnings_text;
  } else if (type->name == "vehicle") {
    row.title = q(card_title(*stored));
    row.line = vehicle_line(*stored);
  } else {
    row.title = q(title_of(*stored));
    const auto who = who_of(*stored, [&](const RecordId& id) { return bench.title(id); });
    row.line = q(who.empty() ? summary_of(*stored) : who + ". " + summary_of(*stored));
  }
  return row;
}

// The latest of the kinds that are asked for, of cards where none is.
std::vector<HitRow> recent_records(Bench& bench, const HitsAsked& asked, int64_t now_ms) {
  std::vector<HitRow> out;
  const auto cards = QStringList{QStringLiteral("person"), QStringLiteral("vehicle")};
  for (const auto& name : asked.types.isEmpty() ? cards : asked.types) {
    const auto* type = schema::find_type(s(name));
    if (!type) continue;
    ListQuery query;
    query.purpose = asked.purpose;
    query.type = type->number;
    query.limit = most_recent;
    for (const auto& at : bench.tablet().index().list(query)) {
      auto row = at.retracted ? std::nullopt : row_of(bench, at, asked, now_ms);
      if (!row) continue;
      row->exact = true;
      row->title_marked = row->title.toHtmlEscaped();
      row->spans = {{row->title, false}};
      out.push_back(*std::move(row));
    }
  }
  return out;
}

}  // namespace

std::vector<HitRow> read_hits(Bench& bench, const HitsAsked& asked, int64_t now_ms) {
  if (asked.text.trimmed().isEmpty()) return asked.recent ? recent_records(bench, asked, now_ms) : std::vector<HitRow>{};
  std::vector<HitRow> out;
  std::set<RecordId> told;
  // Hits of other kinds are not to use up the places.
  const size_t looked_at = asked.types.isEmpty() ? asked.limit : asked.limit * 4;
  for (const auto& hit : bench.tablet().index().search(s(asked.text), asked.purpose, looked_at)) {
    const auto at = owner_of(bench, hit.entry, asked.purpose);
    if (at.retracted || out.size() >= asked.limit || !told.insert(at.id).second) continue;
    auto row = row_of(bench, at, asked, now_ms);
    if (!row) continue;
    row->exact = is_exact(hit.match);
    row->match_text = words_of_match(hit.match);
    row->spans = row->exact                                         ? std::vector<TextSpan>{{row->title, false}}
                 : hit.match == SearchHit::Match::near_registration ? compared(row->title, asked.text.trimmed())
                                                                    : compared_words(row->title, asked.text);
    row->title_marked = marked(row->spans);
    out.push_back(*std::move(row));
  }
  return out;
}

}  // namespace beatbook::app
