// One server and several tablets as real processes over real sockets.
#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "support/fleet.h"

using namespace beatbook::test;
using nlohmann::json;

TEST_CASE("two officers record offline, both sync, and hold the same entries") {
  Fleet fleet;
  fleet.serve();
  fleet.enrol("wren", "PC 1234", "OFC");
  fleet.enrol("crane", "PC 2345", "OFC");
  fleet.start_shift("wren", "PC 1234");
  fleet.kill_server();
  const auto offline = fleet.tablet("wren", {"sync"});
  CHECK(offline.exit_code == 3);
  CHECK(offline.err.find("cannot be reached") != std::string::npos);
  fleet.record("wren", "sighting", sighting("A white van, twice"));
  fleet.record("wren", "welfare_contact", welfare_contact("Plover Street"));
  fleet.serve();
  const auto sent = fleet.sync("wren");
  CHECK(sent["pushed"] == 3);
  CHECK(sent["pending"] == 0);
  CHECK(sent["safe_to_hand_in"] == false);
  CHECK(sent["hand_in"] == "received, not backed up");
  CHECK(fleet.sync("crane")["received"] == 2);
  // The welfare contact is VC3: it stays with its author and the safeguarding roles.
  CHECK(fleet.list("wren", {"--type", "welfare_contact"}).size() == 1);
  CHECK(fleet.list("crane", {"--type", "welfare_contact"}).empty());
  CHECK(fleet.list("crane", {"--type", "sighting"}).size() == 1);
  const auto idle = fleet.sync("crane");
  CHECK(idle["round_trips"] == 1);
  const auto bytes = [](const json& sync) { return sync["bytes_up"].get<int>() + sync["bytes_down"].get<int>(); };
  CHECK(bytes(idle) <= 200);
  // An entry costs its author, and whoever reads it, at most 400 bytes more.
  fleet.record("wren", "sighting", sighting("A blue hatchback with its lights off, three times round the square"));
  const auto one = fleet.sync("wren");
  CHECK(one["pushed"] == 1);
  CHECK(bytes(one) - bytes(idle) <= 400);
  const auto read = fleet.sync("crane");
  CHECK(read["received"] == 1);
  CHECK(bytes(read) - bytes(idle) <= 400);
  fleet.expect("wren", {"verify"});
  fleet.server->stop(SIGTERM);
  fleet.admin({"verify"});
}

TEST_CASE("a server killed with -9 in the middle of many syncs loses and doubles nothing") {
  Fleet fleet;
  fleet.serve();
  fleet.enrol("wren", "PC 1234", "OFC");
  fleet.enrol("crane", "PC 2345", "OFC");
  fleet.start_shift("wren", "PC 1234");
  std::string lines;
  for (int i = 0; i < 400; ++i) lines += sighting("Sighting number " + std::to_string(i)).dump() + "\n";
  fleet.expect("wren", {"record", "sighting"}, lines);
  // Each round the server dies at another moment of the exchange; what was acknowledged stays.
  for (int round = 0; round < 12; ++round) {
    Process exchange({BEATBOOK_CLI, "--store", (fleet.directory / "wren").string(), "--secret-file",
                      (fleet.directory / "secret").string(), "sync"},
                     fleet.directory.path());
    std::this_thread::sleep_for(std::chrono::milliseconds(20 + 7 * round));
    fleet.kill_server();
    exchange.wait();
    fleet.serve();
  }
  CHECK(fleet.sync("wren")["pending"] == 0);
  fleet.sync("crane");
  std::set<std::string> descriptions;
  const auto entries = fleet.list("crane", {"--type", "sighting"});
  for (const auto& entry : entries) descriptions.insert(entry["summary"].get<std::string>());
  CHECK(entries.size() == 400);
  CHECK(descriptions.size() == 400);
  fleet.server->stop(SIGTERM);
  CHECK(fleet.admin({"verify"}).find("401 log entries") != std::string::npos);
}

