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
  void log(const std::string& entry = {}) { stage->open("log", {{"entryId", QString::fromStdString(entry)}}); }
  // Closes the window and asks the command line.
  std::string shown(const std::string& entry) {
    stage.reset();
    return evening.fleet.expect("desk", {"show", entry});
  }

  Demonstration& evening;
  std::unique_ptr<Stage> stage;
  Hands hands;
};

bool says(const std::string& text, const char* words) { return text.find(words) != std::string::npos; }

}  // namespace

TEST_CASE("A sergeant returns an entry with a remark at its field") {
  Demonstration evening;
  Desk desk(evening);
  desk.review(evening.corrected);
  desk.hands.wait_to_see("Corrected since it was returned");
  desk.hands.press("Grounds for the search: ");
  desk.hands.write("Remark at Grounds", "In what light?");
  desk.hands.press("Done with the remark");
  desk.hands.wait_to_see("Your remark, goes with your decision");
  desk.hands.press("Return");
  desk.hands.wait_to_see("Returned to its author");
  const auto shown = desk.shown(evening.corrected);
  INFO(shown);
  CHECK(says(shown, "RETURNED"));
  CHECK(says(shown, "In what light?"));
}

TEST_CASE("Approving asks for the secret, and a wrong one approves nothing") {
  Demonstration evening;
  Desk desk(evening);
  desk.review(evening.corrected);
  desk.hands.write("Comment on the whole entry", "Clear now.");
  desk.hands.press("Approve with your secret");
  desk.hands.write("Your secret", "three loud herons");
  desk.hands.press("Approve");
  desk.hands.wait_to_see("The secret is wrong");
  desk.hands.write("Your secret", QString::fromStdString(evening.secret));
  desk.hands.press("Approve");
  desk.hands.wait_to_see("Approved. Only on this tablet for now.");
  const auto shown = desk.shown(evening.corrected);
  INFO(shown);
  CHECK(says(shown, "APPROVED"));
  CHECK(says(shown, "Clear now."));
}

TEST_CASE("A return without a word is asked for one, at the comment") {
  Demonstration evening;
  Desk desk(evening);
  desk.review(evening.corrected);
  desk.hands.press("Return");
  desk.hands.wait_to_see("Say what is to be mended");
}

TEST_CASE("An annotation stands beside the entry, which waits on") {
  Demonstration evening;
  Desk desk(evening);
  desk.review(evening.corrected);
  desk.hands.write("Comment on the whole entry", "Good distance and light.");
  desk.hands.press("Annotate");
  desk.hands.wait_to_see("Annotated. Only on this tablet for now.");
  desk.hands.wait_to_see("4 waiting");
  CHECK(says(desk.shown(evening.corrected), "Good distance and light."));
}

TEST_CASE("Voiding wants a comment and a second press, and leaves the entry readable") {
  Demonstration evening;
  Desk desk(evening);
  desk.review(evening.corrected);
  desk.hands.press("Void, with a reason");
  desk.hands.wait_to_see("Say why it is voided.");
  desk.hands.write("Comment on the whole entry", "Written twice by mistake.");
  desk.hands.press("Void, with a reason");
  desk.hands.press("Void this entry");
  desk.hands.wait_to_see("Voided. Its content stays readable.");
  const auto shown = desk.shown(evening.corrected);
  INFO(shown);
  CHECK(says(shown, "VOIDED"));
  CHECK(says(shown, "Canal Walk"));
}

TEST_CASE("The log narrows to an officer, a state, a kind and a word") {
  Demonstration evening;
  Desk desk(evening);
  desk.log();
  desk.hands.wait_to_see("8 entries");
  desk.hands.write("Officer", "PC 2345");
  desk.hands.wait_to_see("2 entries");
  desk.hands.press("Any kind");
  desk.hands.press("Welfare contact");
  desk.hands.wait_to_see("1 entry");
  desk.hands.press("Show everything");
  desk.hands.wait_to_see("8 entries");
  desk.hands.press("Returned");
  desk.hands.wait_to_see("1 entry. Returned");
  desk.hands.press("Show everything");
  desk.hands.write("Words in an entry", "Canal");
  desk.hands.wait_to_see("1 entry. “Canal”");
  desk.hands.write("From this day", "31/02/2026");
  desk.hands.wait_to_see("0 entries");
  desk.hands.press("Show everything");
  desk.hands.wait_to_see("8 entries");
  desk.hands.press("entry 02, Official warning");
  desk.hands.key(Qt::Key_Down);
  CHECK(desk.hands.holder().contains("entry 01, Welfare contact"));
  desk.hands.wait_to_see("Entry 01. Plover Street");
  desk.hands.key(Qt::Key_F6);
  CHECK(desk.hands.holder() == "Words in an entry");
}

