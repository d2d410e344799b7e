// What tests/simulator found, shrunk by hand.
#include <catch2/catch.hpp>

#include "support/world.h"

using namespace beatbook;
using namespace beatbook::test;

TEST_CASE("What is saved while a page is stored is sent in the same exchange") {
  Server server;
  Tablet wren(1);
  server.streams[wren.id] = team;
  TabletConversation conversation({"test"});
  conversation.start(wren.log.position(), 1);
  v1::ServerFrame welcome, page;
  welcome.mutable_welcome()->set_store_incarnation(server.incarnation);
  welcome.mutable_welcome()->set_view(v1::Welcome::CONTINUES);
  welcome.mutable_welcome()->set_head_gsn(5);
  conversation.on_frame(welcome);
  conversation.kept(wren.log.position());
  page.mutable_page()->set_to_gsn(5);
  page.mutable_page()->set_caught_up(true);
  conversation.on_frame(page);
  wren.save({create(record_id(1), field(1, "saved meanwhile"))});
  bool loads = false;
  for (const auto& action : conversation.page_kept(wren.log.position(), {})) {
    loads |= std::holds_alternative<tablet::LoadOwn>(action);
  }
  CHECK(loads);
}

TEST_CASE("A page that the disk does not take leaves the log as it was") {
  struct FailingStore : MemoryStore {
    bool fails = false;
    void commit() override {
      if (fails) throw std::runtime_error("no disk");
      MemoryStore::commit();
    }
  };
  Server server;
  Tablet wren(1);
  server.streams[wren.id] = team;
  wren.save({create(record_id(1), field(1, "lost by the tablet"))});
  REQUIRE(Line(wren, server).run());
  FailingStore store;
  auto log = *TabletLog::create(store, wren.id);
  const auto page = *server.log.read_page({log.branch(), team, true}, 0, 4096);
  store.fails = true;
  CHECK_THROWS(log.take_page(page, 1));
  CHECK(log.head_seq() == 0);
  store.fails = false;
  REQUIRE(log.take_page(page, 1));
  CHECK(log.head_seq() == 1);
  CHECK(*log.verify() == 1);
}

TEST_CASE("An unsent entry that two copies of a tablet share is in the log once") {
  Server server;
  Tablet wren(1), first(1), second(1);
  server.streams[wren.id] = team;
  first.salt = 100;
  first.save({create(record_id(1), field(1, "shared and unsent"))});
  second.store = first.store;
  second.reopen();
  wren.save({create(record_id(2), field(1, "takes the number"))});
  REQUIRE(Line(wren, server).run());
  REQUIRE(Line(first, server).run());
  REQUIRE(Line(second, server).run());
  CHECK(server.store.entries_after(0, 100).size() == 2);
}

TEST_CASE("A revoked tablet whose copy handed in an entry can end a sync") {
  Server server;
  Tablet wren(1), copy(1);
  server.streams[wren.id] = {};
  server.revoked.insert(wren.id);
  server.judge = [](const Dot&, const ChangeSet&, RecordBatch&) { return std::optional<std::string>("revoked"); };
  copy.save({create(record_id(1), field(1, "the copy's"))});
  REQUIRE(Line(copy, server).run());
  CHECK(Line(wren, server).run());
}

TEST_CASE("Copies that share more unsent entries than one push holds go on behind them and add only what is theirs") {
  Server server;
  Tablet wren(1), first(1), second(1);
  server.streams[wren.id] = team;
  const unsigned shared = 40;
  for (unsigned i = 1; i <= shared; ++i) first.save({create(record_id(i), field(1, std::string(100, 's')))});
  second.store = first.store;
  second.reopen();
  wren.salt = 100;
  second.salt = 200;
  wren.save({create(record_id(101), field(1, "takes the number"))});
  second.save({create(record_id(102), field(1, "the second copy's"))});
  REQUIRE(Line(wren, server).run());
  REQUIRE(Line(first, server).run());
  REQUIRE(Line(second, server).run());
  CHECK(server.store.entries_after(0, 1000).size() == shared + 2);
  CHECK(second.log.record(record_id(101)));
  CHECK(second.log.change_set({second.log.branch(), shared + 1})->gsn == shared + 2);
}

