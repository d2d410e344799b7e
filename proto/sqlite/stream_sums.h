#pragma once
// Which log entries a stream holds, with the stream's digest as of each. One line tells of the neighbours that one commit
// added, so a push costs a few lines and not one an entry.
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "kernel/digest.h"
#include "sqlite/database.h"

namespace beatbook {

class StreamSums {
 public:
  static std::string schema();
  // `database` must outlive it.
  explicit StreamSums(Database& database);

  // Leaves of one gsn add up; a gsn is never smaller than the one before it. Written by flush(), which must come before the
  // commit.
  void add(int64_t stream, uint64_t gsn, const Digest& leaf);
  void flush();
  // After a rollback, and when another connection may have written.
  void forget() { streams_.clear(); }

  std::vector<uint64_t> after(int64_t stream, uint64_t gsn, size_t limit);
  Digest through(int64_t stream, uint64_t gsn);

 private:
  struct Entry {
    uint64_t gsn = 0;
    Digest sum;  // of the stream, through this entry
  };
  struct Newest {
    Digest sum;
    std::vector<Entry> unwritten;
  };
  static Bytes pack(const Entry* first, const Entry* end);
  static std::vector<Entry> unpack(BytesView entries);
  Digest stored_through(int64_t stream, uint64_t gsn);

  Statement put_, from_, before_;
  std::map<int64_t, Newest> streams_;  // those written to
};

}  // namespace beatbook
