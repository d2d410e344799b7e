#pragma once
// Change-sets that the rules hold for a supervisor: durable in the log, in nobody's view. Judged by the writer inside the
// transaction that stores them, so a revocation or another officer's record counts from the moment it is committed.
#include <map>
#include <string>
#include <vector>

#include "kernel/central_log.h"
#include "sqlite/database.h"

namespace beatbook::server {

class Quarantine {
 public:
  static void make_tables(Database& database);
  explicit Quarantine(Database& database) : database_(&database) {}

  // Stores what CentralLog::take_push stores, judged by the rules, with the reason of each change-set that is held.
  Result<std::variant<Taken, Diverged>> take_push(Store& store, const PreparedPush& push, uint64_t received_ms);

  // It is held no more.
  void released(uint64_t gsn);

  struct Held {
    uint64_t gsn = 0;
    EnrolmentId enrolment;
    std::string reason;
  };
  std::vector<Held> list();
  uint64_t count(const EnrolmentId& enrolment);
  // How many are held for each reason.
  std::map<std::string, uint64_t> reasons();

 private:
  Database* database_;
};

// Who created a record, by its life, else by the log of `store`.
std::optional<EnrolmentId> creator_of(Store& store, const Record& record);

}  // namespace beatbook::server
