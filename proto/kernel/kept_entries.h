#pragma once
// What colleagues wrote, this tablet had read and the server has lost, for it was put back to a backup (proto/README.md,
// section 5). It stays in what people see, beside the log of the view, until the server has it again or this tablet hands in a
// copy. Within a transaction of the caller.
#include <functional>
#include <map>
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
  size_t count() const { return list_.size(); }
  struct Kept {
    Dot dot;       // where it lay in the lost log
    Dot original;  // what its values go by: another one where it was a copy itself
  };
  std::vector<Kept> list() const;  // by dot
  // Those whose original this author wrote under this number, whatever the incarnation.
  std::vector<Kept> of(const EnrolmentId& author, uint64_t seq) const;
  std::optional<LogRow> find(const Dot& dot);

  void keep(const LogRow& row, const Dot& original);
  void drop(const Dot& dot);
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
  std::map<Dot, Dot> list_;  // the original of each
  bool changed_ = false;
};

}  // namespace beatbook
