#include <date/date.h>
#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <memory>

#include "kernel/central_log.h"
#include "kernel/enrolment_code.h"
#include "schema/time.h"
#include "sync-server/accounts.h"
#include "sync-server/certificates.h"
#include "sync-server/clock.h"
#include "sync-server/commands.h"
#include "sync-server/enrolments.h"
#include "sync-server/random.h"

namespace beatbook::server {

namespace {

struct Arguments {
  std::string directory, collar, id, valid = "24h";
};

constexpr uint64_t minute_ms = 60'000, hour_ms = 60 * minute_ms, day_ms = 24 * hour_ms, longest_valid_ms = 30 * day_ms;

// "30m", "24h", "7d".
Result<uint64_t> read_duration(const std::string& text) {
  uint64_t number = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  const std::string_view unit(end, static_cast<size_t>(text.data() + text.size() - end));
  const uint64_t unit_ms = unit == "m" ? minute_ms : unit == "h" ? hour_ms : unit == "d" ? day_ms : 0;
  if (failed != std::errc() || unit_ms == 0 || number == 0 || number > longest_valid_ms / unit_ms) {
    return Error{Fault::bad_input, "Give how long the code is valid as minutes, hours or days up to 30d, like 30m, 24h or 7d."};
  }
  return number * unit_ms;
}

Result<EnrolmentId> read_id(const std::string& text) {
  const auto id = EnrolmentId::parse(text);
  if (!id) return Error{Fault::bad_input, "\"" + text + "\" is not an enrolment. See: beatbook-server enrolment list"};
  return *id;
}

Result<void> print_code(const Arguments& given) {
  const auto collar = read_collar(given.collar);
  if (!collar) return collar.error();
  const auto valid_ms = read_duration(given.valid);
  if (!valid_ms) return valid_ms.error();
  EnrolmentCode code{random_bytes(EnrolmentCode::secret_size), {}};
  auto issued = change_store(given.directory, [&](SqliteStore& store) -> Result<void> {
    const auto certificates = Certificates::load(store);
    if (!certificates) return certificates.error();
    code.pin = certificate_pin(certificates->server.certificate);
    const uint64_t now = wall_ms();
    return Enrolments(store.database()).add_code(code.secret, *collar, now, now + *valid_ms);
  });
  if (issued) fmt::print("{}\n", write_enrolment_code(code));
  return issued;
}

Result<void> list(const Arguments& given) {
  return read_store(given.directory, [](SqliteStore& store) -> Result<void> {
    for (const auto& row : Enrolments(store.database()).list()) {
      const auto made = schema::iso(schema::london(static_cast<int64_t>(row.created_ms)));
      fmt::print("{}\t{}\t{}\t{}\t{}\n", row.id.text(), row.collar, row.revoked_ms ? "revoked" : "active", made,
                 row.device_name);
    }
    for (const auto& row : Enrolments(store.database()).unknown()) {
      const auto shown = schema::iso(schema::london(static_cast<int64_t>(row.shown_ms)));
      fmt::print("{}\t{}\tunknown\t{}\t\n", row.holder.enrolment.text(), row.holder.collar, shown);
    }
    return {};
  });
}

Result<void> revoke(const Arguments& given) {
  const auto id = read_id(given.id);
  if (!id) return id.error();
  return change_store(given.directory, [&](SqliteStore& store) { return Enrolments(store.database()).revoke(*id, wall_ms()); });
}

Result<void> reinstate(const Arguments& given) {
  const auto id = read_id(given.id);
  if (!id) return id.error();
  auto done = change_store(given.directory, [&](SqliteStore& store) {
    auto known = Enrolments(store.database()).reinstate(*id, wall_ms());
    // The lost store may have held what nobody here knows of.
    if (known) CentralLog(store).seal(*id, static_cast<uint32_t>(wall_ms() / 1000));
    return known;
  });
  if (done) fmt::print("The enrolment is known again; its tablet sends what the backup lacks. Its recovery code is lost.\n");
  return done;
}

Result<void> print_recovery(const Arguments& given) {
  const auto id = read_id(given.id);
  if (!id) return id.error();
  std::string code;
  auto read = change_store(given.directory, [&](SqliteStore& store) -> Result<void> {
    auto found = Enrolments(store.database()).recovery_code(*id, wall_ms());
    if (!found) return found.error();
    code = *found;
    return {};
  });
  if (read) fmt::print("{}\n", code);
  return read;
}

}  // namespace

void add_enrolment_commands(CLI::App& program, Outcome& outcome) {
  auto* family = program.add_subcommand("enrolment", "Enrolments: one officer on one tablet");
  family->require_subcommand(1);
  const auto given = std::make_shared<Arguments>();
  auto* code =
      add_command(*family, "code", "Print a one-time code that enrols a tablet for an officer", given, outcome, print_code);
  code->add_option("collar", given->collar, "Collar number")->required();
  code->add_option("--valid", given->valid, "How long: 30m, 24h, 7d")->capture_default_str();
  add_command(*family, "list", "One enrolment a line: id, collar number, state, since, tablet", given, outcome, list);
  add_command(*family, "reinstate",
              "After a restore: take in an enrolment the backup does not hold (listed as unknown) when its tablet is in its "
              "officer's hands",
              given, outcome, reinstate)
      ->add_option("id", given->id, "Enrolment")
      ->required();
  add_command(*family, "revoke", "A lost or handed-in tablet: it may still hand in, and reads nothing", given, outcome, revoke)
      ->add_option("id", given->id, "Enrolment")
      ->required();
  add_command(*family, "recovery", "Print the code that opens the tablet when the officer's secret is lost; noted", given,
              outcome, print_recovery)
      ->add_option("id", given->id, "Enrolment")
      ->required();
}

}  // namespace beatbook::server
