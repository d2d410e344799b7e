// A notebook whose file is damaged: it is told, nothing crashes, and every entry is there again at the end.
#include <catch2/catch.hpp>
#include <fstream>
#include <functional>
#include <set>

#include "support/places.h"

using namespace beatbook::test;
namespace fs = std::filesystem;

namespace {

constexpr std::streamoff page = 4096;

struct Damaged : Fleet {
  // `more`: what else lies on the tablet alone.
  explicit Damaged(const std::function<void(Damaged&)>& more = {}) {
    serve();
    enrol("wren", "PC 1234", "OFC");
    enrol("crane", "PC 9001", "OFC");
    start_shift("wren", "PC 1234");
    for (int i = 0; i < 6; ++i) record("wren", "sighting", sighting("Handed in, number " + std::to_string(i)));
    sync("wren");
    for (int i = 0; i < 4; ++i)
      only_here.insert(record("wren", "sighting", sighting("Only here, number " + std::to_string(i))));
    if (more) more(*this);
    for (const auto& entry : list("wren")) all.insert(entry["id"].get<std::string>());
    fs::copy(directory / "wren", directory / "whole", fs::copy_options::recursive);
  }
  fs::path file() const { return directory / "wren" / "notebook.db"; }
  std::streamoff pages() const { return static_cast<std::streamoff>(fs::file_size(file())) / page; }
  // The tablet as it was before the disk failed, with some bytes of this page turned over.
  void damage(std::streamoff number) {
    fs::remove_all(directory / "wren");
    fs::copy(directory / "whole", directory / "wren", fs::copy_options::recursive);
    std::fstream bytes(file(), std::ios::in | std::ios::out | std::ios::binary);
    for (std::streamoff at = number * page + 512; at < number * page + 560; ++at) {
      bytes.seekg(at);
      const auto was = static_cast<char>(bytes.get());
      bytes.seekp(at);
      bytes.put(static_cast<char>(~was));
    }
  }
  std::set<std::string> listed(const std::string& name) {
    std::set<std::string> out;
    for (const auto& entry : list(name)) out.insert(entry["id"].get<std::string>());
    return out;
  }
  std::set<std::string> all, only_here;
};

}  // namespace

TEST_CASE("whichever page of a notebook is damaged, it is told, and all entries are there again after salvage and a sync") {
  Damaged fleet;
  REQUIRE(fleet.pages() > 10);
  size_t told = 0;
  for (std::streamoff number = 0; number < fleet.pages(); number += 3) {
    CAPTURE(number);
    fleet.damage(number);
    const auto checked = fleet.tablet("wren", {"verify"});
    CHECK((checked.exit_code == 0 || checked.exit_code == 1));
    told += checked.exit_code == 1;
    const auto saved = fleet.tablet("wren", {"salvage"});
    INFO(saved.out << saved.err);
    REQUIRE(saved.exit_code == 0);
    CHECK((saved.out.find("is whole") != std::string::npos) == (checked.exit_code == 0));
    fleet.sync("wren");
    CHECK(fleet.listed("wren") == fleet.all);
    CHECK(fleet.tablet("wren", {"verify"}).exit_code == 0);
    fleet.expect("wren", {"verify"});
  }
  CHECK(told > 3);
  // What a colleague reads is whole as well, and nothing is there twice.
  fleet.sync("crane");
  CHECK(fleet.listed("crane") == fleet.all);
}

