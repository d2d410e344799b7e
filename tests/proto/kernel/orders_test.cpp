// Orders of the server: release from quarantine, and purge.
#include <catch2/catch.hpp>

#include "kernel/limits.h"
#include "support/world.h"

using namespace beatbook;
using namespace beatbook::test;

namespace {

// Holds what is not of the reader's classes.
struct Held {
  Held() {
    server.streams[wren.id] = server.streams[crane.id] = team;
    server.judge = [](const Dot&, const ChangeSet& set, RecordBatch&) -> std::optional<std::string> {
      for (const auto& placed : set.changes) {
        if (placed.change.visibility > v1::VC2_TEAM) return "not granted";
        if (placed.tags && placed.change.partial.find("held") != Bytes::npos) return "for a supervisor to see";
      }
      return std::nullopt;
    };
  }
  void sync() {
    for (auto* tablet : {&wren, &crane, &wren}) REQUIRE(Line(*tablet, server).run());
  }
  void check_sound() {
    MemoryStore scratch;
    const auto verified = server.log.verify(scratch);
    INFO((verified ? "" : verified.error().message));
    CHECK(verified);
  }
  Server server;
  Tablet wren{1}, crane{2};
};

bool shows(Tablet& tablet, const RecordId& id) { return static_cast<bool>(tablet.log.record(id)); }

// Anything of the text anywhere: log, own entries, records of both views.
bool holds(Store& store, const Bytes& text) {
  bool found = false;
  for (const auto& row : store.own_after(0, SIZE_MAX, SIZE_MAX)) found |= row.change_set.find(text) != Bytes::npos;
  for (const auto view : {Store::View::shadow, Store::View::current}) {
    store.use(view);
    for (const auto& row : store.entries_after(0, SIZE_MAX)) found |= row.change_set.find(text) != Bytes::npos;
    store.each_record([&](const RecordId&, BytesView state) { found |= state.find(text) != BytesView::npos; });
  }
  return found;
}

const RecordId first = record_id(1), second = record_id(2);

}  // namespace

TEST_CASE("A released entry reaches colleagues, and its author is no longer told that it is held") {
  Held world;
  world.wren.save({create(first, field(1, "plain"))});
  world.wren.save({create(second, field(1, "held, a goshawk"))});
  world.wren.save({create(record_id(3), field(1, "after it"))});
  world.sync();
  CHECK(world.wren.store.quarantined_count() == 1);
  CHECK_FALSE(shows(world.crane, second));

  REQUIRE(world.server.release(2));
  CHECK_FALSE(world.server.release(2));
  CHECK(world.server.release(1).error().code == Fault::not_found);
  world.sync();
  CHECK(world.wren.store.quarantined_count() == 0);
  CHECK(shows(world.crane, second));
  CHECK(world.crane.log.record(second)->touches == world.wren.log.record(second)->touches);
  CHECK(world.crane.log.change_set(world.crane.log.record(second)->touches[0].dot));
  CHECK(world.wren.log.facts().rebuild_reason().empty());
  world.check_sound();

  // Who reads all of it anew, and whose own log is gone, sees the same.
  world.crane.edit(second, 1, "seen");
  world.sync();
  REQUIRE(world.wren.log.begin_rebuild("a test", team));
  world.sync();
  CHECK(world.wren.store.quarantined_count() == 0);
  CHECK(world.wren.log.record(second)->cell(1, v1::VC2_TEAM)->values.size() == 1);
  Tablet again(1);
  REQUIRE(Line(again, world.server).run());
  CHECK(again.store.quarantined_count() == 0);
  CHECK(again.log.head_seq() == 3);
  world.check_sound();
}

TEST_CASE("An entry that is released while its author cannot read the class is told to the author and to nobody else") {
  Held world;
  world.wren.save({create(second, field(1, "held, a goshawk"), v1::VC3_SAFEGUARDING)});
  world.sync();
  REQUIRE(world.server.release(1));
  world.sync();
  CHECK(world.wren.store.quarantined_count() == 0);
  CHECK_FALSE(shows(world.crane, second));
  world.check_sound();
}

