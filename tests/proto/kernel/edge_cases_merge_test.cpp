// The edge cases that break naive sync engines, numbered as in the table of tests/simulator/README.md: programs of two
// versions, writers at once, grants, damage.
#include <catch2/catch.hpp>

#include "kernel/dictionary.h"
#include "support/world.h"

using namespace beatbook;
using namespace beatbook::test;

namespace {

struct Trio {
  Trio() {
    for (auto* tablet : {&wren, &crane, &snipe}) server.streams[tablet->id] = team;
  }
  void sync() {
    for (int round = 0; round < 2; ++round) {
      for (auto* tablet : {&wren, &crane, &snipe}) REQUIRE(Line(*tablet, server).run());
    }
  }
  Server server;
  Tablet wren{1}, crane{2}, snipe{3};
};

std::vector<Bytes> values(Tablet& tablet, unsigned id, uint32_t tag) {
  std::vector<Bytes> out;
  const auto record = tablet.log.record(record_id(id));
  const auto* cell = record ? record->cell(tag, v1::VC2_TEAM) : nullptr;
  if (cell) {
    for (const auto* value : cell->distinct()) out.push_back(value->raw);
  }
  return out;
}

const Stream safeguarding{operation, v1::VC3_SAFEGUARDING};

}  // namespace

TEST_CASE("edge case 14: a field of a newer app passes an older one that edits the record, bit for bit") {
  Trio trio;
  const Bytes newer = field(900, std::string("\0\xff\x80 of a newer app", 18));
  trio.wren.save({create(record_id(1), field(1, "known") + newer)});
  trio.sync();
  trio.crane.edit(record_id(1), 1, "edited by an older app");
  trio.sync();
  CHECK(values(trio.snipe, 1, 900) == std::vector<Bytes>{newer});
  CHECK(values(trio.snipe, 1, 1).size() == 1);
}

TEST_CASE("edge case 15: a record type nobody here knows is kept and passed on") {
  Trio trio;
  trio.wren.save({create(record_id(1), field(1, "of another type"), v1::VC2_TEAM, 9000)});
  trio.sync();
  CHECK(trio.snipe.log.record(record_id(1))->type == 9000);
  CHECK(values(trio.snipe, 1, 1).size() == 1);
}

TEST_CASE("edge case 16: an edit carries the fields it changes and no others") {
  Trio trio;
  trio.wren.save({create(record_id(1), field(1, "one") + field(2, "two") + field(3, "three"))});
  trio.wren.edit(record_id(1), 2, "changed");
  const auto set = *trio.wren.log.decode(*trio.wren.log.change_set({trio.wren.log.branch(), 2}));
  REQUIRE(set.changes.front().tags->size() == 1);
  CHECK(set.changes.front().tags->front().tag == 2);
}

TEST_CASE("edge case 17: an edit made at once with a retract is kept and shown to a person") {
  Trio trio;
  trio.wren.save({create(record_id(1), field(1, "stands"))});
  trio.sync();
  trio.wren.edit(record_id(1), 1, "edited");
  const auto seen = *trio.crane.log.record(record_id(1));
  trio.crane.save({{record_id(1), 11, v1::Change::RETRACT, v1::VC2_TEAM, {}, {}, seen.seen({0, 1}, v1::VC2_TEAM)}});
  trio.sync();
  for (auto* tablet : {&trio.wren, &trio.crane, &trio.snipe}) {
    const auto record = *tablet->log.record(record_id(1));
    CHECK(record.retracted(v1::VC2_TEAM));
    CHECK(record.unseen_by_retract(v1::VC2_TEAM).size() == 1);
  }
}

TEST_CASE("edge case 31: a void does not expire: what a tablet away for years brings does not raise the entry") {
  constexpr uint64_t three_years = 3ull * 365 * 86'400'000;
  Trio trio;
  trio.wren.save({create(record_id(1), field(1, "stands"))});
  trio.sync();
  const auto seen = *trio.crane.log.record(record_id(1));
  trio.crane.save({{record_id(1), 11, v1::Change::RETRACT, v1::VC2_TEAM, {}, {}, seen.seen({0, 1}, v1::VC2_TEAM)}});
  for (auto* tablet : {&trio.crane, &trio.wren}) REQUIRE(Line(*tablet, trio.server).run());
  // Snipe has not heard of it. Meanwhile the others write on, and whoever is new knows nothing else.
  for (unsigned id = 10; id < 60; ++id) trio.wren.save({create(record_id(id), field(1, "since"))});
  REQUIRE(Line(trio.wren, trio.server).run());
  trio.server.now_ms += three_years;
  trio.snipe.save({{record_id(1), 11, v1::Change::EDIT, v1::VC2_TEAM, field(2, "written in the drawer"), {}, {}}},
                  trio.server.now_ms);
  trio.sync();
  Tablet latest{9};
  trio.server.streams[latest.id] = team;
  REQUIRE(Line(latest, trio.server).run());
  for (auto* tablet : {&trio.wren, &trio.crane, &trio.snipe, &latest}) {
    const auto record = *tablet->log.record(record_id(1));
    CHECK(record.retracted(v1::VC2_TEAM));
    REQUIRE(record.unseen_by_retract(v1::VC2_TEAM).size() == 1);
    CHECK(record.unseen_by_retract(v1::VC2_TEAM)[0]->raw == field(2, "written in the drawer"));
  }
}

