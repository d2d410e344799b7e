#include "sync-server/writer.h"

#include <future>

#include "sync-server/test_server.h"

using namespace beatbook;
using namespace beatbook::server;
using beatbook::test::TestStore;

namespace {

struct Bench : TestStore {
  Log log{[](const std::string&) {}};
  std::optional<Writer> writer;
  std::mutex turn;
  std::vector<std::string> events;

  void start(WriterLimits limits = {}) {
    writer.emplace(
        open(), [](uint64_t) { return Result<void>(); }, [] {}, log, limits);
  }
  void say(const std::string& event) {
    const std::lock_guard guard(turn);
    events.push_back(event);
  }
  size_t said() {
    const std::lock_guard guard(turn);
    return events.size();
  }
  // Holds the writer until the promise is kept, so that what comes behind waits together.
  std::shared_ptr<std::promise<void>> hold() {
    const auto release = std::make_shared<std::promise<void>>();
    const auto held = std::make_shared<std::promise<void>>();
    auto holding = held->get_future();
    writer->submit({0,
                    [held, future = release->get_future().share()](SqliteStore&) {
                      held->set_value();
                      future.wait();
                    },
                    [](const std::optional<Error>&) {}});
    holding.wait();
    return release;
  }
  void submit(const std::string& name, std::function<void(SqliteStore&)> work = {}, size_t bytes = 10) {
    writer->submit({bytes,
                    [name, work](SqliteStore& store) {
                      store.set_fact(name, "stored");
                      if (work) work(store);
                    },
                    [this, name](const std::optional<Error>& failure) { say(name + (failure ? " failed" : " done")); }});
  }
  bool stored(const std::string& name) { return open(Database::Mode::read_only).fact(name).has_value(); }
};

}  // namespace

TEST_CASE("what waits goes into one commit, and is done in order") {
  Bench bench;
  bench.start();
  const auto release = bench.hold();
  for (int i = 0; i < 20; ++i) bench.submit(std::to_string(i));
  CHECK(bench.said() == 0);
  release->set_value();
  while (bench.said() < 20) std::this_thread::yield();
  CHECK(bench.writer->commits() == 1);  // what held the writer too: a group takes in what comes while it is written
  bench.writer.reset();
  REQUIRE(bench.events.size() == 20);
  for (int i = 0; i < 20; ++i) {
    CHECK(bench.events[static_cast<size_t>(i)] == std::to_string(i) + " done");
    CHECK(bench.stored(std::to_string(i)));
  }
}

TEST_CASE("a group is bounded by count and by bytes") {
  Bench bench;
  uint64_t expected = 0;
  SECTION("count") {
    bench.start({4, 1000});
    const auto release = bench.hold();
    for (int i = 0; i < 8; ++i) bench.submit(std::to_string(i), {}, 1);
    release->set_value();
    expected = 3;  // what held the writer and three, four, one
  }
  SECTION("bytes") {
    bench.start({100, 1000});
    const auto release = bench.hold();
    for (int i = 0; i < 8; ++i) bench.submit(std::to_string(i), {}, i == 7 ? 5000 : 500);
    release->set_value();
    expected = 5;  // what held the writer and 2, then 2, 2, 1 and the big one alone
  }
  while (bench.said() < 8) std::this_thread::yield();
  CHECK(bench.writer->commits() == expected);
}

TEST_CASE("a job is done only once it is on disk") {
  Bench bench;
  bench.start();
  std::promise<bool> seen;
  bench.writer->submit({1, [](SqliteStore& store) { store.set_fact("durable", "yes"); },
                        [&](const std::optional<Error>&) { seen.set_value(bench.stored("durable")); }});
  CHECK(seen.get_future().get());
}

TEST_CASE("a job that breaks takes nothing else with it") {
  Bench bench;
  bench.start();
  const auto release = bench.hold();
  bench.submit("before");
  bench.submit("disk", [](SqliteStore&) { throw StorageFailure(13, "database or disk is full"); });
  bench.submit("bug", [](SqliteStore&) { throw std::logic_error("bug"); });
  bench.submit("after");
  release->set_value();
  bench.writer.reset();
  CHECK(bench.events == std::vector<std::string>{"before done", "disk failed", "bug failed", "after done"});
  CHECK(bench.stored("before"));
  CHECK(bench.stored("after"));
  CHECK_FALSE(bench.stored("disk"));
  CHECK_FALSE(bench.stored("bug"));
}

TEST_CASE("a writer that goes finishes what was submitted") {
  Bench bench;
  bench.start();
  for (int i = 0; i < 50; ++i) bench.submit(std::to_string(i));
  bench.writer.reset();
  CHECK(bench.events.size() == 50);
  CHECK(bench.stored("49"));
}
