#include "sync-server/accounts.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "rules/access.h"
#include "schema/formats.h"

namespace beatbook::server {

namespace {

constexpr size_t longest_operation = 40, longest_title = 120;

bool is_operation_name(std::string_view name) {
  return !name.empty() && name.size() <= longest_operation && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  });
}

}  // namespace

Result<std::string> read_collar(const std::string& text) {
  const auto* format = schema::find_format("COLLAR_NUMBER");
  return schema::normalise(*format, text);
}

Result<std::vector<std::string>> read_roles(const std::vector<std::string>& texts) {
  std::vector<std::string> roles;
  for (std::string role : texts) {
    std::transform(role.begin(), role.end(), role.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    if (!rules::is_role(role)) {
      return Error{Fault::bad_input, "There is no role \"" + role +
                                         "\". Roles are OFC, SC, PCSO, CTL, SWL, SUP, INS, INT, ANA, RMU, PTN and ADM."};
    }
    roles.push_back(std::move(role));
  }
  return roles;
}

void Accounts::make_tables(Database& database) {
  database.run(
      "CREATE TABLE IF NOT EXISTS operation(name TEXT PRIMARY KEY, title TEXT NOT NULL, created_ms INTEGER NOT NULL) WITHOUT "
      "ROWID;"
      "CREATE TABLE IF NOT EXISTS officer(collar TEXT PRIMARY KEY, created_ms INTEGER NOT NULL, removed_ms INTEGER) WITHOUT "
      "ROWID;"
      "CREATE TABLE IF NOT EXISTS officer_role(collar TEXT NOT NULL REFERENCES officer(collar), role TEXT NOT NULL,"
      " PRIMARY KEY(collar, role)) WITHOUT ROWID;"
      "CREATE TABLE IF NOT EXISTS officer_operation(collar TEXT NOT NULL REFERENCES officer(collar),"
      " operation TEXT NOT NULL REFERENCES operation(name), PRIMARY KEY(collar, operation)) WITHOUT ROWID;"
      "CREATE TABLE IF NOT EXISTS account_event(number INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, event TEXT NOT NULL,"
      " subject TEXT NOT NULL, detail TEXT NOT NULL);");
}

void Accounts::note(uint64_t now_ms, std::string_view event, std::string_view subject, std::string_view detail) {
  database_->prepare("INSERT INTO account_event(at_ms, event, subject, detail) VALUES(?, ?, ?, ?)")
      .run(now_ms, Text(event), Text(subject), Text(detail));
}

Result<void> Accounts::add_operation(const Operation& operation, uint64_t now_ms) {
  if (!is_operation_name(operation.name)) {
    return Error{Fault::bad_input, "An operation's name is at most 40 letters, digits and hyphens, like lantern-2026."};
  }
  if (operation.title.size() > longest_title) return Error{Fault::bad_input, "An operation's title is at most 120 characters."};
  database_->prepare("INSERT INTO operation(name, title, created_ms) VALUES(?, ?, ?) ON CONFLICT(name) DO NOTHING")
      .run(Text(operation.name), Text(operation.title), now_ms);
  if (database_->changes() == 0) return Error{Fault::bad_input, "There is an operation " + operation.name + " already."};
  note(now_ms, "operation added", operation.name, "");
  return {};
}

bool Accounts::has_operation(const std::string& name) {
  return database_->prepare("SELECT 1 FROM operation WHERE name = ?").integer(Text(name)).has_value();
}

std::vector<Operation> Accounts::operations() {
  std::vector<Operation> out;
  Statement statement = database_->prepare("SELECT name, title FROM operation ORDER BY name");
  Rows rows = statement.query();
  while (rows.next()) out.push_back({std::string(rows.text(0)), std::string(rows.text(1))});
  return out;
}

Result<void> Accounts::grant(const Officer& officer) {
  database_->prepare("DELETE FROM officer_role WHERE collar = ?").run(Text(officer.collar));
  database_->prepare("DELETE FROM officer_operation WHERE collar = ?").run(Text(officer.collar));
  for (const auto& role : officer.roles) {
    database_->prepare("INSERT OR IGNORE INTO officer_role(collar, role) VALUES(?, ?)").run(Text(officer.collar), Text(role));
  }
  for (const auto& operation : officer.operations) {
    if (!has_operation(operation)) {
      return Error{Fault::bad_input,
                   "There is no operation \"" + operation + "\". Add it first: beatbook-server operation add"};
    }
    database_->prepare("INSERT OR IGNORE INTO officer_operation(collar, operation) VALUES(?, ?)")
        .run(Text(officer.collar), Text(operation));
  }
  return {};
}

Result<void> Accounts::add_officer(const Officer& officer, uint64_t now_ms) {
  const auto known = this->officer(officer.collar);
  if (known && !known->removed) {
    return Error{Fault::bad_input, "There is an officer " + officer.collar + " already. Change the grants with: officer set"};
  }
  database_->prepare("INSERT INTO officer(collar, created_ms) VALUES(?, ?) ON CONFLICT(collar) DO UPDATE SET removed_ms = NULL")
      .run(Text(officer.collar), now_ms);
  auto granted = grant(officer);
  if (granted) note(now_ms, "officer added", officer.collar, fmt::format("{}", fmt::join(officer.roles, " ")));
  return granted;
}

Result<void> Accounts::set_officer(const Officer& officer, uint64_t now_ms) {
  const auto known = this->officer(officer.collar);
  if (!known || known->removed) return Error{Fault::not_found, "There is no officer " + officer.collar + "."};
  auto granted = grant(officer);
  if (granted) note(now_ms, "officer set", officer.collar, fmt::format("{}", fmt::join(officer.roles, " ")));
  return granted;
}

Result<void> Accounts::remove_officer(const std::string& collar, uint64_t now_ms) {
  const auto known = officer(collar);
  if (!known || known->removed) return Error{Fault::not_found, "There is no officer " + collar + "."};
  if (auto granted = grant({collar, {}, {}, false}); !granted) return granted;
  database_->prepare("UPDATE officer SET removed_ms = ? WHERE collar = ?").run(now_ms, Text(collar));
  note(now_ms, "officer removed", collar, "");
  return {};
}

std::vector<std::string> Accounts::texts(std::string_view sql, const std::string& collar) {
  std::vector<std::string> out;
  Statement statement = database_->prepare(sql);
  Rows rows = statement.query(Text(collar));
  while (rows.next()) out.emplace_back(rows.text(0));
  return out;
}

std::optional<Officer> Accounts::officer(const std::string& collar) {
  Statement statement = database_->prepare("SELECT removed_ms FROM officer WHERE collar = ?");
  Rows rows = statement.query(Text(collar));
  if (!rows.next()) return std::nullopt;
  return Officer{collar, texts("SELECT role FROM officer_role WHERE collar = ? ORDER BY role", collar),
                 texts("SELECT operation FROM officer_operation WHERE collar = ? ORDER BY operation", collar),
                 !rows.is_null(0)};
}

std::vector<Officer> Accounts::officers() {
  std::vector<Officer> out;
  Statement statement = database_->prepare("SELECT collar FROM officer WHERE removed_ms IS NULL ORDER BY collar");
  Rows rows = statement.query();
  while (rows.next()) out.push_back(*officer(std::string(rows.text(0))));
  return out;
}

}  // namespace beatbook::server