TEST_CASE("The log narrows to an area of the operation's map") {
  Demonstration evening;
  Desk desk(evening);
  desk.log();
  desk.hands.wait_to_see("8 entries");
  desk.hands.press("Plover Street");
  desk.hands.wait_to_see("1 entry. Plover Street");
  desk.hands.wait_to_see("Official warning");
  desk.hands.press("Show everything");
  desk.hands.wait_to_see("8 entries");
}

TEST_CASE("That a person was told, or whose occasion it is, is said of a warning with a reason") {
  Demonstration evening;
  Desk desk(evening);
  desk.review(evening.warning);
  desk.hands.press("Record a finding");
  desk.hands.press("An occasion of its own");
  desk.hands.wait_to_see("Say why, in the comment.");
  desk.hands.write("Comment on the whole entry", "She had gone home in between, both officers say.");
  desk.hands.press("An occasion of its own");
  desk.hands.wait_to_see("Noted on the entry. Only on this tablet for now.");
  const auto shown = desk.shown(evening.warning);
  INFO(shown);
  CHECK(says(shown, "Decision: An occasion of its own"));
  CHECK(says(shown, "She had gone home in between"));
}

TEST_CASE("A value written twice at once is settled from the log, and the other one is kept") {
  Demonstration evening;
  Desk desk(evening);
  desk.log(evening.person);
  desk.hands.wait_to_see("Which date of birth is right?");
  desk.hands.wait_to_see("Before both: not recorded");
  desk.hands.press("PC 1234: 12/04/1997");
  desk.hands.press("New information");
  desk.hands.press("Keep 12/04/1997");
  desk.hands.wait_not_to_see("Which date of birth is right?");
  const auto shown = desk.shown(evening.person);
  INFO(shown);
  CHECK(says(shown, "12/04/1997"));
  CHECK(says(evening.fleet.expect("desk", {"history", evening.person}), "NEW_INFO"));
}

TEST_CASE("Where neither value is right the sergeant writes a third, which settles it") {
  Demonstration evening;
  Desk desk(evening);
  desk.log(evening.person);
  desk.hands.press("Neither: write a third");
  desk.hands.wait_to_see("A third value. The others are kept.");
  desk.hands.press("Typing error");
  desk.hands.write("Date of birth", "12/04/1995");
  desk.hands.press("Save correction");
  desk.hands.wait_not_to_see("Which date of birth is right?");
  const auto shown = desk.shown(evening.person);
  INFO(shown);
  CHECK(says(shown, "12/04/1995"));
  CHECK(evening.fleet.expect("desk", {"conflicts"}).empty());
  CHECK(says(evening.fleet.expect("desk", {"history", evening.person}), "TYPO"));
}

TEST_CASE("On a desk the rail leads where a phone has its bar, and a person's actions stand at the foot of their column") {
  Demonstration evening;
  Desk desk(evening);
  auto& hands = desk.hands;
  desk.stage->open("home", {});
  hands.wait_to_see("This shift");
  CHECK_FALSE(hands.offers("Find a person, plate or phone"));
  hands.press("More");
  hands.wait_to_see("Unfinished");
  // Nothing lies below a page of the rail: back is the shift.
  hands.press("Back");
  hands.wait_to_see("This shift");
  desk.stage->open("person", {{"entryId", QString::fromStdString(evening.person)}});
  hands.press("Welfare contact");
  hands.wait_to_see("Never for enforcement");
}

TEST_CASE("What a filter hides does not stay open beside the list") {
  Demonstration evening;
  Desk desk(evening);
  desk.log();
  desk.hands.wait_to_see("8 entries");
  desk.hands.press("entry 01, Welfare contact");
  desk.hands.press("Returned");
  desk.hands.wait_to_see("1 entry. Returned");
  desk.hands.wait_not_to_see("Immediate need");
}

TEST_CASE("A queue is worked off by keys alone") {
  Demonstration evening;
  Desk desk(evening);
  desk.stage->open("review", {});
  desk.hands.wait_to_see("Corrected since it was returned");
  desk.hands.key(Qt::Key_Down);
  desk.hands.wait_to_see("Two officers saw it");
  desk.hands.key(Qt::Key_Up);
  desk.hands.wait_to_see("Corrected since it was returned");
  desk.hands.key(Qt::Key_Return, Qt::ControlModifier);
  desk.hands.type(QString::fromStdString(evening.secret));
  desk.hands.key(Qt::Key_Return);
  desk.hands.wait_to_see("Approved. Only on this tablet for now.");
  desk.hands.wait_to_see("Two officers saw it");
  CHECK(desk.hands.holder().contains("Official warning"));
  desk.hands.key(Qt::Key_F6);
  desk.hands.key(Qt::Key_F6);
  desk.hands.type("Add the referral.");
  desk.hands.key(Qt::Key_R, Qt::ControlModifier);
  desk.hands.wait_to_see("Returned to its author");
  desk.hands.wait_to_see("2 waiting");
  CHECK(desk.hands.holder().contains("Vehicle stop"));
}
