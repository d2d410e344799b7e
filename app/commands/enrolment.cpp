// enrol, unlock with the recovery code, change the secret.
#include <fmt/format.h>
#include <unistd.h>

#include <array>

#include "app/commands/context.h"
#include "app/vault/vault.h"

namespace beatbook::app {

namespace {

struct Arguments {
  std::string server, code, cost = "moderate", new_secret_file, recovery_code_file;
};

// Argon2id of a test or a scripted evening; a tablet in the street keeps the default.
constexpr SecretCost light{1, 8 * 1024 * 1024};

std::string device_name() {
  std::array<char, 256> name{};
  return gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "tablet";
}

void enrol_tablet(Context& context, const Arguments& given) {
  const auto secret = read_secret(context.secret_file);
  if (!secret) return fail(context, secret.error());
  EnrolOptions options{given.server, given.code, device_name(), *secret};
  if (given.cost == "light") options.cost = light;
  if (auto done = Tablet::enrol(context.store, options); !done) return fail(context, done.error());
  const auto enrolment = Enrolment::load(context.store);
  if (!enrolment) return fail(context, enrolment.error());
  fmt::print("This tablet is enrolled for {}. Start a shift to record.\n", enrolment->grant().collar_number);
}

void recover(Context& context, const Arguments& given) {
  const auto code = read_secret(given.recovery_code_file);
  const auto secret = read_secret(context.secret_file);
  if (!code) return fail(context, code.error());
  if (!secret) return fail(context, secret.error());
  auto vault = Vault::open(context.store);
  if (!vault) return fail(context, vault.error());
  if (auto opened = vault->recover(*code, *secret); !opened) return fail(context, opened.error());
  fmt::print("The new secret opens this tablet. Nothing was lost.\n");
}

void change_secret(Context& context, const Arguments& given) {
  const auto now = read_secret(context.secret_file);
  const auto next = read_secret(given.new_secret_file);
  if (!now) return fail(context, now.error());
  if (!next) return fail(context, next.error());
  auto vault = Vault::open(context.store);
  if (!vault) return fail(context, vault.error());
  if (auto changed = vault->change_secret(*now, *next, wall_clock_ms()); !changed) return fail(context, changed.error());
  fmt::print("The secret was changed.\n");
}

}  // namespace

void add_enrolment_commands(CLI::App& program, Context& context) {
  const auto given = std::make_shared<Arguments>();
  auto* enrol = program.add_subcommand("enrol", "Turn a one-time code into this tablet's enrolment");
  enrol->add_option("--server", given->server, "HOST:PORT")->required();
  enrol->add_option("--code", given->code, "The code on the supervisor's screen")->required();
  enrol->add_option("--secret-cost", given->cost, "What trying a secret costs a thief: moderate; light only for tests")
      ->check(CLI::IsMember({"moderate", "light"}))
      ->capture_default_str();
  enrol->callback([&context, given] { enrol_tablet(context, *given); });

  auto* secret = program.add_subcommand("secret", "The officer's secret");
  secret->require_subcommand(1);
  auto* change = secret->add_subcommand("change", "From --secret-file to --new-secret-file");
  change->add_option("--new-secret-file", given->new_secret_file)->required();
  change->callback([&context, given] { change_secret(context, *given); });
  auto* recovery =
      secret->add_subcommand("recover", "Open with the recovery code the server holds; --secret-file has the new secret");
  recovery->add_option("--recovery-code-file", given->recovery_code_file)->required();
  recovery->callback([&context, given] { recover(context, *given); });
}

}  // namespace beatbook::app
