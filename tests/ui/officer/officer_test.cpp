// The officer on patrol, with mouse and keys, on a real store; what was recorded is read back with the command line.
#include <QQuickItem>
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

TEST_CASE("A value written twice is settled on the tablet: with a reason, or by a third") {
  Patrol patrol;
  patrol.unlock();
  patrol.stage->open("needsyou", {});
  patrol.hands.press("Date of birth");
  patrol.hands.wait_to_see("Before both: not recorded");
  SECTION("one of them is kept") {
    patrol.hands.press("You, PC 1234: 12/04/1997");
    patrol.hands.press("New information");
    patrol.hands.press("Keep 12/04/1997");
    patrol.hands.wait_not_to_see("Which date of birth is right?");
    patrol.stage.reset();
    const auto history = patrol.evening.fleet.expect("wren", {"history", patrol.evening.person});
    CHECK(history.find("NEW_INFO") != std::string::npos);
    CHECK(patrol.evening.fleet.show("wren", patrol.evening.person).dump().find("1997-04-12") != std::string::npos);
  }
  SECTION("neither is right") {
    patrol.hands.press("Neither: write a third");
    patrol.hands.press("Typing error");
    patrol.hands.write("Date of birth", "12/04/1995");
    patrol.hands.press("Save correction");
    patrol.hands.wait_not_to_see("Which date of birth is right?");
    patrol.stage.reset();
    CHECK(patrol.evening.fleet.expect("wren", {"conflicts"}).empty());
    CHECK(patrol.evening.fleet.show("wren", patrol.evening.person).dump().find("1995-04-12") != std::string::npos);
  }
}

namespace {

// What the ring of the keys is drawn around: the box around a text, for the text alone has only a cursor that comes and goes.
const QQuickItem* ringed(const QQuickItem* holder) {
  for (const auto* item = holder; item != nullptr; item = item->parentItem()) {
    for (const auto* child : item->childItems()) {
      if (child->property("ring").toBool()) return item;
    }
  }
  return holder;
}

// Tab until the keys are at what is called so. Whatever is left on the way looks otherwise than while it had the keys: where
// they are can be seen.
void tab_to(Patrol& patrol, const QString& name, bool whole = false) {
  constexpr int most = 80;
  const auto there = [&] {
    const auto holder = patrol.hands.holder();
    return whole ? holder == name : holder.contains(name);
  };
  auto& window = patrol.stage->window();
  for (int i = 0; i < most && !there(); ++i) {
    const auto* item = window.activeFocusItem();
    const auto* around = ringed(item);
    const auto area = around != nullptr ? around->mapRectToScene(around->boundingRect()).toAlignedRect() : QRect();
    const auto was = patrol.hands.holder();
    const auto with = window.grabWindow().copy(area);
    patrol.hands.key(Qt::Key_Tab);
    QTest::qWait(20);
    INFO(was.toStdString() << " at " << area.x() << "," << area.y() << " " << area.width() << "x" << area.height());
    const auto without = window.grabWindow().copy(area);
    if (item != nullptr && item != window.activeFocusItem() && !area.isEmpty()) CHECK(with != without);
  }
  INFO(patrol.hands.controls());
  REQUIRE(there());
}

}  // namespace

TEST_CASE("A sighting is recorded by keys alone, from the lock to the notebook, and one sees where the keys are") {
  Patrol patrol;
  auto& hands = patrol.hands;
  QTest::qWait(50);
  hands.key(Qt::Key_Return);
  hands.type(QString::fromStdString(patrol.evening.secret));
  hands.key(Qt::Key_Return);
  hands.wait_to_see("This shift");
  tab_to(patrol, "Sighting", true);
  hands.key(Qt::Key_Return);
  hands.wait_to_see("Street or landmark");
  tab_to(patrol, "Same place as");
  hands.key(Qt::Key_Return);
  tab_to(patrol, "Yes", true);  // indoors
  hands.key(Qt::Key_Right);
  CHECK(hands.holder() == "No");
  hands.key(Qt::Key_Space);
  tab_to(patrol, "Purchaser");
  hands.key(Qt::Key_Space);
  tab_to(patrol, "Description");
  hands.type("A white van slowed beside two women and drove off.");
  tab_to(patrol, "Officer saw");
  hands.key(Qt::Key_Space);
  tab_to(patrol, "Not fitted");
  hands.key(Qt::Key_Space);
  tab_to(patrol, "Save");
  hands.key(Qt::Key_Return);
  hands.wait_to_see("Only on this tablet for now");
}
