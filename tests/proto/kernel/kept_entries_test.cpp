// What colleagues still hold of what a server that was put back has lost.
#include <catch2/catch.hpp>

#include "support/put_back.h"

using namespace beatbook;
using namespace beatbook::test;

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

  at.hand_in(at.crane, at.second());
  CHECK_FALSE(at.crane.log.kept().any());
  CHECK(at.crane.log.change_set(at.second())->dot.branch.enrolment == at.crane.id);
  at.sync({&at.crane, &at.finch});
  CHECK_FALSE(at.finch.log.record(record_id(2)));  // a supervisor has not looked at it
  const auto gsn = at.held();
  REQUIRE(gsn > 0);
  REQUIRE(at.server.release(gsn));
  // The page names the author of the original too, so that a reader is told who it was.
  const auto page = *at.server.log.read_page({{at.finch.id, 0}, safeguarding}, gsn, 1 << 20);
  REQUIRE(page.branches_size() == 2);
  CHECK(page.branches(1).enrolment() == at.wren.id.bytes());
  at.sync({&at.crane, &at.finch});
  REQUIRE(at.finch.log.record(record_id(2)));
  CHECK(at.finch.log.record(record_id(2))->cell(1, v1::VC2_TEAM)->shown()->raw == field(1, "a concern"));
  // It goes by the name of its original, whoever holds it.
  CHECK(state(at.crane.store, record_id(2)) == state(at.server.store, record_id(2)));
  CHECK(state(at.finch.store, record_id(2)) == state(at.server.store, record_id(2)));
  CHECK(at.finch.log.record(record_id(2))->touches.front().dot == at.second());
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
  CHECK_FALSE(at.crane.log.kept().any());
  // Nothing stays under the name it had: what its author writes next takes its place with everybody.
  at.wren.edit(record_id(2), 1, "settled");
  at.sync({&at.wren, &at.crane});
  CHECK(at.crane.log.record(record_id(2))->cell(1, v1::VC2_TEAM)->distinct().size() == 1);
  CHECK(state(at.crane.store, record_id(2)) == state(at.server.store, record_id(2)));
}

TEST_CASE("What a server decided is kept by nobody: an administrator decides again") {
  PutBack at;
  const Branch decides{server_enrolment(at.server.incarnation), 0};
  v1::Header header;
  header.set_operation(operation);
  header.set_hlc_ms(at.server.now_ms);
  v1::Push push;
  push.set_from_seq(1);
  push.set_previous_hash(Bytes(view(chain_root(decides.enrolment))));
  push.add_change_sets(*encode_change_set(header, {create(record_id(7), field(1, "a profile"))}, Bytes(16, 'p'), decides));
  REQUIRE(at.server.log.take_push(*prepare_push(push, decides, {}), at.server.now_ms, {}));
  at.sync({&at.crane});
  REQUIRE(at.crane.log.record(record_id(7)));
  at.lose();
  at.sync({&at.crane});
  CHECK_FALSE(at.crane.log.kept().any());
  CHECK_FALSE(at.crane.log.record(record_id(7)));
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

TEST_CASE("Who loses a class while the server holds nothing for them keeps nothing of it either") {
  PutBack at;
  const auto empty = MemoryStore();
  at.wren.save({create(record_id(2), field(1, "a concern"), v1::VC3_SAFEGUARDING)});
  at.sync({&at.wren, &at.crane});
  at.server.put_back(empty);
  at.sync({&at.crane});
  REQUIRE(at.crane.log.kept().count() == 2);
  REQUIRE(at.crane.log.position().cursor == 0);

  at.server.streams[at.crane.id].erase({operation, v1::VC3_SAFEGUARDING});
  at.sync({&at.crane});
  CHECK(at.crane.log.kept().count() == 1);
  CHECK_FALSE(mentions(at.crane.store, "a concern"));
  CHECK_FALSE(at.crane.log.record(record_id(2)));
  CHECK(at.crane.log.record(record_id(1)));
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
  CHECK_FALSE(at.crane.log.record(record_id(2)));
  CHECK(at.crane.log.record(record_id(3)));
}
