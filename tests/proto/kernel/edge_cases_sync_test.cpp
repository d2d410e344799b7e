// The edge cases that break naive sync engines, numbered as in the table of tests/simulator/README.md: clocks, copies,
// restores, cuts and cursors.
#include <catch2/catch.hpp>

#include "support/world.h"

using namespace beatbook;
using namespace beatbook::test;

namespace {

constexpr uint64_t now = 1'795'000'000'000, fifty_years = 1'577'880'000'000;

struct Pair {
  Pair() { server.streams[wren.id] = server.streams[crane.id] = team; }
  void sync() {
    for (auto* tablet : {&wren, &crane, &wren}) REQUIRE(Line(*tablet, server).run());
  }
  Server server;
  Tablet wren{1}, crane{2};
};

}  // namespace

TEST_CASE("edge case 1: a clock fifty years ahead is never refused and does not win for ever") {
  Pair pair;
  pair.wren.save({create(record_id(1), field(1, "ahead"))}, now + fifty_years);
  pair.sync();
  const auto held = *pair.crane.log.record(record_id(1));
  pair.crane.save({{record_id(1), 11, v1::Change::EDIT, v1::VC2_TEAM, field(1, "later, not seeing it"), {}, {}}},
                  pair.server.now_ms + 60'000);
  pair.server.now_ms += 120'000;
  pair.sync();
  for (auto* tablet : {&pair.wren, &pair.crane}) {
    const auto record = *tablet->log.record(record_id(1));
    CHECK(record.cell(1, v1::VC2_TEAM)->distinct(tablet->log.unsent()).size() == 2);
    CHECK(record.cell(1, v1::VC2_TEAM)->shown(tablet->log.unsent())->raw == field(1, "later, not seeing it"));
  }
}

TEST_CASE("edge case 2: a clock that jumps back to 1970 goes on behind the last save") {
  Tablet wren(1);
  wren.save({create(record_id(1), field(1, "by a right clock"))}, now);
  wren.save({create(record_id(2), field(1, "in 1970"))}, 0);
  wren.reopen();
  wren.save({create(record_id(3), field(1, "in 1970, after a restart"))}, 0);
  Stamp last;
  for (const auto& row : wren.store.own_after(0, SIZE_MAX, 10)) {
    const auto set = *wren.log.decode(row);
    CHECK(last < set.stamp());
    last = set.stamp();
  }
  CHECK(last.ms == now);
}

TEST_CASE("edge case 3: a full counter borrows a millisecond") {
  CHECK(next_stamp({now, UINT32_MAX}, now) == Stamp{now + 1, 0});
  CHECK(next_stamp({now, UINT32_MAX}, 0) == Stamp{now + 1, 0});
}

TEST_CASE("edge case 4: a restored tablet that uses numbers again loses neither entry") {
  Pair pair;
  pair.wren.save({create(record_id(1), field(1, "shared past"))});
  pair.sync();
  const MemoryStore backup = pair.wren.store;
  pair.wren.save({create(record_id(2), field(1, "sent, then forgotten"))});
  pair.sync();
  pair.wren.store = backup;
  pair.wren.reopen();
  pair.wren.salt = 100;
  pair.wren.save({create(record_id(3), field(1, "under the same number"))});
  pair.sync();
  CHECK(log_size(pair.server) == 3);
  for (const auto id : {2u, 3u}) CHECK(pair.crane.log.record(record_id(id)));
  CHECK(pair.wren.log.record(record_id(2)));
}

TEST_CASE("edge case 5: two tablets with one identity both keep what they wrote") {
  Pair pair;
  Tablet copy(1);
  copy.salt = 100;
  pair.wren.save({create(record_id(1), field(1, "the tablet's"))});
  copy.save({create(record_id(2), field(1, "the copy's"))});
  pair.sync();
  REQUIRE(Line(copy, pair.server).run());
  pair.sync();
  CHECK(copy.log.branch() != pair.wren.log.branch());
  for (auto* tablet : {&pair.wren, &copy, &pair.crane}) {
    CHECK(tablet->log.record(record_id(1)));
    CHECK(tablet->log.record(record_id(2)));
  }
}

TEST_CASE("edge case 6: a server restored from an old backup gets back what it had acknowledged, once") {
  Pair pair;
  const MemoryStore backup = pair.server.store;
  pair.wren.save({create(record_id(1), field(1, "acknowledged"))});
  pair.sync();
  pair.server.put_back(backup);
  pair.sync();
  pair.sync();
  CHECK(log_size(pair.server) == 1);
  CHECK(pair.crane.log.record(record_id(1)));
}

TEST_CASE("edge case 7: what is sent again because its acknowledgement was lost is held once") {
  Pair pair;
  pair.wren.save({create(record_id(1), field(1, "its ack is lost"))});
  for (size_t cut = 50; log_size(pair.server) == 0; ++cut) Line(pair.wren, pair.server, cut).run();
  REQUIRE(pair.wren.log.pending() == 1);
  pair.sync();
  CHECK(pair.wren.log.pending() == 0);
  CHECK(log_size(pair.server) == 1);
}

TEST_CASE("edge case 9: a page that is not taken in leaves the cursor where it was") {
  Pair pair;
  pair.wren.save({create(record_id(1), field(1, "first"))});
  REQUIRE(Line(pair.wren, pair.server).run());
  auto page = *pair.server.log.read_page({pair.crane.log.branch(), team}, 0, 4096);
  page.mutable_entries(0)->mutable_changes(0)->assign("\xff\xff");
  CHECK_FALSE(pair.crane.log.take_page(page, 1));
  CHECK(pair.crane.log.position().cursor == 0);
  CHECK_FALSE(pair.crane.log.record(record_id(1)));
}

TEST_CASE("edge cases 10, 23 and 24: a backlog that is cut again and again goes on where it stopped") {
  Pair pair;
  for (unsigned i = 1; i <= 200; ++i) pair.wren.save({create(record_id(i), field(1, std::string(100, 'b')))});
  REQUIRE(Line(pair.wren, pair.server).run());
  uint64_t received = 0, cursor = 0;
  for (int exchange = 0; pair.crane.log.position().cursor < 200; ++exchange) {
    REQUIRE(exchange < 100);
    Line line(pair.crane, pair.server, 20'000);
    line.run();
    received += line.conversation().received();
    CHECK(pair.crane.log.position().cursor > cursor);
    cursor = pair.crane.log.position().cursor;
  }
  CHECK(received == 200);
}

TEST_CASE("edge cases 12 and 13: what was written twelve hours ago reaches who is current already, and alone") {
  Pair pair;
  pair.wren.save({create(record_id(1), field(1, "twelve hours without a signal"))}, now - 43'200'000);
  for (unsigned i = 2; i <= 20; ++i) pair.crane.save({create(record_id(i), field(1, "meanwhile"))}, now);
  REQUIRE(Line(pair.crane, pair.server).run());
  REQUIRE(Line(pair.wren, pair.server).run());
  Line late(pair.crane, pair.server);
  REQUIRE(late.run());
  CHECK(late.conversation().received() == 1);
  CHECK(pair.crane.log.record(record_id(1)));
}

TEST_CASE("edge case 22: pages are taken in while own entries wait for their acknowledgement") {
  Tablet wren(1);
  wren.save({create(record_id(1), field(1, "not acknowledged"))});
  TabletConversation conversation({"test"});
  conversation.start(wren.log.position(), 1);
  v1::ServerFrame welcome, page;
  welcome.mutable_welcome()->set_store_incarnation(Bytes(16, 's'));
  welcome.mutable_welcome()->set_view(v1::Welcome::CONTINUES);
  welcome.mutable_welcome()->set_head_gsn(5);
  conversation.on_frame(welcome);
  conversation.kept(wren.log.position());
  page.mutable_page()->set_to_gsn(5);
  const auto actions = conversation.on_frame(page);
  REQUIRE(actions.size() == 1);
  CHECK(std::holds_alternative<tablet::KeepPage>(actions.front()));
}

TEST_CASE("edge case 25: a save of several records is on every device as a whole or not at all, and never too large to send") {
  Pair pair;
  pair.wren.save({create(record_id(1), field(1, "vehicle")), create(record_id(2), field(1, "driver"))});
  for (size_t cut = 20; !pair.crane.log.record(record_id(1)); cut += 7) {
    CHECK_FALSE(pair.crane.log.record(record_id(2)));
    Line(pair.wren, pair.server, cut).run();
    Line(pair.crane, pair.server, cut).run();
  }
  CHECK(pair.crane.log.record(record_id(2)));
  const auto too_large =
      pair.wren.log.save({}, {create(record_id(3), Bytes("\x0a\x80\x80\x04", 4) + Bytes(65'536, 'x'))}, now, Bytes(16, 's'));
  REQUIRE_FALSE(too_large);
  CHECK(too_large.error().code == Fault::too_large);
  CHECK(pair.wren.log.head_seq() == 1);
}

TEST_CASE("edge case 38: a push that a proxy repeats adds nothing") {
  Pair pair;
  pair.wren.save({create(record_id(1), field(1, "sent twice"))});
  const auto batch = pair.wren.log.own_batch(0, 4096);
  for (int time = 0; time < 2; ++time) {
    v1::Push push;
    push.set_from_seq(1);
    push.set_previous_hash(Bytes(view(batch.previous)));
    push.add_change_sets(batch.change_sets.front());
    const auto outcome = pair.server.log.take_push(*prepare_push(push, pair.wren.log.branch(), {}), now, {});
    CHECK(std::get<Taken>(*outcome).stored == (time == 0 ? 1 : 0));
    CHECK(std::get<Taken>(*outcome).ack.receipts(0).first_gsn() == 1);
  }
  CHECK(log_size(pair.server) == 1);
}
