#include "sqlite/statements.h"

#include <charconv>

namespace beatbook {

SqliteStore::ViewStatements::ViewStatements(Database& db, int number) : runs(db, "log_run_" + std::to_string(number)) {
  const std::string records = "record_" + std::to_string(number), log = "log_" + std::to_string(number);
  const std::string row = "SELECT gsn, branch, seq, received_ms, quarantined, chain, change_set FROM " + log;
  record = db.prepare("SELECT state FROM " + records + " WHERE id = ?");
  put_record = db.prepare("INSERT INTO " + records +
                          "(id, type, state) VALUES(?, ?, ?) ON CONFLICT(id) DO UPDATE SET"
                          " type = excluded.type, state = excluded.state");
  each_record = db.prepare("SELECT id, state FROM " + records + " ORDER BY id");
  records_after = db.prepare("SELECT id, state FROM " + records + " WHERE id > ? ORDER BY id LIMIT ?");
  record_count = db.prepare("SELECT count(*) FROM " + records);
  drop_record = db.prepare("DELETE FROM " + records + " WHERE id = ?");
  rewrite = db.prepare("UPDATE " + log + " SET quarantined = ?2, change_set = ?3 WHERE gsn = ?1");
  append = db.prepare("INSERT INTO " + log +
                      "(gsn, branch, seq, received_ms, quarantined, chain, change_set) VALUES(?,?,?,?,?,?,?)");
  entry = db.prepare(row + " WHERE gsn = ?");
  entries_after = db.prepare(row + " WHERE gsn > ? ORDER BY gsn LIMIT ?");
  last_gsn = db.prepare("SELECT max(gsn) FROM " + log);
  empty_records = db.prepare("DELETE FROM " + records);
  empty_log = db.prepare("DELETE FROM " + log);
}

SqliteStore::Statements::Statements(Database& db)
    : begin(db.prepare("BEGIN IMMEDIATE")),
      commit(db.prepare("COMMIT")),
      rollback(db.prepare("ROLLBACK")),
      fact(db.prepare("SELECT value FROM fact WHERE name = ?")),
      set_fact(db.prepare("INSERT INTO fact(name, value) VALUES(?, ?) ON CONFLICT(name) DO UPDATE SET value = excluded.value")),
      append_own(db.prepare("INSERT INTO own(seq, operation, leaves, chain, change_set) VALUES(?, ?, ?, ?, ?)")),
      own(db.prepare("SELECT chain, change_set FROM own WHERE seq = ?")),
      own_after(db.prepare("SELECT seq, chain, change_set FROM own WHERE seq > ? ORDER BY seq LIMIT ?")),
      own_leaves(db.prepare("SELECT seq, operation, leaves FROM own WHERE seq BETWEEN ? AND ? ORDER BY seq")),
      last_own(db.prepare("SELECT max(seq) FROM own")),
      rewrite_own(db.prepare("UPDATE own SET change_set = ?2 WHERE seq = ?1")),
      add_receipt(db.prepare("INSERT INTO receipt(from_seq, to_seq, first_gsn, received_ms, quarantined) VALUES(?,?,?,?,?)")),
      receipt(db.prepare("SELECT from_seq, to_seq, first_gsn, received_ms, quarantined FROM receipt WHERE from_seq <= ?"
                         " ORDER BY from_seq DESC LIMIT 1")),
      // What lies behind the end of a range becomes a range of its own, what lies in it goes, what lies before it ends before
      // it. Older programs left ranges that overlap: one that is there stays.
      part_receipt(db.prepare(
          "INSERT OR IGNORE INTO receipt SELECT ?1 + 1, to_seq, first_gsn + (?1 + 1 - from_seq), received_ms, quarantined FROM"
          " (SELECT * FROM receipt WHERE from_seq <= ?1 ORDER BY from_seq DESC LIMIT 1) WHERE to_seq > ?1")),
      drop_told_again(db.prepare("DELETE FROM receipt WHERE from_seq BETWEEN ? AND ?")),
      end_before(db.prepare("UPDATE receipt SET to_seq = ?1 - 1 WHERE from_seq ="
                            " (SELECT max(from_seq) FROM receipt WHERE from_seq < ?1) AND to_seq >= ?1")),
      drop_receipts(db.prepare("DELETE FROM receipt WHERE from_seq > ?")),
      cut_receipts(db.prepare("UPDATE receipt SET to_seq = min(to_seq, ?)")),
      quarantined(db.prepare("SELECT sum(to_seq - from_seq + 1) FROM receipt WHERE quarantined = 1")),
      branch(db.prepare("SELECT last_seq, chain, ancestry FROM branch WHERE enrolment = ? AND incarnation = ?")),
      branches_of(
          db.prepare("SELECT incarnation, last_seq, chain, ancestry FROM branch WHERE enrolment = ? ORDER BY incarnation")),
      put_branch(db.prepare("INSERT INTO branch(enrolment, incarnation, last_seq, chain, ancestry) VALUES(?,?,?,?,?)"
                            " ON CONFLICT(enrolment, incarnation) DO UPDATE SET last_seq = excluded.last_seq,"
                            " chain = excluded.chain, ancestry = excluded.ancestry")),
      branch_number(db.prepare("SELECT number FROM branch WHERE enrolment = ? AND incarnation = ?")),
      branch_by_number(db.prepare("SELECT enrolment, incarnation FROM branch WHERE number = ?")),
      stream_number(db.prepare("SELECT number FROM stream WHERE operation = ? AND visibility = ?")),
      add_stream(db.prepare("INSERT INTO stream(operation, visibility) VALUES(?, ?)")),
      streams(db),
      views_{ViewStatements(db, 0), ViewStatements(db, 1)} {}

uint64_t SqliteStore::Statements::swaps() {
  if (!swaps_) {
    Rows rows = fact.query(Text(fact_view_swaps));
    uint64_t count = 0;
    if (rows.next()) std::from_chars(rows.blob(0).data(), rows.blob(0).data() + rows.blob(0).size(), count);
    swaps_ = count;
  }
  return *swaps_;
}

void SqliteStore::Statements::count_swap() {
  const std::string value = std::to_string(swaps() + 1);
  set_fact.run(Text(fact_view_swaps), Blob(value));
  ++*swaps_;
}

void SqliteStore::Statements::empty_view(int number) {
  view(number).empty_records.run();
  view(number).empty_log.run();
  view(number).runs.clear();
}

}  // namespace beatbook
