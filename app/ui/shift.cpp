#include "app/ui/shift.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "app/ui/words.h"

namespace beatbook::app {

namespace {

constexpr size_t most_entries = 5000;  // of one shift
constexpr size_t most_shifts = 30;     // looked at for one to join

QString number(int n) { return QStringLiteral("%1").arg(n, 2, 10, QLatin1Char('0')); }

// Those this officer is paired with.
QString partners(const v1::Shift& shift, const std::string& me) {
  QStringList out;
  for (const auto& pair : shift.pairs()) {
    if (std::find(pair.officers().begin(), pair.officers().end(), me) == pair.officers().end()) continue;
    for (const auto& officer : pair.officers()) {
      if (officer != me) out.push_back(q(officer));
    }
  }
  return out.isEmpty() ? QString() : QStringLiteral("with ") + out.join(QStringLiteral(", "));
}

bool names(const v1::Shift& shift, const std::string& officer) {
  const auto& officers = shift.officers();
  return std::any_of(officers.begin(), officers.end(), [&](const v1::ShiftOfficer& one) { return one.officer() == officer; });
}

// Whether one may be joined in the end is for the notebook to say.
std::vector<FormOption> joinable_shifts(Bench& bench, const std::string& me) {
  std::vector<FormOption> out;
  const auto* type = schema::find_type("shift");
  if (!type) return out;
  ListQuery query;
  query.purpose = Purpose::safeguarding;
  query.type = type->number;
  query.limit = most_shifts;
  for (const auto& at : bench.tablet().index().list(query)) {
    if (at.retracted) continue;
    const auto stored = read_stored(bench.tablet().log(), at.id);
    const auto* shift = stored ? dynamic_cast<const v1::Shift*>(&stored->message()) : nullptr;
    if (!shift || shift->has_actual_end() || !names(*shift, me)) continue;
    const auto start = shift->has_actual_start() ? shift->actual_start() : shift->planned_start();
    QStringList label{q(shift->team())};
    if (const auto with = partners(*shift, me); !with.isEmpty()) label.push_back(with);
    out.push_back({q(at.id), label.join(QStringLiteral(", ")), QStringLiteral("Since ") + moment_text(start.utc_ms()), false});
  }
  return out;
}

}  // namespace

ShiftFacts shift_facts(Bench& bench) {
  auto& tablet = bench.tablet();
  const auto open = tablet.notebook().open_shift();
  const auto me = collar_number(tablet.log().facts());
  ShiftFacts out;
  if (!open) {
    out.joinable = joinable_shifts(bench, me);
    return out;
  }
  out.joined = open->joined;
  out.open = true;
  out.id = q(open->id);
  out.team = q(open->shift.team());
  out.title = out.team;
  out.sergeant = q(open->shift.sergeant());
  out.with = partners(open->shift, me);
  const auto start = open->shift.has_actual_start() ? open->shift.actual_start() : open->shift.planned_start();
  out.since = clock_text(start.utc_ms());
  out.until = open->shift.has_planned_end() ? clock_text(open->shift.planned_end().utc_ms()) : QString();
  QStringList detail{day_text(start.utc_ms())};
  if (!out.with.isEmpty()) detail.push_back(out.with);
  if (!out.until.isEmpty()) detail.push_back(QStringLiteral("to ") + out.until);
  out.detail = detail.join(QStringLiteral(", "));
  out.next_number = static_cast<int>(tablet.notebook().next_number());

  ListQuery query;
  query.purpose = Purpose::safeguarding;
  query.shift = open->id;
  query.author = me;
  query.limit = most_entries;
  std::set<int> present;
  std::map<uint32_t, int> by_type;
  for (const auto& entry : tablet.index().list(query)) {
    if (!entry.retracted) ++by_type[entry.type];
    if (const auto at = static_cast<int>(number_of(entry.local_ref)); at > 0) present.insert(at);
  }
  out.entries = static_cast<int>(present.size());
  std::vector<std::pair<int, QString>> kinds;
  for (const auto& [type, count] : by_type) {
    const auto* known = schema::find_type(type);
    if (known && known->meaning->counted()) kinds.emplace_back(count, q(known->meaning->label()));
  }
  std::stable_sort(kinds.begin(), kinds.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  for (const auto& [count, kind] : kinds) {
    out.kinds.push_back(kind);
    out.kind_counts.push_back(QString::number(count));
  }
  for (int at = 1; at < out.next_number && !bench.index_behind(); ++at) {
    if (!present.contains(at)) out.missing.push_back(at);
  }
  return out;
}

void Shift::set(const ShiftFacts& facts) {
  if (facts == facts_) return;
  facts_ = facts;
  emit changed();
}

QString Shift::next_number_text() const { return facts_.next_number > 0 ? number(facts_.next_number) : QString(); }

QString Shift::missing_text() const { return missing_entries_text(facts_.missing); }

QString Shift::summary_text() const {
  if (!facts_.open) return {};
  if (facts_.entries == 0 && facts_.missing.isEmpty()) return QStringLiteral("No entries yet. The first will be 01.");
  const auto count = count_text(facts_.entries, "entry", "entries");
  return facts_.missing.isEmpty() ? count + QStringLiteral(", none missing")
                                  : count + QStringLiteral(", %1 missing").arg(facts_.missing.size());
}

QString missing_entries_text(const QList<int>& numbers) {
  if (numbers.isEmpty()) return {};
  if (numbers.size() == 1) return QStringLiteral("Entry %1 is missing.").arg(number(numbers.front()));
  const bool run = numbers.back() - numbers.front() == numbers.size() - 1;
  QStringList words;
  for (const int n : numbers) words.push_back(number(n));
  const auto which = run ? words.front() + QStringLiteral(" to ") + words.back() : words.join(QStringLiteral(", "));
  return QStringLiteral("Entries %1 are missing.").arg(which);
}

}  // namespace beatbook::app
