#pragma once
// Operations and officers: who may read and write what. Tables of central.db beside the log. Nothing here begins or commits:
// whoever writes wraps it in a Transaction, or is a job of the writer. Failures of the disk throw StorageFailure.
#include <optional>
#include <string>
#include <vector>

#include "kernel/result.h"
#include "sqlite/database.h"

namespace beatbook::server {

struct Operation {
  std::string name;  // what change-sets carry: letters, digits and hyphens
  std::string title;
};

struct Officer {
  std::string collar;  // normal form of schema format COLLAR_NUMBER
  std::vector<std::string> roles;
  std::vector<std::string> operations;
  bool removed = false;
};

// An officer as somebody types it on the command line, checked: Fault::bad_input names the wrong role or collar number.
Result<std::string> read_collar(const std::string& text);
Result<std::vector<std::string>> read_roles(const std::vector<std::string>& texts);

class Accounts {
 public:
  static void make_tables(Database& database);
  explicit Accounts(Database& database) : database_(&database) {}

  // Fault::bad_input for a name that is taken or malformed.
  Result<void> add_operation(const Operation& operation, uint64_t now_ms);
  std::vector<Operation> operations();
  bool has_operation(const std::string& name);

  // Fault::bad_input when the officer exists or an operation does not. A removed officer who comes back is added again.
  Result<void> add_officer(const Officer& officer, uint64_t now_ms);
  // Replaces roles and operations; Fault::not_found without the officer. Noticed at the tablet's next page or Hello.
  Result<void> set_officer(const Officer& officer, uint64_t now_ms);
  // Keeps the row, for entries name it; drops roles and operations.
  Result<void> remove_officer(const std::string& collar, uint64_t now_ms);
  std::optional<Officer> officer(const std::string& collar);
  std::vector<Officer> officers();

  // Who was given what and when; append-only. Never a secret.
  void note(uint64_t now_ms, std::string_view event, std::string_view subject, std::string_view detail);

 private:
  Result<void> grant(const Officer& officer);
  std::vector<std::string> texts(std::string_view sql, const std::string& collar);

  Database* database_;
};

}  // namespace beatbook::server
