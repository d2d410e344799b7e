// What a whole piece of work costs a hand that does not know the app: presses, counted, with a bound that a page may not raise
// unnoticed. With --out DIR a picture of each step.
#include "ui/walker/newcomer.h"

#include <QTime>
#include <catch2/catch.hpp>

using namespace beatbook::test::walker;

namespace {

struct Phone : Newcomer {
  explicit Phone(const Demonstration& from) : Newcomer(from, "wren", {360, 740}) {}
};

}  // namespace

TEST_CASE("A vehicle stop of two new people in a new car, with a search, is put together in few presses from the lock") {
  Demonstration evening;
  Phone phone(evening);
  auto& hands = phone.hands;
  phone.look("lock");
  phone.unlock("This shift");
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
  hands.answer("Estimated age", "25 to 34");
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
  CHECK(phone.part("vehicle stop, two people, a search") <= 30);
}

TEST_CASE("A stop check of somebody who gives no name takes few presses") {
  Demonstration evening;
  Phone phone(evening);
  auto& hands = phone.hands;
  phone.unlock("This shift");
  phone.part("unlock");
  hands.press("Person stop");
  hands.press("Same place as");
  phone.look("form");
  hands.write("Description", "About 30, red coat, short dark hair.");
  hands.press("On foot");
  hands.write("Reason for the stop", "Stood at the corner and spoke to four drivers.");
  hands.press("Stopped and talking");
  hands.press("None, voluntary");
  hands.answer("Power explained", "Yes");
  hands.answer("Told free to go", "Yes");
  hands.press("Advice");
  hands.press("Not fitted");
  phone.look("filled");
  hands.press("Save person stop");
  hands.wait_to_see("Saved as entry 05");
  CHECK(phone.part("person stop without a name") <= 12);
}

TEST_CASE("A welfare contact with somebody who stays without a name takes few presses") {
  Demonstration evening;
  Phone phone(evening);
  auto& hands = phone.hands;
  phone.unlock("This shift");
  phone.part("unlock");
  hands.press("Welfare contact");
  hands.press("Same place as");
  hands.press("Anonymous");
  hands.press("Welfare check");
  for (const auto* question : {"Spoken to", "Immediate danger", "Concern for a child", "Domestic abuse", "Crime disclosed"})
    hands.answer(question, "No");
  hands.answer("Signs of exploitation", "None seen");
  hands.press("Not fitted");
  hands.press("Save welfare contact");
  hands.wait_to_see("Saved as entry 05");
  CHECK(phone.part("welfare contact without a name") <= 12);
}

TEST_CASE("A warning to somebody whose card is here takes few presses") {
  Demonstration evening;
  Phone phone(evening);
  auto& hands = phone.hands;
  phone.unlock("This shift");
  phone.part("unlock");
  hands.press("More");
  hands.press("Official warning");
  phone.look("form");
  hands.press("Add person");
  phone.look("add-person");
  hands.write("Find", "avo");
  hands.press("AVOCET, Marsh");
  phone.look("person");
  hands.press("18 or over, verified");
  hands.press("Same place as");
  hands.press("Loitering");
  hands.write("What was seen", "Stood at the corner for twelve minutes and spoke to four drivers who stopped.");
  // The field has the keys, and Return is enough.
  for (const int ago : {15, 3}) {
    hands.press("No time yet, Set");
    hands.type(QTime::currentTime().addSecs(-60 * ago).toString("HH:mm"));
    hands.key(Qt::Key_Return);
  }
  phone.look("times");
  hands.press("Second officer saw it too");
  hands.answer("Street or public place", "Yes");
  hands.press("PC 2345");
  hands.press("Official warning");
  hands.answer("Warning they were told it was", "First");
  for (const auto* done : {"Purpose explained", "Leaflet given", "Contacts given", "Warning understood"})
    hands.answer(done, "Yes");
  hands.press("Told that this is no conviction");
  hands.answer("Welfare check", "Done");
  hands.press("Not fitted");
  phone.look("filled");
  hands.press("Save official warning");
  hands.wait_to_see("Saved as entry 05");
  CHECK(phone.part("warning") <= 24);
}

TEST_CASE("A search of a person takes few presses beside what the law has the officer say") {
  Demonstration evening;
  Phone phone(evening);
  auto& hands = phone.hands;
  phone.unlock("This shift");
  phone.part("unlock");
  hands.press("More");
  hands.press("Stop and search");
  hands.press("Same place as");
  phone.look("form");
  hands.answer("Self-defined ethnicity", "White: British");
  hands.answer("What was searched", "Person");
  hands.press("Controlled drugs");
  hands.press("Drugs, Misuse of Drugs Act 1971 s23");
  hands.write("Grounds for the search", "Seen to pass a small wrapped packet to a driver and take a folded note in return.");
  for (const auto* said :
       {"Grounds", "Object", "Warrant card", "Identity", "Station", "Entitlement to a copy", "Legal power", "You are detained"})
    hands.press(said);
  hands.answer("More than outer clothing removed", "No");
  hands.answer("Outcome", "No further action");
  hands.answer("Outcome linked to object", "Not applicable");
  hands.press("Full copy");
  hands.press("Not fitted");
  hands.press("Save stop and search");
  hands.wait_to_see("Saved as entry 05");
  CHECK(phone.part("search of a person") <= 22);
}
