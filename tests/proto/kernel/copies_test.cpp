// Copies of lost entries that colleagues hand in: they go by the name of their original.
#include <catch2/catch.hpp>

#include "kernel/limits.h"
#include "support/put_back.h"

using namespace beatbook;
using namespace beatbook::test;

TEST_CASE("A copy is told by whoever keeps the same entry, and is not handed in twice") {
  PutBack at;
  at.lose_a_concern({&at.crane, &at.finch});
  at.hand_in(at.crane, at.second());
  at.sync({&at.crane});
  REQUIRE(at.server.release(at.held()));
  at.sync({&at.finch});
  CHECK_FALSE(at.finch.log.kept().any());
  CHECK(state(at.finch.store, record_id(2)) == state(at.server.store, record_id(2)));
}

TEST_CASE("A copy by who sees less ends the offer of nobody who sees more") {
  PutBack at;
  give(at.server, at.crane, team);
  at.wren.save({create(record_id(2), field(1, "for the team")),
                create(record_id(2), field(3, "safeguarding words"), v1::VC3_SAFEGUARDING)});
  at.sync({&at.wren, &at.crane, &at.finch});
  at.lose();
  at.sync({&at.crane, &at.finch});
  at.hand_in(at.crane, at.second());
  at.sync({&at.crane});
  REQUIRE(at.server.release(at.held()));
  at.sync({&at.finch});
  REQUIRE(at.finch.log.kept().list().size() == 1);
  CHECK(mentions(at.finch.store, "safeguarding words"));
  at.hand_in(at.finch, at.second());
  CHECK_FALSE(at.finch.log.kept().any());
  at.sync({&at.finch});
  REQUIRE(at.server.release(at.held()));
  at.sync({&at.finch, &at.crane});
  CHECK(state(at.finch.store, record_id(2)) == state(at.server.store, record_id(2)));
  CHECK(at.server.log.decode(*at.server.store.entry(at.server.store.last_gsn())));
}

