#include "app/ui/draft_list.h"

#include <utility>

#include "app/ui/session.h"
#include "app/ui/words.h"

namespace beatbook::app {

namespace {

constexpr Role<DraftRow> roles[] = {
    {"draftId", [](const DraftRow& r) -> QVariant { return r.draft_id; }},
    {"typeName", [](const DraftRow& r) -> QVariant { return r.type_name; }},
    {"title", [](const DraftRow& r) -> QVariant { return r.title; }},
    {"summary", [](const DraftRow& r) -> QVariant { return r.summary; }},
    {"startedText", [](const DraftRow& r) -> QVariant { return r.started_text; }},
    {"updatedText", [](const DraftRow& r) -> QVariant { return r.updated_text; }},
    {"readable", [](const DraftRow& r) -> QVariant { return r.readable; }},
    {"amends", [](const DraftRow& r) -> QVariant { return r.amends; }},
};

std::vector<DraftRow> rows_of(Bench& bench, int64_t) {
  std::vector<DraftRow> rows;
  const auto drafts = bench.tablet().drafts().list();
  if (!drafts) return rows;
  for (const auto& draft : *drafts) {
    rows.push_back({q(draft.id), q(draft.type), q(draft.title) + QStringLiteral(", unfinished"),
                    draft.readable ? q(draft.summary) : QStringLiteral("This draft can't be read."),
                    moment_text(draft.started_ms), moment_text(draft.updated_ms), draft.amends ? q(*draft.amends) : QString(),
                    draft.readable});
  }
  return rows;
}

}  // namespace

DraftList::DraftList(QObject* parent) : RowModel(roles, parent), reading_(*this, rows_of, [this] { emit loadingChanged(); }) {}

void DraftList::find() {
  reading_.link().find();
  if (auto* session = reading_.link().session()) follow(*session);
}

void DraftList::use(Session& session) {
  reading_.link().use(session);
  follow(session);
}

// Whatever changes the number of drafts has the counts read anew.
void DraftList::follow(Session& session) {
  connect(&session.sync_status(), &SyncStatus::changed, this, [this] { reading_.read(); });
}

void DraftList::remove(const QString& draft_id) {
  auto& link = reading_.link();
  if (!link.is_open()) return;
  link.thread()->keep([id = record_id(draft_id)](Bench& bench) { (void)bench.tablet().drafts().remove(id); });
  link.session()->sync_status().look_again();
  reading_.read();
}

}  // namespace beatbook::app
