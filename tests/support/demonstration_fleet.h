#pragma once
// A server and tablets of a demonstration operation, filled: what the tests count and `beatbook-demonstration` leaves behind.
#include <nlohmann/json.hpp>

#include "support/demonstration.h"
#include "support/fleet.h"
#include "support/player.h"

namespace beatbook::test {

inline constexpr const char* inspector = "inspector";        // a tablet that reads every class of the operation
inline constexpr const char* secret = "three quiet herons";  // of every tablet of a Fleet

// The forms that they share.
inline std::filesystem::path shared_forms() {
  return std::filesystem::path(BEATBOOK_SOURCE_DIR) / "tests/data/operation-forms.json";
}
inline std::filesystem::path operations() { return std::filesystem::path(BEATBOOK_SOURCE_DIR) / "tests/data/operations"; }

// The officers of the file record on tablets of their names, everything is sent, and an inspector reads it on a tablet besides.
// The server runs on.
inline Demonstration::Ids fill(Fleet& fleet, const std::string& operation) {
  const auto folder = operations() / operation;
  const Demonstration demonstration(nlohmann::json::parse(contents(folder / "records.json")),
                                    nlohmann::json::parse(contents(shared_forms())));
  fleet.admin({"operation", "import", (folder / "profile.json").string()});
  const auto add = [&](const std::string& tablet, const std::string& collar, const std::string& role) {
    fleet.admin({"officer", "add", collar, "--role", role, "--operation", operation});
    fleet.enrol_again(tablet, collar);
  };
  fleet.serve();
  for (const auto& officer : demonstration.officers()) add(officer.tablet, officer.collar, officer.role);
  add(inspector, "INS 9", "INS");
  const auto ids = play(demonstration, secret, [&](const std::string& tablet) { return fleet.directory / tablet; });
  for (const auto& officer : demonstration.officers()) {
    const auto sent = fleet.sync(officer.tablet);
    if (sent["pending"] != 0 || sent["quarantined"] != 0) throw std::runtime_error(officer.tablet + ": " + sent.dump());
  }
  fleet.sync(inspector);
  return ids;
}

}  // namespace beatbook::test