TEST_CASE("When its author comes back after all, copy and original are one, and the next edit takes the place of both") {
  PutBack at;
  at.wren.save({create(record_id(2), field(1, "a concern"))}, 1'795'000'000'000 + 3'600'000'000);  // a clock that runs ahead
  at.sync({&at.wren, &at.crane});
  at.lose();
  at.sync({&at.crane});
  at.hand_in(at.crane, at.second());
  at.sync({&at.crane});
  const auto gsn = at.held();
  SECTION("after the release") {
    REQUIRE(at.server.release(gsn));
    at.sync({&at.finch, &at.crane});
    at.sync({&at.wren, &at.crane, &at.finch});
  }
  SECTION("before it") {
    at.sync({&at.wren, &at.crane, &at.finch});
    REQUIRE(at.server.release(gsn));
  }
  at.sync({&at.wren, &at.crane, &at.finch});
  for (auto* tablet : {&at.wren, &at.crane, &at.finch}) {
    CHECK(tablet->log.record(record_id(2))->cell(1, v1::VC2_TEAM)->values.size() == 1);
    CHECK(state(tablet->store, record_id(2)) == state(at.server.store, record_id(2)));
  }
  at.finch.edit(record_id(2), 1, "seen to");
  at.sync({&at.finch, &at.wren, &at.crane});
  for (auto* tablet : {&at.wren, &at.crane, &at.finch}) {
    CHECK(tablet->log.record(record_id(2))->cell(1, v1::VC2_TEAM)->values.size() == 1);
    CHECK(tablet->log.record(record_id(2))->cell(1, v1::VC2_TEAM)->shown()->raw == field(1, "seen to"));
  }
  MemoryStore scratch;
  CHECK(at.server.log.verify(scratch));
}

TEST_CASE("What goes by one name says one thing: a copy that says another stays held, and so does what comes after it") {
  PutBack at;
  at.lose_a_concern({&at.crane, &at.finch});
  at.forge(at.crane);
  at.sync({&at.crane});
  SECTION("released first") {
    REQUIRE(at.server.release(at.held()));
    at.hand_in(at.finch, at.second());
    at.sync({&at.finch});
  }
  SECTION("beside the original") { at.sync({&at.wren}); }
  const auto gsn = at.held();
  REQUIRE(gsn > 0);
  CHECK(at.server.release(gsn).error().code == Fault::refused);
}

TEST_CASE("Its author, put back to before it was written, goes on under other names and amends what a colleague handed in") {
  PutBack at;
  const auto before = at.wren.store;
  at.wren.save({create(record_id(2), field(1, "a concern"))});
  at.sync({&at.wren, &at.crane});
  at.lose();
  at.wren.store = before;
  at.wren.reopen();
  at.sync({&at.crane});
  at.hand_in(at.crane, at.second());
  at.sync({&at.crane});
  REQUIRE(at.server.release(at.held()));
  SECTION("as the next thing it writes") {}
  SECTION("after another entry") { at.wren.save({create(record_id(5), field(1, "before it synced"))}); }
  at.sync({&at.wren});
  at.wren.edit(record_id(2), 1, "amended by its author");
  at.wren.edit(record_id(2), 1, "amended twice");
  const auto here = *at.wren.log.record(record_id(2));
  CHECK(here.cell(1, v1::VC2_TEAM)->shown()->raw == field(1, "amended twice"));
  at.sync({&at.wren, &at.crane, &at.finch});
  for (auto* tablet : {&at.wren, &at.crane, &at.finch}) {
    const auto record = *tablet->log.record(record_id(2));
    CHECK(record.cell(1, v1::VC2_TEAM)->values.size() == 1);
    CHECK(record.cell(1, v1::VC2_TEAM)->shown()->raw == field(1, "amended twice"));
    CHECK(state(tablet->store, record_id(2)) == state(at.server.store, record_id(2)));
  }
}

TEST_CASE("What a forged copy says takes the place of nothing that is kept") {
  PutBack at;
  at.lose_a_concern({&at.crane, &at.finch});
  at.forge(at.crane);
  at.sync({&at.crane});
  REQUIRE(at.server.release(at.held()));
  at.sync({&at.finch});
  CHECK(at.finch.log.kept().any());
  CHECK(at.finch.log.record(record_id(2))->cell(1, v1::VC2_TEAM)->shown()->raw == field(1, "a concern"));
}

TEST_CASE("A copy of what no store can have lost is not released") {
  PutBack at;
  at.wren.save({create(record_id(2), field(1, "a concern"))});
  at.sync({&at.wren, &at.crane});
  at.lose();
  at.sync({&at.crane, &at.wren});
  REQUIRE(at.wren.log.branch().incarnation > 0);
  v1::Header header;
  header.set_operation(operation);
  auto* of = header.mutable_copy_of();
  of->set_enrolment(at.wren.id.str());
  of->set_incarnation(at.wren.log.branch().incarnation);
  of->set_seq(at.wren.log.head_seq() + 1);  // the next that wren will write
  of->set_hlc_ms(1);
  REQUIRE(at.crane.log.save(header, {create(record_id(3), field(1, "in its way"))}, 1'795'000'200'000, Bytes(16, 'f')));
  at.sync({&at.crane});
  const auto gsn = at.held();
  REQUIRE(gsn > 0);
  CHECK(at.server.release(gsn).error().code == Fault::refused);
  at.wren.save({create(record_id(4), field(1, "as written"))});
  at.sync({&at.wren, &at.finch});
  CHECK(at.finch.log.record(record_id(4)));
}

TEST_CASE("A copy that went by another name before a fork is found by its original's, and stays in sight") {
  PutBack at;
  at.lose_a_concern({&at.crane});
  at.hand_in(at.crane, at.second());
  v1::Fork fork;
  fork.set_after_seq(0);
  fork.set_new_incarnation(1'900'000'000);
  REQUIRE(at.crane.log.take_fork(fork));
  REQUIRE(at.crane.log.change_set(at.second()));
  v1::Page page;
  page.set_caught_up(true);
  page.set_digest(Digest{}.str());
  REQUIRE(at.crane.log.take_page(page, 1'795'000'300'000));
  REQUIRE(at.crane.log.change_set(at.second()));
  CHECK(at.crane.log.change_set(at.second())->dot.branch.incarnation == 1'900'000'000);
  CHECK(at.crane.log.record(record_id(2))->cell(1, v1::VC2_TEAM)->shown()->raw == field(1, "a concern"));
}

TEST_CASE("A copy is lost itself, kept, and handed in under the name of what it was a copy of") {
  PutBack at;
  at.lose_a_concern({&at.crane});
  at.hand_in(at.crane, at.second());
  at.sync({&at.crane});
  REQUIRE(at.server.release(at.held()));
  at.sync({&at.finch});
  at.lose();
  at.sync({&at.finch});
  REQUIRE(at.finch.log.kept().list().size() == 1);
  CHECK(at.finch.log.kept().list()[0].original == at.second());
  at.hand_in(at.finch, at.finch.log.kept().list()[0].dot);
  at.sync({&at.finch});
  REQUIRE(at.server.release(at.held()));
  at.sync({&at.wren, &at.finch});
  CHECK(at.wren.log.record(record_id(2))->touches.front().dot == at.second());
  CHECK(state(at.wren.store, record_id(2)) == state(at.server.store, record_id(2)));
}

TEST_CASE("A picture of a lost entry goes with the copy, from whoever had fetched it") {
  PutBack at;
  const auto name = at.wren.save_picture(record_id(2), Bytes(3000, 'p'));
  at.sync({&at.wren, &at.crane});
  REQUIRE(at.crane.log.attachments().want(name));
  at.sync({&at.crane});
  REQUIRE(at.crane.log.attachments().read(name));
  at.lose();
  at.sync({&at.crane});
  CHECK(at.crane.log.attachments().unreceived() == 0);
  auto copy = *at.crane.log.copy_of(at.second());
  REQUIRE(at.crane.log.save(copy.header, copy.changes, 1'795'000'200'000, Bytes(16, 'h'),
                            [&] { at.crane.log.attachments().hand_in(record_id(2)); }));
  CHECK(at.crane.log.attachments().unreceived() == 1);
  at.sync({&at.crane});
  CHECK(at.crane.log.attachments().unreceived() == 0);
  REQUIRE(at.server.release(at.held()));
  REQUIRE(at.finch.log.attachments().want(name));
  at.sync({&at.finch, &at.finch});
  CHECK(*at.finch.log.attachments().read(name) == Bytes(3000, 'p'));
}

TEST_CASE("The largest copy of small changes fits its limits also once a record of it is purged") {
  PutBack at;
  std::vector<Change> changes;
  for (unsigned id = 2; id < 2 + limits::changes; ++id) changes.push_back(create(record_id(id), field(1, Bytes(100, 'x'))));
  while (true) {
    auto more = changes;
    for (auto& change : more) change.partial += field(static_cast<uint32_t>(10 + change.partial.size() / 100), Bytes(60, 'y'));
    Bytes salt(16, 's');
    v1::Header header;
    header.set_operation(operation);
    if (!encode_change_set(header, more, salt, {at.wren.id, 0})) break;
    changes = std::move(more);
  }
  at.wren.save(changes);
  at.sync({&at.wren, &at.crane});
  at.lose();
  at.sync({&at.crane});
  at.hand_in(at.crane, at.second());
  SECTION("before it comes") {
    REQUIRE(at.server.purge_list.empty());
    at.sync({&at.finch});
    REQUIRE(at.server.purge(record_id(1)));
  }
  at.sync({&at.crane});
  REQUIRE(at.server.release(at.held()));
  for (unsigned id = 2; id < 2 + limits::changes; id += 2) REQUIRE(at.server.purge(record_id(id)));
  at.sync({&at.crane, &at.finch});
  CHECK(at.finch.log.record(record_id(3)));
  MemoryStore scratch;
  CHECK(at.server.log.verify(scratch));
}

TEST_CASE("The largest entry can be handed in as a copy") {
  PutBack at;
  Bytes text;
  while (text.size() < limits::change_set - 400) text += field(30, Bytes(100, 'x'));
  at.wren.edit(record_id(1), 1, "seen by its author");
  at.wren.save({create(record_id(2), text),
                {record_id(1),
                 11,
                 v1::Change::EDIT,
                 v1::VC2_TEAM,
                 field(2, "b"),
                 {},
                 at.wren.log.record(record_id(1))->seen({1}, v1::VC2_TEAM)}});
  at.sync({&at.wren, &at.crane});
  at.lose();
  at.sync({&at.crane});
  for (const auto& kept : at.crane.log.kept().list()) at.hand_in(at.crane, kept.dot);
  at.sync({&at.crane});
  CHECK(at.crane.log.pending() == 0);
}

TEST_CASE("A copy holds what was written over since, which nobody shows") {
  PutBack at;
  at.wren.save({create(record_id(2), field(1, "first words") + field(2, "a place"))});
  at.sync({&at.wren, &at.crane});
  at.crane.edit(record_id(2), 1, "better words");
  at.lose();
  at.sync({&at.crane});
  at.hand_in(at.crane, at.second());
  at.sync({&at.crane});
  REQUIRE(at.server.release(at.held()));
  at.sync({&at.finch});
  const auto record = *at.finch.log.record(record_id(2));
  const auto* cell = record.cell(1, v1::VC2_TEAM);
  CHECK(cell->values.size() == 1);
  CHECK(cell->shown()->raw == field(1, "better words"));
  CHECK(state(at.finch.store, record_id(2)) == state(at.server.store, record_id(2)));
  const auto row = at.finch.log.change_set(at.second());
  CHECK(row->change_set.find("first words") != Bytes::npos);
  CHECK(at.crane.log.copy_of(at.second()).error().code == Fault::not_found);
  CHECK(at.crane.log.copy_of({{at.finch.id, 0}, 9}).error().code == Fault::not_found);
}

TEST_CASE("Whoever hands in a copy goes on knowing what its author's chain was called before a fork") {
  PutBack at;
  at.lose();
  at.wren.save({create(record_id(2), field(1, "under another incarnation"))});
  at.wren.edit(record_id(1), 1, "names an entry from before");
  at.sync({&at.wren, &at.crane});
  const auto given = at.wren.log.branch();
  REQUIRE(given.incarnation > 0);
  const auto ancestry = at.crane.store.branch(given)->ancestry;
  REQUIRE_FALSE(ancestry.empty());
  at.lose();
  at.sync({&at.crane});
  REQUIRE(at.crane.log.kept().count() == 2);
  at.hand_in(at.crane, {given, 2});
  // The server names the branch, of which it has never heard, for the sake of the copy.
  at.sync({&at.crane, &at.crane});
  CHECK(at.crane.store.branch(given)->ancestry == ancestry);
  const auto copy = at.crane.log.copy_of({given, 3});
  REQUIRE(copy);
  REQUIRE(copy->changes.at(0).seen.size() == 1);
  CHECK(copy->changes.at(0).seen.at(0).dots == std::vector<Dot>{{{at.wren.id, 0}, 1}});
}