TEST_CASE("a tablet killed with -9 while it syncs goes on where it was") {
  Fleet fleet;
  fleet.serve();
  fleet.enrol("wren", "PC 1234", "OFC");
  fleet.enrol("crane", "PC 2345", "OFC");
  fleet.start_shift("wren", "PC 1234");
  std::string lines;
  for (int i = 0; i < 300; ++i) lines += sighting("Sighting number " + std::to_string(i)).dump() + "\n";
  fleet.expect("wren", {"record", "sighting"}, lines);
  fleet.sync("wren");
  for (int round = 0; round < 10; ++round) {
    Process exchange({BEATBOOK_CLI, "--store", (fleet.directory / "crane").string(), "--secret-file",
                      (fleet.directory / "secret").string(), "sync"},
                     fleet.directory.path());
    std::this_thread::sleep_for(std::chrono::milliseconds(15 + 6 * round));
    exchange.stop(SIGKILL);
  }
  fleet.sync("crane");
  CHECK(fleet.list("crane", {"--type", "sighting"}).size() == 300);
  fleet.expect("crane", {"verify"});
}

TEST_CASE("a conflict is kept on both tablets, settled by one officer, and the other sees it", "[BR-26]") {
  Fleet fleet;
  fleet.serve();
  fleet.enrol("wren", "PC 1234", "OFC");
  fleet.enrol("crane", "PC 2345", "OFC");
  const auto card =
      fleet.record("wren", "person", {{"family_name", "Avocet"}, {"age_range", "25-34"}, {"verification", "STATED"}});
  fleet.sync("wren");
  fleet.sync("crane");
  fleet.expect("wren", {"amend", card}, R"({"date_of_birth": "12/04/1997"})");
  fleet.expect("crane", {"amend", card}, R"({"date_of_birth": "12/04/1996"})");
  fleet.sync("wren");
  CHECK(fleet.sync("crane")["conflicts"] == 1);
  CHECK(fleet.sync("wren")["conflicts"] == 1);
  const auto conflict = json::parse(fleet.expect("wren", {"conflicts", "--format", "json"}));
  CHECK(conflict["field"] == "date_of_birth");
  CHECK(conflict["choices"].size() == 2);
  CHECK(conflict["values"][0]["officers"] != conflict["values"][1]["officers"]);
  CHECK(conflict["before"] == "");
  fleet.expect("wren", {"resolve", card, "date_of_birth", "--take", "2", "--reason", "NEW_INFO"});
  fleet.sync("wren");
  CHECK(fleet.sync("crane")["conflicts"] == 0);
  CHECK(fleet.show("crane", card)["record"]["date_of_birth"] == fleet.show("wren", card)["record"]["date_of_birth"]);
  CHECK(fleet.expect("crane", {"history", card}).find("NEW_INFO") != std::string::npos);
  fleet.expect("wren", {"amend", card}, R"({"family_name": "Bittern"})");
  fleet.expect("crane", {"amend", card}, R"({"family_name": "Curlew"})");
  for (const auto* tablet : {"wren", "crane", "wren"}) fleet.sync(tablet);
  fleet.expect("wren", {"resolve", card, "family_name", "--value", "Dunlin", "--reason", "TYPO"});
  fleet.sync("wren");
  CHECK(fleet.sync("crane")["conflicts"] == 0);
  CHECK(fleet.show("crane", card)["record"]["family_name"] == "Dunlin");
}

