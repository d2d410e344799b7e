#pragma once
// Lists of plain rows: a row that is still there keeps its place in the view, and only what changed is told.
#include <QtQml/qqmlregistration.h>

#include <QAbstractListModel>
#include <QSet>
#include <algorithm>
#include <span>
#include <vector>

namespace beatbook::app {

class RowModelBase : public QAbstractListModel {
  Q_OBJECT
  QML_ANONYMOUS
  Q_PROPERTY(int count READ count NOTIFY countChanged)
 public:
  explicit RowModelBase(QObject* parent) : QAbstractListModel(parent) {}
  virtual int count() const = 0;

 signals:
  void countChanged();
};

// What a role says of a row.
template <class Row>
struct Role {
  const char* name;
  QVariant (*value)(const Row&);
};

// Row: `QString key() const`, the same for the same thing and another for any other, and operator==.
template <class Row>
class RowModel : public RowModelBase {
 public:
  RowModel(std::span<const Role<Row>> roles, QObject* parent) : RowModelBase(parent), roles_(roles) {}

  int count() const override { return static_cast<int>(rows_.size()); }
  int rowCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : count(); }
  QVariant data(const QModelIndex& index, int role) const override {
    const int place = role - Qt::UserRole;
    if (!index.isValid() || index.row() >= count() || place < 0 || place >= static_cast<int>(roles_.size())) return {};
    return roles_[static_cast<size_t>(place)].value(rows_[static_cast<size_t>(index.row())]);
  }
  QHash<int, QByteArray> roleNames() const override {
    QHash<int, QByteArray> names;
    for (size_t i = 0; i < roles_.size(); ++i) names.insert(Qt::UserRole + static_cast<int>(i), roles_[i].name);
    return names;
  }

  const std::vector<Row>& rows() const { return rows_; }

  // Removes, inserts, moves and changes rows until they are `next`.
  void set_rows(std::vector<Row> next) {
    const auto before = rows_.size();
    if (all_others(next)) return replace(std::move(next));
    drop_others(next);
    QSet<QString> known;
    for (const auto& row : rows_) known.insert(row.key());
    for (size_t i = 0; i < next.size(); ++i) {
      const bool here = i < rows_.size() && rows_[i].key() == next[i].key();
      if (here) {
        change(i, std::move(next[i]));
      } else if (known.contains(next[i].key())) {
        move(i, next[i].key());
        change(i, std::move(next[i]));
      } else {
        size_t end = i + 1;
        while (end < next.size() && !known.contains(next[end].key())) ++end;
        insert(i, std::vector<Row>(std::make_move_iterator(next.begin() + static_cast<std::ptrdiff_t>(i)),
                                   std::make_move_iterator(next.begin() + static_cast<std::ptrdiff_t>(end))));
        i = end - 1;
      }
    }
    if (rows_.size() != before) emit countChanged();
  }

 private:
  bool all_others(const std::vector<Row>& next) const {
    QSet<QString> here;
    for (const auto& row : rows_) here.insert(row.key());
    return !here.isEmpty() && std::none_of(next.begin(), next.end(), [&](const Row& row) { return here.contains(row.key()); });
  }
  // Rows that are all others take the places of those before: what a view has made for a screen of them goes on, and it costs a
  // picture of 40 ms to make it anew.
  void replace(std::vector<Row> next) {
    const auto before = rows_.size();
    const auto shared = std::min(before, next.size());
    for (size_t i = 0; i < shared; ++i) change(i, std::move(next[i]));
    if (before > shared) {
      beginRemoveRows({}, static_cast<int>(shared), static_cast<int>(before) - 1);
      rows_.erase(rows_.begin() + static_cast<std::ptrdiff_t>(shared), rows_.end());
      endRemoveRows();
    } else if (next.size() > shared) {
      insert(shared, std::vector<Row>(std::make_move_iterator(next.begin() + static_cast<std::ptrdiff_t>(shared)),
                                      std::make_move_iterator(next.end())));
    }
    if (rows_.size() != before) emit countChanged();
  }
  void drop_others(const std::vector<Row>& next) {
    QSet<QString> kept;
    for (const auto& row : next) kept.insert(row.key());
    for (size_t end = rows_.size(); end > 0;) {
      if (kept.contains(rows_[end - 1].key())) {
        --end;
        continue;
      }
      size_t first = end - 1;
      while (first > 0 && !kept.contains(rows_[first - 1].key())) --first;
      beginRemoveRows({}, static_cast<int>(first), static_cast<int>(end) - 1);
      rows_.erase(rows_.begin() + static_cast<std::ptrdiff_t>(first), rows_.begin() + static_cast<std::ptrdiff_t>(end));
      endRemoveRows();
      end = first;
    }
  }
  void insert(size_t at, std::vector<Row> rows) {
    beginInsertRows({}, static_cast<int>(at), static_cast<int>(at + rows.size()) - 1);
    rows_.insert(rows_.begin() + static_cast<std::ptrdiff_t>(at), std::make_move_iterator(rows.begin()),
                 std::make_move_iterator(rows.end()));
    endInsertRows();
  }
  void move(size_t to, const QString& key) {
    size_t from = to;
    while (from < rows_.size() && rows_[from].key() != key) ++from;
    if (from == to || from == rows_.size()) return;
    beginMoveRows({}, static_cast<int>(from), static_cast<int>(from), {}, static_cast<int>(to));
    const auto begin = rows_.begin();
    std::rotate(begin + static_cast<std::ptrdiff_t>(to), begin + static_cast<std::ptrdiff_t>(from),
                begin + static_cast<std::ptrdiff_t>(from) + 1);
    endMoveRows();
  }
  void change(size_t at, Row row) {
    if (rows_[at] == row) return;
    // Only the roles that say something else: a list that is one of them would be drawn anew.
    QList<int> changed;
    for (size_t i = 0; i < roles_.size(); ++i) {
      if (roles_[i].value(rows_[at]) != roles_[i].value(row)) changed.push_back(Qt::UserRole + static_cast<int>(i));
    }
    rows_[at] = std::move(row);
    const auto place = index(static_cast<int>(at));
    if (!changed.isEmpty()) emit dataChanged(place, place, changed);
  }

  std::span<const Role<Row>> roles_;
  std::vector<Row> rows_;
};

}  // namespace beatbook::app
