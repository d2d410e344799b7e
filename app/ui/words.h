#pragma once
// Text between the two worlds, and the few sentences that several screens say.
#include <QString>
#include <string>
#include <string_view>
#include <vector>

#include "app/forms/entry.h"
#include "app/ui/values.h"
#include "kernel/bytes.h"

namespace beatbook::app {

inline QString q(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }
inline std::string s(const QString& text) { return text.toStdString(); }
inline QString q(const RecordId& id) { return id.empty() ? QString() : q(id.text()); }
// Empty for what is no id.
RecordId record_id(const QString& text);

// By London's clock.
QString clock_text(int64_t ms);               // 22:41
QString date_text(int64_t ms);                // 21/11/2026
QString short_date_text(int64_t ms);          // 21/11
QString day_text(int64_t ms);                 // Saturday 21 November
QString moment_text(int64_t ms);              // 21/11/2026 22:41
QString as_of_text(int64_t ms, int64_t now);  // "22:41" today, else "21/11 22:41"
// "Due in 3 h 10 min", "Past due by 40 min", "Due in 2 days".
QString due_text(int64_t due_ms, int64_t now);

// "1 entry", "2 entries".
QString count_text(qint64 count, const char* one, const char* many);

// "onlyHere", "received", "merged", "needsYou"; and "Only here" ...
QString sync_code(SyncState state);
QString sync_text(SyncState state);
QString sync_detail(SyncState state);

// All that a save that stored nothing says, a sentence a line.
QString failure_text(const Failure& failure);

// The pieces of `text` that `other` has too, and those it has not, letter by letter, whatever the case.
std::vector<TextSpan> compared(const QString& text, const QString& other);
// The same word by word, each word of `found` beside the word of `typed` that is nearest to it; words that are near none do not
// differ, they are more than was typed.
std::vector<TextSpan> compared_words(const QString& found, const QString& typed);

}  // namespace beatbook::app