TEST_CASE("a conflict names everybody who wrote a value, also two who wrote the same") {
  Fleet fleet;
  fleet.serve();
  for (const auto& [tablet, collar] : {std::pair{"wren", "PC 1234"}, {"crane", "PC 2345"}, {"ibis", "PC 3456"}}) {
    fleet.enrol(tablet, collar, "OFC");
  }
  const auto card =
      fleet.record("wren", "person", {{"family_name", "Avocet"}, {"age_range", "25-34"}, {"verification", "STATED"}});
  for (const auto* tablet : {"wren", "crane", "ibis"}) fleet.sync(tablet);
  fleet.expect("wren", {"amend", card}, R"({"date_of_birth": "12/04/1997"})");
  fleet.expect("crane", {"amend", card}, R"({"date_of_birth": "12/04/1996"})");
  fleet.expect("ibis", {"amend", card}, R"({"date_of_birth": "12/04/1997"})");
  for (const auto* tablet : {"wren", "crane", "ibis", "wren"}) fleet.sync(tablet);
  std::set<json> officers;
  const auto conflict = json::parse(fleet.expect("wren", {"conflicts", "--format", "json"}));
  for (const auto& value : conflict["values"]) {
    auto names = value["officers"].get<std::set<std::string>>();
    officers.insert(json(names));
  }
  CHECK(officers == std::set<json>{json{"PC 1234", "PC 3456"}, json{"PC 2345"}});
  const auto text = fleet.expect("wren", {"conflicts"});
  CHECK((text.find("PC 1234 and PC 3456") != std::string::npos || text.find("PC 3456 and PC 1234") != std::string::npos));
  const auto table = fleet.expect("wren", {"conflicts", "--format", "csv"});
  CHECK(table.starts_with("id,type,field,take,value,officers,at\r\n" + card + ",person,date_of_birth,1,"));
  CHECK(std::count(table.begin(), table.end(), '\n') == 3);
}

TEST_CASE("a supervisor returns an entry, its author mends it, she approves; the first version stays visible") {
  Fleet fleet;
  fleet.serve();
  fleet.enrol("wren", "PC 1234", "OFC");
  fleet.enrol("desk", "PS 77", "SUP");
  fleet.start_shift("wren", "PC 1234");
  const auto id = fleet.record("wren", "sighting", sighting("A white van"));
  fleet.sync("wren");
  fleet.sync("desk");
  CHECK(fleet.expect("desk", {"review", "list"}).find(id) != std::string::npos);
  const auto own = fleet.tablet("wren", {"review", "approve", id});
  CHECK(own.exit_code == 2);
  fleet.expect("desk", {"review", "return", id, "--comment", "Which way did it go?", "--field", "description=Which way?"});
  fleet.sync("desk");
  fleet.sync("wren");
  CHECK(fleet.show("wren", id)["status"] == "RETURNED");
  CHECK(fleet.show("wren", id)["sync"] == "needs you");
  fleet.expect("wren", {"amend", id, "--reason", "NEW_INFO"}, R"({"description": "A white van, towards the canal"})");
  fleet.sync("wren");
  fleet.sync("desk");
  fleet.expect("desk", {"review", "approve", id});
  fleet.sync("desk");
  fleet.sync("wren");
  CHECK(fleet.show("wren", id)["status"] == "APPROVED");
  const auto history = fleet.expect("desk", {"history", id});
  CHECK(history.find("A white van -> A white van, towards the canal") != std::string::npos);
  CHECK(history.find("PC 1234") != std::string::npos);
}

TEST_CASE("a locked tablet hands in its sealed outbox without the secret") {
  Fleet fleet;
  fleet.serve();
  fleet.enrol("wren", "PC 1234", "OFC");
  fleet.enrol("desk", "PS 77", "SUP");
  fleet.start_shift("wren", "PC 1234");
  fleet.record("wren", "sighting", sighting("Canary for the outbox"));
  const Output pushed = Process({BEATBOOK_CLI, "--store", (fleet.directory / "wren").string(), "push", "--format", "json"},
                                fleet.directory.path())
                            .wait();
  REQUIRE(pushed.exit_code == 0);
  CHECK(json::parse(pushed.out)["pushed"] == 2);
  CHECK(json::parse(pushed.out)["pending"] == 0);
  CHECK(fleet.sync("desk")["received"] == 2);
  const auto unlocked = fleet.sync("wren");
  CHECK(unlocked["pending"] == 0);
  fleet.record("wren", "sighting", sighting("And one more"));
  CHECK(fleet.sync("wren")["pushed"] == 1);
}

