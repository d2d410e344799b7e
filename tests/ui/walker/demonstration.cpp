#include "ui/walker/demonstration.h"

#include <regex>

namespace beatbook::test::walker {
namespace {

// A file of the evening; @+-Nm@ is that many minutes from now.
std::string from(const std::string& name) {
  std::string text = read_file(std::filesystem::path(BEATBOOK_SOURCE_DIR) / "tests/data/evening" / name);
  static const std::regex moment("@([+-]\\d+)m@");
  for (std::smatch found; std::regex_search(text, found, moment);) {
    const std::time_t at = std::time(nullptr) + 60 * std::stol(found[1]);
    char written[32];
    std::strftime(written, sizeof written, "%Y-%m-%dT%H:%M:%S+00:00", std::gmtime(&at));
    text.replace(std::size_t(found.position()), std::size_t(found.length()), written);
  }
  return text;
}

std::string with(std::string text, const std::string& word, const std::string& value) {
  for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + value.size()))
    text.replace(at, word.size(), value);
  return text;
}

std::string id_of(Fleet& fleet, const std::string& tablet, const std::string& type) {
  for (const auto& entry : fleet.list(tablet))
    if (entry.at("type") == type) return entry.at("id");
  throw std::runtime_error("no " + type + " on " + tablet);
}

}  // namespace

Demonstration::Demonstration() {
  fleet.admin({"operation", "import", std::string(BEATBOOK_SOURCE_DIR) + "/tests/data/evening/profile.json"});
  fleet.serve();
  fleet.enrol("wren", "PC 1234", "OFC");
  fleet.enrol("crane", "PC 2345", "OFC");
  fleet.enrol("desk", "PS 77", "SUP");
  const auto record = [&](const char* tablet, const char* type, const std::string& json) {
    return Fleet::last_id(fleet.expect(tablet, {"record", type}, json));
  };

  fleet.expect("wren", {"shift", "start"}, from("shift-wren.json"));
  fleet.expect("crane", {"shift", "start"}, from("shift-crane.json"));
  record("crane", "outreach_window", from("outreach.json"));
  person = record("wren", "person", from("card-avocet.json"));
  for (const auto* tablet : {"wren", "crane", "wren"}) fleet.sync(tablet);

  record("wren", "encounter", from("vehicle-stop.json"));
  vehicle = id_of(fleet, "wren", "vehicle");
  stop = id_of(fleet, "wren", "stop_check_vehicle");
  returned = record("wren", "stop_and_search", from("search.json"));
  corrected = record("wren", "stop_and_search", with(from("search.json"), "Heron Lane", "Canal Walk"));
  record("crane", "welfare_contact", from("welfare.json"));
  warning = record("crane", "official_warning", with(from("warning.json"), "AVOCET", person));
  fleet.expect("wren", {"amend", person}, R"({"date_of_birth": "12/04/1997"})");
  fleet.expect("crane", {"amend", person}, R"({"date_of_birth": "12/04/1996"})");
  for (const auto* tablet : {"wren", "crane", "desk"}) fleet.sync(tablet);

  for (const auto& id : {returned, corrected})
    fleet.expect("desk", {"review", "return", id, "--comment", "Say how far away you were.", "--field",
                          "grounds=How far away, and in what light?"});
  fleet.sync("desk");
  fleet.sync("wren");
  fleet.expect(
      "wren", {"amend", corrected, "--reason", "NEW_INFO"},
      R"({"grounds": "From ten metres under a street lamp: seen to pass a small wrapped packet to a driver and take a folded note."})");
  fleet.sync("wren");
  fleet.sync("desk");
  record("wren", "sighting", from("sighting.json"));
}

}  // namespace beatbook::test::walker
