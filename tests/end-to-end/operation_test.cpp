// What a force decides, from a file through the server to what an officer can and cannot record.
#include <catch2/catch.hpp>

#include "support/fleet.h"

using namespace beatbook::test;
using nlohmann::json;

namespace {

const std::filesystem::path source = BEATBOOK_SOURCE_DIR;

std::string write(Fleet& fleet, const std::string& name, const json& content) {
  write_file(fleet.directory / name, content.dump());
  return (fleet.directory / name).string();
}

json at_beat(const std::string& beat) {
  auto out = sighting("A grey van, twice");
  out["envelope"]["location"]["beat"] = beat;
  return out;
}

}  // namespace

TEST_CASE("the profile of every seed's operation is taken, shown as it was given, and taken once",
          "[FA-01][BX-01][SN-01][SN-38]") {
  Fleet fleet;
  size_t files = 0;
  for (const auto& folder : std::filesystem::directory_iterator(source / "tests/data/operations")) {
    INFO(folder.path().string());
    const auto file = (folder.path() / "profile.json").string();
    const auto name = folder.path().filename().string();
    CHECK_THAT(fleet.admin({"operation", "import", file}), Catch::Contains("is added"));
    CHECK_THAT(fleet.admin({"operation", "import", file}), Catch::Contains("Nothing is new"));
    const auto shown = json::parse(fleet.admin({"operation", "show", name}));
    CHECK(shown.at("title") == json::parse(contents(file)).at("title"));
    CHECK(shown.at("beats") == json::parse(contents(file)).at("beats"));
    ++files;
  }
  CHECK(files == 5);
  CHECK_THAT(fleet.admin({"operation", "list"}), Catch::Contains("sentinel\tSentinel"));
}

TEST_CASE(
    "an operation's beats, partners and numbers reach the tablet with its next sync, and a record says what it was made under",
    "[FA-04][FA-20][FS-19]") {
  Fleet fleet;
  fleet.serve();
  fleet.enrol("wren", "PC 1234", "OFC");
  fleet.start_shift("wren", "PC 1234");
  CHECK(fleet.tablet("wren", {"operation"}).exit_code == 2);
  const auto before = fleet.record("wren", "sighting", at_beat("Z9"));
  const json profile = {{"name", "lapwing"},
                        {"title", "Lapwing"},
                        {"beats", {{{"code", "N4"}, {"name", "Tanner Row"}}}},
                        {"partners", {{{"name", "Lantern"}, {"telephone", "01632 960100"}, {"says", "A drop-in."}}}},
                        {"warning_days", 28}};
  fleet.admin({"operation", "import", write(fleet, "profile.json", profile)});
  fleet.sync("wren");
  const auto refused = fleet.tablet("wren", {"record", "sighting"}, at_beat("Z9").dump());
  CHECK(refused.exit_code == 2);
  CHECK_THAT(refused.err, Catch::Contains("envelope.location.beat") && Catch::Contains("Choose a beat from the list."));
  const auto after = fleet.record("wren", "sighting", at_beat("N4"));
  const auto told = fleet.expect("wren", {"operation"});
  CHECK_THAT(told, Catch::Contains("Lantern") && Catch::Contains("Tanner Row") && Catch::Contains("A drop-in."));
  const auto made_under = [&](const std::string& id) {
    return json::parse(fleet.expect("wren", {"history", id, "--format", "json"})).at("made_under").dump();
  };
  CHECK_THAT(made_under(before), Catch::Contains("law-england-and-wales-2026 ") && !Catch::Contains("\"operation "));
  CHECK_THAT(made_under(after), Catch::Contains("\"operation "));
  // Not an entry of the notebook.
  CHECK(fleet.list("wren").size() == 3);
  CHECK(fleet.expect("wren", {"search", "Tanner", "--format", "json"}).empty());
}

TEST_CASE("a profile with mistakes is refused with a line for each, and the one before stays") {
  Fleet fleet;
  const json good = {{"name", "lapwing"}, {"title", "Lapwing"}, {"late_after_min", 90}};
  fleet.admin({"operation", "import", write(fleet, "good.json", good)});
  const json bad = {
      {"name", "lapwing"},      {"title", "Lapwing"},
      {"late_after_min", 2},    {"core_start", "25:00"},
      {"beets", json::array()}, {"areas", {{{"name", "Tanner Row"}, {"kind", "CORE"}, {"corners", {"SE 300 330"}}}}}};
  const auto output = fleet.run_server({"operation", "import", write(fleet, "bad.json", bad)});
  CHECK(output.exit_code == 2);
  for (const char* field : {"late_after_min: ", "core_start: ", "beets: ", "areas[0].corners: "}) {
    INFO(output.err);
    CHECK_THAT(output.err, Catch::Contains(field));
  }
  CHECK(json::parse(fleet.admin({"operation", "show", "lapwing"})).at("late_after_min") == 90);
  CHECK(fleet.run_server({"operation", "import", "/no/such/file"}).exit_code == 2);
  CHECK(fleet.run_server({"operation", "show", "moth"}).exit_code == 2);
}

TEST_CASE("a newer pack changes what a tablet offers without a new program, and an older one does not come back") {
  Fleet fleet;
  fleet.serve();
  fleet.enrol("wren", "PC 1234", "OFC");
  fleet.start_shift("wren", "PC 1234");
  auto pack = json::parse(contents(source / "proto/packs/code-lists-2026.json"));
  pack["version"] = 2;
  auto& classes = pack["lists"]["location_class"]["entries"];
  for (auto& entry : classes) {
    if (entry["code"] == "NONRES") entry["retired"] = "2026-11-01";
  }
  CHECK_THAT(fleet.admin({"pack", "import", write(fleet, "pack.json", pack)}), Catch::Contains("given to 1 operations"));
  fleet.record("wren", "sighting", sighting("Before the sync"));
  fleet.sync("wren");
  const auto refused = fleet.tablet("wren", {"record", "sighting"}, sighting("After the sync").dump());
  CHECK(refused.exit_code == 2);
  CHECK_THAT(refused.err, Catch::Contains("envelope.location.location_class"));
  pack["version"] = 1;
  CHECK(fleet.run_server({"pack", "import", write(fleet, "old.json", pack)}).exit_code == 2);
  CHECK_THAT(fleet.admin({"pack", "list"}), Catch::Contains("code-lists-2026\t2\tlapwing"));
}
