#pragma once
// analysis.db: a readable table per record type for analysts, made from the log and always behind it. Team class and below,
// pseudonymised (analysis_columns.h). Tables: one per record type, `unknown_type` for what a newer app wrote, `projection` with
// the newest log entry it covers (projected_gsn). It is thrown away and made again when the record types of this program change
// or the central store was restored.
#include <condition_variable>
#include <mutex>
#include <set>
#include <thread>

#include "kernel/order.h"
#include "kernel/record.h"
#include "sync-server/activity.h"
#include "sync-server/analysis_columns.h"
#include "sync-server/log.h"
#include "sync-server/store_directory.h"

namespace beatbook::server {

class Analysis {
 public:
  static Result<Analysis> open(const StoreDirectory& directory);

  struct Progress {
    uint64_t projected_gsn = 0;
    uint64_t entries = 0;  // taken in by this call
    bool rebuilt = false;
  };
  // Brings it up to the newest entry the log has now, in steps that are each one transaction. Another process may do the same
  // at the same time. Stops early, whole, when `stop` says so.
  Result<Progress> update(const std::function<bool()>& stop = [] { return false; });

 private:
  Analysis(Database database, SqliteStore store, const Key& pseudonym_key);
  Result<bool> begin_again_if_changed();
  Result<uint64_t> take_step(uint64_t& projected_gsn);
  void project(const RecordId& id);
  void take_order(const OrderRead& order, std::set<RecordId>& touched);
  void remove(const RecordId& id);
  // What is purged goes off the disk of this plain file as well.
  Result<void> scrub(uint64_t projected_gsn);
  void count_unknown(const RecordId& id, const Record& record);

  std::unique_ptr<Database> database_;
  SqliteStore store_;
  Pseudonyms pseudonyms_;
  std::map<uint32_t, std::vector<AnalysisColumn>> columns_;  // by record type
  std::map<uint32_t, Statement> inserts_;
};

// Updates now and then until it goes: in quiet moments, and at the latest ten seconds after there was something to do.
class AnalysisTask {
 public:
  AnalysisTask(Analysis analysis, const Activity& activity, Log& log);
  ~AnalysisTask();

 private:
  void run();
  bool wait_for_quiet();

  Analysis analysis_;
  const Activity& activity_;
  Log& log_;
  std::mutex turn_;
  std::condition_variable stopping_changed_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace beatbook::server
