// A tablet's first minutes, as real processes.
#include <catch2/catch.hpp>

#include "support/fleet.h"

using namespace beatbook::test;

namespace {

Output enrol(Fleet& fleet, const std::string& code) {
  return fleet.tablet("wren", {"enrol", "--server", "127.0.0.1:" + fleet.port, "--code", code, "--secret-cost", "light"});
}

void write_secret(Fleet& fleet, const std::string& secret) { write_file(fleet.directory / "secret", secret + "\n"); }

}  // namespace

TEST_CASE("an enrolment that was cut off is taken up again, with the same secret or another") {
  Fleet fleet;
  fleet.serve();
  fleet.admin({"officer", "add", "PC 1234", "--role", "OFC", "--operation", "lapwing"});
  auto code = fleet.admin({"enrolment", "code", "PC 1234"});
  code.pop_back();
  fleet.kill_server();
  CHECK(enrol(fleet, code).exit_code == 3);
  fleet.serve();
  SECTION("the same") {}
  SECTION("another") { write_secret(fleet, "four loud herons there"); }
  CHECK(enrol(fleet, code).exit_code == 0);
  // Nothing was saved, so a tablet that nobody has opened yet has sent all.
  CHECK(fleet.expect("wren", {"push", "--format", "json"}).find("\"whole\":true") != std::string::npos);
  CHECK(fleet.sync("wren")["round_trips"] == 1);
  CHECK(enrol(fleet, code).exit_code == 3);
}

TEST_CASE("the server's recovery code opens a tablet, which still reads") {
  Fleet fleet;
  fleet.serve();
  fleet.enrol("wren", "PC 1234", "OFC");
  fleet.enrol("crane", "PC 2345", "OFC");
  const auto listed = fleet.admin({"enrolment", "list"});
  const auto at = listed.find("\tPC 1234\t");
  REQUIRE(at != std::string::npos);
  write_file(fleet.directory / "recovery", fleet.admin({"enrolment", "recovery", listed.substr(at - 36, 36)}));
  std::filesystem::permissions(fleet.directory / "recovery",
                               std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  fleet.start_shift("crane", "PC 2345");
  fleet.sync("crane");
  write_secret(fleet, "four loud herons there");
  fleet.expect("wren", {"secret", "recover", "--recovery-code-file", (fleet.directory / "recovery").string()});
  CHECK(fleet.sync("wren")["received"] == 1);
}

TEST_CASE("a folder that holds a notebook is never enrolled over, even when its enrolment is gone") {
  Fleet fleet;
  fleet.serve();
  fleet.enrol("wren", "PC 1234", "OFC");
  fleet.start_shift("wren", "PC 1234");
  std::filesystem::rename(fleet.directory / "wren" / "enrolment", fleet.directory / "kept");
  for (int i = 0; i < 2; ++i) {
    auto code = fleet.admin({"enrolment", "code", "PC 1234"});
    code.pop_back();
    CHECK(enrol(fleet, code).exit_code == 3);
  }
  std::filesystem::rename(fleet.directory / "kept", fleet.directory / "wren" / "enrolment");
  CHECK(fleet.sync("wren")["pushed"] == 1);
}

TEST_CASE("two officers work on one shift, each with numbers of their own") {
  Fleet fleet;
  fleet.serve();
  fleet.enrol("wren", "PC 1234", "OFC");
  fleet.enrol("crane", "PC 9001", "OFC");
  fleet.start_shift("wren", "PC 1234");
  fleet.sync("wren");
  fleet.sync("crane");
  const auto shift = fleet.list("crane", {"--type", "shift"}).at(0)["id"].get<std::string>();
  CHECK(fleet.tablet("wren", {"shift", "join", shift}).exit_code == 2);
  CHECK(fleet.last_id(fleet.expect("crane", {"shift", "join", shift})) == shift);
  const auto entry = fleet.record("crane", "sighting", sighting("From the joined shift"));
  const auto shown = fleet.show("crane", entry)["record"]["envelope"];
  CHECK(shown["shift_id"] == shift);
  CHECK(shown["local_ref"].get<std::string>().ends_with("-001"));
  CHECK(fleet.expect("crane", {"shift", "end"}).find("You have left the shift") != std::string::npos);
  CHECK(fleet.sync("crane")["pushed"] == 1);
}
