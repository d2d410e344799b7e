// An approved keeper letter from the screen to the file, on the desk and on a tablet; what was written is read back as a keeper
// would read it, and what was noted with the command line (BR-13).
#include <QDate>
#include <catch2/catch.hpp>

#include "support/process.h"
#include "ui/walker/newcomer.h"

using namespace beatbook::test;
using namespace beatbook::test::walker;
using nlohmann::json;

namespace {

// A letter of the constable's that the sergeant has.
struct Letter {
  Letter() {
    const auto source = std::filesystem::path(BEATBOOK_SOURCE_DIR) / "tests/data/records/keeper_letter.json";
    auto letter = json::parse(read_file(source));
    const json card = {{"vrm", "AA19 KLM"}, {"vrm_state", "FULL_VERIFIED"}, {"country", "GB"}};
    letter["vehicle_id"] = evening.fleet.record("wren", "vehicle", card);
    auto van = sighting("A grey van, twice");
    van["vehicle_id"] = letter["vehicle_id"];
    letter["parent_id"] = evening.fleet.record("wren", "sighting", van);
    letter["area_name"] = "Plover Street";
    letter["state"] = "PROPOSED";
    letter["keeper_checked_on"] = QDate::currentDate().toString(Qt::ISODate).toStdString();
    letter["state_at"] = "now";
    letter["envelope"]["event_at"] = "now";
    id = evening.fleet.record("wren", "keeper_letter", letter);
    evening.fleet.sync("wren");
    evening.fleet.sync("desk");
    std::filesystem::create_directory(papers());
  }
  void approve() {
    const json approval = {{"state", "APPROVED"}, {"state_at", "now"}, {"approved_by", "PS 77"}};
    evening.fleet.expect("desk", {"amend", id, "--reason", "NEW_INFO"}, approval.dump());
    evening.fleet.sync("desk");
    evening.fleet.sync("wren");
  }
  std::filesystem::path papers() const { return evening.fleet.directory / "papers"; }
  std::vector<std::filesystem::path> files() const {
    std::vector<std::filesystem::path> out;
    for (const auto& file : std::filesystem::directory_iterator(papers())) out.push_back(file.path());
    return out;
  }
  QVariantMap page() const { return {{"entryId", QString::fromStdString(id)}}; }

  Demonstration evening;
  std::string id;
};

struct Screen : Newcomer {
  Screen(const Letter& letter, const char* tablet, QSize size) : Newcomer(letter.evening, tablet, size) {
    stage.unlock(letter.evening.secret);
    stage.open("entry", letter.page());
  }
};

}  // namespace

TEST_CASE("A press writes an approved letter where the officer says, shows it before and says where it lies") {
  Letter letter;
  letter.approve();
  const bool on_desk = GENERATE(true, false);
  const char* tablet = on_desk ? "desk" : "wren";
  {
    Screen screen(letter, tablet, on_desk ? QSize(1440, 900) : QSize(800, 1280));
    auto& hands = screen.hands;
    hands.wait_to_see("Approved for printing.");
    hands.press("Print the letter");
    hands.wait_to_see("high levels of anti-social behaviour");
    screen.look("before");
    hands.write("Folder", QString::fromStdString(letter.papers().string()));
    hands.press("Write the PDF");
    hands.wait_to_see(QString::fromStdString(letter.papers().string()) + "/");
    screen.look("written");
    hands.press("Back to the entry");
    hands.wait_to_see("Printed.");
    screen.look("printed");
  }
  REQUIRE(letter.files().size() == 1);
  const auto file = letter.files().front();
  using std::filesystem::perms;
  CHECK((std::filesystem::status(file).permissions() & (perms::group_all | perms::others_all)) == perms::none);
  const auto paper = Process({"/usr/bin/pdftotext", "-layout", file.string(), "-"}, letter.papers()).wait().out;
  CHECK_THAT(paper, Catch::Contains("Plover Street") && !Catch::Contains("lapwing"));
  const auto record = letter.evening.fleet.show(tablet, letter.id)["record"];
  CHECK(record["state"] == "PRINTED");
  CHECK(record["printed_text_sha256"].get<std::string>().size() == 64);
}

TEST_CASE("The file can be deleted from the page that wrote it, and the letter stays printed") {
  Letter letter;
  letter.approve();
  {
    Screen screen(letter, "desk", {1440, 900});
    auto& hands = screen.hands;
    hands.press("Print the letter");
    hands.write("Folder", QString::fromStdString((letter.papers() / "nowhere").string()));
    hands.press("Write the PDF");
    hands.wait_to_see("There is no folder");
    CHECK(letter.files().empty());
    hands.write("Folder", QString::fromStdString(letter.papers().string()));
    hands.press("Write the PDF");
    hands.wait_to_see("noted as printed");
    REQUIRE(letter.files().size() == 1);
    hands.press("Delete the file");
    hands.wait_not_to_see("noted as printed");
    CHECK(letter.files().empty());
  }
  CHECK(letter.evening.fleet.show("desk", letter.id)["record"]["state"] == "PRINTED");
}

TEST_CASE("After the tablet was locked the shift leads to the letter, and the letter's page to its file") {
  Letter letter;
  letter.approve();
  {
    Screen screen(letter, "desk", {1440, 900});
    auto& hands = screen.hands;
    hands.press("Print the letter");
    hands.write("Folder", QString::fromStdString(letter.papers().string()));
    hands.press("Write the PDF");
    hands.wait_to_see("noted as printed");
  }
  REQUIRE(letter.files().size() == 1);
  Screen screen(letter, "desk", {1440, 900});
  auto& hands = screen.hands;
  screen.stage.open("home", {});
  hands.wait_to_see("A letter's file lies outside this tablet's lock.");
  screen.look("home");
  hands.press("Open the letter");
  hands.wait_to_see(QString::fromStdString(letter.files().front().string()));
  screen.look("entry");
  hands.press("Delete the file");
  hands.wait_not_to_see("lock does not cover");
  CHECK(letter.files().empty());
  hands.press("Shift");
  hands.wait_to_see("Due tonight");
  CHECK_FALSE(hands.sees("A letter's file lies outside"));
}

TEST_CASE("A letter nobody approved offers no printing and says what is missing") {
  Letter letter;
  Screen screen(letter, "desk", {1440, 900});
  screen.hands.wait_to_see("A sergeant approves it before it is printed.");
  screen.look("not-approved");
  CHECK_FALSE(screen.hands.offers("Print"));
}
