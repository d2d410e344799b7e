#pragma once
// Records while a push or a page changes them: each is read and decoded once, however many changes touch it, and written once.
#include <unordered_map>
#include <vector>

#include "kernel/record.h"
#include "kernel/store.h"

namespace beatbook {

class RecordBatch {
 public:
  // Reads from and writes to the view of `store` in use.
  explicit RecordBatch(Store& store) : store_(&store) {}

  // As the changes so far left it; nullptr when there is none yet. Fault::corrupt when the stored bytes cannot be read.
  Result<const Record*> find(const RecordId& id);
  // Takes all changes of a change-set in. A partial that cannot be split stays in the log and out of the record: one broken
  // entry never stops the others. Fault::corrupt as find().
  Result<void> apply(const ChangeSet& set, const Origin& origin);
  // In place of what is held of it.
  void put(const RecordId& id, Record record);
  // Writes what changed since the last store().
  void store();
  // Nothing of what is held of it is written: it was erased.
  void forget(const RecordId& id);
  // Every record that changed, once, in the order of the first change.
  const std::vector<RecordId>& changed() const { return changed_; }

 private:
  struct Held {
    Record record;
    bool exists = false;
    bool listed = false;  // in changed_
    bool unstored = false;
  };
  Result<Held*> load(const RecordId& id);
  void change(const RecordId& id, Held& held);

  Store* store_;
  std::unordered_map<RecordId, Held> held_;
  std::vector<RecordId> changed_;
};

}  // namespace beatbook