TEST_CASE("A revoked tablet is not sent what a copy of it wrote") {
  Server server;
  Tablet wren(1), copy(1);
  server.streams[wren.id] = {};
  server.revoked.insert(wren.id);
  server.judge = [](const Dot&, const ChangeSet&, RecordBatch&) { return std::optional<std::string>("revoked"); };
  wren.save({create(record_id(2), field(1, "handed in first"))});
  REQUIRE(Line(wren, server).run());
  copy.salt = 100;
  copy.save({create(record_id(1), field(1, "the copy's"))});
  REQUIRE(Line(copy, server).run());
  REQUIRE(Line(wren, server).run());
  CHECK_FALSE(wren.log.record(record_id(1)));
  CHECK(wren.log.pending() == 0);
}

TEST_CASE("A tablet that was copied edits a value of its copy and names that one, not its own entry of the same number") {
  Server server;
  Tablet wren(1), copy(1);
  server.streams[wren.id] = team;
  wren.save({create(record_id(1), field(1, "shared past"))});
  REQUIRE(Line(wren, server).run());
  copy.become_copy_of(wren);
  wren.edit(record_id(1), 1, "written on the tablet");
  copy.save({create(record_id(2), field(1, "written on the copy"))});
  REQUIRE(Line(wren, server).run());
  REQUIRE(Line(copy, server).run());
  REQUIRE(copy.log.branch() != wren.log.branch());
  copy.edit(record_id(1), 1, "replaces what the tablet wrote");
  REQUIRE(Line(copy, server).run());
  const auto record = Record::decode(*server.store.record(record_id(1)));
  CHECK(record->cell(1, v1::VC2_TEAM)->distinct().size() == 1);
}

TEST_CASE("What is edited between a fork and the new view names own entries by their new names") {
  Server server;
  Tablet wren(1), copy(1);
  server.streams[wren.id] = team;
  copy.salt = 100;
  copy.save({create(record_id(1), field(1, "not sent yet"))});
  wren.save({create(record_id(2), field(1, "takes the number"))});
  REQUIRE(Line(wren, server).run());
  // Ends as soon as the copy was told of its new branch.
  for (size_t cut = 50; copy.log.branch().incarnation == 0; cut += 10) Line(copy, server, cut).run();
  REQUIRE(copy.log.position().rebuilding);
  copy.edit(record_id(1), 1, "edited meanwhile");
  REQUIRE(Line(copy, server).run());
  const auto record = Record::decode(*server.store.record(record_id(1)));
  CHECK(record->cell(1, v1::VC2_TEAM)->distinct().size() == 1);
}

TEST_CASE("What a forked tablet wrote names the values its author saw, on whichever tablet it is looked up") {
  Server server;
  Tablet wren(1), copy(1), crane(2);
  server.streams[wren.id] = server.streams[crane.id] = team;
  wren.save({create(record_id(1), field(1, "shared past"))});
  REQUIRE(Line(wren, server).run());
  copy.become_copy_of(wren);
  wren.save({create(record_id(2), field(1, "takes the number"))});
  REQUIRE(Line(wren, server).run());
  copy.save({create(record_id(3), field(1, "the copy's"))});
  REQUIRE(Line(copy, server).run());
  const Branch old{wren.id, 0}, forked = copy.log.branch();
  REQUIRE(forked != old);
  copy.edit(record_id(1), 1, "before the fork");
  copy.edit(record_id(3), 1, "after the fork");
  REQUIRE(Line(copy, server).run());
  for (auto* reader : {&wren, &crane, &copy}) {
    REQUIRE(Line(*reader, server).run());
    reader->reopen();
    const auto saw = [&](uint64_t seq) {
      const auto set = reader->log.decode(*reader->log.change_set({forked, seq}));
      return set->changes.front().change.seen.front().dots.front();
    };
    CHECK(saw(3) == Dot{old, 1});
    CHECK(saw(4) == Dot{forked, 2});
  }
}

