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

}  // namespace

DraftList::DraftList(QObject* parent) : RowModel(roles, parent), link_(new SessionLink(*this)) {
  connect(link_, &SessionLink::opened, this, &DraftList::read);
  connect(link_, &SessionLink::locked, this, [this] {
    loading_ = again_ = false;
    set_rows({});
    emit loadingChanged();
  });
}

void DraftList::find() {
  link_->find();
  if (auto* session = link_->session()) follow(*session);
}

void DraftList::use(Session& session) {
  link_->use(session);
  follow(session);
}

// Whatever changes the number of drafts has the counts read anew.
void DraftList::follow(Session& session) { connect(&session.sync_status(), &SyncStatus::changed, this, &DraftList::read); }

void DraftList::read() {
  if (!link_->is_open()) return;
  if (std::exchange(loading_, true)) {
    again_ = true;
    return;
  }
  emit loadingChanged();
  link_->thread()->post(
      this,
      [](Bench& bench) {
        std::vector<DraftRow> rows;
        const auto drafts = bench.tablet().drafts().list();
        if (!drafts) return rows;
        for (const auto& draft : *drafts) {
          rows.push_back({q(draft.id), q(draft.type), q(draft.title) + QStringLiteral(", unfinished"),
                          draft.readable ? q(draft.summary) : QStringLiteral("This draft can't be read."),
                          moment_text(draft.started_ms), moment_text(draft.updated_ms),
                          draft.amends ? q(*draft.amends) : QString(), draft.readable});
        }
        return rows;
      },
      [this](std::vector<DraftRow> rows) {
        loading_ = false;
        set_rows(std::move(rows));
        emit loadingChanged();
        if (std::exchange(again_, false)) read();
      });
}

void DraftList::remove(const QString& draft_id) {
  if (!link_->is_open()) return;
  link_->thread()->keep([id = record_id(draft_id)](Bench& bench) { (void)bench.tablet().drafts().remove(id); });
  link_->session()->sync_status().look_again();
  read();
}

}  // namespace beatbook::app
