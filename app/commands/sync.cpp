// sync, push, salvage, verify.
#include <fmt/format.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>

#include "app/commands/context.h"
#include "app/tablet/overview.h"
#include "app/tablet/salvage.h"
#include "app/tablet/stay.h"

namespace beatbook::app {

namespace {

std::string hand_in(const Overview& at) {
  if (at.pending > 0 || at.drafts > 0 || at.pictures > 0 || at.kept > 0) return "not safe to hand in";
  if (at.quarantined > 0) return "a supervisor must look at what was held";
  return at.light == SafeLight::safe ? "safe to hand in" : "received, not backed up";
}

void print_sync(Context& context, Tablet& tablet, const ExchangeReport& report) {
  const auto at = OverviewReader(tablet).read();
  const auto conflicts = tablet.index().conflicts().size();
  if (context.json()) {
    const nlohmann::ordered_json out{{"pushed", report.pushed},
                                     {"received", report.received},
                                     {"conflicts", conflicts},
                                     {"quarantined", at.quarantined},
                                     {"pending", at.pending},
                                     {"kept_for_colleagues", at.kept},
                                     {"disk_full", at.disk_full},
                                     {"pictures_sent", report.pictures_sent},
                                     {"pictures_fetched", report.pictures_fetched},
                                     {"pictures_pending", at.pictures},
                                     {"safe_to_hand_in", at.light == SafeLight::safe},
                                     {"hand_in", hand_in(at)},
                                     {"bytes_up", report.bytes_up},
                                     {"bytes_down", report.bytes_down},
                                     {"round_trips", report.round_trips},
                                     {"rebuilt_because", report.rebuilt_because}};
    fmt::print("{}\n", out.dump());
    return;
  }
  fmt::print("Sent {}, received {}. Hand-in: {}.\n", report.pushed, report.received, hand_in(at));
  if (at.pending) fmt::print("{} still only on this tablet.\n", at.pending);
  if (report.pictures_sent) fmt::print("Pictures sent: {}.\n", report.pictures_sent);
  if (report.pictures_fetched) fmt::print("Pictures fetched: {}.\n", report.pictures_fetched);
  if (at.pictures)
    fmt::print("{} still only on this tablet. {}\n",
               at.pictures == 1 ? "1 picture is" : fmt::format("{} pictures are", at.pictures),
               report.pictures_wait.empty() ? "Sync again." : report.pictures_wait);
  if (conflicts)
    fmt::print("{} {} a person: beatbook-cli conflicts\n", conflicts, conflicts == 1 ? "entry needs" : "entries need");
  if (at.quarantined) fmt::print("{} held for a supervisor.\n", at.quarantined);
  if (at.kept)
    fmt::print("{} here and no longer at the server, which was put back to a backup: beatbook-cli kept list\n",
               at.kept == 1 ? "1 entry of a colleague is" : fmt::format("{} entries of colleagues are", at.kept));
  if (at.disk_full) fmt::print("The disk is nearly full: what is recorded goes into room set aside for it. Make some space.\n");
  if (!report.rebuilt_because.empty()) fmt::print("The view was pulled anew: {}.\n", report.rebuilt_because);
}

void sync(Context& context, Tablet& tablet) {
  const bool live = isatty(STDERR_FILENO) != 0;
  const auto report = tablet.sync([live](const Progress& at) {
    if (live) fmt::print(stderr, "\rsent {} of {}, received up to {} ", at.acked_seq, at.head_seq, at.cursor);
  });
  if (live) fmt::print(stderr, "\n");
  print_sync(context, tablet, report);
  if (!report.failed) return;
  fail(context, *report.failed);
  context.exit_code = 3;
}

volatile std::sig_atomic_t asked_to_end = 0;

// Until it is told to end: what is saved meanwhile, by any program, is sent at once.
void stay_in_sync(Context& context) {
  const auto secret = read_secret(context.secret_file);
  if (!secret) return fail(context, secret.error());
  const auto key = Tablet::unlock(context.store, *secret);
  if (!key) return fail(context, key.error());
  for (const int signal : {SIGINT, SIGTERM}) std::signal(signal, [](int) { asked_to_end = 1; });
  const auto rested = [&](const ExchangeReport& so_far) {
    if (context.json()) {
      fmt::print("{}\n", nlohmann::ordered_json{{"pushed", so_far.pushed}, {"received", so_far.received}}.dump());
    } else {
      fmt::print("Sent {}, received {}, and the line stays.\n", so_far.pushed, so_far.received);
    }
    std::fflush(stdout);
  };
  const auto lost = [](const Error& why) { fmt::print(stderr, "{} It is tried again by itself.\n", why.message); };
  if (auto stayed = stay(context.store, *key, {rested, lost}, [] { return asked_to_end != 0; }); !stayed)
    fail(context, stayed.error());
}

void push(Context& context) {
  const auto done = push_locked(context.store);
  if (!done) return fail(context, done.error());
  const auto& report = done->report;
  if (context.json()) {
    fmt::print("{}\n",
               nlohmann::ordered_json{
                   {"pushed", report.pushed}, {"pending", done->left}, {"whole", done->whole}, {"bytes_up", report.bytes_up}}
                   .dump());
  } else {
    if (!report.failed || report.pushed > 0 || done->left > 0)
      fmt::print("Sent {} sealed {}, {}{} left. Pictures go only while the tablet is unlocked: sync.\n", report.pushed,
                 report.pushed == 1 ? "save" : "saves", done->whole ? "" : "at least ", done->left);
    if (!report.failed && !done->whole)
      fmt::print("There may be more saves than lay ready here: unlock the tablet and sync.\n");
  }
  if (!report.failed) return;
  fail(context, *report.failed);
  context.exit_code = 3;
}

void verify(Context& context, Tablet& tablet) {
  const auto walked = tablet.log().verify();
  if (!walked) return fail(context, walked.error());
  if (auto sound = tablet.store().database().verify(); !sound) return fail(context, sound.error());
  fmt::print("The chain of {} saves holds and the file is sound.\n", *walked);
}

// Opens no tablet: its file may be one that does not open.
void save_what_is_left(Context& context) {
  const auto secret = read_secret(context.secret_file);
  if (!secret) return fail(context, secret.error());
  const auto done = salvage(context.store, *secret);
  if (!done) return fail(context, done.error());
  if (done->whole) return fmt::print("The notebook is whole. Nothing was changed.\n");
  fmt::print("{} of this tablet's saves and {} drafts are in a new notebook; {} were sent from the outbox first.\n",
             done->kept + done->again, done->drafts, done->sent);
  if (done->again) fmt::print("{} that stood nowhere else were recorded again.\n", done->again);
  if (done->pictures) fmt::print("{} of its pictures are in it as well.\n", done->pictures);
  if (done->pictures_lost) fmt::print("Some pictures could not be read. Take them again where you can.\n");
  if (done->roles_lost) fmt::print("This tablet does not know your role until a sync: record nothing before.\n");
  fmt::print("Sync now: the server gives back what is missing. The damaged file is kept as {}.\n", done->damaged.string());
  if (done->drafts_lost) fmt::print("Some drafts could not be read.\n");
  fmt::print("{}\n", done->drafts_lost || done->pictures_lost ? "Keep that file, and tell your supervisor."
                                                              : "Delete it once a sync has run.");
}

}  // namespace

void add_sync_commands(CLI::App& program, Context& context) {
  auto* exchange = program.add_subcommand("sync", "One exchange with the server");
  const auto stays = std::make_shared<bool>(false);
  exchange->callback([&context, stays] {
    if (*stays) return stay_in_sync(context);
    auto tablet = unlock(context);
    if (!tablet) return;
    sync(context, *tablet);
    if (auto flushed = tablet->close_outbox(); !flushed) fail(context, flushed.error());
  });
  exchange->add_flag("--stay", *stays, "Keep the line: send what is saved at once, take in what comes; ends with SIGTERM");
  add_format(*exchange, context, {"text", "json"});
  auto* locked = program.add_subcommand("push", "Send the sealed outbox; needs no secret");
  locked->callback([&context] { push(context); });
  add_format(*locked, context, {"text", "json"});
  auto* rescue =
      program.add_subcommand("salvage", "Take what can be read of a damaged notebook into a new one, and keep the old file");
  rescue->callback([&context] { save_what_is_left(context); });
  add_command(program, "verify", "Walk this tablet's chain and file", context,
              [&context](Tablet& tablet) { verify(context, tablet); });
}

}  // namespace beatbook::app
