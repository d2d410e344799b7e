#include "sqlite/database.h"

#include <sqlite3.h>

#include <catch2/catch.hpp>

#include "support/temporary_directory.h"

using namespace beatbook;
using test::any_file_contains;
using test::read_file;
using test::TemporaryDirectory;
using test::write_file;

namespace {

constexpr std::size_t page = 8192;  // of the files this program makes

const std::string canary = "AVOCET-07700-900123";

Key key_of(char c) { return *Key::from_bytes(Bytes(Key::size, c)); }

Database open_or_throw(const std::filesystem::path& file, const std::optional<Key>& key = key_of('k')) {
  auto database = Database::open(file, key, Database::Mode::create);
  if (!database) throw std::runtime_error(database.error().message);
  return std::move(*database);
}

void fill(Database& database, int rows) {
  database.run("CREATE TABLE entry(seq INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT; CREATE INDEX by_body ON entry(body)");
  Transaction transaction(database);
  Statement insert = database.prepare("INSERT INTO entry VALUES(?, ?)");
  for (int seq = 1; seq <= rows; ++seq) {
    Bytes body = canary + " " + std::to_string(seq);
    insert.run(seq, Blob(body));
  }
  REQUIRE(transaction.commit());
}

std::int64_t count(Database& database) { return *database.prepare("SELECT count(*) FROM entry").integer(); }

}  // namespace

TEST_CASE("what was committed is there after reopening with the same key") {
  TemporaryDirectory directory;
  {
    Database database = open_or_throw(directory / "store");
    fill(database, 300);
    database.set_schema_version(7);
  }
  Database database = open_or_throw(directory / "store");
  CHECK(count(database) == 300);
  CHECK(database.schema_version() == 7);
  CHECK(database.verify());
}

TEST_CASE("a wrong key, or none, is locked and changes nothing") {
  TemporaryDirectory directory;
  {
    Database database = open_or_throw(directory / "store");
    fill(database, 5);
  }
  std::string before = read_file(directory / "store");
  for (const std::optional<Key>& wrong : {std::optional(key_of('x')), std::optional<Key>()}) {
    auto opened = Database::open(directory / "store", wrong, Database::Mode::existing);
    REQUIRE(!opened);
    CHECK(opened.error().code == Fault::locked);
    CHECK(opened.error().message.find("key") != std::string::npos);
  }
  CHECK(read_file(directory / "store") == before);
  Database database = open_or_throw(directory / "store");
  CHECK(count(database) == 5);
}

TEST_CASE("a wrong key is refused also while changes lie only in the write-ahead log") {
  TemporaryDirectory directory;
  Database database = open_or_throw(directory / "store");
  fill(database, 5);
  auto opened = Database::open(directory / "store", key_of('x'), Database::Mode::existing);
  REQUIRE(!opened);
  CHECK(opened.error().code == Fault::locked);
  CHECK(count(database) == 5);
}

TEST_CASE("nothing that was written can be read in the files, before and after a checkpoint") {
  TemporaryDirectory directory;
  Database database = open_or_throw(directory / "store");
  fill(database, 500);
  CHECK_FALSE(any_file_contains(directory.path(), canary));
  CHECK_FALSE(any_file_contains(directory.path(), "SQLite format"));
  REQUIRE(database.checkpoint());
  CHECK(std::filesystem::file_size(directory / "store-wal") == 0);
  CHECK_FALSE(any_file_contains(directory.path(), canary));
}

TEST_CASE("the search for the canary finds it in a store without a key") {
  TemporaryDirectory directory;
  Database database = open_or_throw(directory / "store", std::nullopt);
  fill(database, 5);
  CHECK(any_file_contains(directory.path(), canary));
}

TEST_CASE("only the owner may read the files") {
  TemporaryDirectory directory;
  Database database = open_or_throw(directory / "store");
  fill(database, 5);
  using std::filesystem::perms;
  for (const char* name : {"store", "store-wal", "store-shm"}) {
    CHECK(std::filesystem::status(directory / name).permissions() == (perms::owner_read | perms::owner_write));
  }
}