TEST_CASE("A released entry that is pushed again is acknowledged as released") {
  Held world;
  const MemoryStore before = world.wren.store;
  world.wren.save({create(second, field(1, "held, a goshawk"))});
  Line(world.wren, world.server, 700).run();
  world.sync();
  REQUIRE(world.server.release(1));
  Tablet copy(1);
  copy.store = before;
  copy.reopen();
  REQUIRE(Line(copy, world.server).run());
  CHECK(copy.store.quarantined_count() == 0);
}

TEST_CASE("A purged record is on no store, and the chains hold") {
  Held world;
  world.wren.save({create(first, field(1, "a goshawk")), create(second, field(1, "a kestrel"))});
  world.crane.save({create(record_id(3), field(1, "held, a goshawk too"))});
  world.sync();
  world.crane.edit(first, 2, "another goshawk");
  world.sync();
  REQUIRE(world.server.purge(first));
  CHECK(world.server.purge(first).error().code == Fault::refused);
  CHECK(world.server.purge(record_id(9)).error().code == Fault::not_found);
  CHECK_FALSE(holds(world.server.store, "another goshawk"));
  CHECK_FALSE(world.server.answered(world.wren.log.branch(), first));
  world.sync();
  for (auto* tablet : {&world.wren, &world.crane}) {
    CHECK_FALSE(holds(tablet->store, "a goshawk" + Bytes(tablet == &world.wren ? "" : "\x01")));
    CHECK_FALSE(holds(tablet->store, "another goshawk"));
    CHECK(shows(*tablet, second));
    CHECK_FALSE(shows(*tablet, first));
    CHECK(tablet->log.verify());
    CHECK(world.server.answered(tablet->log.branch(), first));
    CHECK(tablet->log.facts().rebuild_reason().empty());
  }
  world.check_sound();
  // Whoever comes new gets what is left, and its digest fits.
  Tablet later(3);
  world.server.streams[later.id] = team;
  REQUIRE(Line(later, world.server).run());
  CHECK(shows(later, second));
  CHECK_FALSE(shows(later, first));
  CHECK(later.log.facts().rebuild_reason().empty());
}

TEST_CASE("What a purge leaves of the largest save is read on by everybody") {
  Held world;
  Bytes long_text;
  for (uint32_t tag = 1; tag <= 6; ++tag) long_text += field(tag, std::string(121, 'x'));
  std::vector<Change> changes{create(first, field(1, "a goshawk"))};
  for (unsigned i = 1; i < limits::changes; ++i) changes.push_back(create(record_id(100 + i), long_text));
  const auto size = world.wren.save(changes).change_set.size();
  REQUIRE(size > limits::change_set - 1024);
  world.wren.save({create(second, field(1, "behind it"))});
  world.sync();
  REQUIRE(world.server.purge(first));
  REQUIRE(world.server.store.entry(1)->change_set.size() > limits::change_set);
  world.sync();
  world.check_sound();
  Tablet later(3);
  world.server.streams[later.id] = team;
  REQUIRE(Line(later, world.server).run());
  CHECK(shows(later, second));
  CHECK_FALSE(shows(later, first));
}

TEST_CASE("The words of a save go with the record it changed, and the chain goes on over it") {
  Held world;
  v1::Header header;
  header.set_operation(operation);
  header.set_reason_text("it was a goshawk");
  REQUIRE(world.wren.log.save(header, {create(first, field(1, "x"))}, 1'795'000'000'000, Bytes(16, 's')));
  world.wren.save({create(second, field(1, "y"))});
  world.sync();
  REQUIRE(world.server.purge(first));
  world.sync();
  CHECK_FALSE(holds(world.server.store, "goshawk"));
  CHECK_FALSE(holds(world.wren.store, "goshawk"));
  CHECK(world.wren.log.verify());
  world.check_sound();
}

