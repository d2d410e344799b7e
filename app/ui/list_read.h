#pragma once
// How a list that is read whole comes off the interface thread: when the tablet opens and with every news, never twice at once;
// when it locks the rows go.
#include <functional>
#include <utility>
#include <vector>

#include "app/ui/row_model.h"
#include "app/ui/session_link.h"
#include "app/ui/tablet_thread.h"

namespace beatbook::app {

template <class Row>
class ListRead {
 public:
  // Runs on the tablet's thread.
  using Rows = std::vector<Row> (*)(Bench& bench, int64_t now_ms);

  // `told` says that `loading` may have changed. The list owns this.
  ListRead(RowModel<Row>& list, Rows rows, std::function<void()> told)
      : list_(list), rows_(rows), told_(std::move(told)), link_(new SessionLink(list)) {
    QObject::connect(link_, &SessionLink::opened, &list, [this] { read(); });
    QObject::connect(link_, &SessionLink::news, &list, [this] { read(); });
    QObject::connect(link_, &SessionLink::locked, &list, [this] {
      loading_ = again_ = false;
      list_.set_rows({});
      told_();
    });
  }

  SessionLink& link() const { return *link_; }
  bool loading() const { return loading_; }

  void read() {
    if (!link_->is_open()) return;
    if (std::exchange(loading_, true)) {
      again_ = true;
      return;
    }
    told_();
    link_->thread()->post(
        &list_, [rows = rows_, now = link_->now_ms()](Bench& bench) { return rows(bench, now); },
        [this](std::vector<Row> rows) {
          loading_ = false;
          list_.set_rows(std::move(rows));
          told_();
          if (std::exchange(again_, false)) read();
        });
  }

 private:
  RowModel<Row>& list_;
  Rows rows_;
  std::function<void()> told_;
  SessionLink* link_;
  bool loading_ = false, again_ = false;
};

}  // namespace beatbook::app
