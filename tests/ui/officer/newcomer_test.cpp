// What a whole piece of work costs a hand that does not know the app: presses, counted, with a bound that a page may not raise
// unnoticed. With --out DIR a picture of each step.
#include <QQuickWindow>
#include <QTest>
#include <catch2/catch.hpp>
#include <iostream>

#include "ui/walker/demonstration.h"
#include "ui/walker/hands.h"
#include "ui/walker/options.h"
#include "ui/walker/stage.h"

using namespace beatbook::test::walker;

namespace {

class Newcomer {
 public:
  Newcomer(Demonstration& from, const char* tablet, QSize size) : stage(from.store(tablet)), hands(stage.window()) {
    stage.window().resize(size);
    secret = QString::fromStdString(from.secret);
  }
  void look(const char* what) {
    if (options().out.empty()) return;
    QTest::qWait(150);
    stage.window().grabWindow().save(
        QString("%1/%2-%3.png").arg(QString::fromStdString(options().out)).arg(++step_, 2, 10, QChar('0')).arg(what));
  }
  // Presses since the last part.
  int part(const char* what) {
    const int taps = hands.taps() - before_;
    before_ = hands.taps();
    std::cout << what << ": " << taps << " presses\n";
    return taps;
  }

  Stage stage;
  Hands hands;
  QString secret;

 private:
  int step_ = 0, before_ = 0;
};

}  // namespace

TEST_CASE("A vehicle stop of two new people in a new car, with a search, is put together in few presses from the lock") {
  Demonstration evening;
  Newcomer phone(evening, "wren", {360, 740});
  auto& hands = phone.hands;
  phone.look("lock");
  hands.press("Press to unlock");
  hands.write("Your secret", phone.secret);
  hands.press("Open");
  hands.wait_to_see("This shift");
  phone.look("home");
  CHECK(phone.part("unlock") <= 3);

  hands.press("Vehicle stop");
  hands.press("Same place as");
  hands.press("Vehicle: Find or add");
  phone.look("find-vehicle");
  hands.press("Find a plate");
  for (const auto* key : {"B", "D", "5", "1", "S", "M", "R"}) hands.press(key);
  phone.look("plate");
  hands.press("Find this plate");
  phone.look("plate-found");
  hands.press("Describe a new vehicle");
  hands.press("Full, seen");
  hands.press("One more, People in the vehicle");
  hands.press("One more, People in the vehicle");
  hands.press("Moving vehicle");
  hands.write("Reason for the stop", "Passed the same corner three times in ten minutes, then stopped.");
  hands.press("Circling");
  phone.look("stop");
  hands.press("Add person");
  phone.look("add-person");
  hands.press("Describe a new person");
  phone.look("new-person");
  hands.write("Family name", "Dunnock");
  hands.answer("Role", "Purchaser");
  hands.answer("Estimated age", "7 more");
  hands.press("25 to 34");
  hands.press("Add person");
  phone.look("second-person");
  hands.press("Describe a new person");
  // The keys are in the card that has just been made.
  REQUIRE(QTest::qWaitFor([&] { return hands.holder().contains("Family name"); }));
  hands.type("Siskin");
  phone.look("second-card");
  phone.look("two-people");
  hands.press("All: OK");
  hands.answer("Outcome", "9 more");
  hands.press("Searched");
  phone.look("searched");
  hands.press("Add stop and search");
  phone.look("search-added");
  hands.wait_to_see("Grounds for the search");
  CHECK(phone.part("vehicle stop, two people, a search") <= 34);
}
