// Names that entries keep when a server is put back to before it gave an incarnation: colleagues know them by these.
#include <catch2/catch.hpp>

#include "support/world.h"

using namespace beatbook;
using namespace beatbook::test;

namespace {

// Put back once, the server gave wren another incarnation, took an entry under it, and is put back to the same backup again.
struct PutBackTwice {
  PutBackTwice() {
    give(server, wren);
    give(server, crane);
    wren.save({create(record_id(1), field(1, "in the backup"))});
    REQUIRE(Line(wren, server).run());
    backup = server.store;
    wren.save({create(record_id(2), field(1, "acknowledged by the first"))});
    REQUIRE(Line(wren, server).run());
    server.put_back(backup);
    REQUIRE(Line(wren, server).run());
    given = wren.log.branch();
    REQUIRE(given.incarnation > 0);
    wren.save({create(record_id(3), field(1, "acknowledged by the second"))});
    REQUIRE(Line(wren, server).run());
    REQUIRE(Line(crane, server).run());
  }
  bool held(const Dot& dot) { return server.store.entry(dot).has_value(); }
  // A push of wren's from `from_seq` on, as if told by these names.
  PreparedPush push(uint64_t from_seq, const std::optional<Ancestry>& names) {
    auto batch = wren.log.own_batch(from_seq - 1, 100'000);
    v1::Push raw;
    raw.set_incarnation(given.incarnation);
    raw.set_from_seq(from_seq);
    raw.set_previous_hash(Bytes(view(batch.previous)));
    for (auto& set : batch.change_sets) raw.add_change_sets(std::move(set));
    auto out = *prepare_push(raw, given, names.value_or(Ancestry()));
    out.once_acked_seq = 3;
    out.names = names;
    return out;
  }
  uint64_t written() { return log_size(server); }

  Server server;
  Tablet wren{1}, crane{2};
  MemoryStore backup;
  Branch given;
};

}  // namespace

TEST_CASE("What a restored server takes again together with a fork counts as sent") {
  PutBackTwice at;
  at.server.put_back(at.backup);
  const auto before = at.written();
  Line line(at.wren, at.server);
  REQUIRE(line.run());
  CHECK(at.written() - before == 2);
  CHECK(line.conversation().pushed() == 3);  // with the one that the backup had
}

TEST_CASE("What stores that are lost acknowledged keeps its names, also under an incarnation that only one of them gave") {
  PutBackTwice at;
  at.crane.edit(record_id(2), 1, "the colleague's");
  at.crane.edit(record_id(3), 1, "the colleague's");
  at.wren.save({create(record_id(4), field(1, "not sent yet"))});
  at.server.put_back(at.backup);
  const auto cut_after = GENERATE(SIZE_MAX, 200u, 400u, 600u, 800u, 1000u, 1200u, 1400u, 1600u, 2000u);
  Line(at.wren, at.server, cut_after).run();
  REQUIRE(Line(at.wren, at.server).run());
  REQUIRE(Line(at.crane, at.server).run());
  CHECK(at.held({{at.wren.id, 0}, 1}));
  CHECK(at.held({{at.wren.id, 0}, 2}));
  CHECK(at.held({at.given, 3}));
  CHECK(at.wren.log.branch().incarnation > at.given.incarnation);
  CHECK(at.held({at.wren.log.branch(), 4}));
  CHECK(at.written() == 6);
  for (const unsigned number : {2u, 3u}) {
    const auto record = Record::decode(*at.server.store.record(record_id(number)));
    CHECK(record->cell(1, v1::VC2_TEAM)->distinct().size() == 1);
  }
  MemoryStore scratch;
  CHECK(at.server.log.verify(scratch));
  REQUIRE(Line(at.crane, at.server).run());
  CHECK_FALSE(at.crane.log.kept().any());
}

TEST_CASE("A tablet that does not tell its names gets new ones for what the server lacks, and nothing is lost") {
  PutBackTwice at;
  at.server.put_back(at.backup);
  auto push = at.push(1, std::nullopt);
  const auto outcome = at.server.log.take_push(push, 1, {});
  REQUIRE(outcome);
  REQUIRE(std::holds_alternative<Diverged>(*outcome));
  CHECK(std::get<Diverged>(*outcome).after_seq == 1);
  CHECK(at.written() == 1);
}

TEST_CASE("Names that do not fit what the server holds are not believed") {
  PutBackTwice at;
  at.server.put_back(at.backup);
  const auto tells = [&](uint64_t from_seq, const Ancestry& names) {
    const auto outcome = at.server.log.take_push(at.push(from_seq, names), 1, {});
    return outcome && std::holds_alternative<Diverged>(*outcome);
  };
  const auto own = at.given.incarnation;
  CHECK(tells(1, {{own, 2}}));                // before itself it was another
  CHECK(tells(1, {{0, 2}, {7, 2}}));          // a part without an entry
  CHECK(tells(1, {{0, 2}, {7, 1}}));          // backwards
  CHECK(tells(1, {{7, 1}, {0, 2}}));          // to a lower incarnation
  CHECK(tells(1, {{7, 1}, {8, 2}, {7, 3}}));  // and back again
  CHECK(tells(3, {{0, 2}}));                  // what lies before is not here
  CHECK(tells(2, {{7, 2}}));                  // it is here, under another name
  CHECK(at.written() == 1);
}

TEST_CASE("A name that another copy's entry has here is not given again") {
  PutBackTwice at;
  at.server.put_back(at.backup);
  // It shares no more than the first entry.
  Tablet fresh(1);
  fresh.save({create(record_id(1), field(1, "in the backup"))});
  REQUIRE(Line(fresh, at.server).run());
  fresh.salt = 100;
  fresh.save({create(record_id(9), field(1, "of the copy"))});
  REQUIRE(Line(fresh, at.server).run());
  REQUIRE(Line(at.wren, at.server).run());
  REQUIRE(Line(fresh, at.server).run());
  for (const unsigned number : {1u, 2u, 3u, 9u}) CHECK(at.server.store.record(record_id(number)));
  CHECK(at.written() == 4);
  MemoryStore scratch;
  CHECK(at.server.log.verify(scratch));
  CHECK(at.wren.log.pending() == 0);
}
