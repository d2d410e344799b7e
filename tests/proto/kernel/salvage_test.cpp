// A tablet's log is made again in place of one whose store is damaged.
#include <catch2/catch.hpp>

#include "support/world.h"

using namespace beatbook;
using namespace beatbook::test;

namespace {

std::vector<LogRow> own_rows(Tablet& tablet, size_t count) { return tablet.store.own_after(0, SIZE_MAX, count); }

}  // namespace

TEST_CASE("However few of its entries could be read, a tablet gets all back that the server holds, and goes on behind them") {
  for (size_t read = 0; read <= 5; ++read) {
    CAPTURE(read);
    Server server;
    Tablet wren(1), crane(2), again(1);
    server.streams[wren.id] = server.streams[crane.id] = team;
    for (unsigned i = 1; i <= 5; ++i) wren.save({create(record_id(i), field(1, "entry " + std::to_string(i)))});
    REQUIRE(Line(wren, server).run());
    again.store = MemoryStore();
    again.log = *TabletLog::create_again(again.store, wren.id, wren.log.facts());
    const auto rows = own_rows(wren, read);
    REQUIRE(*again.log.take_back(rows, 5) == read);
    CHECK(again.log.facts().acked_seq() == 0);  // until the server says it again
    CHECK(*again.log.verify() == read);
    again.salt = 100;
    if (read == 5) again.save({create(record_id(6), field(1, "before the sync"))});
    REQUIRE(Line(again, server).run());
    if (read < 5) again.save({create(record_id(6), field(1, "after the sync"))});
    REQUIRE(Line(again, server).run());
    CHECK(again.log.head_seq() == 6);
    CHECK(again.log.pending() == 0);
    REQUIRE(Line(crane, server).run());
    for (unsigned i = 1; i <= 6; ++i) {
      CHECK(again.store.record(record_id(i)));
      CHECK(again.store.record(record_id(i)) == crane.store.record(record_id(i)));
    }
    CHECK(server.store.entries_after(0, 100).size() == 6);
  }
}

TEST_CASE("What is written before a salvaged tablet meets its server again is kept beside what it had lost") {
  Server server;
  Tablet wren(1), again(1);
  server.streams[wren.id] = team;
  for (unsigned i = 1; i <= 4; ++i) wren.save({create(record_id(i), field(1, "entry"))});
  REQUIRE(Line(wren, server).run());
  again.store = MemoryStore();
  again.log = *TabletLog::create_again(again.store, wren.id, wren.log.facts());
  REQUIRE(*again.log.take_back(own_rows(wren, 2), 4) == 2);
  again.salt = 100;
  again.save({create(record_id(9), field(1, "offline, after the salvage"))});
  for (int exchange = 0; exchange < 3; ++exchange) Line(again, server).run();
  REQUIRE(Line(again, server).run());
  for (const unsigned id : {1u, 2u, 3u, 4u, 9u}) CHECK(again.store.record(record_id(id)));
  CHECK(server.store.entries_after(0, 100).size() == 5);
}

TEST_CASE("Of what was read of a damaged store nothing is taken from the first entry on that does not fit the chain") {
  Tablet wren(1), again(1);
  for (unsigned i = 1; i <= 4; ++i) wren.save({create(record_id(i), field(1, "entry"))});
  const auto rows = own_rows(wren, 4);
  const auto taken = [&](std::vector<LogRow> bent) {
    again.store = MemoryStore();
    again.log = *TabletLog::create_again(again.store, wren.id, wren.log.facts());
    return *again.log.take_back(bent, 0);
  };
  CHECK(taken(rows) == 4);
  auto bent = rows;
  bent[2].change_set.back() ^= 1;
  CHECK(taken(bent) == 2);
  bent = rows;
  bent.erase(bent.begin() + 1);
  CHECK(taken(bent) == 1);
  bent = rows;
  bent[0].chain[0] ^= 1;
  CHECK(taken(bent) == 0);
  CHECK(again.store.record_count() == 0);
}

TEST_CASE("A number that a salvaged tablet gives anew is not taken for one that the lost store acknowledged") {
  Server server;
  Tablet wren(1), crane(2), again(1);
  server.streams[wren.id] = server.streams[crane.id] = team;
  for (unsigned i = 1; i <= 2; ++i) wren.save({create(record_id(i), field(1, "entry"))});
  REQUIRE(Line(wren, server).run());
  const MemoryStore backup = server.store;
  wren.save({create(record_id(3), field(1, "seen by the colleague"))});
  REQUIRE(Line(wren, server).run());
  REQUIRE(Line(crane, server).run());
  crane.edit(record_id(3), 1, "the colleague's");
  again.store = MemoryStore();
  again.log = *TabletLog::create_again(again.store, wren.id, wren.log.facts());
  REQUIRE(*again.log.take_back(own_rows(wren, 2), wren.log.facts().acked_seq()) == 2);
  again.salt = 100;
  again.save({create(record_id(3), field(1, "never seen by the colleague"))});
  server.put_back(backup);
  for (int exchange = 0; exchange < 4; ++exchange) Line(again, server).run();
  REQUIRE(Line(again, server).run());
  REQUIRE(Line(crane, server).run());
  const auto record = Record::decode(*server.store.record(record_id(3)));
  CHECK(record->cell(1, v1::VC2_TEAM)->distinct().size() == 2);
}
