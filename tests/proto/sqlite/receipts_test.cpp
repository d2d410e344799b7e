// What the server said of own change-sets, in whatever ranges it said it: every store answers as if it had been said of each.
#include <rapidcheck.h>

#include <catch2/catch.hpp>

#include "kernel/memory_store.h"
#include "sqlite/sqlite_store.h"
#include "support/temporary_directory.h"

using namespace beatbook;
using namespace beatbook::test;

namespace {

struct Told {
  uint64_t gsn = 0, received_ms = 0;
  bool quarantined = false;
  bool operator==(const Told&) const = default;
};

constexpr uint64_t highest_seq = 24;

// One answer for each own change-set: the newest that was told of it.
struct Model {
  std::map<uint64_t, Told> told;

  void add(const Receipt& r) {
    for (uint64_t seq = r.from_seq; seq <= r.to_seq; ++seq)
      told[seq] = {r.first_gsn + (seq - r.from_seq), r.received_ms, r.quarantined};
  }
  void drop_after(uint64_t seq) { told.erase(told.upper_bound(seq), told.end()); }
  std::optional<Told> at(uint64_t seq) const {
    const auto found = told.find(seq);
    return found == told.end() ? std::nullopt : std::optional(found->second);
  }
  uint64_t quarantined() const {
    return static_cast<uint64_t>(
        std::count_if(told.begin(), told.end(), [](const auto& entry) { return entry.second.quarantined; }));
  }
};

std::optional<Told> at(Store& store, uint64_t seq) {
  const auto receipt = store.receipt(seq);
  if (!receipt) return std::nullopt;
  return Told{receipt->first_gsn + (seq - receipt->from_seq), receipt->received_ms, receipt->quarantined};
}

void compare(Store& store, const Model& model) {
  for (uint64_t seq = 0; seq <= highest_seq + 1; ++seq) RC_ASSERT(at(store, seq) == model.at(seq));
  RC_ASSERT(store.quarantined_count() == model.quarantined());
}

Receipt random_receipt() {
  const auto from = *rc::gen::inRange<uint64_t>(1, highest_seq + 1);
  const auto to = *rc::gen::inRange<uint64_t>(from, highest_seq + 1);
  return {from, to, *rc::gen::inRange<uint64_t>(1, 1000), *rc::gen::inRange<uint64_t>(1, 1000), *rc::gen::arbitrary<bool>()};
}

// Tells and forgets at random, in transactions of which some are rolled back.
void follow_model(Store& store) {
  Model model;
  store.begin(Durability::with_next);
  store.drop_receipts_after(0);
  store.commit();
  const auto transactions = *rc::gen::inRange(1, 12);
  for (int i = 0; i < transactions; ++i) {
    Model next = model;
    store.begin(Durability::with_next);
    const auto steps = *rc::gen::inRange(1, 4);
    for (int step = 0; step < steps; ++step) {
      if (*rc::gen::inRange(0, 5) == 0) {
        const auto seq = *rc::gen::inRange<uint64_t>(0, highest_seq + 1);
        store.drop_receipts_after(seq);
        next.drop_after(seq);
      } else {
        const auto receipt = random_receipt();
        store.add_receipt(receipt);
        next.add(receipt);
      }
    }
    if (*rc::gen::inRange(0, 5) == 0) {
      store.rollback();
    } else {
      store.commit();
      model = std::move(next);
    }
    compare(store, model);
  }
}

}  // namespace

TEST_CASE("receipts told in any ranges, over each other too, are those of a store that keeps one for each change-set") {
  MemoryStore memory;
  CHECK(rc::check("in memory", [&] { follow_model(memory); }));
  TemporaryDirectory directory;
  auto disk = *SqliteStore::open(directory / "store", std::nullopt, Database::Mode::create);
  CHECK(rc::check("on disk", [&] { follow_model(disk); }));
}
