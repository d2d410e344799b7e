#pragma once
// The SQL of SqliteStore, each statement prepared once. Nobody else includes it.
#include <array>
#include <string>

#include "kernel/change_set.h"
#include "sqlite/attachment_tables.h"
#include "sqlite/log_runs.h"
#include "sqlite/sqlite_store.h"
#include "sqlite/stream_sums.h"

namespace beatbook {

inline Hash chain_root_of(const Branch& branch) { return chain_root(branch.enrolment); }

struct SqliteStore::ViewStatements {
  ViewStatements(Database& db, int number);
  Statement record, put_record, each_record, records_after, record_count, drop_record;
  Statement append, entry, entries_after, last_gsn, rewrite;
  Statement empty_records, empty_log;
  LogRuns runs;
};

struct SqliteStore::Statements {
  explicit Statements(Database& db);
  ViewStatements& view(int number) { return views_[static_cast<size_t>(number)]; }
  // Which of the two views is current.
  int active() { return static_cast<int>(swaps() % 2); }
  void count_swap();
  void forget_active() { swaps_.reset(); }
  void empty_view(int number);

  Statement begin, commit, rollback;
  Statement fact, set_fact;
  Statement append_own, own, own_after, own_leaves, last_own, rewrite_own;
  Statement add_receipt, receipt, part_receipt, drop_told_again, end_before, drop_receipts, cut_receipts, quarantined;
  Statement branch, branches_of, put_branch, branch_number, branch_by_number;
  Statement stream_number, add_stream;
  StreamSums streams;

 private:
  uint64_t swaps();

  std::array<ViewStatements, 2> views_;
  std::optional<uint64_t> swaps_;
};

}  // namespace beatbook