TEST_CASE("a transaction that is not committed leaves nothing") {
  TemporaryDirectory directory;
  Database database = open_or_throw(directory / "store");
  fill(database, 3);
  Statement insert = database.prepare("INSERT INTO entry VALUES(?, ?)");
  {
    Transaction abandoned(database);
    insert.run(4, Blob(canary));
    CHECK(count(database) == 4);
  }
  CHECK(count(database) == 3);
  Transaction next(database);
  insert.run(4, Blob(canary));
  REQUIRE(next.commit());
  CHECK(count(database) == 4);
}

TEST_CASE("after a failed row the statement works again and the transaction can go on") {
  TemporaryDirectory directory;
  Database database = open_or_throw(directory / "store");
  fill(database, 3);
  Statement insert = database.prepare("INSERT INTO entry VALUES(?, ?)");
  Transaction transaction(database);
  try {
    insert.run(3, Blob(canary));
    FAIL("a second row 3 was stored");
  } catch (const StorageFailure& failure) {
    CHECK(failure.code() == SQLITE_CONSTRAINT_PRIMARYKEY);
    CHECK(failure.error().code == Fault::storage);
  }
  insert.run(4, Blob(canary));
  REQUIRE(transaction.commit());
  CHECK(count(database) == 4);
}

TEST_CASE("an error on commit is a value and nothing of the transaction stays") {
  TemporaryDirectory directory;
  Database database = open_or_throw(directory / "store");
  database.run(
      "CREATE TABLE parent(id INTEGER PRIMARY KEY); "
      "CREATE TABLE child(id REFERENCES parent DEFERRABLE INITIALLY DEFERRED)");
  {
    Transaction transaction(database);
    database.run("INSERT INTO child VALUES(1)");
    auto committed = transaction.commit();
    REQUIRE(!committed);
    CHECK(committed.error().code == Fault::storage);
  }
  CHECK(database.prepare("SELECT count(*) FROM child").integer() == 0);
  Transaction next(database);
  CHECK(next.commit());
}

TEST_CASE("every kind of parameter comes back as it was given") {
  TemporaryDirectory directory;
  Database database = open_or_throw(directory / "store");
  database.run("CREATE TABLE kinds(n, b, e, t, i, none, some)");
  RecordId id = make_record_id(1, Bytes(10, 'r'));
  Bytes zeroes("a\0b", 3);
  database.prepare("INSERT INTO kinds VALUES(?, ?, ?, ?, ?, ?, ?)")
      .run(std::int64_t{-1} << 62, Blob(zeroes), Blob(BytesView()), Text("Wren"), Blob(id), std::optional<int>(),
           std::optional<Text>("x"));
  Statement select = database.prepare("SELECT *, typeof(e) FROM kinds");
  Rows rows = select.query();
  REQUIRE(rows.next());
  CHECK(rows.integer(0) == std::int64_t{-1} << 62);
  CHECK(rows.blob(1) == zeroes);
  CHECK(rows.blob(2).empty());
  CHECK(rows.text(7) == "blob");
  CHECK(rows.text(3) == "Wren");
  CHECK(rows.id<RecordId>(4) == id);
  CHECK_FALSE(rows.id<RecordId>(1));
  CHECK(rows.is_null(5));
  CHECK(rows.text(6) == "x");
  CHECK_FALSE(rows.next());
}

TEST_CASE("a query left half way resets its statement") {
  TemporaryDirectory directory;
  Database database = open_or_throw(directory / "store");
  fill(database, 10);
  Statement select = database.prepare("SELECT seq FROM entry WHERE seq > ? ORDER BY seq");
  for (int from : {0, 5}) {
    Rows rows = select.query(from);
    REQUIRE(rows.next());
    CHECK(rows.integer(0) == from + 1);
  }
  CHECK(select.integer(9) == 10);
  CHECK_FALSE(select.integer(10));
}

TEST_CASE("too few parameters are refused, not taken from the last run") {
  TemporaryDirectory directory;
  Database database = open_or_throw(directory / "store");
  fill(database, 1);
  Statement insert = database.prepare("INSERT INTO entry VALUES(?, ?)");
  CHECK_THROWS_AS(insert.run(2), StorageFailure);
}

