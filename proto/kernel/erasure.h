#pragma once
// What a purge leaves of a change-set, and who may say what is erased (proto/README.md, section 6).
#include <functional>
#include <optional>

#include "kernel/change_set.h"
#include "kernel/store.h"

namespace beatbook {

// Records that a store holds as erased. Nothing of them is written there again.
class Erasures {
 public:
  explicit Erasures(Store& store) : store_(&store) {}
  bool any();
  bool contains(const RecordId& record);
  // The log entry that ordered it; 0 when it is not erased.
  uint64_t ordered_by(const RecordId& record);
  void add(const RecordId& record, uint64_t gsn);

 private:
  Store* store_;
};

// A change of one of these records is in it.
using IsErased = std::function<bool(const RecordId&)>;
bool speaks_of_erased(const ChangeSet& set, const IsErased& erased);

// The change-set without its changes of those records: a digest each stays, the salt goes, and the words of its header, which
// may tell of any of them, go as well. `chain`: the hash after it, for one that is whole; none for one that is cut to a reader.
Bytes erase(const ChangeSet& set, const IsErased& erased, const std::optional<Hash>& chain);

// Erases one record in the view in use: its state, and its changes in every entry of the log. Whole: the entries are a
// server's.
void erase_in_view(Store& store, const RecordId& record, bool whole);

}  // namespace beatbook
