// One entry from the street to its approval: an officer's phone and a sergeant's desk, both windows on real stores, and the
// server between them. Everything is done with mouse and keys by the names that are read out.
#include <QQuickWindow>
#include <QTest>
#include <catch2/catch.hpp>

#include "support/places.h"
#include "ui/walker/hands.h"
#include "ui/walker/stage.h"

using namespace beatbook::test::walker;

namespace {

constexpr const char* secret = "three quiet herons";

struct Seat {
  Seat(const std::filesystem::path& store, QSize size) : stage(store), hands(stage.window()) { stage.window().resize(size); }

  // As on a tablet that was left locked: a touch, the secret, Open.
  void unlock() {
    const auto middle = QPoint(stage.window().width() / 2, stage.window().height() / 2);
    QTest::mouseClick(&stage.window(), Qt::LeftButton, Qt::NoModifier, middle);
    hands.write("Your secret", secret);
    hands.press("Open");
    hands.wait_to_see("PC 1234", "PS 77");
  }
  // Exchanges with the server; what was only here is received then.
  void sync() {
    stage.open("handin", {});
    hands.press("Try now");
    stage.open("home", {});
    hands.wait_to_see("Received", "Safe to hand in");
  }

  Stage stage;
  Hands hands;
};

QString tomorrow_at_three() {
  const auto day = QDate::currentDate().addDays(1);
  return day.toString("dd/MM/yyyy") + " 03:00";
}

void start_shift(Hands& hands) {
  hands.press("Start a shift");
  hands.write("Team", "Street safety");
  hands.write("Sergeant", "PS 77");
  hands.write("Officers of the pair: others, 1", "PC 1234");
  hands.press("Uniform, foot pair");
  hands.press("No time yet, Set");
  hands.write("Planned start", "now");
  hands.press("Done");
  hands.press("No time yet, Set");
  hands.write("Planned end", tomorrow_at_three());
  hands.press("Done");
  hands.press("Tier 2");
  hands.press("Tonight's outreach windows read");
  hands.press("Briefing read");
  hands.write("Why single-crewed", "Colleague called away.");
  hands.press("Start shift");
  hands.wait_to_see("Street safety");
}

void record_sighting(Hands& hands) {
  hands.press("Sighting");
  hands.write("Street or landmark", "Snipe Walk");
  hands.press("Residential");
  hands.press("Purchaser");
  hands.write("Description", "Grey hatchback, driver spoke to two women.");
  hands.press("Officer saw");
  hands.press("Not fitted");
  hands.press("Save");
  hands.wait_to_see("Only on this tablet for now");
}

}  // namespace

TEST_CASE("An entry goes from the street to the desk, back with a remark, and is approved once it is corrected") {
  beatbook::test::Fleet fleet;
  fleet.serve();
  fleet.enrol("wren", "PC 1234", "OFC");
  fleet.enrol("desk", "PS 77", "SUP");
  fleet.sync("wren");
  Seat officer(fleet.directory / "wren", {360, 740});
  Seat sergeant(fleet.directory / "desk", {1440, 900});

  officer.unlock();
  start_shift(officer.hands);
  record_sighting(officer.hands);
  officer.sync();

  sergeant.unlock();
  sergeant.sync();
  sergeant.stage.open("review", {});
  sergeant.hands.wait_to_see("1 waiting");
  sergeant.hands.press("Description: Grey hatchback");
  sergeant.hands.write("Remark at Description", "Say from how far.");
  sergeant.hands.press("Done with the remark");
  sergeant.hands.press("Return");
  sergeant.hands.wait_to_see("Returned to its author");
  sergeant.sync();

  officer.sync();
  officer.hands.press("entry 01, Sighting");
  officer.hands.wait_to_see("Say from how far.");
  officer.hands.press("Correct");
  officer.hands.wait_to_see("Reason for the correction");
  officer.hands.wait_to_see("Say from how far.");
  officer.hands.press("New information");
  officer.hands.write("Description", "From ten metres: grey hatchback, driver spoke to two women.");
  officer.hands.press("Save correction");
  officer.hands.wait_to_see("From ten metres");
  officer.sync();

  sergeant.sync();
  sergeant.stage.open("review", {});
  sergeant.hands.wait_to_see("Corrected since it was returned");
  sergeant.hands.press("Approve with your secret");
  sergeant.hands.write("Your secret", secret);
  sergeant.hands.press("Approve");
  sergeant.hands.wait_to_see("Approved. Only on this tablet for now.");
  sergeant.hands.wait_to_see("All reviewed.");
  sergeant.sync();

  officer.sync();
  officer.hands.press("entry 01, Sighting");
  officer.hands.wait_to_see("Approved");
  CHECK_FALSE(officer.hands.sees("Your supervisor returned this entry"));
  // Qt speaks of its own timers where two windows are drawn in one process.
  std::string warnings;
  for (const auto& each : officer.stage.take_warnings())
    if (!each.what.startsWith("QUnifiedTimer")) warnings += each.what.toStdString() + "\n";
  CHECK(warnings == "");
}

TEST_CASE("A picture goes with the exchange of the screens, and the light says until then that it is only here") {
  using namespace beatbook::test;
  Fleet fleet;
  fleet.serve();
  fleet.enrol("wren", "PC 1234", "OFC");
  fleet.enrol("crane", "PC 9001", "OFC");
  fleet.start_shift("wren", "PC 1234");
  const auto id = record_lamp(fleet, "wren");
  write_file(fleet.directory / "lamp.bmp", bitmap(500, 400, true));
  fleet.expect("wren", {"picture", "add", id, "picture_before", (fleet.directory / "lamp.bmp").string()});
  const auto picture = saved_picture(fleet, "wren", id, "picture_before");
  REQUIRE(picture.size() > 64 * 1024);  // more than one part
  fleet.kill_server();
  {
    Seat officer(fleet.directory / "wren", {360, 740});
    officer.unlock();
    officer.stage.open("handin", {});
    officer.hands.wait_to_see("1 picture is only on this tablet.");
    fleet.serve();
    officer.sync();
  }
  const auto after = fleet.sync("wren");
  CHECK(after["pictures_sent"] == 0);
  CHECK(after["pictures_pending"] == 0);
  fleet.sync("crane");
  fleet.tablet("crane", {"picture", "save", id, "picture_before", "--to", (fleet.directory / "crane.jpg").string()});
  CHECK(fleet.sync("crane")["pictures_fetched"] == 1);
  CHECK(saved_picture(fleet, "crane", id, "picture_before") == picture);
}
