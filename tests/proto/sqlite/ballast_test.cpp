#include "sqlite/ballast.h"

#include <catch2/catch.hpp>

#include "sqlite/sqlite_store.h"
#include "support/temporary_directory.h"

using namespace beatbook;
using test::TemporaryDirectory;

namespace {

constexpr uint64_t size = 64 * 1024;

struct Disk {
  TemporaryDirectory directory;
  uint64_t room = 100 * size;
  std::filesystem::path file() const { return directory / "store-ballast"; }
  Ballast open() {
    Ballast ballast(directory / "store", size, [this](const std::filesystem::path&) { return room; });
    ballast.keep();
    return ballast;
  }
  bool there() const { return std::filesystem::exists(file()); }
};

}  // namespace

TEST_CASE("edge case 33: room is set aside where there is enough, and given up when the disk is nearly full") {
  Disk disk;
  auto ballast = disk.open();
  CHECK(disk.there());
  CHECK(std::filesystem::file_size(disk.file()) == size);
  ballast.before_writing();
  CHECK_FALSE(ballast.given_up());
  disk.room = size / 8;
  ballast.before_writing();
  CHECK_FALSE(ballast.given_up());
  disk.room = size / 8 - 1;
  ballast.before_writing();
  CHECK(ballast.given_up());
  CHECK_FALSE(disk.there());
  SECTION("it does not come back while there is little room") {
    disk.room = 4 * size - 1;
    CHECK(disk.open().given_up());
    CHECK_FALSE(disk.there());
  }
  SECTION("it comes back when the store is opened and there is room") {
    disk.room = 4 * size;
    CHECK_FALSE(disk.open().given_up());
    CHECK(disk.there());
  }
}

TEST_CASE("Room that was set aside before counts, however little is left beside it") {
  Disk disk;
  disk.open();
  disk.room = size;
  CHECK_FALSE(disk.open().given_up());
}

TEST_CASE("A file of another size is no room set aside") {
  Disk disk;
  test::write_file(disk.file(), "short");
  disk.room = size;
  CHECK(disk.open().given_up());
  disk.room = 100 * size;
  CHECK_FALSE(disk.open().given_up());
  CHECK(std::filesystem::file_size(disk.file()) == size);
}

TEST_CASE("A store keeps room beside its file when it is told to, and none otherwise") {
  TemporaryDirectory directory;
  const auto file = directory / "store";
  {
    auto store = *SqliteStore::open(file, std::nullopt, Database::Mode::create);
    store.begin();
    store.commit();
    CHECK_FALSE(store.database().ballast_given_up());
  }
  CHECK_FALSE(std::filesystem::exists(file.string() + "-ballast"));
  Database::Settings settings;
  settings.ballast = size;
  auto store = *SqliteStore::open(file, std::nullopt, Database::Mode::existing, settings);
  CHECK(std::filesystem::file_size(file.string() + "-ballast") == size);
  CHECK_FALSE(store.database().ballast_given_up());
}
