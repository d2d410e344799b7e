#include "sync-server/orders.h"

#include "kernel/central_log.h"
#include "kernel/erasure.h"
#include "kernel/hash.h"
#include "kernel/limits.h"
#include "schema/pattern.h"
#include "sync-server/accounts.h"
#include "sync-server/publisher.h"
#include "sync-server/quarantine.h"
#include "sync-server/random.h"
#include "sync-server/store_directory.h"

namespace beatbook::server {

namespace {

Result<void> known_officer(SqliteStore& store, const std::string& by) {
  const auto officer = Accounts(store.database()).officer(by);
  if (officer && !officer->removed) return {};
  return Error{Fault::bad_input, "There is no officer " + by + ". See: beatbook-server officer list"};
}

// An order that the log refuses would wait for ever.
Result<void> fits(const std::string& ground) {
  if (ground.size() > limits::header_text || !schema::is_utf8(ground)) {
    return Error{Fault::bad_input,
                 "Give the ground as UTF-8 text of at most " + std::to_string(limits::header_text) + " bytes."};
  }
  return {};
}

}  // namespace

void Orders::make_tables(Database& database) {
  database.run(
      "CREATE TABLE IF NOT EXISTS ordered(number INTEGER PRIMARY KEY, gsn INTEGER, record BLOB, by TEXT NOT NULL,"
      " ground TEXT NOT NULL, asked_ms INTEGER NOT NULL);");
}

PurgeBook Orders::book() { return {*store_, store_->fact(fact_store_incarnation).value_or(Bytes())}; }

Result<void> Orders::ask_release(uint64_t gsn, const std::string& by, const std::string& reason, uint64_t now_ms) {
  if (auto known = known_officer(*store_, by); !known) return known;
  if (auto fit = fits(reason); !fit) return fit;
  if (const auto fit = CentralLog(*store_).may_release(gsn); !fit) return fit;
  store_->database()
      .prepare("INSERT INTO ordered(gsn, by, ground, asked_ms) VALUES(?, ?, ?, ?)")
      .run(gsn, Text(by), Text(reason), now_ms);
  Accounts(store_->database()).note(now_ms, "release", std::to_string(gsn), by);
  return {};
}

Result<void> Orders::ask_purge(const RecordId& record, const std::string& by, const std::string& rule, uint64_t now_ms) {
  if (auto known = known_officer(*store_, by); !known) return known;
  if (auto fit = fits(rule); !fit) return fit;
  if (Erasures(*store_).contains(record)) return Error{Fault::refused, "This record is purged already."};
  if (!CentralLog(*store_).written_of(record))
    return Error{Fault::not_found, "The server holds no record " + record.text() + "."};
  store_->database()
      .prepare("INSERT INTO ordered(record, by, ground, asked_ms) VALUES(?, ?, ?, ?)")
      .run(Blob(record), Text(by), Text(rule), now_ms);
  Accounts(store_->database()).note(now_ms, "purge", record.text(), by);
  return {};
}

bool Orders::wait() { return store_->database().prepare("SELECT 1 FROM ordered LIMIT 1").integer().has_value(); }

Result<void> Orders::purge(const ListedPurge& purge) {
  CentralLog log(*store_);
  const Order order{purge.by, purge.rule, purge.at_ms, random_bytes(16)};
  const auto done = log.purge(purge.record, Publisher(*store_).branch(), order, purge.type, purge.visibility);
  if (!done) return done.error();
  Publisher(*store_).remember_branch();
  store_->set_fact(fact_scrub_owed, "1");
  return {};
}

Result<uint64_t> Orders::carry_out(uint64_t now_ms) {
  struct Waiting {
    int64_t number;
    uint64_t gsn;
    std::optional<RecordId> record;
    std::string by, ground;
  };
  std::vector<Waiting> all;
  {
    Statement statement = store_->database().prepare("SELECT number, gsn, record, by, ground FROM ordered ORDER BY number");
    Rows rows = statement.query();
    while (rows.next()) {
      all.push_back({rows.integer(0), static_cast<uint64_t>(rows.integer(1)), rows.id<RecordId>(2), std::string(rows.text(3)),
                     std::string(rows.text(4))});
    }
  }
  CentralLog log(*store_);
  const auto carry = [&](const Waiting& one) -> Result<void> {
    // Before it is on the list, from which nothing is ever taken.
    if (auto fit = fits(one.ground); !fit) return fit;
    if (one.record) {
      const auto written = log.written_of(*one.record);
      if (!written || Erasures(*store_).contains(*one.record)) return {};
      const ListedPurge listed{*one.record, written->first, written->second, now_ms, one.by, one.ground};
      if (auto done = list_.add(listed); !done) return done;
      return purge(listed);
    }
    const auto done = log.release(one.gsn, Publisher(*store_).branch(), {one.by, one.ground, now_ms, random_bytes(16)});
    // Ordered twice.
    if (!done && done.error().code != Fault::not_found) return done.error();
    Quarantine(store_->database()).released(one.gsn);
    Publisher(*store_).remember_branch();
    return {};
  };
  uint64_t count = 0;
  std::optional<Error> failed;
  for (const auto& one : all) {
    const auto done = carry(one);
    // A disk that fails now may not later; an order that nobody can carry out keeps none of the others waiting.
    if (!done) failed = done.error();
    if (!done && done.error().code == Fault::storage) break;
    store_->database().prepare("DELETE FROM ordered WHERE number = ?").run(one.number);
    count += done ? 1 : 0;
  }
  if (count == 0 && failed) return *failed;
  return count;
}

Result<uint64_t> Orders::purge_what_is_listed() {
  const auto listed = list_.read();
  if (!listed) return listed.error();
  uint64_t count = 0;
  for (const auto& one : *listed) {
    if (Erasures(*store_).contains(one.record)) continue;
    if (auto done = purge(one); !done) return done.error();
    ++count;
  }
  return count;
}

void Orders::scrub(uint64_t now_ms) {
  if (store_->fact(fact_scrub_owed).value_or("") != "1") return;
  store_->scrub();
  store_->begin();
  try {
    store_->set_fact(fact_scrub_owed, "0");
    std::vector<RecordId> all;
    if (const auto purges = book().purges()) {
      for (const auto& purge : *purges) all.push_back(purge.record);
    }
    (void)book().answered(central_store, all, now_ms);
    store_->commit();
  } catch (...) {
    store_->rollback();
    throw;
  }
}

}  // namespace beatbook::server
