// What the supervisor's desk says of entries and of tablets that have gone silent, read from a real store.
#include "app/ui/entry_facts.h"
#include "app/ui/officer.h"
#include "app/ui/person_facts.h"
#include "app/ui/silent_tablets.h"
#include "app/ui/words.h"

using namespace beatbook;
using namespace beatbook::test;

namespace {

constexpr int64_t hour_ms = 3'600'000;
constexpr int64_t that_night_ms = 1'795'730'400'000;  // 26/11/2026 22:00

struct Desk : Patrol {
  Desk() { fleet.enrol("desk", "PS 77", "SUP"); }
  // What `work` finds in the desk's store.
  template <class Work>
  auto read(Work work) {
    fleet.sync("desk");
    auto tablet = app::Tablet::open(fleet.directory / "desk", secret);
    if (!tablet) throw std::runtime_error(tablet.error().message);
    app::Bench bench(std::move(*tablet));
    return work(bench);
  }
};

std::string text_of(const std::vector<app::ReviewCheck>& checks) {
  std::string out;
  for (const auto& check : checks) out += (check.sign + ": " + check.text + "\n").toStdString();
  return out;
}

}  // namespace

TEST_CASE("A tablet whose shift is open and that has brought nothing for two hours is named as silent") {
  Desk desk;
  desk.fleet.sync("wren");
  const auto now = static_cast<int64_t>(app::wall_clock_ms());
  const auto said = [&](int64_t later) {
    return desk.read([&](app::Bench& bench) { return app::silent_text_of(bench, now + later).toStdString(); });
  };
  CHECK(said(hour_ms).empty());
  const auto silent = said(3 * hour_ms);
  CAPTURE(silent);
  CHECK(silent.starts_with("Not heard from PC 1234 since "));
  CHECK(silent.ends_with("The shift is open, so the tablet may hold entries for you."));

  desk.fleet.expect("wren", {"shift", "end"}, "{}");
  desk.fleet.sync("wren");
  CHECK(said(3 * hour_ms).empty());
}

TEST_CASE("Before a decision the desk says how the entry stands to what the review asks") {
  Desk desk;
  const auto id = desk.fleet.record("wren", "welfare_contact", welfare_contact("Snipe Walk"));
  desk.fleet.sync("wren");
  const auto checks = desk.read([&](app::Bench& bench) {
    return app::read_entry_facts(bench, app::record_id(QString::fromStdString(id)), static_cast<int64_t>(app::wall_clock_ms()))
        .checks;
  });
  const auto text = text_of(checks);
  CAPTURE(text);
  CHECK(text.find("lock: For support only. It feeds no enforcement.") != std::string::npos);
  CHECK(text.find("Body-worn video: off at the person's request") != std::string::npos);
  CHECK(text.find("merged: It is in the shared record") != std::string::npos);
  CHECK(text.find("risk") == std::string::npos);
}

TEST_CASE("That a time is exact is not said of an entry; that it is not, is") {
  Desk desk;
  auto about = sighting("A white van stopped twice.");
  about["envelope"]["event_time_precision"] = "ABOUT";
  const auto exact_id = desk.fleet.record("wren", "sighting", sighting("A grey van stopped once."));
  const auto about_id = desk.fleet.record("wren", "sighting", about);
  desk.fleet.sync("wren");
  const auto says = [&](const std::string& id) {
    const auto lines = desk.read([&](app::Bench& bench) {
      return app::read_entry_facts(bench, app::record_id(QString::fromStdString(id)),
                                   static_cast<int64_t>(app::wall_clock_ms()))
          .lines;
    });
    return std::any_of(lines.begin(), lines.end(),
                       [](const app::LineRow& row) { return row.label == "How exact the time is"; });
  };
  CHECK_FALSE(says(exact_id));
  CHECK(says(about_id));
}

TEST_CASE("A card on which two officers wrote two dates of birth at once says both ages, and is a child's by either") {
  Desk desk;
  desk.fleet.enrol("crane", "PC 2345", "OFC");
  const auto written_at_once = [&](const char* one, const char* other) {
    const auto id =
        desk.fleet.record("wren", "person", {{"family_name", "Avocet"}, {"age_range", "25-34"}, {"verification", "STATED"}});
    for (const auto* tablet : {"wren", "crane"}) desk.fleet.sync(tablet);
    desk.fleet.expect("wren", {"amend", id}, nlohmann::json{{"date_of_birth", one}}.dump());
    desk.fleet.expect("crane", {"amend", id}, nlohmann::json{{"date_of_birth", other}}.dump());
    for (const auto* tablet : {"wren", "crane"}) desk.fleet.sync(tablet);
    return desk.read([&](app::Bench& bench) {
      const auto stored = app::read_stored(bench.tablet().log(), app::record_id(QString::fromStdString(id)));
      if (!stored) throw std::runtime_error(stored.failure().message);
      return app::read_person_facts(bench, *stored, app::Purpose::enforcement, that_night_ms);
    });
  };
  const auto alike = written_at_once("12/04/1997", "13/04/1997");
  CAPTURE(alike.line.toStdString());
  CHECK(alike.line.startsWith("Aged 29, "));
  CHECK_FALSE(alike.maybe_child);

  // Whichever of the two is shown.
  for (const auto& both : {written_at_once("12/04/1995", "12/04/2009"), written_at_once("12/04/2009", "12/04/1995")}) {
    CAPTURE(both.line.toStdString());
    CHECK(both.line.startsWith("Aged 17 or 31, "));
    CHECK(both.maybe_child);
  }
}