TEST_CASE("Between a fork and the new view each change of a record is found by the name it has in the record") {
  Server server;
  Tablet wren(1), copy(1);
  server.streams[wren.id] = team;
  copy.salt = 100;
  copy.save({create(record_id(1), field(1, "not sent yet"))});
  copy.edit(record_id(1), 1, "edited before the fork");
  wren.save({create(record_id(2), field(1, "takes the number"))});
  REQUIRE(Line(wren, server).run());
  for (size_t cut = 50; copy.log.branch().incarnation == 0; cut += 10) Line(copy, server, cut).run();
  REQUIRE(copy.log.position().rebuilding);
  copy.edit(record_id(1), 1, "edited after the fork");
  const auto record = *copy.log.record(record_id(1));
  CHECK(record.cell(1, v1::VC2_TEAM)->distinct().size() == 1);
  REQUIRE(record.touches.size() == 3);
  for (const auto& touch : record.touches) {
    const auto row = copy.log.change_set(touch.dot);
    REQUIRE(row);
    CHECK(copy.log.decode(*row)->changes.front().change.record == record_id(1));
  }
  const Branch old{wren.id, 0};
  const auto edited = copy.log.decode(*copy.log.change_set({old, 2}));
  CHECK(edited->changes.front().change.seen.front().dots == std::vector<Dot>{{old, 1}});
}

TEST_CASE("A fork told while the tablet was locked acknowledges nothing: nobody looked which store said so") {
  Server server;
  Tablet wren(1);
  server.streams[wren.id] = team;
  wren.save({create(record_id(1), field(1, "received"))});
  REQUIRE(Line(wren, server).run());
  for (unsigned n = 2; n <= 4; ++n) wren.save({create(record_id(n), field(1, "not yet"))});
  v1::Fork fork;
  fork.set_after_seq(3);
  fork.set_new_incarnation(9);
  fork.add_ancestry()->set_through_seq(3);
  auto* receipt = fork.add_receipts();
  receipt->set_from_seq(2);
  receipt->set_to_seq(3);
  receipt->set_first_gsn(2);
  REQUIRE(wren.log.take_fork(fork, TabletLog::Told::while_locked));
  const auto at = wren.log.position();
  CHECK(at.branch.incarnation == 9);
  CHECK(at.acked_seq == 1);
  CHECK(at.once_acked_seq == 3);
  CHECK(at.resume_seq == 2);
  CHECK_FALSE(wren.store.receipt(2));
  CHECK(wren.log.facts().rebuilding());
}

TEST_CASE("A fork told while locked that covers all a tablet holds is proved by the next exchange") {
  Server server;
  Tablet wren(1), copy(1), crane(2);
  server.streams[wren.id] = server.streams[crane.id] = team;
  for (unsigned n = 1; n <= 3; ++n) wren.save({create(record_id(n), field(1, "shared"))});
  copy.become_copy_of(wren);
  REQUIRE(Line(copy, server).run());
  // The locked tablet's whole push lies on the branch of the copy, which has gone on since.
  copy.save({create(record_id(4), field(1, "of the copy"))});
  REQUIRE(Line(copy, server).run());
  v1::Fork fork;
  fork.set_after_seq(3);
  fork.set_new_incarnation(1);
  fork.add_ancestry()->set_through_seq(3);
  server.store.put_branch({{wren.id, 1}, {{0, 3}}, 3, wren.store.own(3)->chain});
  REQUIRE(wren.log.take_fork(fork, TabletLog::Told::while_locked));
  CHECK(wren.log.pending() == 3);
  Line line(wren, server);
  REQUIRE(line.run());
  CHECK(wren.log.pending() == 0);
  REQUIRE(Line(crane, server).run());
  CHECK(crane.log.record(record_id(4)));
}

TEST_CASE("A fork that names the tablet's own incarnation, or more than it holds, is refused and changes nothing") {
  Tablet wren(1);
  wren.save({create(record_id(1), field(1, "an entry"))});
  v1::Fork fork;
  fork.set_new_incarnation(9);
  REQUIRE(wren.log.take_fork(fork));
  const auto before = wren.store.fact("tablet");
  CHECK(wren.log.take_fork(fork).error().code == Fault::corrupt);
  fork.set_new_incarnation(10);
  fork.set_after_seq(2);
  CHECK(wren.log.take_fork(fork).error().code == Fault::corrupt);
  CHECK(wren.store.fact("tablet") == before);
}
