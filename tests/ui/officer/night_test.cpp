// An officer's night with mouse and keys, on a real store; what was written is read back with the command line.
#include <QPointer>
#include <QQuickItem>
#include <QQuickWindow>
#include <QTest>
#include <catch2/catch.hpp>
#include <ctime>

#include "ui/walker/demonstration.h"
#include "ui/walker/hands.h"
#include "ui/walker/stage.h"

using namespace beatbook::test::walker;

namespace {

constexpr int short_wait_ms = 3000;

// The officer's phone, unlocked by hand.
struct Phone {
  explicit Phone(Demonstration& from)
      : evening(from), stage(std::make_unique<Stage>(from.store("wren"))), hands(stage->window()) {
    stage->window().resize(360, 740);
    hands.press("Press to unlock");
    hands.write("Your secret", QString::fromStdString(evening.secret));
    hands.press("Open");
    hands.wait_to_see("This shift");
  }
  // The bar goes to the next thing to fill until it offers to save; each is answered by its first choice, as Return does.
  void answer_the_rest(const QString& save) {
    for (int left = 20; left > 0 && !hands.offers(save); --left) {
      if (!hands.press_if_there("Next:")) continue;
      const auto asked = hands.name_of("Next:");
      QTest::keyClick(&stage->window(), Qt::Key_Return);
      // The check of the whole form runs off the screen's thread.
      static_cast<void>(QTest::qWaitFor([&] { return hands.name_of("Next:") != asked; }, short_wait_ms));
    }
  }
  // Closes the window and asks the command line.
  std::string told(const std::vector<std::string>& command) {
    stage.reset();
    return evening.fleet.expect("wren", command);
  }

  Demonstration& evening;
  std::unique_ptr<Stage> stage;
  Hands hands;
};

}  // namespace

TEST_CASE("A vehicle stop with a new car and a new driver is one save") {
  Demonstration evening;
  Phone phone(evening);
  auto& hands = phone.hands;
  hands.press("Vehicle stop");
  // A tap right out of a field that is still empty counts.
  hands.press("Same place as");
  hands.press("Vehicle: Find or add");
  hands.press("Find a plate");
  for (const auto* key : {"B", "D", "5", "1", "S", "M", "R"}) hands.press(key);
  hands.press("Find this plate");
  hands.press("Describe a new vehicle");
  hands.wait_to_see("BD51 SMR");
  hands.press("One more, People in the vehicle");
  hands.press("Moving vehicle");
  hands.write("Reason for the stop", "Passed the same corner three times in ten minutes, then stopped.");
  hands.press("Circling");
  hands.press("Add person");
  hands.press("Describe a new person");
  hands.write("Family name", "Dunnock");
  hands.answer("Role", "Witness");
  hands.answer("Estimated age", "25 to 34");
  hands.press("Full, seen");
  hands.press("All: OK");
  hands.press("Advice");
  hands.press("Not fitted");
  phone.answer_the_rest("Save vehicle stop");
  hands.press("Save vehicle stop");
  hands.wait_to_see("Saved as entry 05");
  hands.wait_to_see("DUNNOCK, BD51 SMR");
}

TEST_CASE("Danger asks for help first, and the care record is saved without a name") {
  Demonstration evening;
  Phone phone(evening);
  auto& hands = phone.hands;
  hands.press("Welfare contact");
  hands.wait_to_see("Never for enforcement");
  hands.press("Same place as");
  hands.press("Anonymous");
  hands.press("Welfare check");
  hands.answer("Spoken to", "Yes");
  hands.answer("Immediate danger", "Yes");
  hands.wait_to_see("Call for help first.");
  hands.write("What was done", "Ambulance called at 22:50, stayed until it came.");
  hands.answer("Signs of exploitation", "None seen");
  hands.answer("Concern for a child", "No");
  hands.answer("Domestic abuse", "No");
  hands.answer("Crime disclosed", "No");
  hands.press("Not fitted");
  phone.answer_the_rest("Save welfare contact");
  hands.press("Save welfare contact");
  hands.wait_to_see("Saved as entry 05");
}

TEST_CASE("A welfare contact names two referrals, and gives one up again") {
  Demonstration evening;
  auto referral = nlohmann::json::parse(
      beatbook::test::read_file(std::filesystem::path(BEATBOOK_SOURCE_DIR) / "tests/data/records/referral.json"));
  referral["envelope"]["subjects"][0]["person_id"] = evening.person;
  std::vector<std::string> ids;
  for (int i = 0; i < 2; ++i)
    ids.push_back(beatbook::test::Fleet::last_id(evening.fleet.expect("wren", {"record", "referral"}, referral.dump())));
  Phone phone(evening);
  auto& hands = phone.hands;
  hands.press("Welfare contact");
  hands.press("Same place as");
  hands.press("Support");
  hands.press("Find one: Referrals");
  hands.press("-005");
  hands.press("Find one more: Referrals");
  hands.press("-006");
  hands.press("Take out: Referral");
  hands.wait_not_to_see("-005");
  hands.press("Anonymous");
  hands.press("Welfare check");
  for (const auto* question : {"Spoken to", "Immediate danger", "Concern for a child", "Domestic abuse", "Crime disclosed"})
    hands.answer(question, "No");
  hands.answer("Signs of exploitation", "None seen");
  hands.press("Not fitted");
  phone.answer_the_rest("Save welfare contact");
  hands.press("Save welfare contact");
  hands.wait_to_see("Saved as entry 07");
  phone.stage.reset();
  for (const auto& entry : evening.fleet.list("wren", {"--type", "welfare_contact"}))
    if (const auto shown = evening.fleet.show("wren", entry.at("id")); shown.contains("referral_ids"))
      CHECK(shown.at("referral_ids") == nlohmann::json{ids[1]});
}

