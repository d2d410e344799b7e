// Where entries lie: by branch and by stream, every store answers alike, however the entries came and whatever was rolled back.
#include <rapidcheck.h>

#include <catch2/catch.hpp>

#include "kernel/memory_store.h"
#include "sqlite/sqlite_store.h"
#include "support/temporary_directory.h"

using namespace beatbook;
using namespace beatbook::test;

namespace {

const std::vector<Stream> streams = {{"OP WADER", v1::VC2_TEAM}, {"OP WADER", v1::VC3_SAFEGUARDING}};

Branch branch(int number) {
  return {*EnrolmentId::from_bytes(Bytes(16, static_cast<char>('a' + number / 2))), static_cast<uint32_t>(number % 2)};
}
constexpr int branches = 4;

// Entries at the end of the log, of branches in turn or in runs, with the gaps that a reader's cut leaves.
struct Writer {
  uint64_t gsn = 0;
  std::map<int, uint64_t> seqs;

  void append(const std::vector<Store*>& stores) {
    const int author = *rc::gen::inRange(0, branches);
    const auto count = *rc::gen::weightedOneOf<int>({{3, rc::gen::inRange(1, 4)}, {1, rc::gen::inRange(60, 200)}});
    const bool quarantined = *rc::gen::weightedElement<bool>({{5, false}, {1, true}});
    gsn += *rc::gen::weightedElement<uint64_t>({{3, 0}, {1, 2}});
    seqs[author] += *rc::gen::weightedElement<uint64_t>({{3, 0}, {1, 3}});
    for (int i = 0; i < count; ++i) {
      const LogRow row{++gsn, {branch(author), ++seqs[author]}, 1, quarantined, {}, "change-set"};
      const auto in_both = *rc::gen::arbitrary<bool>();
      for (Store* store : stores) {
        store->append(row);
        store->add_to_stream(streams[0], gsn, Digest{gsn * 7, ~uint64_t{0} / 3});
        store->add_to_stream(streams[0], gsn, Digest{~uint64_t{0}, 5});
        if (in_both) store->add_to_stream(streams[1], gsn, Digest{gsn, gsn});
      }
    }
  }
};

auto as_tuples(const std::vector<LogPlace>& places) {
  std::vector<std::tuple<uint64_t, uint64_t, bool>> out;
  for (const auto& place : places) out.emplace_back(place.gsn, place.seq, place.quarantined);
  return out;
}

void compare(Store& store, Store& model, const Writer& at) {
  for (int number = 0; number < branches; ++number) {
    const auto seq = *rc::gen::inRange<uint64_t>(0, 300);
    const auto found = store.entry(Dot{branch(number), seq}), expected = model.entry(Dot{branch(number), seq});
    RC_ASSERT(found.has_value() == expected.has_value());
    if (found) RC_ASSERT(found->gsn == expected->gsn);
    const auto gsn = *rc::gen::inRange<uint64_t>(0, at.gsn + 2);
    const auto limit = *rc::gen::inRange<size_t>(1, 100);
    RC_ASSERT(as_tuples(store.branch_after(branch(number), gsn, limit)) ==
              as_tuples(model.branch_after(branch(number), gsn, limit)));
  }
  for (const auto& stream : streams) {
    const auto gsn = *rc::gen::inRange<uint64_t>(0, at.gsn + 2);
    const auto limit = *rc::gen::inRange<size_t>(1, 200);
    RC_ASSERT(store.stream_digest(stream, gsn) == model.stream_digest(stream, gsn));
    RC_ASSERT(store.stream_after(stream, gsn, limit) == model.stream_after(stream, gsn, limit));
  }
}

}  // namespace

TEST_CASE("every store finds entries by branch and by stream alike, however they came and whatever was rolled back") {
  const bool holds = rc::check([] {
    TemporaryDirectory directory;
    auto sqlite = *SqliteStore::open(directory / "store.db", std::nullopt, Database::Mode::create);
    MemoryStore memory;
    Writer writer;
    const auto transactions = *rc::gen::inRange(1, 10);
    for (int i = 0; i < transactions; ++i) {
      const Writer before = writer;
      for (Store* store : {static_cast<Store*>(&sqlite), static_cast<Store*>(&memory)}) store->begin(Durability::with_next);
      const auto steps = *rc::gen::inRange(1, 6);
      for (int step = 0; step < steps; ++step) {
        writer.append({&sqlite, &memory});
        if (*rc::gen::inRange(0, 4) == 0) compare(sqlite, memory, writer);
      }
      if (*rc::gen::inRange(0, 5) == 0) {
        sqlite.rollback();
        memory.rollback();
        writer = before;
      } else {
        sqlite.commit();
        memory.commit();
      }
      compare(sqlite, memory, writer);
    }
  });
  CHECK(holds);
}

TEST_CASE("a change-set that is in its branch already is a fault of the program, and one that was left out is taken in late") {
  TemporaryDirectory directory;
  auto store = *SqliteStore::open(directory / "store.db", std::nullopt, Database::Mode::create);
  store.begin(Durability::with_next);
  store.append({1, {branch(0), 5}, 1, false, {}, "change-set"});
  CHECK_THROWS_AS(store.append({2, {branch(0), 5}, 1, false, {}, "change-set"}), std::logic_error);
  // Released from quarantine after its like.
  store.append({3, {branch(0), 4}, 1, false, {}, "released"});
  CHECK_THROWS_AS(store.append({4, {branch(0), 4}, 1, false, {}, "change-set"}), std::logic_error);
  store.append({5, {branch(0), 6}, 1, false, {}, "change-set"});
  store.commit();
  for (const auto& [seq, gsn] : {std::pair(4, 3), std::pair(5, 1), std::pair(6, 5)}) {
    const auto row = store.entry(Dot{branch(0), static_cast<uint64_t>(seq)});
    REQUIRE(row);
    CHECK(row->gsn == static_cast<uint64_t>(gsn));
  }
}
