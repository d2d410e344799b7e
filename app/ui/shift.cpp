#include "app/ui/shift.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "app/ui/session.h"
#include "app/ui/words.h"
#include "rules/outreach_windows.h"

namespace beatbook::app {

namespace {

constexpr size_t most_entries = 5000;  // of one shift
constexpr size_t most_shifts = 50;     // of all colleagues, newest first
constexpr int64_t longest_shift_ms = 24 * 60 * 60'000;

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

int64_t began_ms(const v1::Shift& shift) {
  return (shift.has_actual_start() ? shift.actual_start() : shift.planned_start()).utc_ms();
}

// Who started it, as far as this tablet knows.
QString starter_of(Tablet& tablet, const Stored& stored) {
  const auto versions = history(tablet.log(), stored, tablet.sources().collar_of);
  return versions.empty() ? QString() : q(versions.front().officer);
}

// Shifts of colleagues that name this officer and go on; whether one may be joined the notebook says when it is asked to.
std::vector<JoinableShift> joinable_shifts(Bench& bench, const std::string& me, int64_t now_ms) {
  std::vector<JoinableShift> out;
  auto& tablet = bench.tablet();
  ListQuery query;
  query.purpose = Purpose::safeguarding;
  query.type = schema::find_type("shift")->number;
  query.from_ms = now_ms - longest_shift_ms;
  query.limit = most_shifts;
  for (const auto& at : tablet.index().list(query)) {
    const auto entry = read_entry(tablet.log(), at.id, tablet.sources());
    if (!entry || entry->own || at.retracted) continue;
    const auto* shift = dynamic_cast<const v1::Shift*>(&entry->stored.message());
    if (!shift || shift->has_actual_end()) continue;
    const auto& officers = shift->officers();
    if (std::none_of(officers.begin(), officers.end(), [&](const auto& one) { return one.officer() == me; })) continue;
    const auto starter = starter_of(tablet, entry->stored);
    out.push_back(
        {q(at.id),
         starter.isEmpty() ? QStringLiteral("Join your colleague's shift") : QStringLiteral("Join %1's shift").arg(starter),
         QStringLiteral("%1, since %2").arg(q(shift->team()), clock_text(began_ms(*shift)))});
  }
  return out;
}

}  // namespace

namespace {

// How often each kind that counts was recorded, most used first.
void count_kinds(const std::map<uint32_t, int>& by_type, ShiftFacts& out) {
  std::vector<std::pair<int, QString>> kinds;
  for (const auto& [type, count] : by_type) {
    const auto* known = schema::find_type(type);
    if (known && known->meaning->counted()) kinds.emplace_back(count, q(schema::short_label(*known)));
  }
  std::stable_sort(kinds.begin(), kinds.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  for (const auto& [count, kind] : kinds) {
    out.kinds.push_back(kind);
    out.kind_counts.push_back(QString::number(count));
  }
}

}  // namespace

namespace {

constexpr int64_t tonight_ms = 12 * 60 * 60'000;
constexpr size_t most_windows = 3;

QString outreach_notice(Bench& bench, int64_t now_ms) {
  auto& tablet = bench.tablet();
  const auto situation = tablet.notebook().situation(*schema::find_type("shift"));
  QStringList lines;
  const auto windows = rules::windows_between(situation.outreach, now_ms, now_ms + tonight_ms);
  for (const auto& window : windows) {
    if (lines.size() < static_cast<int>(most_windows)) lines.push_back(q(rules::window_words(window)));
  }
  if (windows.size() > most_windows) lines.push_back(QStringLiteral("And %1 more.").arg(windows.size() - most_windows));
  if (const auto stale = rules::stale_message(situation); !stale.empty()) lines.push_back(q(stale));
  return lines.join(QLatin1Char('\n'));
}

}  // namespace

ShiftFacts shift_facts(Bench& bench, int64_t now_ms) {
  auto& tablet = bench.tablet();
  const auto open = tablet.notebook().open_shift();
  const auto me = collar_number(tablet.log().facts());
  ShiftFacts out;
  out.notice = outreach_notice(bench, now_ms);
  if (!open) {
    out.joinable = joinable_shifts(bench, me, now_ms);
    return out;
  }
  out.open = true;
  out.joined = open->joined;
  out.id = q(open->id);
  out.team = q(open->shift.team());
  out.title = out.team;
  out.sergeant = q(open->shift.sergeant());
  out.with = partners(open->shift, me);
  const auto start_ms = began_ms(open->shift);
  out.since = clock_text(start_ms);
  out.until = open->shift.has_planned_end() ? clock_text(open->shift.planned_end().utc_ms()) : QString();
  QStringList detail{day_text(start_ms)};
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
  count_kinds(by_type, out);
  for (const auto number : tablet.notebook().situation(*schema::find_type("shift")).missing_numbers) {
    out.missing.push_back(static_cast<int>(number));
  }
  return out;
}

Shift::Shift(Session& session) : QObject(&session), session_(session) {}

void Shift::set(const ShiftFacts& facts) {
  if (facts == facts_) return;
  const bool another = facts.id != facts_.id;
  facts_ = facts;
  emit changed();
  if (another) emit replaced();
}

template <class Work>
void Shift::do_there(Work work) {
  session_.thread().post(
      this,
      [work](Bench& bench) {
        const auto done = work(bench.tablet().notebook());
        return done ? QString() : failure_text(done.failure());
      },
      [this](const QString& why) {
        session_.read_facts();
        refusal_ = why;
        emit refusalChanged();
      });
}

void Shift::join(const QString& id) {
  do_there([shift = record_id(id)](Notebook& notebook) { return notebook.join_shift(shift); });
}

void Shift::leave() {
  do_there([](Notebook& notebook) -> Outcome<std::vector<RecordId>> {
    const auto open = notebook.open_shift();
    // The end of one's own shift has a form, which asks what this would leave out.
    if (!open || !open->joined) return Failure(Fault::refused, "You have joined no shift.");
    return notebook.end_shift();
  });
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
