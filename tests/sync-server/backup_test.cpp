#include "sync-server/backup.h"

#include "kernel/central_log.h"
#include "sync-server/test_tablet.h"

using namespace beatbook;
using namespace beatbook::server;
using namespace beatbook::test;

TEST_CASE("a backup taken while tablets write is whole, encrypted and one file") {
  TestServer server;
  server.add_officer("PC 1", {"OFC"});
  TestTablet wren(server, "PC 1");
  save_vehicle(wren, "AA19AAA");
  REQUIRE_FALSE(wren.sync());
  const auto file = server.folder() / "backup.db";
  const auto newest = back_up(server.directory(), file);
  REQUIRE(newest);
  CHECK(*newest == 1);
  CHECK_FALSE(std::filesystem::exists(file.string() + "-wal"));
  CHECK(read_file(file).find("AA19AAA") == std::string::npos);
  CHECK_FALSE(back_up(server.directory(), file));
  auto copy = must(SqliteStore::open(file, server.directory().database_key(), Database::Mode::existing));
  MemoryStore scratch;
  CHECK(*CentralLog(copy).verify(scratch) == 1);
}

TEST_CASE("after a restore every tablet notices and sends what the backup lacks") {
  TestServer server;
  server.add_officer("PC 1", {"OFC"});
  TestTablet wren(server, "PC 1");
  save_vehicle(wren, "AA19AAA");
  REQUIRE_FALSE(wren.sync());
  const auto before = wren.log().facts().store_incarnation();
  const auto file = server.folder() / "backup.db";
  REQUIRE(back_up(server.directory(), file));
  save_vehicle(wren, "AA19BBB");
  REQUIRE_FALSE(wren.sync());

  CHECK(restore(server.directory(), file).error().code == Fault::refused);
  server.stop();
  CHECK(restore(server.directory(), server.folder() / "none").error().code == Fault::not_found);
  test::write_file(server.folder() / "rubbish", std::string(8192, 'r'));
  CHECK_FALSE(restore(server.directory(), server.folder() / "rubbish"));
  const auto newest = restore(server.directory(), file);
  REQUIRE(newest);
  CHECK(newest->newest == 1);
  CHECK(std::filesystem::exists(server.directory().central().string() + ".before-restore-1"));

  server.serve();
  wren.reach(server.port());
  const auto failure = wren.sync();
  CHECK_FALSE(failure);
  CHECK(wren.log().facts().store_incarnation() != before);
  auto store = server.open(Database::Mode::read_only);
  CHECK(store.last_gsn() == 2);
  CHECK(store.record_count() == 2);
}

namespace {

// What a server killed in the middle of its work leaves: a store of two entries whose newest lies in the log beside it, and a
// backup of the first.
class KilledServer {
 public:
  KilledServer() {
    server_.add_officer("PC 1", {"OFC"});
    TestTablet wren(server_, "PC 1");
    save_vehicle(wren, "AA19AAA");
    must_sync(wren);
    must(back_up(server_.directory(), backup()));
    save_vehicle(wren, "AA19BBB");
    must_sync(wren);
  }

  std::filesystem::path backup() const { return server_.folder() / "backup.db"; }
  // A fresh copy of the folder as it lies on the disk.
  StoreDirectory copy(const std::string& name) const {
    const auto folder = server_.folder() / name;
    std::filesystem::create_directory(folder);
    for (const auto& file : std::filesystem::directory_iterator(server_.directory().path())) {
      if (file.path().extension() != ".db-shm") std::filesystem::copy(file, folder / file.path().filename());
    }
    return must(StoreDirectory::open(folder));
  }

 private:
  static void must_sync(TestTablet& tablet) {
    if (auto failed = tablet.sync()) throw std::runtime_error(failed->message);
  }