TEST_CASE("What More says of the unfinished changes in its row, which stays") {
  Demonstration evening;
  Phone phone(evening);
  auto& hands = phone.hands;
  hands.press("More");
  hands.wait_to_see("Unfinished");
  const QPointer<QQuickItem> first = phone.stage->find("ListRow");
  REQUIRE(first);
  hands.press("Observation");
  hands.press("On foot");
  hands.press("Back");
  CHECK(QTest::qWaitFor([&] { return hands.name_of("Unfinished") == "Unfinished, 1"; }, short_wait_ms));
  CHECK(first);
}

TEST_CASE("An entry that was returned is corrected where the supervisor wrote, with a reason, and then voided") {
  Demonstration evening;
  Phone phone(evening);
  auto& hands = phone.hands;
  hands.press("Needs you");
  hands.press("Stop and search");
  hands.press("Correct and send back");
  hands.wait_to_see("How far away, and in what light?");
  hands.answer("Reason for the correction", "New information");
  hands.write("Grounds for the search",
              "From ten metres under a street lamp: seen to pass a small wrapped packet to a driver.");
  hands.press("Save correction");
  hands.wait_to_see("Changed since it was submitted");
  hands.press("Void");
  hands.press("Typing error");
  hands.press("Void with this reason");
  hands.wait_to_see("This entry is void.");
  CHECK(phone.told({"show", evening.returned}).find("ten metres") != std::string::npos);
}

TEST_CASE("Of two values written at once the officer keeps one, and the bar says which") {
  Demonstration evening;
  Phone phone(evening);
  auto& hands = phone.hands;
  hands.press("Needs you");
  hands.press("Date of birth");
  hands.press("Choose this one");
  hands.press("Keep 12/04/1996");
  CHECK(QTest::qWaitFor([&] { return !hands.sees("Which date of birth is right?"); }, short_wait_ms));
  CHECK(phone.told({"show", evening.person}).find("12/04/1996") != std::string::npos);
}

TEST_CASE("A misspelt name is found, and the card shows the ladder and offers help first") {
  Demonstration evening;
  Phone phone(evening);
  auto& hands = phone.hands;
  hands.press("Find");
  hands.press("For a stop");
  hands.write("Find", "avoset");
  hands.wait_to_see("1 close spelling");
  hands.press("AVOCET, Marsh");
  hands.wait_to_see("If you warn again");
  hands.press("Back");
  hands.press("Back");
  hands.press("Find");
  hands.wait_to_see("For a stop, a search or a warning");
  CHECK_FALSE(hands.sees("It is asked once a shift"));
  hands.write("Find", "avocet");
  hands.press("AVOCET, Marsh");
  hands.press("Welfare contact");
  hands.wait_to_see("Never for enforcement");
}

TEST_CASE("The light says what is only on this tablet and leads to handing in") {
  Demonstration evening;
  Phone phone(evening);
  phone.hands.press("only here");
  phone.hands.wait_to_see("Hand-in and sync");
  phone.hands.press("Try now");
  phone.hands.wait_to_see("Received");
}

TEST_CASE("A colleague's shift that names the officer is joined and left, and never ended from here") {
  Demonstration evening;
  auto& fleet = evening.fleet;
  const auto minutes = [](int from_now) {
    const std::time_t at = std::time(nullptr) + 60 * from_now;
    char written[32];
    std::strftime(written, sizeof written, "%Y-%m-%dT%H:%M:%S+00:00", std::gmtime(&at));
    return std::string(written);
  };
  fleet.enrol("heron", "PC 4567", "OFC");
  fleet.enrol("rook", "PC 3456", "OFC");
  const nlohmann::json shift = {
      {"team", "Night two"},
      {"sergeant", "PS 77"},
      {"officers", {{{"officer", "PC 4567"}, {"role", "OFC"}}, {{"officer", "PC 3456"}, {"role", "OFC"}}}},
      {"pairs", {{{"officers", {"PC 4567", "PC 3456"}}, {"mode", "UNIFORM_FOOT_PAIR"}}}},
      {"planned_start", minutes(-30)},
      {"planned_end", minutes(400)},
      {"actual_start", minutes(-30)},
      {"tier", "2"},
      {"outreach_windows_read", true},
      {"briefing_read", true}};
  fleet.expect("heron", {"shift", "start"}, shift.dump());
  fleet.sync("heron");
  fleet.sync("rook");

  Stage stage(evening.store("rook"));
  Hands hands(stage.window());
  stage.window().resize(360, 740);
  stage.unlock(evening.secret);
  hands.press("Join PC 4567's shift");
  hands.wait_to_see("with PC 4567");
  hands.press("More");
  CHECK_FALSE(hands.offers("End the shift"));
  hands.press("Leave the shift");
  hands.wait_to_see("No shift");
}
