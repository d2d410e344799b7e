#include "app/ui/find.h"

#include <algorithm>
#include <utility>

#include "app/ui/hits.h"
#include "app/ui/session.h"

namespace beatbook::app {

namespace {

constexpr Role<HitRow> roles[] = {
    {"entryId", [](const HitRow& r) -> QVariant { return r.entry_id; }},
    {"typeName", [](const HitRow& r) -> QVariant { return r.type_name; }},
    {"title", [](const HitRow& r) -> QVariant { return r.title; }},
    {"titleMarked", [](const HitRow& r) -> QVariant { return r.title_marked; }},
    {"spans", [](const HitRow& r) -> QVariant { return variants(r.spans); }},
    {"line", [](const HitRow& r) -> QVariant { return r.line; }},
    {"line2", [](const HitRow& r) -> QVariant { return r.line2; }},
    {"matchText", [](const HitRow& r) -> QVariant { return r.match_text; }},
    {"time", [](const HitRow& r) -> QVariant { return r.time; }},
    {"exact", [](const HitRow& r) -> QVariant { return r.exact; }},
};

}  // namespace

Find::Find(QObject* parent) : RowModel(roles, parent), link_(new SessionLink(*this)) {
  connect(link_, &SessionLink::opened, this, &Find::search);
  connect(link_, &SessionLink::news, this, &Find::search);
  connect(link_, &SessionLink::locked, this, [this] {
    loading_ = again_ = searched_ = false;
    text_.clear();
    set_rows({});
    emit textChanged();
    emit loadingChanged();
  });
}

void Find::componentComplete() {
  ready_ = true;
  link_->find();
}

void Find::use(Session& session) {
  ready_ = true;
  link_->use(session);
}

void Find::set_text(const QString& text) {
  if (text == text_) return;
  text_ = text;
  emit textChanged();
  search();
}

void Find::set_types(const QStringList& types) {
  if (types == types_) return;
  types_ = types;
  emit textChanged();
  search();
}

void Find::set_reason(const QString& reason) {
  const bool known = reason == QLatin1String("enforcement") || reason == QLatin1String("safeguarding");
  if (reason == reason_ || (!known && !reason.isEmpty())) return;
  reason_ = reason;
  emit reasonChanged();
  search();
}

QVariantList Find::reasons() const {
  return variants(
      std::vector<FormOption>{{QStringLiteral("enforcement"), QStringLiteral("For a stop, a search or a warning"), {}, false},
                              {QStringLiteral("safeguarding"), QStringLiteral("For welfare or a referral"), {}, false}});
}

void Find::set_limit(int limit) {
  limit = std::clamp(limit, 1, 500);
  if (limit == limit_) return;
  limit_ = limit;
  emit textChanged();
  search();
}

void Find::set_recent(bool recent) {
  if (recent == recent_) return;
  recent_ = recent;
  emit textChanged();
  search();
}

QString Find::summary_text() const {
  if (!searched_ || text_.trimmed().isEmpty()) return {};
  if (count() == 0) return QStringLiteral("Nothing on this tablet matches.");
  const auto exact = std::count_if(rows().begin(), rows().end(), [](const HitRow& row) { return row.exact; });
  const auto close = count() - exact;
  const auto spelt = close == 1 ? QStringLiteral("1 close spelling") : QStringLiteral("%1 close spellings").arg(close);
  if (exact == 0) return QStringLiteral("No exact match. ") + spelt;
  const auto matches = exact == 1 ? QStringLiteral("1 match") : QStringLiteral("%1 matches").arg(exact);
  return close == 0 ? matches : matches + QStringLiteral(", ") + spelt;
}

QString Find::as_of_text() const {
  const auto* session = link_->session();
  return session ? link_->session()->sync_status().as_of() : QString();
}

void Find::search() {
  if (!ready_ || !link_->is_open()) return;
  // One search at a time; what was typed meanwhile is looked for next.
  if (std::exchange(loading_, true)) {
    again_ = true;
    return;
  }
  emit loadingChanged();
  HitsAsked asked;
  asked.text = text_;
  asked.types = types_;
  // Nothing said is the narrower of the two.
  asked.purpose = reason_ == QLatin1String("safeguarding") ? Purpose::safeguarding : Purpose::enforcement;
  asked.limit = static_cast<size_t>(limit_);
  asked.recent = recent_;
  link_->thread()->post(
      this, [asked, now = link_->now_ms()](Bench& bench) { return read_hits(bench, asked, now); },
      [this](std::vector<HitRow> rows) {
        loading_ = false;
        searched_ = true;
        set_rows(std::move(rows));
        emit loadingChanged();
        if (std::exchange(again_, false)) search();
      });
}

}  // namespace beatbook::app
