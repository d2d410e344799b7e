// Every kind of case and of partners' work goes from a file through the command line to the server and to a colleague.
#include <date/date.h>

#include <catch2/catch.hpp>
#include <map>

#include "support/fleet.h"

using namespace beatbook::test;
using nlohmann::json;

namespace {

const std::filesystem::path examples = std::filesystem::path(BEATBOOK_SOURCE_DIR) / "tests/data/records";

// The example with the ids of what it names, and with today.
std::string example(const std::string& type, const std::map<std::string, std::string>& known) {
  auto text = contents(examples / (type + ".json"));
  for (const auto& [name, value] : known) {
    const auto mark = "\"$" + name + "\"";
    for (auto at = text.find(mark); at != text.npos; at = text.find(mark)) text.replace(at, mark.size(), "\"" + value + "\"");
  }
  return text;
}

}  // namespace

TEST_CASE("an example of every case is recorded offline, synced, and read by a colleague of its class",
          "[FA-10][BX-29][SN-43]") {
  Fleet fleet;
  fleet.serve();
  fleet.enrol("wren", "PC 1234", "OFC");
  fleet.enrol("desk", "PS 77", "SUP");
  fleet.start_shift("wren", "PC 1234");
  const auto now = date::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  const auto today = date::floor<date::days>(now);
  std::map<std::string, std::string> known{{"today", date::format("%F", today)},
                                           {"later", date::format("%F", today + date::days(30))},
                                           {"earlier", date::format("%FT%TZ", now - std::chrono::minutes(10))}};
  known["person"] =
      fleet.record("wren", "person", {{"family_name", "Avocet"}, {"age_range", "25-34"}, {"verification", "STATED"}});
  known["vehicle"] = fleet.record("wren", "vehicle", {{"vrm", "AA19 AAA"}, {"vrm_state", "FULL_VERIFIED"}, {"country", "GB"}});
  auto van = sighting("A grey van, twice");
  van["vehicle_id"] = known["vehicle"];
  known["sighting"] = fleet.record("wren", "sighting", van);
  // What others name comes first.
  const std::vector<std::string> types = {"phone_call",
                                          "arrest",
                                          "engagement_support_order",
                                          "conditional_caution",
                                          "community_protection",
                                          "vehicle_seizure",
                                          "referral",
                                          "environmental_find",
                                          "environmental_audit_item",
                                          "meeting",
                                          "action",
                                          "action_update",
                                          "outreach_window",
                                          "other_offence",
                                          "observation",
                                          "community_contact",
                                          "partner_figures",
                                          "warrant_execution",
                                          "premises_closure",
                                          "premises",
                                          "keeper_letter"};
  size_t files = 0;
  for (const auto& file : std::filesystem::directory_iterator(examples)) files += file.is_regular_file();
  CHECK(files == types.size());
  for (const auto& type : types) {
    INFO(type);
    known[type] = fleet.record("wren", type, json::parse(example(type, known)));
  }
  CHECK(fleet.sync("wren")["pending"] == 0);
  CHECK(fleet.sync("wren")["quarantined"] == 0);
  fleet.sync("desk");
  for (const auto& type : types) {
    INFO(type);
    // Premises are intelligence until a warrant was executed: a sergeant does not see them.
    CHECK(fleet.list("desk", {"--type", type}).size() == (type == "premises" ? 0 : 1));
    CHECK(fleet.list("wren", {"--type", type}).size() == 1);
  }
}
