// What an operation draws and whom it works with, on a tablet without a signal: the kind of a place, lists by area, the
// directory and its leaflet, a house that is full, a concern that becomes an action.
#include <date/date.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <set>

#include "support/fleet.h"

using namespace beatbook::test;
using nlohmann::json;

namespace {

// 400 m around a corner of the hotspot, which is no rectangle: what lies in its box need not lie in it.
const json profile = {
    {"name", "lapwing"},
    {"title", "Lapwing"},
    {"areas",
     {{{"name", "Heron Lane"}, {"kind", "HOTSPOT"}, {"corners", {"SK 58800 04000", "SK 59200 04000", "SK 58800 04400"}}},
      {{"name", "Tanner Row"}, {"kind", "RESIDENTIAL"}, {"corners", {"SK 60000 04000", "SK 60400 04000", "SK 60200 04400"}}}}},
    {"partners",
     {{{"name", "Harbour House"}, {"kind", "SUPPORTED_HOUSE"}, {"pathways", {"SUPPORTED_HOUSE"}}, {"places", 2}},
      {{"name", "Lantern"},
       {"telephone", "01632 960100"},
       {"hours", "Every day, 20:00 to 23:30"},
       {"says", "A drop-in with hot drinks and a nurse."}}}}};

struct Operation : Fleet {
  Operation() {
    serve();
    std::ofstream(directory / "profile.json") << profile.dump();
    admin({"operation", "import", (directory / "profile.json").string()});
    enrol("wren", "PC 1234", "OFC");
    start_shift("wren", "PC 1234");
    kill_server();
  }
  static json seen_at(const char* grid, const char* kind = nullptr) {
    auto out = sighting("Blue cap, walked north.");
    out["envelope"]["location"] = {{"os_grid", grid}};
    if (kind) out["envelope"]["location"]["location_class"] = kind;
    return out;
  }
  std::string kind_of(const std::string& id) { return show("wren", id)["record"]["envelope"]["location"]["location_class"]; }
};

}  // namespace

TEST_CASE("the map of the operation says what kind of place it is, and an officer who knows better says why", "[LD-08]") {
  Operation lapwing;
  CHECK(lapwing.kind_of(lapwing.record("wren", "sighting", Operation::seen_at("SK 58900 04100"))) == "HOTSPOT");
  CHECK(lapwing.kind_of(lapwing.record("wren", "sighting", Operation::seen_at("SK 60200 04100"))) == "RES");
  const auto silent = lapwing.tablet("wren", {"record", "sighting"}, Operation::seen_at("SK 61900 04100").dump());
  CHECK(silent.exit_code == 2);  // no area says it
  const auto other = Operation::seen_at("SK 60200 04100", "NONRES");
  const auto refused = lapwing.tablet("wren", {"record", "sighting"}, other.dump());
  CHECK(refused.exit_code == 2);
  CHECK_THAT(refused.err, Catch::Contains("envelope.location.location_class_reason"));
  auto reasoned = other;
  reasoned["envelope"]["location"]["location_class_reason"] = "The houses there are boarded up.";
  CHECK(lapwing.kind_of(lapwing.record("wren", "sighting", reasoned)) == "NONRES");
}

TEST_CASE("a list by area holds what happened inside of it, and nothing beside", "[FA-04]") {
  Operation lapwing;
  std::set<std::string> inside;
  for (const char* grid : {"SK 58810 04010", "SK 58900 04100", "SK 59000 04150"})
    inside.insert(lapwing.record("wren", "sighting", Operation::seen_at(grid, "HOTSPOT")));
  // In the box of the area, beyond its long side; and elsewhere.
  auto corner = Operation::seen_at("SK 59150 04350", "OTHER");
  lapwing.record("wren", "sighting", corner);
  lapwing.record("wren", "sighting", Operation::seen_at("SK 60200 04100", "RES"));
  lapwing.record("wren", "sighting", sighting("On a street that nobody measured."));
  std::set<std::string> listed;
  for (const auto& entry : lapwing.list("wren", {"--area", "Heron Lane"})) listed.insert(entry["id"]);
  CHECK(listed == inside);
  auto contact = welfare_contact("Heron Lane");
  contact["envelope"]["location"] = {{"os_grid", "SK 58900 04100"}};
  const auto welfare = lapwing.record("wren", "welfare_contact", contact);
  CHECK(lapwing.list("wren", {"--area", "Heron Lane", "--type", "welfare_contact"}).size() == 1);
  for (const auto& entry : lapwing.list("wren", {"--area", "Heron Lane", "--purpose", "enforcement"}))
    CHECK(entry["id"] != welfare);
  const auto wrong = lapwing.tablet("wren", {"list", "--area", "Plover Street"});
  CHECK(wrong.exit_code == 2);
  CHECK_THAT(wrong.err, Catch::Contains("The operation has Heron Lane, Tanner Row."));
}