TEST_CASE("a picture that lay on a damaged notebook alone is at the server in the end, or the salvage says that it is lost") {
  std::string id, picture;
  Damaged fleet([&](Damaged& tablet) {
    id = record_lamp(tablet, "wren");
    write_file(tablet.directory / "lamp.bmp", bitmap(300, 200, true));
    tablet.expect("wren", {"picture", "add", id, "picture_before", (tablet.directory / "lamp.bmp").string()});
    picture = saved_picture(tablet, "wren", id, "picture_before");
  });
  REQUIRE(picture.size() > 30'000);
  size_t kept = 0, lost = 0;
  for (std::streamoff number = 0; number < fleet.pages(); number += 5) {
    CAPTURE(number);
    fleet.damage(number);
    const auto saved = fleet.tablet("wren", {"salvage"});
    INFO(saved.out << saved.err);
    REQUIRE(saved.exit_code == 0);
    if (saved.out.find("is whole") != std::string::npos) continue;
    const bool told_lost = saved.out.find("Some pictures could not be read. Take them again") != std::string::npos;
    CHECK(told_lost == (saved.out.find("1 of its pictures") == std::string::npos));
    CHECK((!told_lost || saved.out.find("Keep that file") != std::string::npos));
    ++(told_lost ? lost : kept);
    CHECK(fleet.sync("wren")["pictures_pending"] == 0);
    if (!told_lost) CHECK(saved_picture(fleet, "wren", id, "picture_before") == picture);
  }
  CHECK(kept > 0);
  CHECK(lost > 0);
  fleet.sync("crane");
  fleet.tablet("crane", {"picture", "save", id, "picture_before", "--to", (fleet.directory / "crane.jpg").string()});
  fleet.sync("crane");
  CHECK(saved_picture(fleet, "crane", id, "picture_before") == picture);
}

TEST_CASE("without a signal a notebook is given up only for one that holds all that is sealed in the outbox") {
  Damaged fleet;
  fleet.kill_server();
  size_t refused = 0, kept = 0;
  for (std::streamoff number = 0; number < fleet.pages(); number += 2) {
    CAPTURE(number);
    fleet.damage(number);
    const auto saved = fleet.tablet("wren", {"salvage"});
    INFO(saved.out << saved.err);
    if (saved.out.find("is whole") != std::string::npos) continue;
    if (saved.exit_code == 0) {
      ++kept;
      CHECK(fleet.tablet("wren", {"verify"}).exit_code == 0);
      const auto now = fleet.listed("wren");
      for (const auto& id : fleet.only_here) CHECK(now.contains(id));
      if (saved.out.find("does not know your role") != std::string::npos) continue;
      CHECK(fleet.record("wren", "sighting", sighting("After the salvage")).size() == 36);
      continue;
    }
    ++refused;
    CHECK_THAT(saved.err, Catch::Contains("Nothing was changed"));
    CHECK(fs::exists(fleet.file()));
    CHECK_FALSE(fs::exists(fleet.directory / "wren" / "notebook.db.new"));
  }
  CHECK(refused > 0);
  CHECK(kept > 0);
}

TEST_CASE("a salvage that was cut off between any two of its files is ended by the next") {
  Damaged fleet;
  const auto folder = fleet.directory / "wren";
  for (const bool moved_aside : {false, true}) {
    fleet.damage(fleet.pages() / 2);
    REQUIRE(fleet.tablet("wren", {"salvage"}).exit_code == 0);
    fs::path aside;
    for (const auto& file : fs::directory_iterator(folder)) {
      if (file.path().filename().string().starts_with("notebook.db.damaged-")) aside = file.path();
    }
    REQUIRE_FALSE(aside.empty());
    // As it was before the last renames.
    const auto name = aside.filename().string();
    fs::rename(fleet.file(), folder / ("notebook.db.salvaged-" + name.substr(name.find('-') + 1)));
    if (!moved_aside) fs::rename(aside, fleet.file());
    CHECK_THAT(fleet.tablet("wren", {"list"}).err, Catch::Contains("A salvage of this tablet was cut off"));
    const auto again = fleet.tablet("wren", {"salvage"});
    INFO(again.out << again.err);
    CHECK(again.exit_code == 0);
    CHECK(fs::exists(aside));
    fleet.sync("wren");
    CHECK(fleet.listed("wren") == fleet.all);
    fleet.expect("wren", {"verify"});
  }
}

TEST_CASE("a notebook that is whole, and one that is not there, are left as they are") {
  Damaged fleet;
  CHECK_THAT(fleet.expect("wren", {"salvage"}), Catch::Contains("The notebook is whole. Nothing was changed."));
  CHECK(fleet.listed("wren") == fleet.all);
  fs::rename(fleet.file(), fleet.directory / "elsewhere");
  CHECK(fleet.tablet("wren", {"salvage"}).exit_code != 0);
  CHECK_FALSE(fs::exists(fleet.file()));
}
