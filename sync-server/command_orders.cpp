// held, release, purge, purges.
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "kernel/central_log.h"
#include "schema/catalogue.h"
#include "schema/time.h"
#include "sync-server/accounts.h"
#include "sync-server/clock.h"
#include "sync-server/commands.h"
#include "sync-server/enrolments.h"
#include "sync-server/orders.h"
#include "sync-server/quarantine.h"

namespace beatbook::server {

namespace {

struct Arguments {
  std::string directory, by, ground, format = "text";
  std::vector<std::string> records;
  std::vector<uint64_t> entries;
};

std::string time_of(uint64_t ms) { return schema::iso(schema::london(static_cast<int64_t>(ms))); }

std::string type_name(uint32_t number) {
  const auto* type = schema::find_type(number);
  return type ? type->name : fmt::format("type {}", number);
}

Result<void> list_held(const Arguments& given) {
  return read_store(given.directory, [](SqliteStore& store) -> Result<void> {
    for (const auto& held : Quarantine(store.database()).list()) {
      const auto row = store.entry(held.gsn);
      const auto set = row ? CentralLog(store).decode(*row) : Result<ChangeSet>(Error{Fault::not_found, {}});
      const auto who = [&](const EnrolmentId& id) {
        const auto known = Enrolments(store.database()).find(id);
        return known ? known->collar : id.text();
      };
      const auto copy = set ? set->header.copy_of : std::nullopt;
      std::string types;
      for (size_t i = 0; set && i < set->changes.size(); ++i) {
        const auto name = type_name(set->changes[i].change.type);
        if (types.find(name) == std::string::npos) types += (types.empty() ? "" : " ") + name;
      }
      fmt::print("{}\t{}{}\t{}\t{}\t{}\n", held.gsn, who(held.enrolment),
                 copy ? ", for " + who(copy->dot.branch.enrolment) : "", time_of(row ? row->received_ms : 0), types,
                 held.reason);
    }
    return {};
  });
}

// Where no server runs the command does what it asked; a server does it by itself.
Result<bool> carry_out_now(const std::string& directory) {
  const auto folder = StoreDirectory::open(directory);
  if (!folder) return folder.error();
  const auto lock = StoreLock::take(*folder);
  if (!lock) return false;
  auto store = folder->open_store(Database::Mode::existing);
  if (!store) return store.error();
  return attempt([&]() -> Result<bool> {
    Orders orders(*store, folder->path());
    store->begin();
    const auto done = orders.carry_out(wall_ms());
    if (!done) {
      store->rollback();
      return done.error();
    }
    store->commit();
    orders.scrub(wall_ms());
    return true;
  });
}

Result<void> release(const Arguments& given) {
  const auto by = read_collar(given.by);
  if (!by) return by.error();
  auto asked = change_store(given.directory, [&](SqliteStore& store) -> Result<void> {
    const auto officer = Accounts(store.database()).officer(*by);
    const auto supervises = [](const std::string& role) { return role == "SUP" || role == "INS"; };
    if (officer && std::none_of(officer->roles.begin(), officer->roles.end(), supervises))
      return Error{Fault::refused, *by + " is no supervisor: a supervisor looks at what is held, and releases it."};
    Orders orders(store, {});
    for (const auto gsn : given.entries) {
      if (auto one = orders.ask_release(gsn, *by, given.ground, wall_ms()); !one) return one;
    }
    return {};
  });
  if (!asked) return asked;
  const auto now = carry_out_now(given.directory);
  if (!now) return now.error();
  fmt::print("{} released. Tablets get {} with their next sync.\n",
             given.entries.size() == 1 ? "1 entry is" : fmt::format("{} entries are", given.entries.size()),
             given.entries.size() == 1 ? "it" : "them");
  return {};
}

Result<std::vector<RecordId>> read_records(const std::vector<std::string>& texts) {
  std::vector<RecordId> out;
  for (const auto& text : texts) {
    const auto id = RecordId::parse(text);
    if (!id) return Error{Fault::bad_input, "\"" + text + "\" is no id of a record."};
    out.push_back(*id);
  }
  return out;
}

// Copies that no purge reaches.
void name_copies(const std::filesystem::path& folder) {
  std::error_code failed;
  for (const auto& file : std::filesystem::directory_iterator(folder, failed)) {
    const auto name = file.path().filename().string();
    if (name.starts_with("central.db.before-restore-") && !name.ends_with("-wal"))
      fmt::print("{} is from before a restore and may hold it still: delete it.\n", file.path().string());
  }
  fmt::print("Backups hold it still; a restore purges it again as long as {} is there.\n", (folder / "purges").string());
}

Result<void> purge(const Arguments& given) {
  const auto by = read_collar(given.by);
  if (!by) return by.error();
  const auto records = read_records(given.records);
  if (!records) return records.error();
  auto asked = change_store(given.directory, [&](SqliteStore& store) -> Result<void> {
    Orders orders(store, {});
    for (const auto& record : *records) {
      if (auto one = orders.ask_purge(record, *by, given.ground, wall_ms()); !one) return one;
    }
    return {};
  });
  if (!asked) return asked;
  const auto now = carry_out_now(given.directory);
  if (!now) return now.error();
  const char* it = records->size() == 1 ? "The record is" : "The records are";
  fmt::print("{} {}. Each tablet erases with its next sync and says so. See: beatbook-server purges\n", it,
             *now ? "purged here" : "purged as soon as the server that runs has turned to it");
  name_copies(given.directory);
  return {};
}

// Who has said that nothing of it is left there, and when; 0 = not yet.
using Answers = std::vector<std::pair<std::string, uint64_t>>;

// What analysis.db says of itself: up to which entry nothing purged is in it.
std::pair<uint64_t, uint64_t> erased_in_analysis(const std::filesystem::path& file) {
  auto database = Database::open(file, std::nullopt, Database::Mode::read_only);
  if (!database) return {0, 0};
  const auto read = attempt([&]() -> Result<std::pair<uint64_t, uint64_t>> {
    Statement statement = database->prepare("SELECT through_gsn, at_ms FROM erasure");
    Rows rows = statement.query();
    if (!rows.next()) return std::pair<uint64_t, uint64_t>{0, 0};
    return std::pair(static_cast<uint64_t>(rows.integer(0)), static_cast<uint64_t>(rows.integer(1)));
  });
  return read ? *read : std::pair<uint64_t, uint64_t>{0, 0};
}

Result<std::vector<Answers>> answers_of(SqliteStore& store, const std::vector<PurgeBook::Purge>& purges,
                                        const std::filesystem::path& folder) {
  PurgeBook book = Orders(store, folder).book();
  std::vector<Answers> out(purges.size());
  const auto add = [&](const std::string& name, const std::string& holder, uint64_t since_ms) -> Result<void> {
    const auto given = book.receipts(holder);
    if (!given) return given.error();
    for (size_t i = 0; i < purges.size(); ++i) {
      const auto order = store.entry(purges[i].gsn);
      // Who came after it never held it.
      if (order && since_ms > order->received_ms) continue;
      const auto at = given->find(purges[i].record);
      out[i].emplace_back(name, at == given->end() ? 0 : at->second);
    }
    return {};
  };
  if (auto done = add("store", central_store, 0); !done) return done.error();
  if (store.fact(fact_archived) == "1") {
    if (auto done = add("archive", archive_copy, 0); !done) return done.error();
  }
  const auto [through, at_ms] = erased_in_analysis(folder / "analysis.db");
  for (size_t i = 0; i < purges.size() && std::filesystem::exists(folder / "analysis.db"); ++i)
    out[i].emplace_back("analysis", purges[i].gsn <= through ? at_ms : 0);
  for (const auto& row : Enrolments(store.database()).list()) {
    const auto branches = store.branches_of(row.id);
    const Branch newest = branches.empty() ? Branch{row.id, 0} : branches.back().branch;
    const auto name =
        row.collar + (row.device_name.empty() ? "" : ", " + row.device_name) + (row.revoked_ms ? " (revoked)" : "");
    if (auto done = add(name, PurgeBook::tablet(newest), row.created_ms); !done) return done.error();
  }
  return out;
}

Result<void> list_purges(const Arguments& given) {
  return read_store(given.directory, [&](SqliteStore& store) -> Result<void> {
    store.database().run("BEGIN");
    const auto listed = PurgeList(given.directory).read();
    if (!listed) return listed.error();
    const auto purges = Orders(store, given.directory).book().purges();
    if (!purges) return purges.error();
    const auto answers = answers_of(store, *purges, given.directory);
    if (!answers) return answers.error();
    auto all = nlohmann::ordered_json::array();
    for (size_t i = 0; i < purges->size(); ++i) {
      const auto row = store.entry((*purges)[i].gsn);
      const auto set = row ? CentralLog(store).decode(*row) : Result<ChangeSet>(Error{Fault::not_found, {}});
      const auto order = set ? read_order(*set) : std::nullopt;
      if (!order) return Error{Fault::corrupt, "The order of a purge is not in the log. Run: beatbook-server verify"};
      nlohmann::ordered_json receipts = nlohmann::ordered_json::object();
      for (const auto& [name, at_ms] : (*answers)[i]) receipts[name] = at_ms ? time_of(at_ms) : "not yet";
      all.push_back({{"record", order->record.text()},
                     {"type", type_name(order->type)},
                     {"class", v1::VisibilityClass_Name(order->visibility).substr(0, 3)},
                     {"at", time_of(order->at_ms)},
                     {"by", order->by},
                     {"rule", order->ground},
                     {"receipts", receipts}});
    }
    if (given.format == "json") {
      fmt::print("{}\n", all.dump());
      return {};
    }
    for (const auto& one : all) {
      fmt::print("{}\t{}\t{}\t{}\t{}\t{}\n", one["record"].get<std::string>(), one["type"].get<std::string>(),
                 one["class"].get<std::string>(), one["at"].get<std::string>(), one["by"].get<std::string>(),
                 one["rule"].get<std::string>());
      for (const auto& [name, at] : one["receipts"].items()) fmt::print("\t{}\t{}\n", at.get<std::string>(), name);
    }
    return {};
  });
}

}  // namespace

void add_order_commands(CLI::App& program, Outcome& outcome) {
  const auto given = std::make_shared<Arguments>();
  add_command(program, "held", "What is held for a supervisor: entry, officer, received, kinds, why", given, outcome,
              list_held);
  auto* releasing = add_command(program, "release", "Let held entries join the shared record", given, outcome, release);
  releasing->add_option("entry", given->entries, "Numbers that `held` lists")->required();
  releasing->add_option("--by", given->by, "Collar number of the supervisor who looked at them")->required();
  releasing->add_option("--reason", given->ground, "Why, in words")->required();
  auto* purging =
      add_command(program, "purge", "Erase records here, in archive and analysis, and on every tablet", given, outcome, purge);
  purging->add_option("record", given->records, "Ids of records")->required();
  purging->add_option("--by", given->by, "Collar number of who orders it")->required();
  purging->add_option("--rule", given->ground, "The rule it goes by, like PR-28; nothing of the content")->required();
  add_command(program, "purges", "What was purged, and which store has said that nothing of it is left there", given, outcome,
              list_purges)
      ->add_option("--format", given->format, "text or json")
      ->check(CLI::IsMember({"text", "json"}));
}

}  // namespace beatbook::server
