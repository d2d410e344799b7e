// What the writer tells of a disk that takes its time, or takes nothing any more.
#include <catch2/catch.hpp>

#include "support/process.h"
#include "support/temporary_directory.h"
#include "sync-server/writer.h"

using namespace beatbook;
using namespace beatbook::server;
using test::soon;

namespace {

// A disk that takes what is written when it is told to.
struct SlowDisk {
  std::mutex turn;
  std::condition_variable changed;
  int asked = 0, let = 0;
  bool fails = false;

  Result<void> make_durable() {
    std::unique_lock guard(turn);
    ++asked;
    changed.notify_all();
    changed.wait(guard, [&] { return let > 0; });
    --let;
    if (fails) return Error{Fault::storage, "The disk did not take what was written."};
    return {};
  }
  void let_go(int times = 1) {
    {
      const std::lock_guard guard(turn);
      let += times;
    }
    changed.notify_all();
  }
  bool was_asked(int times) {
    return soon([&] {
      const std::lock_guard guard(turn);
      return asked >= times;
    });
  }
};

struct Desk {
  test::TemporaryDirectory directory;
  Log log{[](const std::string&) {}};
  SlowDisk disk;
  std::atomic<int> broken = 0;
  std::mutex turn;
  std::vector<std::string> done;  // "1 ok", "2 failed"
  Writer writer{*SqliteStore::open(directory / "store", std::nullopt, Database::Mode::create),
                [this](uint64_t) { return disk.make_durable(); }, [this] { ++broken; }, log};

  void submit(
      const std::string& name, std::function<void(SqliteStore&)> work = [](SqliteStore&) {}) {
    writer.submit({10, std::move(work), [this, name](const std::optional<Error>& failure) {
                     const std::lock_guard guard(turn);
                     done.push_back(name + (failure ? " failed" : " ok"));
                   }});
  }
  std::vector<std::string> told() {
    const std::lock_guard guard(turn);
    return done;
  }
  ~Desk() { disk.let_go(1000); }
};

void append(SqliteStore& store, uint64_t gsn) {
  LogRow row;
  row.gsn = gsn;
  row.dot = {{*EnrolmentId::from_bytes(Bytes(16, 'e')), 1}, gsn};
  row.change_set = "entry";
  store.append(row);
}

}  // namespace

TEST_CASE("A job is done when its commit is on disk, and the next is committed meanwhile") {
  Desk desk;
  desk.submit("1", [](SqliteStore& store) { append(store, 1); });
  REQUIRE(desk.disk.was_asked(1));
  desk.submit("2", [](SqliteStore& store) { append(store, 2); });
  REQUIRE(soon([&] { return desk.writer.commits() == 2; }));
  CHECK(desk.told().empty());
  CHECK(desk.writer.durable_gsn() == 0);
  desk.disk.let_go();
  REQUIRE(desk.disk.was_asked(2));
  CHECK(desk.told() == std::vector<std::string>{"1 ok"});
  CHECK(desk.writer.durable_gsn() == 1);
  desk.disk.let_go();
  REQUIRE(soon([&] { return desk.writer.durable_gsn() == 2; }));
  REQUIRE(soon([&] { return desk.told().size() == 2; }));
}

TEST_CASE("After the disk failed nothing is done any more, and it is told once") {
  Desk desk;
  desk.disk.fails = true;
  desk.submit("1", [](SqliteStore& store) { append(store, 1); });
  REQUIRE(desk.disk.was_asked(1));
  desk.submit("2", [](SqliteStore& store) { append(store, 2); });
  desk.disk.let_go(2);
  REQUIRE(soon([&] { return desk.told().size() == 2; }));
  desk.disk.fails = false;
  desk.submit("3", [](SqliteStore& store) { append(store, 3); });
  REQUIRE(soon([&] { return desk.told().size() == 3; }));
  CHECK(desk.told() == std::vector<std::string>{"1 failed", "2 failed", "3 failed"});
  CHECK(desk.broken == 1);
  CHECK(desk.writer.durable_gsn() == 0);
}

TEST_CASE("After a commit found that the disk failed nothing is done any more, and it is told once") {
  Desk desk;
  desk.disk.let_go(1000);
  desk.submit("1", [](SqliteStore& store) { append(store, 1); });
  REQUIRE(soon([&] { return desk.told().size() == 1; }));
  desk.submit("2", [](SqliteStore& store) { store.database().distrust_disk(); });
  desk.submit("3", [](SqliteStore& store) { append(store, 3); });
  REQUIRE(soon([&] { return desk.told().size() == 3; }));
  CHECK(desk.told() == std::vector<std::string>{"1 ok", "2 failed", "3 failed"});
  CHECK(desk.broken == 1);
  CHECK(desk.writer.durable_gsn() == 1);
}
