// A sergeant who has never seen the desk: presses from the lock to what was approved, returned and settled.
#include <catch2/catch.hpp>

#include "ui/walker/newcomer.h"

using namespace beatbook::test::walker;

TEST_CASE("From the lock an entry is approved, another returned and a conflict settled in few presses") {
  Demonstration evening;
  {
    Newcomer desk(evening, "desk", {1440, 900});
    auto& hands = desk.hands;
    desk.unlock("Review");
    desk.look("home");
    CHECK(desk.part("unlock") <= 3);
    hands.press("Review");
    hands.wait_to_see("Corrected since it was returned");
    desk.look("review");
    hands.press("Approve with your secret");
    hands.write("Your secret", desk.secret);
    hands.press("Approve");
    hands.wait_to_see("Approved. Only on this tablet for now.");
    desk.look("approved");
    CHECK(desk.part("approve one") <= 4);
    hands.write("Comment on the whole entry", "Say in which light you saw it.");
    hands.press("Return");
    hands.wait_to_see("Returned to its author");
    desk.look("returned");
    CHECK(desk.part("return the next") <= 2);
    hands.press("Needs you");
    desk.look("needs-you");
    hands.press("12/04/1997");
    desk.look("chosen");
    hands.press("Keep 12/04/1997");
    hands.wait_not_to_see("Which date of birth is right?");
    desk.look("settled");
    CHECK(desk.part("settle a conflict") <= 3);
  }
  CHECK(evening.fleet.show("desk", evening.corrected).at("status") == "APPROVED");
  CHECK(evening.fleet.expect("desk", {"conflicts"}).empty());
}