  TestServer server_;
};

uint64_t entries_in(const StoreDirectory& directory, const std::filesystem::path& file) {
  return must(SqliteStore::open(file, directory.database_key(), Database::Mode::existing)).last_gsn();
}

struct PowerCut {};

// Puts the backup in place until the n-th step; true when it came to its end before.
bool replaced_before_step(const StoreDirectory& directory, const std::filesystem::path& backup, int step) {
  const auto whole = std::filesystem::path(directory.central().string() + ".unfinished");
  std::filesystem::copy(backup, whole);
  try {
    must(replace_store(directory, whole, [&step] {
      if (--step == 0) throw PowerCut();
    }));
  } catch (const PowerCut&) {
    return false;
  }
  return true;
}

}  // namespace

TEST_CASE("a restore cut at any step leaves the old store whole with its newest entries, or the new one") {
  const KilledServer killed;
  bool ended = false;
  for (int step = 1; !ended; ++step) {
    const auto directory = killed.copy("cut-" + std::to_string(step));
    REQUIRE(std::filesystem::file_size(directory.central().string() + "-wal") > 0);
    ended = replaced_before_step(directory, killed.backup(), step);
    INFO("cut after step " << step);
    REQUIRE(std::filesystem::exists(directory.central()));
    const bool is_new = !std::filesystem::exists(directory.central().string() + ".unfinished");
    CHECK(entries_in(directory, directory.central()) == (is_new ? 1 : 2));
    if (is_new) CHECK(entries_in(directory, directory.central().string() + ".before-restore-1") == 2);
    REQUIRE(restore(directory, killed.backup()));
    CHECK(entries_in(directory, directory.central()) == 1);
    REQUIRE(step < 20);
  }
}

TEST_CASE(
    "edge case 32: without the key it was made under a backup is put back nowhere and nothing is changed; with it all is") {
  const KilledServer killed;
  const auto folder = killed.copy("drill").path();
  const auto key = folder / "server.key", kept = folder.parent_path() / "kept.key";
  std::filesystem::copy(key, kept);
  const auto central = read_file(folder / "central.db"), log = read_file(folder / "central.db-wal");
  const auto unchanged = [&] {
    CHECK(read_file(folder / "central.db") == central);
    CHECK(read_file(folder / "central.db-wal") == log);
    CHECK_FALSE(std::filesystem::exists(folder / "central.db.unfinished"));
  };
  std::filesystem::remove(key);
  CHECK(StoreDirectory::open(folder).error().code == Fault::not_found);
  // Somebody made a new one in its place.
  write_file(key, std::string(32, 'n'));
  std::filesystem::permissions(key, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  const auto refused = restore(must(StoreDirectory::open(folder)), killed.backup());
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == Fault::bad_input);
  CHECK(refused.error().message.find("Put back the server.key it was made with.") != std::string::npos);
  CHECK(must(StoreDirectory::open(folder)).open_store(Database::Mode::existing).error().code == Fault::locked);
  unchanged();
  std::filesystem::remove(key);
  std::filesystem::copy(kept, key);
  const auto directory = must(StoreDirectory::open(folder));
  CHECK(entries_in(directory, directory.central()) == 2);
  REQUIRE(restore(directory, killed.backup()));
  CHECK(entries_in(directory, directory.central()) == 1);
}

TEST_CASE("a restore over a store that does not open keeps the pair of it and its log, wherever it is cut") {
  const KilledServer killed;
  bool ended = false;
  for (int step = 1; !ended; ++step) {
    const auto directory = killed.copy("damaged-" + std::to_string(step));
    const auto central = directory.central().string();
    const std::string log(8192, 'l');
    test::write_file(central, std::string(8192, 'd'));
    test::write_file(central + "-wal", log);
    ended = replaced_before_step(directory, killed.backup(), step);
    INFO("cut after step " << step);
    // The new store never meets the old log, and the old log is never without its store.
    const auto beside = std::filesystem::exists(central + "-wal");
    const bool aside = std::filesystem::exists(central + ".before-restore-1");
    CHECK((aside || beside));
    if (ended) CHECK_FALSE(beside);
    if (!beside) CHECK((read_file(central + ".before-restore-1-wal") == log));
    REQUIRE(restore(directory, killed.backup()));
    CHECK(entries_in(directory, directory.central()) == 1);
    CHECK((read_file(central + ".before-restore-1-wal") == log));
    REQUIRE(step < 20);
  }
}