TEST_CASE("edge case 30: what an offline tablet wrote of a purged record is durable, and purged at once") {
  Held world;
  world.wren.save({create(first, field(1, "a goshawk"))});
  world.sync();
  world.crane.edit(first, 2, "offline, a goshawk");
  world.crane.save({create(second, field(1, "a kestrel"))});
  REQUIRE(world.server.purge(first));
  world.sync();
  for (auto* store : {&world.server.store, &world.wren.store, &world.crane.store}) CHECK_FALSE(holds(*store, "goshawk"));
  CHECK(world.server.store.last_gsn() == 4);
  CHECK(shows(world.wren, second));
  CHECK(world.crane.log.pending() == 0);
  CHECK(world.crane.log.verify());
  world.check_sound();
  // Nothing more can be written of it.
  v1::Header header;
  header.set_operation(operation);
  CHECK(world.crane.log.save(header, {create(first, field(1, "again"))}, 1, Bytes(16, 'z')).error().code == Fault::not_found);
}

TEST_CASE("edge case 30: a tablet and a server that are put back end purged, and only a receipt counts") {
  Held world;
  world.wren.save({create(first, field(1, "a goshawk"))});
  world.sync();
  const MemoryStore wren_then = world.wren.store, server_then = world.server.store;
  REQUIRE(world.server.purge(first));
  world.sync();
  CHECK(world.server.answered(world.wren.log.branch(), first));

  world.wren.store = wren_then;
  world.wren.reopen();
  Line(world.wren, world.server, 150).run();  // only its Hello arrives
  CHECK_FALSE(world.server.answered(world.wren.log.branch(), first));
  REQUIRE(Line(world.wren, world.server).run());
  CHECK(world.server.answered(world.wren.log.branch(), first));
  CHECK_FALSE(holds(world.wren.store, "goshawk"));

  world.server.put_back(server_then);
  CHECK_FALSE(holds(world.server.store, "goshawk"));
  CHECK_FALSE(world.server.answered(world.crane.log.branch(), first));
  world.crane.save({create(second, field(1, "a kestrel"))});
  world.sync();
  CHECK(world.server.answered(world.crane.log.branch(), first));
  for (auto* store : {&world.server.store, &world.wren.store, &world.crane.store}) CHECK_FALSE(holds(*store, "goshawk"));
  CHECK(shows(world.wren, second));
  world.check_sound();
}

TEST_CASE("edge case 30: a list of purges that cannot be read is an error and never empty") {
  Held world;
  world.wren.save({create(first, field(1, "a goshawk"))});
  world.sync();
  REQUIRE(world.server.purge(first));
  PurgeBook book(world.server.store, world.server.incarnation);
  REQUIRE(book.purges()->size() == 1);
  world.server.store.set_fact("purges", Bytes(23, 'x'));
  CHECK(book.purges().error().code == Fault::corrupt);
  CHECK(book.unanswered("archive", {}, 10).error().code == Fault::corrupt);
  world.wren.store.set_fact("erasures.owed", Bytes(3, 'x'));
  CHECK(world.wren.log.erasures_owed().error().code == Fault::corrupt);
  CHECK(world.wren.log.finish_erasures().error().code == Fault::corrupt);
}

TEST_CASE("A tablet pushes no order") {
  const Branch wren{enrolment(1), 0};
  Change change = create(first, {});
  change.kind = v1::Change::PURGE;
  v1::Push push;
  push.set_from_seq(1);
  push.set_previous_hash(Bytes(view(chain_root(wren.enrolment))));
  push.add_change_sets(*encode_change_set({}, {change}, Bytes(16, 's'), wren));
  CHECK(prepare_push(push, wren, {}).error().code == Fault::corrupt);
}
