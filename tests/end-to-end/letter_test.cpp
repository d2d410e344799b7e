// A keeper letter from the proposal to the paper, read back from the PDF as a keeper would read it (BR-13).
#include <date/date.h>

#include <catch2/catch.hpp>
#include <thread>

#include "support/fleet.h"

using namespace beatbook::test;
using nlohmann::json;

namespace {

struct Letter {
  Fleet fleet;
  std::string vehicle, seen, id;

  explicit Letter(const json& patch = json::object()) {
    fleet.serve();
    fleet.enrol("wren", "PC 1234", "OFC");
    fleet.enrol("desk", "PS 77", "SUP");
    fleet.start_shift("wren", "PC 1234");
    vehicle = fleet.record("wren", "vehicle", {{"vrm", "AA19 KLM"}, {"vrm_state", "FULL_VERIFIED"}, {"country", "GB"}});
    auto van = sighting("A grey van, twice");
    van["vehicle_id"] = vehicle;
    seen = fleet.record("wren", "sighting", van);
    auto letter = json::parse(contents(std::filesystem::path(BEATBOOK_SOURCE_DIR) / "tests/data/records/keeper_letter.json"));
    letter["parent_id"] = seen;
    letter["vehicle_id"] = vehicle;
    letter["state"] = "PROPOSED";
    letter["keeper_checked_on"] = date::format("%F", date::floor<date::days>(std::chrono::system_clock::now()));
    letter["state_at"] = "now";
    letter["envelope"]["event_at"] = "now";
    letter.merge_patch(patch);
    id = fleet.record("wren", "keeper_letter", letter);
    fleet.sync("wren");
    fleet.sync("desk");
  }

  void approve() {
    const json approval = {{"state", "APPROVED"}, {"state_at", "now"}, {"approved_by", "PS 77"}};
    fleet.expect("desk", {"amend", id, "--reason", "NEW_INFO"}, approval.dump());
  }
  Output print(const std::string& file = "letter.pdf") {
    return fleet.tablet("desk", {"letter", id, "--out", (fleet.directory / file).string()});
  }
  std::string read_back(const std::string& file = "letter.pdf") {
    return Process({"/usr/bin/pdftotext", "-layout", (fleet.directory / file).string(), "-"}, fleet.directory.path())
        .wait()
        .out;
  }
};

}  // namespace

TEST_CASE("an approved letter is printed word for word, on a page for the keeper and a plain envelope", "[BR-13][SN-46]") {
  Letter letter;
  CHECK(letter.print().exit_code == 2);
  CHECK_THAT(letter.print().err, Catch::Contains("This letter is not approved."));
  CHECK_FALSE(std::filesystem::exists(letter.fleet.directory / "letter.pdf"));
  letter.approve();
  const auto text = letter.fleet.expect("desk", {"letter", letter.id});
  const auto printed = letter.print();
  INFO(printed.err);
  REQUIRE(printed.exit_code == 0);
  // Each word of the text stands on the paper, in that order.
  std::istringstream wanted(text), paper(letter.read_back());
  std::string word, seen;
  // A word with a hyphen may go on in the next line.
  while (paper >> word) seen += word.back() == '-' ? word : word + ' ';
  size_t at = 0;
  while (wanted >> word) {
    INFO(word << "\n" << seen);
    at = seen.find(word, at);
    REQUIRE(at != std::string::npos);
  }
  CHECK_THAT(seen, Catch::Contains("high levels of anti-social behaviour") && !Catch::Contains("lapwing"));
  const auto pages =
      Process({"/usr/bin/pdfinfo", (letter.fleet.directory / "letter.pdf").string()}, letter.fleet.directory.path()).wait().out;
  CHECK_THAT(pages, Catch::Contains("Pages:           2") && !Catch::Contains("etter") && !Catch::Contains("AA19"));
}

TEST_CASE("whoever proposes a letter cannot approve it, not even in a sergeant's name", "[BR-13]") {
  Letter letter;
  auto& fleet = letter.fleet;
  const json approval = {{"state", "APPROVED"}, {"state_at", "now"}, {"approved_by", "PS 77"}};
  const auto refused = fleet.tablet("wren", {"amend", letter.id, "--reason", "NEW_INFO"}, approval.dump());
  CHECK(refused.exit_code == 2);
  CHECK_THAT(refused.err,
             Catch::Contains("state: Only a supervisor who is not the author chooses \"Approved\". Leave this as it is."));
  CHECK(json::parse(fleet.expect("wren", {"show", letter.id, "--format", "json"}))["record"]["state"] == "PROPOSED");
  letter.approve();
  CHECK(letter.print().exit_code == 0);
}

