#include "app/ui/entry_list.h"

#include <algorithm>
#include <set>
#include <utility>

#include "app/forms/period.h"
#include "app/ui/entry_page.h"
#include "app/ui/session.h"
#include "app/ui/words.h"

namespace beatbook::app {

namespace {

// Come more than these in above the rows that are shown, the list begins anew at its top, or leaves them out while it is held.
constexpr size_t most_new = 2 * EntryList::page_size;

// Entries of these states change with a receipt that names no entry.
bool is_settled(const EntryRow& row) { return row.sync == QLatin1String("merged") || !row.own; }

}  // namespace

EntryList::EntryList(QObject* parent) : EntryRowsModel(parent), link_(new SessionLink(*this)) {
  connect(link_, &SessionLink::opened, this, &EntryList::start_over);
  connect(link_, &SessionLink::locked, this, &EntryList::clear);
  connect(link_, &SessionLink::news, this, &EntryList::on_news);
}

void EntryList::componentComplete() {
  ready_ = true;
  link_->find();
}

void EntryList::use(Session& session) {
  ready_ = true;
  link_->use(session);
}

template <class T>
void EntryList::change(T& member, T value) {
  if (member == value) return;
  member = std::move(value);
  emit filterChanged();
  start_over();
}

void EntryList::set_scope(Scope scope) { change(filter_.scope, scope); }
void EntryList::set_text(const QString& text) { change(filter_.text, text); }
void EntryList::set_type_name(const QString& type) { change(filter_.type, type); }
void EntryList::set_officer(const QString& officer) { change(filter_.officer, officer.trimmed()); }
void EntryList::set_area(const QString& area) { change(filter_.area, area); }
void EntryList::set_from(const QString& from) { change(filter_.from, from.trimmed()); }
void EntryList::set_to(const QString& to) { change(filter_.to, to.trimmed()); }
void EntryList::set_status(const QString& status) { change(filter_.status, status); }
void EntryList::set_sync(const QString& sync) { change(filter_.sync, sync); }
void EntryList::set_with_drafts(bool with) { change(filter_.with_drafts, with); }
void EntryList::set_purpose(const QString& purpose) {
  change(filter_.purpose, purpose == QLatin1String("enforcement") ? Purpose::enforcement : Purpose::safeguarding);
}
QString EntryList::purpose() const {
  return filter_.purpose == Purpose::enforcement ? QStringLiteral("enforcement") : QStringLiteral("safeguarding");
}

void EntryList::set_active(bool active) {
  if (active == active_) return;
  active_ = active;
  emit activeChanged();
  if (active_) refresh();
}

void EntryList::set_held(bool held) {
  if (std::exchange(held_, held) != held) emit heldChanged();
}

QString EntryList::empty_text() const {
  if (loading_ || count() > 0) return {};
  if (filter_.scope == NeedsMe) return QStringLiteral("Nothing needs you.");
  const bool narrowed = filter_ != Filter{filter_.scope, {}, {}, {}, {}, {}, {}, {}, {}, filter_.purpose, filter_.with_drafts};
  if (narrowed) return QStringLiteral("No entry on this tablet is like that.");
  if (filter_.scope == ThisShift) return QStringLiteral("No entries yet. The first will be 01.");
  return QStringLiteral("No entries yet.");
}

QString EntryList::status_text() const {
  const auto entries = static_cast<qint64>(
      std::count_if(rows().begin(), rows().end(), [](const EntryRow& row) { return row.draft_id.isEmpty(); }));
  return count_text(entries, "entry", "entries") + (complete_ ? QString() : QStringLiteral(" so far"));
}

std::optional<ListQuery> EntryList::query() {
  ListQuery query;
  query.purpose = filter_.purpose;
  QString wrong;
  const auto* type = filter_.type.isEmpty() ? nullptr : schema::find_type(s(filter_.type));
  if (type) query.type = type->number;
  query.author = s(filter_.officer);
  const auto read = [&](const QString& text, auto reader, std::optional<int64_t>& into) {
    if (text.isEmpty()) return;
    const auto moment = reader(s(text));
    if (moment) {
      into = *moment;
    } else {
      wrong = q(moment.error().message);
    }
  };
  read(filter_.from, read_from, query.from_ms);
  read(filter_.to, read_to, query.to_ms);
  if (wrong != error_) {
    error_ = wrong;
    emit filterChanged();
  }
  return wrong.isEmpty() ? std::optional(query) : std::nullopt;
}

void EntryList::set_loading(bool loading) {
  loading_ = loading;
  emit loadingChanged();
}

void EntryList::clear() {
  ++turn_;
  scan_.reset();
  drafts_.clear();
  read_to_.reset();
  top_.reset();
  stale_ = false;
  complete_ = false;
  set_rows({});
  set_loading(false);
}

void EntryList::start_over() {
  if (!ready_ || !link_->is_open()) return;
  ++turn_;
  scan_.reset();
  top_.reset();
  scan(Scan{});
}

bool EntryList::lists(const QString& entry_id) const {
  return std::any_of(rows().begin(), rows().end(), [&](const EntryRow& row) { return row.entry_id == entry_id; });
}

void EntryList::refresh() { on_news({}, true); }

bool EntryList::canFetchMore(const QModelIndex& parent) const { return !parent.isValid() && !complete_ && read_to_ && !scan_; }

void EntryList::fetchMore(const QModelIndex& parent) {
  if (!canFetchMore(parent)) return;
  Scan more;
  more.from_top = false;
  more.after = read_to_;
  scan(std::move(more));
}

void EntryList::on_news(const std::vector<RecordId>& ids, bool all) {
  if (!ready_ || !link_->is_open() || !active_) return;
  if (scan_) {
    stale_ = true;
    stale_all_ = stale_all_ || all;
    stale_ids_.insert(stale_ids_.end(), ids.begin(), ids.end());
    return;
  }
  auto again = scan_again(top_);
  if (!all) {
    const std::set<RecordId> changed(ids.begin(), ids.end());
    for (const auto& row : rows()) {
      if (!changed.contains(row.id) && is_settled(row) && row.draft_id.isEmpty()) again.reusable.insert(row.entry_id);
    }
  }
  scan(std::move(again));
}

EntryList::Scan EntryList::scan_again(std::optional<Place> from) const {
  Scan again;
  again.again = true;
  again.after = from;
  again.wanted = std::max(page_size, rows().size() + most_new);
  if (rows().size() >= page_size) again.down_to = read_to_;
  return again;
}

// Held, and the reading from the top ended before it came to the rows that are shown.
bool EntryList::left_behind() const {
  if (!held_ || top_ || !scan_->again || scan_->rows.empty()) return false;
  const auto first = std::find_if(rows().begin(), rows().end(), [](const EntryRow& row) { return row.draft_id.isEmpty(); });
  return first != rows().end() && scan_->rows.back().at_ms > first->at_ms;
}

void EntryList::scan(Scan scan) {
  scan_ = std::move(scan);
  set_loading(true);
  step();
}

void EntryList::step() {
  auto asked = query();
  if (!asked) {
    scan_.reset();
    drafts_.clear();
    complete_ = true;
    set_rows({});
    return set_loading(false);
  }
  asked->after = scan_->after;
  const bool nothing_yet = rows().empty() && scan_->rows.empty();
  const auto missing = nothing_yet ? first_screen : scan_->wanted - std::min(scan_->wanted, scan_->rows.size());
  link_->thread()->post(
      this,
      [filter = filter_, query = *asked, missing, reusable = scan_->reusable](Bench& bench) {
        return read_entry_page(bench, filter, query, missing, reusable);
      },
      [this, turn = turn_, top = !scan_->after](EntryPage page) {
        if (turn != turn_ || !scan_) return;
        if (top) drafts_ = std::move(page.drafts);  // beside the newest entries alone
        std::move(page.rows.begin(), page.rows.end(), std::back_inserter(scan_->rows));
        scan_->after = page.after;
        const bool enough = end_where_it_ended(page.complete) || page.complete || scan_->rows.size() >= scan_->wanted;
        if (enough && left_behind()) {
          const auto first = std::find_if(rows().begin(), rows().end(), [](const auto& row) { return row.draft_id.isEmpty(); });
          top_ = Place{first->at_ms + 1, {}};
          auto again = scan_again(top_);
          again.reusable = scan_->reusable;
          return this->scan(std::move(again));
        }
        // What was found so far is shown at once, where nothing was.
        if (enough || (scan_->from_top && rows().empty())) show();
        enough ? end(page.complete) : step();
      });
}

// A list that was read anew ends where it ended before: it does not grow by a page with each exchange.
bool EntryList::end_where_it_ended(bool& complete) {
  const auto end = scan_->down_to;
  if (!end || !scan_->after || scan_->after->at_ms >= end->at_ms) return false;
  const auto behind = [&](const EntryRow& row) { return row.at_ms < end->at_ms; };
  if (std::erase_if(scan_->rows, behind) > 0) {
    complete = false;
    scan_->after = end;
  }
  return true;
}

void EntryList::show() {
  std::vector<EntryRow> next = scan_->from_top ? drafts_ : rows();
  QHash<QString, const EntryRow*> known;
  for (const auto& row : rows()) known.insert(row.key(), &row);
  for (const auto& row : scan_->rows) {
    if (!scan_->from_top && known.contains(row.key())) continue;
    const bool same = scan_->reusable.contains(row.entry_id) && known.contains(row.entry_id);
    next.push_back(same ? *known.value(row.entry_id) : row);
  }
  if (filter_.scope == ThisShift && filter_.text.isEmpty() && filter_.type.isEmpty() && filter_.status.isEmpty() &&
      filter_.sync.isEmpty())
    mark_gaps(next);
  set_rows(std::move(next));
}

void EntryList::end(bool complete) {
  read_to_ = scan_->after;
  complete_ = complete;
  scan_.reset();
  set_loading(false);
  if (!std::exchange(stale_, false)) return;
  on_news(std::exchange(stale_ids_, {}), std::exchange(stale_all_, false));
}

}  // namespace beatbook::app