TEST_CASE("edge cases 18 and 19: one person recorded twice offline is two records whose ids never change") {
  Trio trio;
  trio.wren.save({create(record_id(1), field(1, "Robin"))});
  trio.crane.save({create(record_id(2), field(1, "Robin"))});
  trio.sync();
  for (auto* tablet : {&trio.wren, &trio.crane, &trio.snipe}) {
    CHECK(tablet->store.record_count() == 2);
    for (const auto id : {1u, 2u}) CHECK(values(*tablet, id, 1) == std::vector<Bytes>{field(1, "Robin")});
  }
}

TEST_CASE("edge case 20: a value that was replaced before it arrives does not come back") {
  Record late, right;
  const Dot first{{enrolment(1), 0}, 1}, second{{enrolment(2), 0}, 1};
  const Change older = create(record_id(1), field(1, "older"));
  const Change newer{record_id(1), 11, v1::Change::EDIT, v1::VC2_TEAM, field(1, "newer"), {}, {{{1}, {first}}}};
  REQUIRE(late.apply(newer, {second, {2, 0}, operation}));
  REQUIRE(late.apply(older, {first, {1, 0}, operation}));
  REQUIRE(right.apply(older, {first, {1, 0}, operation}));
  REQUIRE(right.apply(newer, {second, {2, 0}, operation}));
  CHECK(late.encode() == right.encode());
  CHECK(late.cell(1, v1::VC2_TEAM)->values.size() == 1);
}

TEST_CASE("edge case 21: a change that nobody can read stops nothing behind it, and its bytes stay") {
  Trio trio;
  trio.wren.save({create(record_id(1), "\xff\xff")});
  trio.wren.save({create(record_id(2), field(1, "behind it"))});
  trio.sync();
  CHECK(trio.wren.log.pending() == 0);
  CHECK(values(trio.snipe, 2, 1).size() == 1);
  CHECK(trio.server.log.decode(*trio.server.store.entry(1))->changes.front().change.partial == "\xff\xff");
}

TEST_CASE("edge cases 26 and 27: what a revoked officer or a role that was taken away wrote is held, durable, and in no view") {
  Trio trio;
  trio.wren.save({create(record_id(1), field(1, "not sent when revoked"))});
  trio.server.streams[trio.wren.id] = {};
  trio.server.revoked.insert(trio.wren.id);
  trio.server.judge = [&](const Dot& dot, const ChangeSet&, RecordBatch&) {
    return dot.branch.enrolment == trio.wren.id ? std::optional<std::string>("revoked") : std::nullopt;
  };
  trio.crane.save({create(record_id(2), field(1, "not for the revoked"))});
  trio.sync();
  CHECK(trio.wren.log.pending() == 0);
  CHECK(trio.server.store.entry(Dot{trio.wren.log.branch(), 1})->quarantined);
  CHECK_FALSE(trio.crane.log.record(record_id(1)));
  CHECK_FALSE(trio.wren.log.record(record_id(2)));
}

TEST_CASE("edge case 28: what was not sent when its stream was lost arrives, and stays its author's") {
  Trio trio;
  trio.server.streams[trio.wren.id].insert(safeguarding);
  trio.sync();
  trio.wren.save({create(record_id(1), field(1, "a concern"), v1::VC3_SAFEGUARDING)});
  trio.server.streams[trio.wren.id].erase(safeguarding);
  trio.sync();
  CHECK(trio.wren.log.pending() == 0);
  CHECK(trio.server.store.record(record_id(1)));
  CHECK(trio.wren.log.record(record_id(1)));
  CHECK_FALSE(trio.crane.log.record(record_id(1)));
}