TEST_CASE("a letter whose entry was reviewed stays approved while it is printed and posted", "[BR-13][BR-33]") {
  Letter letter;
  auto& fleet = letter.fleet;
  fleet.expect("desk", {"review", "approve", letter.id});
  letter.approve();
  REQUIRE(letter.print().exit_code == 0);
  fleet.sync("desk");
  fleet.sync("wren");
  fleet.expect("wren", {"amend", letter.id, "--reason", "NEW_INFO"}, R"({"state": "POSTED", "state_at": "now"})");
  fleet.sync("wren");
  fleet.sync("desk");
  CHECK(fleet.expect("desk", {"review", "list", "--format", "json"}).find(letter.id) == std::string::npos);
  const auto shown = json::parse(fleet.expect("wren", {"show", letter.id, "--format", "json"}));
  CHECK(shown["status"] == "APPROVED");
  CHECK(shown["record"]["state"] == "POSTED");
  fleet.expect("wren", {"amend", letter.id, "--reason", "TYPO"}, R"({"area_name": "Wadeham market"})");
  CHECK(json::parse(fleet.expect("wren", {"show", letter.id, "--format", "json"}))["status"] == "SUBMITTED");
}

TEST_CASE("a colleague who does not see the risk check cannot print the letter, however it stands", "[BR-13]") {
  Letter letter;
  letter.approve();
  letter.fleet.sync("desk");
  letter.fleet.enrol("crane", "PC 2345", "OFC");
  const auto output = letter.fleet.tablet("crane", {"letter", letter.id});
  CHECK(output.exit_code == 2);
  CHECK_THAT(output.err, Catch::Contains("The risk check of this letter is not on this tablet."));
}

TEST_CASE("a printed letter is kept by the hash of its text and comes again only as it was", "[BR-13]") {
  Letter letter;
  letter.approve();
  REQUIRE(letter.print().exit_code == 0);
  const auto record = letter.fleet.show("desk", letter.id)["record"];
  CHECK(record["state"] == "PRINTED");
  CHECK(record["printed_text_sha256"].get<std::string>().size() == 64);
  CHECK(letter.print("again.pdf").exit_code == 0);
  CHECK(letter.read_back("again.pdf") == letter.read_back());
  letter.fleet.sync("desk");
  letter.fleet.sync("wren");
  letter.fleet.expect("wren", {"amend", letter.id, "--reason", "NEW_INFO"},
                      json{{"query_contact", "The front desk, 01632 960199"}}.dump());
  letter.fleet.sync("wren");
  letter.fleet.sync("desk");
  const auto changed = letter.print("changed.pdf");
  CHECK(changed.exit_code == 2);
  CHECK_THAT(changed.err, Catch::Contains("has changed since it was printed"));
  CHECK_FALSE(std::filesystem::exists(letter.fleet.directory / "changed.pdf"));
}

TEST_CASE("a letter with one word too many is never printed", "[BR-13]") {
  Letter letter(json{{"query_contact", "Ask for the vice team, 01632 960199"}});
  letter.approve();
  const auto refused = letter.print();
  CHECK(refused.exit_code == 2);
  CHECK_THAT(refused.err, Catch::Contains("This letter would say vice."));
  CHECK_FALSE(std::filesystem::exists(letter.fleet.directory / "letter.pdf"));
}

TEST_CASE("a vehicle seen again after its letter was posted is pointed out, and not before", "[BR-20]") {
  Letter letter;
  letter.approve();
  const auto told = [&] { return letter.fleet.expect("desk", {"advice", "--format", "json"}); };
  CHECK(told().empty());
  letter.fleet.expect("desk", {"amend", letter.id, "--reason", "NEW_INFO"}, R"({"state":"POSTED","state_at":"now"})");
  CHECK(told().empty());
  std::this_thread::sleep_for(std::chrono::milliseconds(1100));
  auto again = sighting("The grey van, once more");
  again["vehicle_id"] = letter.vehicle;
  const auto seen = letter.fleet.record("wren", "sighting", again);
  letter.fleet.sync("wren");
  letter.fleet.sync("desk");
  const auto lines = told();
  CHECK_THAT(lines, Catch::Contains("VEHICLE_AFTER_LETTER") && Catch::Contains(seen) && Catch::Contains(letter.vehicle));
  CHECK_THAT(lines, Catch::Contains("The vehicle was, whoever drove it."));
}
