#pragma once
// What colleagues wrote, this tablet had read and the server has lost, for it was put back to a backup (proto/README.md,
// section 5). It stays in what people see, beside the log of the view, until the server has it again. Within a transaction of
// the caller.
#include <functional>
#include <optional>
#include <vector>

#include "kernel/change_set.h"
#include "kernel/store.h"

namespace beatbook {

class KeptEntries {
 public:
  // Of a tablet's store. A list that cannot be read throws std::runtime_error: it is the store's own writing.
  explicit KeptEntries(Store& store);

  bool any() const { return !list_.empty(); }
  struct Kept {
    Dot dot;
    bool copied = false;  // the server has it under another name, or this tablet hands in a copy
  };
  const std::vector<Kept>& list() const& { return list_; }  // in the order they were kept
  std::vector<Kept> list() && { return std::move(list_); }
  bool contains(const Dot& dot) const;
  std::optional<LogRow> find(const Dot& dot);

  void keep(const LogRow& row);
  void drop(const Dot& dot);  // the server has it again
  void mark_copied(const Dot& dot);
  // The server has this one, of a colleague: a copy, or a kept one that its author brought again under another incarnation.
  void note_arrival(const Dot& dot, const ChangeSet& set);
  // As a purge asks.
  void erase(const RecordId& record);
  // What a reader of these streams may not see goes; what other copies of this tablet wrote is its own.
  void keep_only(const Streams& streams, const EnrolmentId& own);
  // Call once when all is done.
  void store();

 private:
  // Puts what `cut` makes of each in its place; nothing = it goes.
  void recut(const std::function<std::optional<Bytes>(const Dot&, const ChangeSet&)>& cut);

  Store* store_;
  std::vector<Kept> list_;
  bool changed_ = false;
};

}  // namespace beatbook
