#include "app/ui/entry_view.h"

#include <utility>

#include "app/ui/session.h"
#include "app/ui/words.h"

namespace beatbook::app {

EntryView::EntryView(QObject* parent) : QObject(parent), link_(new SessionLink(*this)) {
  connect(link_, &SessionLink::opened, this, &EntryView::read);
  connect(link_, &SessionLink::locked, this, [this] {
    reading_ = again_ = busy_ = false;
    show({});
    loaded_ = false;
    emit changed();
    emit busyChanged();
  });
  // Its reviews and the cards it names are records of their own: any news may be about it.
  connect(link_, &SessionLink::news, this, &EntryView::read);
}

void EntryView::set_entry_id(const QString& id) {
  if (id == entry_id_) return;
  entry_id_ = id;
  emit entryIdChanged();
  loaded_ = false;
  show({});
  read();
}

void EntryView::read() {
  if (!link_->is_open() || entry_id_.isEmpty()) return;
  if (std::exchange(reading_, true)) {
    again_ = true;
    return;
  }
  link_->thread()->post(
      this, [id = record_id(entry_id_), now = link_->now_ms()](Bench& bench) { return read_entry_facts(bench, id, now); },
      [this, asked = entry_id_](EntryFacts facts) {
        reading_ = false;
        if (asked == entry_id_) {
          loaded_ = true;
          show(std::move(facts));
        } else {
          again_ = true;
        }
        if (std::exchange(again_, false)) read();
      });
}

void EntryView::show(EntryFacts facts) {
  facts_ = std::move(facts);
  lines_.set_rows(facts_.lines);
  changes_.set_rows(facts_.changes);
  history_.set_rows(facts_.versions);
  reviews_.set_rows(facts_.reviews);
  conflicts_.set_rows(facts_.conflicts);
  emit changed();
}

void EntryView::act(std::function<QString(Bench&)> work, const QString& text) {
  if (busy_ || !link_->is_open()) return;
  busy_ = true;
  emit busyChanged();
  link_->thread()->post(this, std::move(work), [this, text, id = entry_id_](const QString& refused) {
    busy_ = false;
    emit busyChanged();
    read();
    if (!refused.isEmpty()) return emit failed(refused);
    link_->session()->tell_saved(id, text);
    emit done(text);
  });
}

void EntryView::voidEntry(const QString& reason_code, const QString& text) {
  act(
      [id = record_id(entry_id_), reason = Reason{s(reason_code), s(text)}](Bench& bench) {
        const auto done = bench.tablet().notebook().void_record(id, reason);
        return done ? QString() : failure_text(done.failure());
      },
      QStringLiteral("Voided. Its content stays readable. Only on this tablet for now."));
}

void EntryView::restore(const QString& reason_code, const QString& text) {
  act(
      [id = record_id(entry_id_), reason = Reason{s(reason_code), s(text)}](Bench& bench) {
        const auto done = bench.tablet().notebook().restore(id, reason);
        return done ? QString() : failure_text(done.failure());
      },
      QStringLiteral("Brought back. Only on this tablet for now."));
}

void EntryView::settle(const ConflictRow& seen, const ConflictAnswer& answer) {
  act([seen, answer](Bench& bench) { return settle_conflict(bench, seen, answer); },
      QStringLiteral("Your choice is saved. Only on this tablet for now."));
}

}  // namespace beatbook::app
