// A tablet's file (or a copy of it) meets a server that was put back to a backup: what tests/models/fork.pml found.
#include <catch2/catch.hpp>

#include "support/world.h"

using namespace beatbook;
using namespace beatbook::test;

TEST_CASE("A tablet learns that a restored server holds a copy's entry where its own was") {
  Server server;
  Tablet wren(1), copy(1);
  server.streams[wren.id] = team;
  wren.save({create(record_id(1), field(1, "shared past"))});
  REQUIRE(Line(wren, server).run());
  copy.become_copy_of(wren);
  const MemoryStore backup = server.store;
  wren.save({create(record_id(2), field(1, "lost by the server"))});
  REQUIRE(Line(wren, server).run());
  server.put_back(backup);
  copy.save({create(record_id(3), field(1, "written on the copy"))});
  REQUIRE(Line(copy, server).run());
  // The server holds as many entries as the tablet was told it has, and another one is the last of them.
  Line(wren, server).run();
  Line again(wren, server);
  CHECK(again.run());
  INFO((again.failed ? again.failed->message : ""));
  CHECK(server.store.record(record_id(2)));
  CHECK(server.store.record(record_id(3)));
  CHECK(server.store.entries_after(0, 100).size() == 3);
}

TEST_CASE("What another store seems to hold is not called received before its chain is proved, wherever the line is cut") {
  for (size_t cut = 1; cut < 400; ++cut) {
    Server server;
    Tablet wren(1), copy(1);
    server.streams[wren.id] = team;
    wren.save({create(record_id(1), field(1, "shared past"))});
    REQUIRE(Line(wren, server).run());
    copy.become_copy_of(wren);
    const MemoryStore backup = server.store;
    server.put_back(backup);
    wren.save({create(record_id(2), field(1, "lost by the server"))});
    wren.save({create(record_id(3), field(1, "lost by the server"))});
    REQUIRE(Line(wren, server).run());
    // The incarnation that wren was given is forgotten, and the copy's entries stand under the same numbers.
    server.put_back(backup);
    copy.save({create(record_id(4), field(1, "written on the copy"))});
    copy.save({create(record_id(5), field(1, "written on the copy"))});
    REQUIRE(Line(copy, server).run());
    Line(wren, server, cut).run();
    if (wren.log.facts().store_incarnation() != server.incarnation) continue;  // it has not heard of the other store
    CAPTURE(cut);
    for (uint64_t seq = 1; seq <= wren.log.facts().acked_seq(); ++seq) {
      bool held = false;
      for (const auto& row : server.store.entries_after(0, 100)) held |= row.change_set == wren.store.own(seq)->change_set;
      CHECK(held);
    }
  }
}

