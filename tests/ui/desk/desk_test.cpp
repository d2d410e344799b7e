// The supervisor at the desk, with mouse and keys, on a real store; what was decided is read back with the command line.
#include <QQuickWindow>
#include <QTest>
#include <catch2/catch.hpp>

#include "ui/walker/demonstration.h"
#include "ui/walker/hands.h"
#include "ui/walker/stage.h"

using namespace beatbook::test::walker;

namespace {

// The sergeant's desk, unlocked, at the review of `entry`.
struct Desk {
  explicit Desk(Demonstration& from)
      : evening(from), stage(std::make_unique<Stage>(from.store("desk"))), hands(stage->window()) {
    stage->window().resize(1440, 900);
    stage->unlock(evening.secret);
  }
  void review(const std::string& entry) { stage->open("review", {{"entryId", QString::fromStdString(entry)}}); }
  // Closes the window and asks the command line.
  nlohmann::json shown(const std::string& entry) {
    stage.reset();
    return evening.fleet.show("desk", entry);
  }

  Demonstration& evening;
  std::unique_ptr<Stage> stage;
  Hands hands;
};

}  // namespace

TEST_CASE("A sergeant returns an entry with a remark at its field") {
  Demonstration evening;
  Desk desk(evening);
  desk.review(evening.corrected);
  desk.hands.press("Grounds");
  desk.hands.write("Remark at", "In what light?");
  desk.hands.press("Done with the remark");
  desk.hands.wait_to_see("Your remark, goes with your decision");
  desk.hands.press("Return");
  desk.hands.wait_to_see("eturned");
  const auto shown = desk.shown(evening.corrected);
  INFO(shown.dump(2));
  CHECK(shown.dump().find("RETURNED") != std::string::npos);
  CHECK(evening.fleet.expect("desk", {"show", evening.corrected}).find("In what light?") != std::string::npos);
}

TEST_CASE("Approving asks for the secret, and a wrong one approves nothing") {
  Demonstration evening;
  Desk desk(evening);
  desk.review(evening.corrected);
  desk.hands.press("Approve with your secret");
  desk.hands.write("Your secret", "three loud herons");
  desk.hands.press("Approve");
  desk.hands.wait_to_see("The secret is wrong");
  desk.hands.write("Your secret", QString::fromStdString(evening.secret));
  desk.hands.press("Approve");
  desk.hands.wait_to_see("pproved");
  const auto shown = desk.shown(evening.corrected);
  INFO(shown.dump(2));
  CHECK(shown.dump().find("APPROVED") != std::string::npos);
}

TEST_CASE("A return without a word is asked for one, at the comment") {
  Demonstration evening;
  Desk desk(evening);
  desk.review(evening.corrected);
  desk.hands.press("Return");
  desk.hands.wait_to_see("Say what is to be mended");
}

TEST_CASE("The log narrows to an officer and a state") {
  Demonstration evening;
  Desk desk(evening);
  desk.stage->open("log", {});
  desk.hands.wait_to_see("Stop check, vehicle");
  desk.hands.write("Officer", "PC 2345");
  desk.hands.wait_to_see("Welfare contact");
  desk.hands.wait_to_see("2 entries. PC 2345");
  desk.hands.press("Returned");
  desk.hands.write("Officer", "PC 1234");
  desk.hands.wait_to_see("1 entry");
  desk.hands.wait_to_see("Stop and search");
}

TEST_CASE("The log narrows to a word") {
  Demonstration evening;
  Desk desk(evening);
  desk.stage->open("log", {});
  desk.hands.wait_to_see("Stop check, vehicle");
  desk.hands.write("Words in an entry", "bittern");
  desk.hands.wait_to_see("2 entries");
}
