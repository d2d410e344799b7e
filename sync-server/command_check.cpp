#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "kernel/central_attachments.h"
#include "kernel/central_log.h"
#include "kernel/memory_store.h"
#include "sync-server/accounts.h"
#include "sync-server/commands.h"
#include "sync-server/enrolments.h"
#include "sync-server/quarantine.h"

namespace beatbook::server {

namespace {

struct Arguments {
  std::string directory, format = "text";
};

// One moment of the store, whatever is committed meanwhile.
Result<void> run_verify(const Arguments& given) {
  return read_store(given.directory, [](SqliteStore& store) -> Result<void> {
    store.database().run("BEGIN");
    if (auto pages = store.database().verify(); !pages) return pages;
    MemoryStore scratch;
    const auto through = CentralLog(store).verify(scratch);
    if (!through) return through.error();
    const auto pictures = CentralAttachments(store).verify();
    if (!pictures) return pictures.error();
    fmt::print("{} log entries, {} records: every chain, digest and record fits\n", *through, store.record_count());
    if (*pictures > 0) fmt::print("pictures: {}, every hash fits\n", *pictures);
    return {};
  });
}

nlohmann::ordered_json status_of(SqliteStore& store) {
  uint64_t active = 0, revoked = 0, held = 0;
  for (const auto& row : Enrolments(store.database()).list()) ++(row.revoked_ms ? revoked : active);
  nlohmann::ordered_json reasons = nlohmann::ordered_json::object();
  for (const auto& [reason, count] : Quarantine(store.database()).reasons()) {
    reasons[reason] = count;
    held += count;
  }
  return {{"store_incarnation", hex(store.fact(fact_store_incarnation).value_or(Bytes()))},
          {"entries", store.last_gsn()},
          {"records", store.record_count()},
          {"officers", Accounts(store.database()).officers().size()},
          {"operations", Accounts(store.database()).operations().size()},
          {"enrolments", active},
          {"revoked", revoked},
          {"quarantined", held},
          {"quarantined_because", reasons},
          {"archived", store.fact(fact_archived) == "1"},
          {"backed_up_through", std::stoull(store.fact(fact_backup_gsn).value_or("0"))}};
}

Result<void> run_status(const Arguments& given) {
  return read_store(given.directory, [&](SqliteStore& store) -> Result<void> {
    store.database().run("BEGIN");
    const auto status = status_of(store);
    if (given.format == "json") {
      fmt::print("{}\n", status.dump());
      return {};
    }
    for (const auto& [name, value] : status.items())
      fmt::print("{}: {}\n", name, value.is_string() ? value.get<std::string>() : value.dump());
    return {};
  });
}

}  // namespace

void add_check_commands(CLI::App& program, Outcome& outcome) {
  const auto given = std::make_shared<Arguments>();
  add_command(program, "verify", "Recompute chains, digests and records from the log", given, outcome, run_verify);
  add_command(program, "status", "What the store holds", given, outcome, run_status)
      ->add_option("--format", given->format, "text or json")
      ->check(CLI::IsMember({"text", "json"}));
}

}  // namespace beatbook::server
