// A server put back to a backup has lost entries, and their author's tablet is lost as well: what colleagues still hold.
#include <catch2/catch.hpp>

#include "support/world.h"

using namespace beatbook;
using namespace beatbook::test;

namespace {

const Streams safeguarding{{operation, v1::VC1_PARTNER}, {operation, v1::VC2_TEAM}, {operation, v1::VC3_SAFEGUARDING}};

// Wren's entry 1 is in the backup; its later ones, which crane has read, are not.
struct PutBack {
  PutBack() {
    for (auto* tablet : {&wren, &crane, &finch}) give(server, *tablet, safeguarding);
    server.judge = [](const Branch&, const ChangeSet& set, RecordBatch&) -> std::optional<std::string> {
      return set.header.copy_of ? std::optional<std::string>("a copy") : std::nullopt;
    };
    wren.save({create(record_id(1), field(1, "in the backup"))});
    sync({&wren, &crane, &finch});
    backup = server.store;
  }
  void sync(std::initializer_list<Tablet*> tablets) {
    for (auto* tablet : tablets) {
      Line line(*tablet, server);
      const bool ended = line.run();
      INFO((line.failed ? line.failed->message : ""));
      REQUIRE(ended);
    }
  }
  void lose() { server.put_back(backup); }
  Saved hand_in(Tablet& tablet, const Dot& dot) {
    auto copy = tablet.log.copy_of(dot);
    REQUIRE(copy);
    return *tablet.log.save(copy->header, copy->changes, 1'795'000'200'000, Bytes(16, 'h'));
  }
  uint64_t held() {
    for (const auto& row : server.store.entries_after(0, 1000)) {
      if (row.quarantined && server.log.released_by(row.gsn) == 0) return row.gsn;
    }
    return 0;
  }
  Dot second() const { return {{wren.id, 0}, 2}; }