TEST_CASE("A long chain that parts far back from what another store seems to hold is handed in all the same") {
  Server server;
  Tablet wren(1), copy(1);
  server.streams[wren.id] = team;
  unsigned number = 0;
  const auto save = [&](Tablet& tablet, unsigned count) {
    for (unsigned i = 0; i < count; ++i) {
      // Text that does not pack: the window is full long before the place where the chains part.
      Bytes noise;
      for (size_t at = 0; at < 4; ++at)
        noise += hex(view(sha256(std::to_string(number) + "/" + std::to_string(at)))).substr(0, 30);
      tablet.salt = static_cast<unsigned char>(number);
      tablet.save({create(record_id(++number), field(1, noise))});
    }
  };
  save(wren, 900);
  REQUIRE(Line(wren, server).run());
  copy.store = wren.store;
  copy.reopen();
  const MemoryStore backup = server.store;
  server.put_back(backup);
  save(wren, 60);
  REQUIRE(Line(wren, server).run());
  server.put_back(backup);
  save(copy, 60);
  REQUIRE(Line(copy, server).run());
  for (int exchange = 0; exchange < 3; ++exchange) Line(wren, server).run();
  Line last(wren, server);
  REQUIRE(last.run());
  CHECK(wren.log.pending() == 0);
  CHECK(server.store.entries_after(0, 10'000).size() == 900 + 60 + 60);
}

TEST_CASE("A colleague's edit replaces only the value it saw, also when tablet and server were put back") {
  Server server;
  Tablet wren(1), crane(2);
  server.streams[wren.id] = server.streams[crane.id] = team;
  wren.save({create(record_id(1), field(1, "shared past"))});
  REQUIRE(Line(wren, server).run());
  const MemoryStore last_night = server.store, tablet_last_night = wren.store;
  wren.edit(record_id(1), 1, "seen by the colleague");
  REQUIRE(Line(wren, server).run());
  REQUIRE(Line(crane, server).run());
  crane.edit(record_id(1), 1, "the colleague's");
  server.put_back(last_night);
  wren.store = tablet_last_night;
  wren.reopen();
  wren.salt = 100;
  wren.edit(record_id(1), 1, "never seen by the colleague");
  REQUIRE(Line(wren, server).run());
  REQUIRE(Line(crane, server).run());
  const auto record = Record::decode(*server.store.record(record_id(1)));
  CHECK(record->cell(1, v1::VC2_TEAM)->distinct().size() == 2);
}

TEST_CASE("An incarnation that a restored server gave before is not given to another tablet") {
  Server server;
  Tablet wren(1), first(1), second(1);
  server.streams[wren.id] = team;
  wren.save({create(record_id(1), field(1, "shared past"))});
  REQUIRE(Line(wren, server).run());
  for (auto* copy : {&first, &second}) {
    copy->store = wren.store;
    copy->reopen();
  }
  first.salt = 100;
  second.salt = 200;
  wren.save({create(record_id(2), field(1, "wren's"))});
  REQUIRE(Line(wren, server).run());
  const MemoryStore backup = server.store;
  first.save({create(record_id(3), field(1, "the first copy's"))});
  REQUIRE(Line(first, server).run());
  const auto lost = first.log.branch();
  server.put_back(backup);
  second.save({create(record_id(4), field(1, "the second copy's"))});
  REQUIRE(Line(second, server).run());
  CHECK(second.log.branch() != lost);
}

TEST_CASE("A server put back twice within one second gives no incarnation again") {
  Server server;
  Tablet wren(1);
  server.streams[wren.id] = team;
  wren.save({create(record_id(1), field(1, "in the backup"))});
  REQUIRE(Line(wren, server).run());
  const MemoryStore backup = server.store;
  server.put_back(backup);
  REQUIRE(Line(wren, server).run());
  const auto given = wren.log.branch();
  REQUIRE(given.incarnation > 0);
  server.restored_s -= 60;  // as put_back() adds
  server.put_back(backup);
  REQUIRE(Line(wren, server).run());
  CHECK(wren.log.branch().incarnation > given.incarnation);
  CHECK_FALSE(wren.log.position().rebuilding);
}

TEST_CASE("A receipt names the place an entry has in the store that is there now") {
  Server server;
  Tablet wren(1), crane(2);
  server.streams[wren.id] = server.streams[crane.id] = team;
  wren.save({create(record_id(1), field(1, "handed in, nothing pulled"))});
  REQUIRE(Line(wren, server, SIZE_MAX, true).run());
  server.put_back(MemoryStore());
  crane.save({create(record_id(2), field(1, "takes the number"))});
  REQUIRE(Line(crane, server).run());
  // Handed in again; then a power cut takes what was to be on disk with the next durable transaction.
  const MemoryStore on_disk = wren.store;
  REQUIRE(Line(wren, server, SIZE_MAX, true).run());
  wren.store = on_disk;
  wren.reopen();
  REQUIRE(Line(wren, server).run());
  const Dot dot = own_dot(wren.log.branch(), wren.log.ancestry(), 1);
  CHECK(wren.log.change_set(dot)->gsn == server.store.entry(dot)->gsn);
}

TEST_CASE("A value keeps the time of its receipt in the store that is there now, also where nothing was read before") {
  Server server;
  Tablet wren(1), crane(2);
  server.streams[wren.id] = server.streams[crane.id] = team;
  // By a clock that runs a day ahead: its time counts as that of the receipt.
  const uint64_t ahead = 1'795'086'400'000;
  wren.save({create(record_id(1), field(1, "handed in, nothing pulled"))}, ahead);
  const bool locked = GENERATE(true, false);
  if (locked) {
    REQUIRE(Line(wren, server, SIZE_MAX, true).run());
  } else {
    // Cut between the acknowledgement and the page behind it.
    const MemoryStore before = wren.store;
    for (size_t cut = 50; wren.log.pending() > 0; ++cut) {
      server.store = MemoryStore();
      wren.store = before;
      wren.reopen();
      Line(wren, server, cut).run();
    }
    REQUIRE(wren.log.position().cursor == 0);
  }
  server.put_back(MemoryStore());
  server.now_ms += 60'000;
  const bool locked_again = GENERATE(true, false);
  if (locked_again) Line(wren, server, SIZE_MAX, true).run();
  REQUIRE(Line(wren, server).run());
  REQUIRE(Line(crane, server).run());
  CHECK(*wren.store.record(record_id(1)) == *server.store.record(record_id(1)));
  CHECK(*crane.store.record(record_id(1)) == *server.store.record(record_id(1)));
  CHECK_FALSE(wren.log.position().rebuilding);
}

TEST_CASE("A new view that had just begun when the server was put back keeps the streams it is pulled for") {
  Server server;
  Tablet wren(1);
  server.streams[wren.id] = team;
  wren.save({create(record_id(1), field(1, "shared past"))});
  REQUIRE(Line(wren, server).run());
  server.streams[wren.id].insert({operation, v1::VC3_SAFEGUARDING});
  REQUIRE(wren.log.begin_rebuild("what you may see has changed", server.streams[wren.id]));
  server.put_back(MemoryStore());
  Line line(wren, server);
  REQUIRE(line.run());
  CHECK(line.conversation().rebuilt_because() == "the server was restored");
  CHECK(wren.log.streams() == server.streams[wren.id]);
}

TEST_CASE("What was received while a new view was pulled has the time of its receipt there") {
  Server server;
  Tablet wren(1);
  server.streams[wren.id] = team;
  const uint64_t ahead = 1'795'086'400'000;
  wren.save({create(record_id(1), field(1, "by a fast clock"))}, ahead);
  REQUIRE(wren.log.begin_rebuild("the server was restored", team));
  // The server read its page before it stored the entry, and sent it after the acknowledgement.
  v1::PushAck ack;
  ack.set_to_seq(1);
  auto* receipt = ack.add_receipts();
  receipt->set_from_seq(1);
  receipt->set_to_seq(1);
  receipt->set_first_gsn(1);
  receipt->set_received_ms(server.now_ms);
  REQUIRE(wren.log.take_ack(ack));
  v1::Page page;
  page.set_caught_up(true);
  REQUIRE(wren.log.take_page(page, 1));
  REQUIRE_FALSE(wren.log.position().rebuilding);
  CHECK(wren.log.record(record_id(1))->cell(1, v1::VC2_TEAM)->values.front().stamp.ms == server.now_ms);
}

TEST_CASE("What the lost store acknowledged is taken again under its old numbers, what was written since under new ones") {
  Server server;
  Tablet wren(1), crane(2);
  server.streams[wren.id] = server.streams[crane.id] = team;
  wren.save({create(record_id(1), field(1, "in the backup"))});
  REQUIRE(Line(wren, server).run());
  const MemoryStore backup = server.store;
  wren.save({create(record_id(2), field(1, "acknowledged, then lost"))});
  REQUIRE(Line(wren, server).run());
  REQUIRE(Line(crane, server).run());
  // A colleague names the lost value as seen.
  crane.edit(record_id(2), 1, "the colleague's");
  wren.save({create(record_id(3), field(1, "not sent yet"))});
  server.put_back(backup);
  const auto cut_after = GENERATE(SIZE_MAX, 300u, 600u, 900u, 1200u, 1500u);
  Line(wren, server, cut_after).run();
  REQUIRE(Line(wren, server).run());
  REQUIRE(Line(crane, server).run());
  const Branch old{wren.id, 0};
  CHECK(server.store.entry(Dot{old, 2}));
  CHECK_FALSE(server.store.entry(Dot{old, 3}));
  CHECK(wren.log.branch().incarnation >= server.restored_s);
  CHECK(server.store.entry(Dot{wren.log.branch(), 3}));
  const auto record = Record::decode(*server.store.record(record_id(2)));
  CHECK(record->cell(1, v1::VC2_TEAM)->distinct().size() == 1);
  // From then on nothing is new under the sun.
  wren.save({create(record_id(4), field(1, "the day after"))});
  REQUIRE(Line(wren, server).run());
  CHECK(server.store.entry(Dot{wren.log.branch(), 4}));
  CHECK(server.store.entries_after(0, 100).size() == 5);
}

TEST_CASE("An enrolment made after the restore writes under its first number") {
  Server server;
  server.put_back(MemoryStore());
  Tablet wren(1);
  server.streams[wren.id] = team;
  wren.save({create(record_id(1), field(1, "avocet"))});
  REQUIRE(Line(wren, server).run());
  CHECK(wren.log.branch().incarnation == 0);
}

TEST_CASE("A copy made before the first entry takes in what its like wrote after the server was put back") {
  Server server;
  Tablet wren(1), copy(1);
  server.streams[wren.id] = team;
  server.put_back(MemoryStore());
  wren.save({create(record_id(1), field(1, "written on the tablet"))});
  REQUIRE(Line(wren, server).run());
  REQUIRE(wren.log.branch().incarnation > 0);
  Line exchange(copy, server);
  CHECK(exchange.run());
  INFO((exchange.failed ? exchange.failed->message : ""));
  CHECK(copy.log.record(record_id(1)));
  CHECK(copy.log.head_seq() == 0);
}
