#include "app/ui/review_queue.h"

#include <algorithm>

#include "app/forms/entry_lines.h"
#include "app/forms/envelope.h"
#include "app/ui/entry_facts.h"
#include "app/ui/session.h"
#include "app/ui/silent_tablets.h"
#include "app/ui/words.h"
#include "rules/access.h"
#include "rules/review.h"

namespace beatbook::app {

namespace {

constexpr size_t step_size = 60;
constexpr int minute_ms = 60'000;

constexpr Role<QueueRow> roles[] = {
    {"entryId", [](const QueueRow& r) -> QVariant { return r.entry_id; }},
    {"typeName", [](const QueueRow& r) -> QVariant { return r.type_name; }},
    {"title", [](const QueueRow& r) -> QVariant { return r.title; }},
    {"number", [](const QueueRow& r) -> QVariant { return r.number; }},
    {"author", [](const QueueRow& r) -> QVariant { return r.author; }},
    {"sergeant", [](const QueueRow& r) -> QVariant { return r.sergeant; }},
    {"summary", [](const QueueRow& r) -> QVariant { return r.summary; }},
    {"dueText", [](const QueueRow& r) -> QVariant { return r.due_text; }},
    {"whenText", [](const QueueRow& r) -> QVariant { return r.when_text; }},
    {"dueAtText", [](const QueueRow& r) -> QVariant { return r.due_at_text; }},
    {"overdue", [](const QueueRow& r) -> QVariant { return r.overdue; }},
    {"corrected", [](const QueueRow& r) -> QVariant { return r.corrected; }},
    {"mayReview", [](const QueueRow& r) -> QVariant { return r.may_review; }},
    {"refusal", [](const QueueRow& r) -> QVariant { return r.refusal; }},
};

void set_due(QueueRow& row, int64_t now) {
  row.due_text = due_text(row.due_ms, now);
  row.overdue = row.due_ms < now;
}

QueueRow row_of(Bench& bench, const QueuedEntry& queued, int64_t now) {
  const auto& stored = queued.entry.stored;
  QueueRow row;
  row.due_ms = queued.due_ms;
  row.entry_id = q(stored.id);
  row.type_name = q(stored.type().name);
  row.title = q(schema::short_label(stored.type()));
  row.number = q(number_text(stored));
  row.author = q(queued.author);
  row.sergeant = q(queued.sergeant);
  row.due_at_text = moment_text(queued.due_ms);
  if (const auto* envelope = envelope_of(stored.message()); envelope && envelope->has_event_at())
    row.when_text = as_of_text(envelope->event_at().utc_ms(), now);
  const auto who = who_of(stored, [&](const RecordId& id) { return bench.title(id); });
  const auto what = summary_of(stored);
  row.summary = q(who.empty() || what.empty() ? who + what : who + ". " + what);
  const auto reviews = review_rows(bench, queued.entry);
  row.corrected = std::any_of(reviews.begin(), reviews.end(), [](const ReviewRow& review) {
    return review.decision == QLatin1String("RETURN") && !review.stands;
  });
  const auto& facts = bench.tablet().log().facts();
  const auto role = role_that(facts, [](const std::string& one) { return rules::may_review(one); });
  if (const auto refused = rules::review_refusal(role, collar_number(facts), stored.message())) {
    row.may_review = false;
    row.refusal = q(*refused);
  }
  set_due(row, now);
  return row;
}

}  // namespace

ReviewQueue::ReviewQueue(QObject* parent) : RowModel(roles, parent), link_(new SessionLink(*this)) {
  connect(link_, &SessionLink::opened, this, &ReviewQueue::read);
  connect(link_, &SessionLink::locked, this, [this] {
    ++turn_;
    again_.stop();
    found_.clear();
    silent_.clear();
    loading_ = false;
    set_rows({});
    emit loadingChanged();
  });
  // A queue is read whole: while much comes in it follows from time to time.
  again_.setSingleShot(true);
  again_.setInterval(again_after_ms);
  connect(&again_, &QTimer::timeout, this, &ReviewQueue::read);
  connect(link_, &SessionLink::news, this, [this] {
    if (!again_.isActive()) again_.start();
  });
  connect(&clock_, &QTimer::timeout, this, &ReviewQueue::turn_clock);
  clock_.start(minute_ms);
}

void ReviewQueue::set_all(bool all) {
  if (all == all_) return;
  all_ = all;
  emit allChanged();
  read();
}

QString ReviewQueue::summary_text() const {
  if (count() == 0) return loading_ ? QString() : QStringLiteral("Nothing waits");
  const auto late = std::count_if(rows().begin(), rows().end(), [](const QueueRow& row) { return row.overdue; });
  return QStringLiteral("%1 waiting").arg(count()) + (late ? QStringLiteral(", %1 past due").arg(late) : QString());
}

QString ReviewQueue::empty_text() const { return loading_ || count() > 0 ? QString() : QStringLiteral("All reviewed."); }

void ReviewQueue::read() {
  if (!link_->is_open()) return;
  found_.clear();
  loading_ = true;
  emit loadingChanged();
  step(std::make_shared<ReviewList>(link_->now_ms() - queue_reaches_back_ms, all_), ++turn_);
}

void ReviewQueue::step(const std::shared_ptr<ReviewList>& list, int turn) {
  link_->thread()->post(
      this,
      [list, now = link_->now_ms()](Bench& bench) {
        std::vector<QueueRow> rows;
        for (const auto& queued : list->step(bench.tablet(), step_size)) rows.push_back(row_of(bench, queued, now));
        return std::make_pair(std::move(rows), list->done());
      },
      [this, list, turn](std::pair<std::vector<QueueRow>, bool> read) {
        if (turn != turn_) return;
        std::move(read.first.begin(), read.first.end(), std::back_inserter(found_));
        if (!read.second) return step(list, turn);
        std::stable_sort(found_.begin(), found_.end(), [](const auto& a, const auto& b) { return a.due_ms < b.due_ms; });
        loading_ = false;
        set_rows(std::exchange(found_, {}));
        emit loadingChanged();
        read_silent();
      });
}

void ReviewQueue::read_silent() {
  link_->thread()->post(
      this, [now = link_->now_ms()](Bench& bench) { return silent_text_of(bench, now); },
      [this](const QString& text) {
        if (text == silent_) return;
        silent_ = text;
        emit loadingChanged();
      });
}

void ReviewQueue::turn_clock() {
  if (link_->is_open()) read_silent();
  if (count() == 0) return;
  auto rows_now = rows();
  for (auto& row : rows_now) set_due(row, link_->now_ms());
  set_rows(std::move(rows_now));
  emit loadingChanged();
}

}  // namespace beatbook::app