TEST_CASE("a page changed on disk is found, wherever it lies") {
  TemporaryDirectory directory;
  {
    Database database = open_or_throw(directory / "store");
    fill(database, 500);
  }
  const std::string sound = read_file(directory / "store");
  REQUIRE(sound.size() % page == 0);
  REQUIRE(sound.size() / page > 5);
  for (std::size_t at = page + 100; at < sound.size(); at += page) {
    std::string damaged = sound;
    damaged[at] = static_cast<char>(damaged[at] ^ 1);
    write_file(directory / "store", damaged);
    auto opened = Database::open(directory / "store", key_of('k'), Database::Mode::existing);
    auto verified = opened ? opened->verify() : Result<void>(opened.error());
    REQUIRE(!verified);
    CHECK(verified.error().code == Fault::corrupt);
  }
}

TEST_CASE("a damaged first page looks like a wrong key") {
  TemporaryDirectory directory;
  {
    Database database = open_or_throw(directory / "store");
    fill(database, 5);
  }
  std::string damaged = read_file(directory / "store");
  damaged[200] = static_cast<char>(damaged[200] ^ 1);
  write_file(directory / "store", damaged);
  auto opened = Database::open(directory / "store", key_of('k'), Database::Mode::existing);
  REQUIRE(!opened);
  CHECK(opened.error().code == Fault::locked);
}

TEST_CASE("a file cut short is found") {
  TemporaryDirectory directory;
  {
    Database database = open_or_throw(directory / "store");
    fill(database, 500);
  }
  std::filesystem::resize_file(directory / "store", 3 * page);
  auto opened = Database::open(directory / "store", key_of('k'), Database::Mode::existing);
  auto verified = opened ? opened->verify() : Result<void>(opened.error());
  REQUIRE(!verified);
  CHECK(verified.error().code == Fault::corrupt);
}

TEST_CASE("a damaged page under a query becomes an error through attempt") {
  TemporaryDirectory directory;
  {
    Database database = open_or_throw(directory / "store");
    fill(database, 500);
  }
  std::string damaged = read_file(directory / "store");
  for (std::size_t at = page + 100; at < damaged.size(); at += page) damaged[at] = static_cast<char>(damaged[at] ^ 1);
  write_file(directory / "store", damaged);
  auto opened = Database::open(directory / "store", key_of('k'), Database::Mode::existing);
  REQUIRE(opened);
  auto counted = attempt([&]() -> Result<std::int64_t> { return count(*opened); });
  REQUIRE(!counted);
  CHECK(counted.error().code == Fault::corrupt);
}

TEST_CASE("a store that is not there is not made by opening it") {
  TemporaryDirectory directory;
  for (auto mode : {Database::Mode::existing, Database::Mode::read_only}) {
    auto opened = Database::open(directory / "store", key_of('k'), mode);
    REQUIRE(!opened);
    CHECK(opened.error().code == Fault::not_found);
  }
  CHECK_FALSE(std::filesystem::exists(directory / "store"));
  auto nowhere = Database::open(directory / "no" / "store", key_of('k'), Database::Mode::create);
  REQUIRE(!nowhere);
  CHECK(nowhere.error().code == Fault::storage);
}

TEST_CASE("a store opened to read cannot be written") {
  TemporaryDirectory directory;
  {
    Database database = open_or_throw(directory / "store");
    fill(database, 2);
  }
  auto opened = Database::open(directory / "store", key_of('k'), Database::Mode::read_only);
  REQUIRE(opened);
  CHECK(count(*opened) == 2);
  CHECK_THROWS_AS(opened->run("DELETE FROM entry"), StorageFailure);
  CHECK(count(*opened) == 2);
}

TEST_CASE("a second writer is told to wait and then refused with a plain message") {
  TemporaryDirectory directory;
  Database first = open_or_throw(directory / "store");
  fill(first, 1);
  auto second = Database::open(directory / "store", key_of('k'), Database::Mode::existing, {.busy_ms = 20});
  REQUIRE(second);
  Transaction writing(first);
  auto begun = attempt([&]() -> Result<void> {
    Transaction refused(*second);
    return refused.commit();
  });
  REQUIRE(!begun);
  CHECK(begun.error().code == Fault::storage);
  CHECK(begun.error().message.find("Another program") != std::string::npos);
}
