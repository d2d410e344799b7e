#pragma once
// What a server knows of its purges: which there were, and which store has said that it holds nothing of the record any more. A
// receipt alone says so; how far a reader has read says nothing. Receipts count for one incarnation of the store: after a
// restore nobody has given any.
#include <map>
#include <string>
#include <vector>

#include "beatbook/v1/sync.pb.h"
#include "kernel/result.h"
#include "kernel/store.h"

namespace beatbook {

class PurgeBook {
 public:
  struct Purge {
    RecordId record;
    uint64_t gsn = 0;
  };
  // When each record's receipt came, in milliseconds.
  using Receipts = std::map<RecordId, uint64_t>;

  PurgeBook(Store& store, BytesView store_incarnation) : store_(&store), incarnation_(store_incarnation) {}

  // Who gives receipts: a branch of a tablet. Other stores have a name.
  static std::string tablet(const Branch& branch);

  // Every function that reads fails with Fault::corrupt when what is stored cannot be read: that is never "none".
  Result<std::vector<Purge>> purges();  // in the order of the log
  Result<Receipts> receipts(const std::string& holder);

  // Each within a transaction of the caller.
  Result<void> add(const RecordId& record, uint64_t gsn);
  Result<void> answered(const std::string& holder, const std::vector<RecordId>& records, uint64_t at_ms);
  // The purges whose receipt the holder owes, oldest first and at most `most`. Whoever has read this store no further than its
  // Hello says has taken no purge in that lies behind that: it was put back, or it is a copy, and its receipts go.
  Result<std::vector<RecordId>> unanswered(const std::string& holder, const v1::Hello& hello, size_t most);

 private:
  Result<void> keep(const std::string& holder, const Receipts& receipts);
  std::string fact_of(const std::string& holder) const;

  Store* store_;
  Bytes incarnation_;
};

}  // namespace beatbook