TEST_CASE("nothing of an entry lies readable in a tablet's or the server's files, or in the server's log") {
  Fleet fleet;
  fleet.serve();
  fleet.enrol("wren", "PC 1234", "OFC");
  fleet.start_shift("wren", "PC 1234");
  fleet.record("wren", "sighting", sighting("CANARYDESCRIPTION"));
  fleet.record("wren", "welfare_contact", welfare_contact("CANARYSTREET"));
  fleet.record("wren", "person", {{"family_name", "Canaryname"}, {"age_range", "25-34"}, {"verification", "STATED"}});
  fleet.sync("wren");
  fleet.server->stop(SIGTERM);
  // The inputs of the commands lie beside the stores; only the stores and the server's own words count.
  for (const char* store : {"wren", "server"}) {
    for (const auto& file : std::filesystem::recursive_directory_iterator(fleet.directory / store)) {
      if (!file.is_regular_file()) continue;
      const auto bytes = contents(file.path());
      for (const char* canary : {"CANARY", "Canaryname", "three quiet herons"}) {
        INFO(file.path().filename().string());
        // analysis.db is pseudonymised and meant to be read; not even it holds a canary.
        CHECK(bytes.find(canary) == std::string::npos);
      }
    }
  }
  for (const auto& file : std::filesystem::directory_iterator(fleet.directory.path())) {
    if (file.path().extension() != ".err") continue;
    const auto log = contents(file.path());
    if (log.find("session=") == std::string::npos) continue;
    CHECK(log.find("CANARY") == std::string::npos);
    CHECK(log.find("1234") == std::string::npos);
  }
}

TEST_CASE("a wrong secret is a plain message and a wait, and never costs an entry") {
  Fleet fleet;
  fleet.serve();
  fleet.enrol("wren", "PC 1234", "OFC");
  fleet.start_shift("wren", "PC 1234");
  write_file(fleet.directory / "guess", "another secret\n");
  std::filesystem::permissions(fleet.directory / "guess",
                               std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  std::string said;
  for (int i = 0; i < 7; ++i) {
    const Output guess = Process({BEATBOOK_CLI, "--store", (fleet.directory / "wren").string(), "--secret-file",
                                  (fleet.directory / "guess").string(), "list"},
                                 fleet.directory.path())
                             .wait();
    CHECK(guess.exit_code == 2);
    CHECK(guess.out.empty());
    said = guess.err;
  }
  CHECK(said.find("Wait") != std::string::npos);
  CHECK(fleet.tablet("wren", {"list"}).exit_code == 2);
}

TEST_CASE("a revoked tablet may still hand in, and reads nothing") {
  Fleet fleet;
  fleet.serve();
  fleet.enrol("wren", "PC 1234", "OFC");
  fleet.enrol("crane", "PC 2345", "OFC");
  fleet.start_shift("wren", "PC 1234");
  fleet.record("wren", "sighting", sighting("Written before the tablet was lost"));
  const auto enrolments = fleet.admin({"enrolment", "list"});
  const auto at = enrolments.find("PC 1234");
  REQUIRE(at != std::string::npos);
  const auto line = enrolments.rfind('\n', at) == std::string::npos ? 0 : enrolments.rfind('\n', at) + 1;
  fleet.admin({"enrolment", "revoke", enrolments.substr(line, 36)});
  const auto handed_in = fleet.sync("wren");
  CHECK(handed_in["pending"] == 0);
  CHECK(handed_in["quarantined"] == 2);
  CHECK(fleet.sync("crane")["received"] == 0);
}

TEST_CASE("an unknown server is refused before anything is sent") {
  Fleet fleet, stranger;
  fleet.serve();
  fleet.enrol("wren", "PC 1234", "OFC");
  fleet.start_shift("wren", "PC 1234");
  fleet.kill_server();
  stranger.port = fleet.port;
  stranger.serve();
  const auto refused = fleet.tablet("wren", {"sync"});
  CHECK(refused.exit_code == 3);
  CHECK(refused.err.find("not the server") != std::string::npos);
}