  Server server;
  Tablet wren{1}, crane{2}, finch{3};
  MemoryStore backup;
};

bool mentions(MemoryStore& store, std::string_view text) {
  auto kept = KeptEntries(store);
  for (const auto& one : kept.list()) {
    if (kept.find(one.dot)->change_set.find(text) != Bytes::npos) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("edge case 6: what a lost tablet wrote and the server lost stays in colleagues' sight, and comes back as a copy") {
  PutBack at;
  at.wren.save({create(record_id(2), field(1, "a concern"))});
  at.sync({&at.wren, &at.crane});
  at.lose();
  at.sync({&at.crane, &at.finch});

  REQUIRE(at.crane.log.record(record_id(2)));
  CHECK(at.crane.log.record(record_id(2))->cell(1, v1::VC2_TEAM)->shown()->raw == field(1, "a concern"));
  REQUIRE(at.crane.log.kept().list().size() == 1);
  CHECK(at.crane.log.change_set(at.second()));
  CHECK_FALSE(at.finch.log.record(record_id(2)));
  CHECK(at.crane.log.officer_of(at.wren.id) == at.crane.log.officer_of(at.wren.id));

  at.hand_in(at.crane, at.second());
  CHECK(at.crane.log.kept().list()[0].copied);
  at.sync({&at.crane, &at.finch});
  CHECK_FALSE(at.finch.log.record(record_id(2)));  // a supervisor has not looked at it
  const auto gsn = at.held();
  REQUIRE(gsn > 0);
  REQUIRE(at.server.release(gsn));
  at.sync({&at.crane, &at.finch});
  REQUIRE(at.finch.log.record(record_id(2)));
  CHECK(at.finch.log.record(record_id(2))->cell(1, v1::VC2_TEAM)->shown()->raw == field(1, "a concern"));
  // The copy and what it is a copy of say the same: nobody is asked which is right.
  CHECK(at.crane.log.record(record_id(2))->cell(1, v1::VC2_TEAM)->distinct().size() == 1);
}

TEST_CASE("What comes back from its author is kept no longer, wherever the line is cut") {
  for (size_t cut = 0; cut < 6000; cut += 37) {
    PutBack at;
    at.wren.save({create(record_id(2), field(1, "a concern"))}, 1'795'000'000'000 + 3'600'000'000);  // a clock that runs ahead
    at.sync({&at.wren, &at.crane});
    at.lose();
    Line(at.crane, at.server, cut).run();
    REQUIRE(at.crane.log.record(record_id(2)));
    at.sync({&at.wren});
    if (cut % 2) Line(at.crane, at.server, cut).run();
    at.sync({&at.crane, &at.crane, &at.wren});
    CAPTURE(cut);
    CHECK(at.crane.log.kept().list().empty());
    CHECK(state(at.crane.store, record_id(2)) == state(at.server.store, record_id(2)));
  }
}

TEST_CASE("A server put back twice, the second time while a view is pulled anew, loses nothing that was kept") {
  for (size_t cut = 0; cut < 3000; cut += 41) {
    PutBack at;
    at.wren.save({create(record_id(2), field(1, "a concern"))});
    at.sync({&at.wren, &at.crane});
    at.lose();
    at.sync({&at.crane});
    at.sync({&at.wren});
    Line(at.crane, at.server, cut).run();  // it may have come back by now
    at.lose();
    at.sync({&at.crane});
    CAPTURE(cut);
    REQUIRE(at.crane.log.record(record_id(2)));
    CHECK(at.crane.log.kept().list().size() == 1);
  }
}

TEST_CASE("What its author brings again under another incarnation is not offered as lost") {
  PutBack at;
  at.wren.save({create(record_id(2), field(1, "a concern"))});
  // Durable and read by crane; wren is never told.
  for (size_t cut = 50; log_size(at.server) == 1; ++cut) Line(at.wren, at.server, cut).run();
  REQUIRE(at.wren.log.pending() == 1);
  at.sync({&at.crane});
  at.lose();
  at.sync({&at.crane, &at.wren, &at.crane});
  for (const auto& one : at.crane.log.kept().list()) CHECK(one.copied);
  CHECK(at.crane.log.record(record_id(2))->cell(1, v1::VC2_TEAM)->distinct().size() == 1);
}

TEST_CASE("A copy is told by whoever keeps the same entry, and is not handed in twice") {
  PutBack at;
  at.wren.save({create(record_id(2), field(1, "a concern"))});
  at.sync({&at.wren, &at.crane, &at.finch});
  at.lose();
  at.sync({&at.crane, &at.finch});
  at.hand_in(at.crane, at.second());
  at.sync({&at.crane});
  REQUIRE(at.server.release(at.held()));
  at.sync({&at.finch});
  REQUIRE(at.finch.log.kept().list().size() == 1);
  CHECK(at.finch.log.kept().list()[0].copied);
}

TEST_CASE("A copy leaves out what was written over since, and there is none of what nothing stands of") {
  PutBack at;
  at.wren.save({create(record_id(2), field(1, "first words") + field(2, "a place"))});
  at.sync({&at.wren, &at.crane});
  at.crane.edit(record_id(2), 1, "better words");
  at.lose();
  at.sync({&at.crane});
  const auto copy = at.crane.log.copy_of(at.second());
  REQUIRE(copy);
  REQUIRE(copy->changes.size() == 1);
  CHECK(copy->changes[0].partial == field(2, "a place"));
  at.hand_in(at.crane, at.second());
  at.sync({&at.crane});
  REQUIRE(at.server.release(at.held()));
  at.sync({&at.finch});
  CHECK(at.finch.log.record(record_id(2))->cell(1, v1::VC2_TEAM)->distinct().size() == 1);
  CHECK(at.finch.log.record(record_id(2))->cell(1, v1::VC2_TEAM)->shown()->raw == field(1, "better words"));
  CHECK(at.crane.log.copy_of({{at.finch.id, 0}, 9}).error().code == Fault::not_found);
}

TEST_CASE("Who may see a class no more keeps nothing of it") {
  PutBack at;
  at.wren.save({create(record_id(2), field(1, "for the team")),
                create(record_id(2), field(3, "safeguarding words"), v1::VC3_SAFEGUARDING),
                create(record_id(3), field(3, "only safeguarding"), v1::VC3_SAFEGUARDING)});
  at.sync({&at.wren, &at.crane});
  at.lose();
  SECTION("from the start") { give(at.server, at.crane, team); }
  SECTION("later") {
    at.sync({&at.crane});
    CHECK(mentions(at.crane.store, "safeguarding words"));
    give(at.server, at.crane, team);
  }
  SECTION("revoked") {
    at.server.revoked.insert(at.crane.id);
    give(at.server, at.crane, {});
  }
  at.sync({&at.crane});
  CHECK_FALSE(mentions(at.crane.store, "safeguarding words"));
  CHECK_FALSE(mentions(at.crane.store, "only safeguarding"));
  CHECK_FALSE(at.crane.log.record(record_id(3)));
  CHECK(mentions(at.crane.store, "for the team") == !at.server.revoked.contains(at.crane.id));
}

TEST_CASE("A purge takes what is kept of the record, and leaves what else the save held") {
  PutBack at;
  at.wren.save({create(record_id(2), field(1, "to be erased")), create(record_id(3), field(1, "stays"))});
  at.wren.save({{record_id(1), 11, v1::Change::EDIT, v1::VC2_TEAM, field(2, "to be erased too"), {}, {}}});
  at.sync({&at.wren, &at.crane});
  at.lose();
  at.sync({&at.crane});
  REQUIRE(mentions(at.crane.store, "to be erased"));
  REQUIRE(at.server.purge(record_id(1)));
  at.sync({&at.crane});
  CHECK_FALSE(mentions(at.crane.store, "to be erased too"));
  // The server does not know the other record: crane's hand-in makes it one that can be purged.
  at.hand_in(at.crane, at.second());
  at.sync({&at.crane});
  REQUIRE(at.server.release(at.held()));
  REQUIRE(at.server.purge(record_id(2)));
  at.sync({&at.crane, &at.crane});
  CHECK_FALSE(mentions(at.crane.store, "to be erased"));
  CHECK(mentions(at.crane.store, "stays"));
  CHECK_FALSE(at.crane.log.record(record_id(2)));
  CHECK(at.crane.log.record(record_id(3)));
}
