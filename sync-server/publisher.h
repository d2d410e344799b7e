#pragma once
// What a force decides and every tablet must know: profiles of operations, and packs. An administrator's command puts them into
// a table of central.db; the server's writer turns what waits there into change-sets of a chain of the server's own, so they
// reach tablets, archive and history as every record does. Nothing here begins or commits, as in accounts.h.
#include <string>
#include <string_view>

#include "beatbook/v1/records/pack.pb.h"
#include "kernel/change_set.h"
#include "kernel/result.h"
#include "schema/catalogue.h"
#include "sqlite/sqlite_store.h"

namespace beatbook::server {

class Publisher {
 public:
  static void make_tables(Database& database);
  explicit Publisher(SqliteStore& store) : store_(&store) {}

  // Waits for publish(). False: this is what is out, or waits, already. Fault::not_found without the operation.
  Result<bool> offer(const std::string& operation, const RecordId& id, const schema::Message& content, uint64_t now_ms);
  // A pack goes into every operation, also into those that are added later. How many were given it now.
  Result<uint64_t> offer_pack(const v1::Pack& pack, uint64_t now_ms);
  // The packs of the other operations, for one that is new.
  Result<void> offer_packs_to(const std::string& operation, uint64_t now_ms);

  // What was offered last under this id; false: nothing.
  bool offered(const RecordId& id, schema::Message& content);

  // Takes what waits into the log, a change-set for each record, and returns how many. In the writer's turn.
  Result<uint64_t> publish(uint64_t now_ms);

  // The branch of what the server writes itself: what is published, and orders.
  Branch branch() { return {enrolment(), 0}; }
  // So that people read whose they are.
  void remember_branch();

  // The chain is the server's own. After a restore it is another one: entries of the lost store may be known to others.
  static bool is_publisher(Database& database, const EnrolmentId& enrolment);

 private:
  Result<void> publish_one(const RecordId& id, const std::string& operation, uint32_t type, const Bytes& content,
                           uint64_t now_ms, uint32_t number);
  Result<void> append(const std::string& operation, const std::vector<Change>& changes, uint64_t now_ms, uint32_t number);
  EnrolmentId enrolment();

  SqliteStore* store_;
};

}  // namespace beatbook::server
