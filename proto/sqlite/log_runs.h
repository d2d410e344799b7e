#pragma once
// Where a branch's change-sets lie in the log. A push brings neighbours and the server numbers them in a row, so one line tells
// of a whole run: seq and gsn grow by one together. Within a branch gsn grows with seq, but for what a tablet is told of late,
// when it is released from quarantine.
#include <optional>
#include <string>
#include <vector>

#include "kernel/store.h"
#include "sqlite/database.h"

namespace beatbook {

class LogRuns {
 public:
  // SQL of the table `name`.
  static std::string schema(const std::string& name);
  // `database` must outlive it.
  LogRuns(Database& database, const std::string& name);

  // Of a change-set behind all that the branch holds, or of one it left out. Written by flush(), which must come before the
  // commit.
  void add(int64_t branch, const LogPlace& place);
  void flush();
  // After a rollback: what was added is gone.
  void forget() { open_.reset(); }

  std::optional<uint64_t> gsn_of(int64_t branch, uint64_t seq);
  // The branch's places behind `gsn`, in order. A server's: nothing came late.
  std::vector<LogPlace> after(int64_t branch, uint64_t gsn, size_t limit);
  void clear();

 private:
  struct Run {
    int64_t branch = 0;
    uint64_t first_seq = 0, last_seq = 0, first_gsn = 0;
    bool quarantined = false;
    uint64_t last_gsn() const { return first_gsn + (last_seq - first_seq); }
    bool goes_on_with(int64_t other, const LogPlace& place) const;
  };
  // The newest run that begins at or before `seq`.
  std::optional<Run> run_at(int64_t branch, uint64_t seq);
  static Run read(int64_t branch, Rows& rows);

  Statement put_, at_, from_, clear_;
  std::optional<Run> open_;  // not written yet
};

}  // namespace beatbook
