#include "app/ui/words.h"

#include <QDate>
#include <QLocale>
#include <QRegularExpression>

#include "schema/time.h"

namespace beatbook::app {

namespace {

constexpr int64_t minute_ms = 60'000;
constexpr int64_t hour_ms = 60 * minute_ms;
constexpr int64_t day_ms = 24 * hour_ms;

QString span_of_time(int64_t ms) {
  if (ms < hour_ms) return QStringLiteral("%1 min").arg(ms / minute_ms);
  if (ms < 2 * day_ms) return QStringLiteral("%1 h %2 min").arg(ms / hour_ms).arg(ms % hour_ms / minute_ms);
  return QStringLiteral("%1 days").arg(ms / day_ms);
}

// For each letter of `text`: it belongs to the longest run of letters, in order, that `other` has too.
std::vector<bool> common_letters(const QString& text, const QString& other) {
  const QString a = text.toCaseFolded(), b = other.toCaseFolded();
  const auto rows = a.size(), columns = b.size();
  std::vector<bool> common(static_cast<size_t>(text.size()), false);
  if (rows != text.size()) return std::vector<bool>(static_cast<size_t>(text.size()), true);  // folding made other letters
  std::vector<std::vector<int>> longest(static_cast<size_t>(rows + 1), std::vector<int>(static_cast<size_t>(columns + 1), 0));
  const auto at = [&](qsizetype i, qsizetype j) -> int& { return longest[static_cast<size_t>(i)][static_cast<size_t>(j)]; };
  for (auto i = rows - 1; i >= 0; --i) {
    for (auto j = columns - 1; j >= 0; --j)
      at(i, j) = a[i] == b[j] ? at(i + 1, j + 1) + 1 : std::max(at(i + 1, j), at(i, j + 1));
  }
  for (qsizetype i = 0, j = 0; i < rows && j < columns;) {
    if (a[i] == b[j]) {
      common[static_cast<size_t>(i)] = true;
      ++i, ++j;
    } else {
      at(i + 1, j) >= at(i, j + 1) ? ++i : ++j;
    }
  }
  return common;
}

void add_span(std::vector<TextSpan>& spans, QChar letter, bool differs) {
  if (spans.empty() || spans.back().differs != differs) spans.push_back({QString(), differs});
  spans.back().text += letter;
}

constexpr qsizetype longest_compared = 200;  // letters; the table of the comparison is square

}  // namespace

RecordId record_id(const QString& text) { return RecordId::parse(s(text)).value_or(RecordId{}); }

QString moment_text(int64_t ms) { return q(schema::for_people(schema::london(ms))); }
QString clock_text(int64_t ms) { return moment_text(ms).section(QLatin1Char(' '), 1); }
QString date_text(int64_t ms) { return moment_text(ms).section(QLatin1Char(' '), 0, 0); }
QString short_date_text(int64_t ms) { return date_text(ms).left(5); }

QString day_text(int64_t ms) {
  const auto day = schema::london_day(ms);
  const QDate date(static_cast<int>(day.year()), static_cast<int>(static_cast<unsigned>(day.month())),
                   static_cast<int>(static_cast<unsigned>(day.day())));
  return QLocale(QLocale::English, QLocale::UnitedKingdom).toString(date, QStringLiteral("dddd d MMMM"));
}

QString as_of_text(int64_t ms, int64_t now) {
  return schema::london_day(ms) == schema::london_day(now) ? clock_text(ms) : short_date_text(ms) + ' ' + clock_text(ms);
}

QString due_text(int64_t due_ms, int64_t now) {
  return due_ms < now ? QStringLiteral("Past due by ") + span_of_time(now - due_ms)
                      : QStringLiteral("Due in ") + span_of_time(due_ms - now);
}

QString count_text(qint64 count, const char* one, const char* many) {
  return QString::number(count) + ' ' + QString::fromUtf8(count == 1 ? one : many);
}

QString sync_code(SyncState state) {
  switch (state) {
    case SyncState::only_here:
      return QStringLiteral("onlyHere");
    case SyncState::received:
      return QStringLiteral("received");
    case SyncState::merged:
      return QStringLiteral("merged");
    case SyncState::needs_you:
      return QStringLiteral("needsYou");
  }
  return {};
}

QString sync_text(SyncState state) {
  auto text = q(name(state));
  return text.isEmpty() ? text : text.at(0).toUpper() + text.mid(1);
}

QString sync_detail(SyncState state) {
  switch (state) {
    case SyncState::only_here:
      return QStringLiteral("On this tablet only");
    case SyncState::received:
      return QStringLiteral("The server has it");
    case SyncState::merged:
      return QStringLiteral("It is in the shared record");
    case SyncState::needs_you:
      return QStringLiteral("It waits for you");
  }
  return {};
}

QString failure_text(const Failure& failure) {
  if (failure.fields.empty()) return q(failure.message);
  QStringList lines;
  for (const auto& error : failure.fields) lines.push_back(q(error.message));
  return lines.join(QLatin1Char('\n'));
}

std::vector<TextSpan> compared(const QString& text, const QString& other) {
  if (text.size() > longest_compared || other.size() > longest_compared) return {{text, text != other}};
  const auto common = common_letters(text, other);
  std::vector<TextSpan> out;
  for (qsizetype i = 0; i < text.size(); ++i) add_span(out, text[i], !common[static_cast<size_t>(i)]);
  return out;
}

std::vector<TextSpan> compared_words(const QString& found, const QString& typed) {
  static const QRegularExpression not_letters(QStringLiteral("[^\\w]+"), QRegularExpression::UseUnicodePropertiesOption);
  const auto words = typed.left(longest_compared).split(not_letters, Qt::SkipEmptyParts);
  std::vector<TextSpan> out;
  const auto tell = [&](const QString& word) {
    std::vector<bool> best(static_cast<size_t>(word.size()), true);
    auto most = word.size() / 2;  // less in common than that is another word
    for (const auto& one : words) {
      auto common = common_letters(word, one);
      const auto count = std::count(common.begin(), common.end(), true);
      if (count <= most) continue;
      most = count;
      // What is cut short is not wrong.
      if (word.startsWith(one, Qt::CaseInsensitive)) common.assign(common.size(), true);
      best = std::move(common);
    }
    for (qsizetype i = 0; i < word.size(); ++i) add_span(out, word[i], !best[static_cast<size_t>(i)]);
  };
  QString word;
  for (const auto letter : found.left(longest_compared)) {
    if (letter.isLetterOrNumber()) {
      word += letter;
      continue;
    }
    tell(word);
    word.clear();
    add_span(out, letter, false);
  }
  tell(word);
  return out;
}

}  // namespace beatbook::app