TEST_CASE("the directory of services is on a tablet without a signal, and its leaflet prints what people are told",
          "[FA-20][FS-19][LD-42]") {
  Operation lapwing;
  CHECK_THAT(lapwing.expect("wren", {"operation"}),
             Catch::Contains("Lantern") && Catch::Contains("20:00 to 23:30") && Catch::Contains("Harbour House"));
  const auto text = lapwing.expect("wren", {"leaflet"});
  CHECK_THAT(text, Catch::Contains("Lantern\n01632 960 100\n") && Catch::Contains("hot drinks") &&
                       !Catch::Contains("Harbour") && !Catch::Contains("Lapwing"));
  const auto file = (lapwing.directory / "leaflet.pdf").string();
  lapwing.expect("wren", {"leaflet", "--out", file});
  const auto paper = Process({"/usr/bin/pdftotext", "-layout", file, "-"}, lapwing.directory.path()).wait().out;
  // The font sets a colon between figures as another glyph, which pdftotext does not name.
  auto plain = text;
  std::replace(plain.begin(), plain.end(), ':', ' ');
  std::istringstream wanted(plain);
  size_t at = 0;
  for (std::string word; wanted >> word;) {
    INFO(word << "\n" << paper);
    at = paper.find(word, at);
    REQUIRE(at != std::string::npos);
  }
  CHECK_THAT(Process({"/usr/bin/pdfinfo", file}, lapwing.directory.path()).wait().out,
             Catch::Contains("Pages:           1") && !Catch::Contains("eaflet"));
  CHECK(lapwing.tablet("wren", {"leaflet", "--out", "/nowhere/leaflet.pdf"}).exit_code != 0);
}

TEST_CASE("a house with more people than places is pointed out until somebody has left", "[SN-34]") {
  Operation lapwing;
  std::string last;
  const auto today = date::format("%F", date::floor<date::days>(std::chrono::system_clock::now()));
  const auto houses_full = [&] {
    const auto told = lapwing.expect("wren", {"advice", "--format", "json"});
    return told.find("HOUSE_OVER_FULL") != std::string::npos;
  };
  for (const char* family : {"Avocet", "Bittern", "Curlew"}) {
    CHECK_FALSE(houses_full());
    const auto person =
        lapwing.record("wren", "person", {{"family_name", family}, {"age_range", "35-44"}, {"verification", "STATED"}});
    std::ifstream example(std::filesystem::path(BEATBOOK_SOURCE_DIR) / "tests/data/records/referral.json");
    auto referral = json::parse(example);
    referral["envelope"].erase("location");
    referral["envelope"].erase("bwv");
    referral["envelope"]["subjects"][0]["person_id"] = person;
    referral["partner_type"] = "SUPPORTED_HOUSE";
    referral["service"] = "Harbour House";
    referral["pathway"] = "SUPPORTED_HOUSE";
    referral["admitted_on"] = today;
    last = lapwing.record("wren", "referral", referral);
  }
  CHECK(houses_full());
  CHECK_THAT(lapwing.expect("wren", {"advice"}), Catch::Contains("Harbour House has 2 places, and 3 people are recorded"));
  lapwing.expect("wren", {"void", last, "--reason", "NEW_INFO"});
  CHECK_FALSE(houses_full());
}

TEST_CASE("a custody reference that stands on two arrests is pointed out until one is corrected") {
  Operation lapwing;
  const auto arrest = [&](const char* family) {
    const auto person =
        lapwing.record("wren", "person", {{"family_name", family}, {"age_range", "35-44"}, {"verification", "STATED"}});
    std::ifstream example(std::filesystem::path(BEATBOOK_SOURCE_DIR) / "tests/data/records/arrest.json");
    auto record = json::parse(example);
    record["envelope"]["location"] = {{"street", "Snipe Walk"}, {"location_class", "NONRES"}};
    record["envelope"]["subjects"][0]["person_id"] = person;
    record["custody_reference"] = "CU/1234/26";
    return lapwing.record("wren", "arrest", record);
  };
  const auto told = [&] {
    return lapwing.expect("wren", {"advice", "--format", "json"}).find("CUSTODY_REFERENCE_TWICE") != std::string::npos;
  };
  arrest("Avocet");
  CHECK_FALSE(told());
  const auto second = arrest("Bittern");
  CHECK(told());
  lapwing.expect("wren", {"amend", second, "--reason", "TYPO"}, R"({"custody_reference":"CU/1235/26"})");
  CHECK_FALSE(told());
}

TEST_CASE("a resident's concern becomes an action in one save", "[LD-09]") {
  Operation lapwing;
  std::ifstream contact_example(std::filesystem::path(BEATBOOK_SOURCE_DIR) / "tests/data/records/community_contact.json"),
      action_example(std::filesystem::path(BEATBOOK_SOURCE_DIR) / "tests/data/records/action.json");
  auto contact = json::parse(contact_example), action = json::parse(action_example);
  contact["envelope"]["location"] = {{"street", "Snipe Walk"}, {"location_class", "NONRES"}};
  contact["action_id"] = "@lamp";
  action.erase("meeting_id");
  action["@label"] = "lamp";
  const json encounter = {{"community_contact", contact}, {"action", action}};
  lapwing.expect("wren", {"record", "encounter"}, encounter.dump());
  const auto contacts = lapwing.list("wren", {"--type", "community_contact"}),
             actions = lapwing.list("wren", {"--type", "action"});
  REQUIRE(contacts.size() == 1);
  REQUIRE(actions.size() == 1);
  CHECK(lapwing.show("wren", contacts[0]["id"])["record"]["action_id"] == actions[0]["id"]);
}
