#include "app/ui/letter_files.h"

#include "app/tablet/letter.h"
#include "app/ui/session.h"
#include "app/ui/words.h"

namespace beatbook::app {

namespace {

constexpr Role<LetterFileRow> roles[] = {
    {"entryId", [](const LetterFileRow& r) -> QVariant { return r.entry_id; }},
    {"file", [](const LetterFileRow& r) -> QVariant { return r.file; }},
};

std::vector<LetterFileRow> rows_of(Bench& bench, int64_t) {
  std::vector<LetterFileRow> out;
  for (const auto& known : letter_files(bench.tablet())) out.push_back({q(known.letter), q(known.file.string())});
  return out;
}

}  // namespace

LetterFiles::LetterFiles(QObject* parent) : RowModel(roles, parent), reading_(*this, rows_of, [] {}) {}

}  // namespace beatbook::app
