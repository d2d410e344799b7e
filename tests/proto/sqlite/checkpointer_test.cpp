#include "sqlite/checkpointer.h"

#include <sqlite3.h>

#include <catch2/catch.hpp>

#include "sqlite/database.h"
#include "support/process.h"
#include "support/temporary_directory.h"

using namespace beatbook;
using test::soon;
using test::TemporaryDirectory;

namespace {

constexpr int wal_pages = 64;
const Key key = *Key::from_bytes(Bytes(Key::size, 'k'));

Database store(const std::filesystem::path& file, bool beside) {
  Database::Settings settings;
  settings.wal_pages = wal_pages;
  settings.moves_wal = beside ? Database::MovesWal::by_a_thread : Database::MovesWal::by_the_commit;
  auto database = Database::open(file, key, Database::Mode::create, settings);
  REQUIRE(database);
  database->run("CREATE TABLE entry(seq INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT");
  return std::move(*database);
}

void add(Database& database, int seq) {
  Statement insert = database.prepare("INSERT INTO entry VALUES(?, ?)");
  const Bytes body(6000, 'b');
  insert.run(seq, Blob(body));
}

// What the file alone holds, without its WAL.
int64_t rows_in_file_alone(const std::filesystem::path& file, const std::filesystem::path& copy) {
  std::filesystem::copy_file(file, copy, std::filesystem::copy_options::overwrite_existing);
  auto database = Database::open(copy, key, Database::Mode::existing);
  if (!database) return -1;
  try {
    return database->prepare("SELECT count(*) FROM entry").integer().value_or(0);
  } catch (const StorageFailure&) {  // copied while it was being written
    return -1;
  }
}

}  // namespace

TEST_CASE("What is committed moves into the file while the store stays open") {
  TemporaryDirectory directory;
  Database database = store(directory / "store", true);
  for (int seq = 1; seq <= 200; ++seq) add(database, seq);
  CHECK(soon([&] { return rows_in_file_alone(directory / "store", directory / "copy") >= wal_pages; }));
}

TEST_CASE("Without the other thread the commit that fills the log moves it") {
  TemporaryDirectory directory;
  Database database = store(directory / "store", false);
  for (int seq = 1; seq <= wal_pages; ++seq) add(database, seq);
  CHECK(rows_in_file_alone(directory / "store", directory / "copy") >= wal_pages / 2);
}

TEST_CASE("The log of a store that is written without a pause stays within its bound") {
  TemporaryDirectory directory;
  Database database = store(directory / "store", true);
  constexpr uintmax_t frame = 8192 + 24, slack = 16;
  uintmax_t longest = 0;
  for (int seq = 1; seq <= 3000; ++seq) {
    add(database, seq);
    longest = std::max(longest, std::filesystem::file_size(directory / "store-wal"));
  }
  // The one who writes moves a log eight times too long, unless the other thread is at it and was put to sleep there.
  CHECK(longest <= (16 * wal_pages + slack) * frame);
}

TEST_CASE("A store is closed while its log is being moved, and holds all that was committed") {
  TemporaryDirectory directory;
  for (int round = 0; round < 20; ++round) {
    const auto file = directory / ("store" + std::to_string(round));
    {
      Database database = store(file, true);
      for (int seq = 1; seq <= wal_pages + round; ++seq) add(database, seq);
    }
    auto again = Database::open(file, key, Database::Mode::existing);
    REQUIRE(again);
    CHECK(again->verify());
    CHECK(again->prepare("SELECT count(*) FROM entry").integer() == wal_pages + round);
  }
}

TEST_CASE("After the disk failed nothing is written or moved, and whoever opens the store anew finds what was committed") {
  TemporaryDirectory directory;
  const bool beside = GENERATE(false, true);
  CAPTURE(beside);
  {
    Database database = store(directory / "store", beside);
    for (int seq = 1; seq <= 10; ++seq) add(database, seq);
    database.distrust_disk();
    CHECK(database.disk_failed());
    CHECK_THROWS_AS(Transaction(database), StorageFailure);
    // What does not ask first grows the WAL; it stays where it is all the same.
    for (int seq = 11; seq <= 10 * wal_pages; ++seq) add(database, seq);
  }
  CHECK(std::filesystem::file_size((directory / "store").string() + "-wal") > 0);
  CHECK(rows_in_file_alone(directory / "store", directory / "copy") <= 0);
  auto again = Database::open(directory / "store", key, Database::Mode::existing);
  REQUIRE(again);
  CHECK_FALSE(again->disk_failed());
  CHECK(again->prepare("SELECT count(*) FROM entry").integer() == 10 * wal_pages);
}
