// The officer on patrol, with mouse and keys, on a real store; what was recorded is read back with the command line.
#include <QQuickWindow>
#include <QTest>
#include <catch2/catch.hpp>

#include "ui/walker/demonstration.h"
#include "ui/walker/hands.h"
#include "ui/walker/stage.h"

using namespace beatbook::test::walker;

namespace {

// A phone in the hand, locked.
struct Patrol {
  Patrol() : stage(std::make_unique<Stage>(evening.store("wren"))), hands(stage->window()) { stage->window().resize(360, 740); }
  void unlock() {
    stage->unlock(evening.secret);
    hands.wait_to_see("This shift");
  }

  Demonstration evening;
  std::unique_ptr<Stage> stage;
  Hands hands;
};

}  // namespace

TEST_CASE("The tablet opens with the secret typed on its page, and Hide covers it at once") {
  Patrol patrol;
  auto& window = patrol.stage->window();
  QTest::mouseClick(&window, Qt::LeftButton, Qt::NoModifier, {180, 300});
  patrol.hands.write("Your secret", QString::fromStdString(patrol.evening.secret));
  patrol.hands.press("Open");
  patrol.hands.wait_to_see("This shift");
  patrol.hands.press("Hide");
  CHECK_FALSE(window.property("open").toBool());
  CHECK_FALSE(patrol.hands.sees("This shift"));
}

TEST_CASE("A sighting is recorded from the first page to the notebook") {
  Patrol patrol;
  patrol.unlock();
  patrol.hands.press("Sighting");
  patrol.hands.press("Same place as");
  patrol.hands.press("Purchaser");
  patrol.hands.write("Description", "A white van slowed beside two women and drove off.");
  patrol.hands.press("Officer saw");
  patrol.hands.press("Not fitted");
  patrol.hands.press("Save");
  patrol.hands.wait_to_see("Only on this tablet for now");
  patrol.stage.reset();
  bool found = false;
  for (const auto& entry : patrol.evening.fleet.list("wren", {"--type", "sighting"}))
    found =
        found || patrol.evening.fleet.show("wren", entry.at("id")).dump().find("slowed beside two women") != std::string::npos;
  CHECK(found);
}
