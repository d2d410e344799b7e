// Real processes over bad lines: cut anywhere, slow, lossy, and away most of the time. The long ones run under --long.
#include "support/poor_line.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "support/fleet.h"

using namespace beatbook::test;
using namespace std::chrono_literals;

namespace {

constexpr uint64_t most_sent_again = 64 * 1024;  // of one cut (limits::window)

// Wren and crane reach the server over a line.
struct Street {
  Fleet fleet;
  std::string server_port;
  std::unique_ptr<PoorLine> line;

  Street() {
    fleet.serve();
    server_port = fleet.port;
    line = std::make_unique<PoorLine>(server_port);
    fleet.port = line->port();
    fleet.enrol("wren", "PC 1234", "OFC");
    fleet.enrol("crane", "PC 2345", "OFC");
    fleet.port = server_port;
    fleet.start_shift("wren", "PC 1234");
    fleet.sync("wren");
  }

  void record(int count) {
    std::string lines;
    for (int i = 0; i < count; ++i)
      lines += sighting("Sighting number " + std::to_string(i) + ", a van of another colour").dump() + "\n";
    fleet.expect("wren", {"record", "sighting"}, lines);
  }
  Process begin(const std::string& name, const std::string& command) {
    return Process({BEATBOOK_CLI, "--store", (fleet.directory / name).string(), "--secret-file",
                    (fleet.directory / "secret").string(), command},
                   fleet.directory.path());
  }
  size_t pending() {
    size_t count = 0;
    for (const auto& entry : fleet.list("wren")) count += entry["sync"] == "only here" ? 1 : 0;
    return count;
  }
  void require_all_arrived(size_t count) {
    fleet.sync("crane");
    std::set<std::string> summaries;
    const auto entries = fleet.list("crane", {"--type", "sighting"});
    for (const auto& entry : entries) summaries.insert(entry["summary"].get<std::string>());
    REQUIRE(entries.size() == count);
    REQUIRE(summaries.size() == count);
    fleet.expect("wren", {"verify"});
    fleet.expect("crane", {"verify"});
  }
};

// A folder as it was, put back.
struct Kept {
  std::filesystem::path folder, copy;
  explicit Kept(const std::filesystem::path& of) : folder(of), copy(of.string() + ".kept") {
    std::filesystem::copy(folder, copy, std::filesystem::copy_options::recursive);
  }
  void put_back() const {
    std::filesystem::remove_all(folder);
    std::filesystem::copy(copy, folder, std::filesystem::copy_options::recursive);
  }
};

// Cuts one exchange after each of these many bytes to the server, and lets the next one finish.
void cut_at(const std::vector<size_t>& places, int entries) {
  Street street;
  auto& fleet = street.fleet;
  street.record(entries);
  fleet.server->stop(SIGTERM);
  const Kept server(fleet.directory / "server"), wren(fleet.directory / "wren"), crane(fleet.directory / "crane");
  fleet.serve();
  auto before = street.line->bytes_up();
  fleet.sync("wren");
  const auto whole = street.line->bytes_up() - before;
  for (const auto place : places) {
    INFO("cut after " << place << " of " << whole << " bytes");
    fleet.server->stop(SIGTERM);
    for (const auto* kept : {&server, &wren, &crane}) kept->put_back();
    fleet.serve();
    street.line->become({.cut_after = place, .cuts = 1});
    before = street.line->bytes_up();
    const auto cut = fleet.tablet("wren", {"sync"});
    if (place < whole) CHECK(cut.exit_code == 3);
    CHECK(fleet.sync("wren")["pending"] == 0);
    const auto sent = street.line->bytes_up() - before;
    CHECK(sent <= 2 * whole);
    CHECK(sent <= whole + most_sent_again);
    street.require_all_arrived(static_cast<size_t>(entries));
  }
}

}  // namespace

TEST_CASE("an exchange cut at any byte loses nothing, doubles nothing and sends at most the window again") {
  cut_at({1, 300, 1500, 2500, 3500, 6000, 12'000}, 200);
}

TEST_CASE("a thousand entries cut at each of many bytes", "[.long]") {
  std::vector<size_t> places;
  for (size_t place = 100; place < 120'000; place = place * 12 / 10 + 37) places.push_back(place);
  cut_at(places, 1000);
}

TEST_CASE("fifty entries arrive within three minutes of a line that is there ten seconds in each minute", "[.long]") {
  Street street;
  street.record(50);
  street.line->become({.delay = 1000ms, .bytes_per_second = 8000, .loss = 0.2, .up = 10s, .every = 60s});
  const auto began = std::chrono::steady_clock::now();
  const auto over = [&] { return std::chrono::steady_clock::now() - began; };
  int tries = 0;
  bool done = false;
  while (!done && over() < 180s) {
    ++tries;
    const auto output = street.fleet.tablet("wren", {"sync", "--format", "json"});
    done = output.exit_code == 0 && nlohmann::json::parse(output.out)["pending"] == 0;
    std::this_thread::sleep_for(1s);
  }
  WARN("arrived after " << std::chrono::duration_cast<std::chrono::seconds>(over()).count() << " s and " << tries << " tries, "
                        << street.line->bytes_up() << " bytes up");
  REQUIRE(done);
  street.line->become({});
  street.require_all_arrived(50);
}

TEST_CASE("server and tablets killed with -9 every 200 ms over a thousand entries lose and double nothing", "[.long]") {
  Street street;
  auto& fleet = street.fleet;
  std::set<std::string> told;  // ids an officer was told of
  const auto hear = [&](const std::string& out) {
    std::istringstream ids(out);
    for (std::string line; std::getline(ids, line);) {
      if (line.ends_with('}')) told.insert(nlohmann::json::parse(line)["id"].get<std::string>());
    }
  };
  for (int round = 1; told.size() < 1000 || street.pending() > 0; ++round) {
    REQUIRE(round < 400);
    if (told.size() < 1000) {
      std::string lines;
      for (int i = 0; i < 25; ++i)
        lines += sighting("Sighting " + std::to_string(round) + " " + std::to_string(i)).dump() + "\n";
      Process record({BEATBOOK_CLI, "--store", (fleet.directory / "wren").string(), "--secret-file",
                      (fleet.directory / "secret").string(), "record", "sighting"},
                     fleet.directory.path(), lines);
      if (round % 4 == 0) {
        std::this_thread::sleep_for(200ms);
        record.stop(SIGKILL);
      }
      hear(record.wait().out);
    }
    auto up = street.begin("wren", "sync"), down = street.begin("crane", "sync");
    std::this_thread::sleep_for(200ms);
    const int who = round % 3;
    if (who == 0) fleet.kill_server();
    if (who == 1) up.stop(SIGKILL);
    if (who == 2) down.stop(SIGKILL);
    up.wait();
    down.wait();
    if (who == 0) fleet.serve();
  }
  // What was saved and not told of when the program died is there too, once.
  std::set<std::string> here, there;
  for (const auto& entry : fleet.list("wren", {"--type", "sighting"})) here.insert(entry["id"].get<std::string>());
  street.require_all_arrived(here.size());
  for (const auto& entry : fleet.list("crane", {"--type", "sighting"})) there.insert(entry["id"].get<std::string>());
  CHECK(there == here);
  CHECK(std::includes(here.begin(), here.end(), told.begin(), told.end()));
  fleet.server->stop(SIGTERM);
  fleet.admin({"verify"});
}
