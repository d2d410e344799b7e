// The edge cases of tests/simulator/README.md that belong to the file.
#include <catch2/catch.hpp>

#include "sqlite/sqlite_store.h"
#include "support/temporary_directory.h"

using namespace beatbook;
using test::TemporaryDirectory;

TEST_CASE("edge case 37: an older program leaves a newer program's store as it is, and says so") {
  TemporaryDirectory directory;
  const auto file = directory / "store";
  const Key key = *Key::from_bytes(Bytes(Key::size, 'k'));
  std::int64_t newer = 0;
  {
    auto store = *SqliteStore::open(file, key, Database::Mode::create);
    store.set_fact("tablet", "of today");
    newer = store.database().schema_version() + 1;
    store.database().run("CREATE TABLE of_a_newer_program(id INTEGER PRIMARY KEY)");
    store.database().set_schema_version(static_cast<std::int32_t>(newer));
  }
  const auto opened = SqliteStore::open(file, key, Database::Mode::existing);
  REQUIRE_FALSE(opened);
  CHECK(opened.error().code == Fault::refused);
  auto database = *Database::open(file, key, Database::Mode::read_only);
  CHECK(database.schema_version() == newer);
  CHECK(database.prepare("SELECT count(*) FROM of_a_newer_program").integer() == 0);
}

TEST_CASE("edge case 8: a store whose log is large is opened while another connection reads it, and all is there") {
  TemporaryDirectory directory;
  const auto file = directory / "store";
  const Key key = *Key::from_bytes(Bytes(Key::size, 'k'));
  auto first = *SqliteStore::open(file, key, Database::Mode::create);
  for (int i = 0; i < 300; ++i) first.set_fact("entry " + std::to_string(i), Bytes(3000, 'x'));
  REQUIRE(std::filesystem::file_size(file.string() + "-wal") > 256 * 1024);
  auto second = SqliteStore::open(file, key, Database::Mode::existing);
  REQUIRE(second);
  for (int i = 0; i < 300; ++i) CHECK(second->fact("entry " + std::to_string(i)) == Bytes(3000, 'x'));
  CHECK(second->database().verify());
}