TEST_CASE("edge case 29: a stream that is gained brings what lies behind the cursor") {
  Trio trio;
  trio.server.streams[trio.wren.id].insert(safeguarding);
  trio.wren.save({create(record_id(1), field(1, "a concern"), v1::VC3_SAFEGUARDING)});
  trio.sync();
  REQUIRE_FALSE(trio.crane.log.record(record_id(1)));
  trio.server.streams[trio.crane.id].insert(safeguarding);
  Line gained(trio.crane, trio.server);
  REQUIRE(gained.run());
  CHECK(gained.conversation().rebuilt_because() == "what you may see has changed");
  CHECK(trio.crane.log.record(record_id(1)));
}

TEST_CASE("edge case 34: a view that differs in silence is found at the next sync, mended and told") {
  Trio trio;
  trio.wren.save({create(record_id(1), field(1, "right"))});
  trio.sync();
  v1::ViewFacts view;
  view.ParseFromString(*trio.crane.store.fact("view"));
  view.set_digest(Bytes(16, 'x'));
  trio.crane.store.set_fact("view", view.SerializeAsString());
  Line line(trio.crane, trio.server);
  REQUIRE(line.run());
  CHECK(line.conversation().rebuilt_because() == "the view differed from the server's");
  CHECK(trio.crane.log.position().digest == trio.server.log.digest(team, 1));
}

TEST_CASE("edge case 34: a view that was found to differ is not told to be as of now") {
  Trio trio;
  trio.wren.save({create(record_id(1), field(1, "right"))});
  REQUIRE(Line(trio.wren, trio.server).run());
  const auto streams = trio.server.streams[trio.crane.id];
  REQUIRE(trio.crane.log.begin_rebuild("a new tablet", streams));
  auto page = *trio.server.log.read_page({trio.crane.log.branch(), streams, true}, 0, 4096);
  const Bytes right = page.digest();
  page.set_digest(Bytes(16, 'x'));
  REQUIRE(page.caught_up());
  const auto taken = trio.crane.log.take_page(page, 1'795'000'000'000);
  REQUIRE(taken);
  CHECK_FALSE(taken->digest_holds);
  CHECK(trio.crane.log.facts().synced_ms() == 0);
  REQUIRE(trio.crane.log.begin_rebuild("the view differed from the server's", streams));
  page.set_digest(right);
  REQUIRE(trio.crane.log.take_page(page, 1'795'000'000'000));
  CHECK(trio.crane.log.facts().synced_ms() == 1'795'000'000'000);
}

TEST_CASE("edge case 35: equal leaves do not cancel, and their order is no matter") {
  const Digest one = digest_leaf(1, {{enrolment(1), 0}, 1}, 0, sha256("one")),
               two = digest_leaf(2, {{enrolment(1), 0}, 2}, 0, sha256("two"));
  Digest twice = one, there = one, back = two;
  twice += one;
  CHECK(twice != Digest{});
  there += two;
  back += one;
  CHECK(there == back);
}

TEST_CASE("edge case 36: values are compared as bytes, whatever a locale or a floating point unit thinks of them") {
  Trio trio;
  trio.wren.save({create(record_id(1), field(1, "caf\xc3\xa9"))});
  trio.sync();
  // The same word, its accent written apart; nobody saw the other.
  trio.crane.save({{record_id(1), 11, v1::Change::EDIT, v1::VC2_TEAM, field(1, "cafe\xcc\x81"), {}, {}}});
  trio.snipe.save({{record_id(1), 11, v1::Change::EDIT, v1::VC2_TEAM, field(1, "caf\xc3\xa9"), {}, {}}});
  trio.sync();
  for (auto* tablet : {&trio.wren, &trio.crane, &trio.snipe}) CHECK(values(*tablet, 1, 1).size() == 2);
}

TEST_CASE("edge case 39: a frame's size tells nothing of the frames before it") {
  const auto dictionary = GENERATE(0u, newest_dictionary);
  FrameCodec fresh, used;
  std::string words;
  for (int i = 0; i < (dictionary == 0 ? 200 : 20); ++i)
    words += "a name of another reader " + std::to_string(i * i * 7919 % 1000);
  v1::ServerFrame secret, probe;
  secret.mutable_page()->add_entries()->add_changes(words);
  probe.mutable_page()->add_entries()->add_changes(words);
  REQUIRE(used.encode(secret, dictionary));
  const auto wire = *used.encode(probe, dictionary);
  REQUIRE(wire.size() < words.size());  // it was compressed
  CHECK(wire == *fresh.encode(probe, dictionary));
}
