// What was restored, copied or granted anew, and the views that are pulled anew for it.
#include <catch2/catch.hpp>

#include "kernel/limits.h"
#include "support/world.h"

using namespace beatbook;
using namespace beatbook::test;

TEST_CASE("A stream gained or lost rebuilds the view in a shadow and keeps unsent work") {
  Server server;
  Tablet wren(1), crane(2);
  give(server, wren);
  give(server, crane, {{operation, v1::VC2_TEAM}, {operation, v1::VC3_SAFEGUARDING}});
  crane.save({create(record_id(2), field(1, "face")), create(record_id(2), field(20, "detail"), v1::VC3_SAFEGUARDING)});
  REQUIRE(Line(crane, server).run());
  REQUIRE(Line(wren, server).run());
  give(server, wren, {{operation, v1::VC2_TEAM}, {operation, v1::VC3_SAFEGUARDING}});
  wren.save({create(record_id(3), field(1, "unsent"))});
  Line line(wren, server);
  REQUIRE(line.run());
  CHECK_FALSE(line.conversation().rebuilt_because().empty());
  CHECK(wren.log.record(record_id(2))->cell(20, v1::VC3_SAFEGUARDING) != nullptr);
  CHECK(wren.log.record(record_id(3)));
  CHECK(state(wren.store, record_id(2)) == state(server.store, record_id(2)));
  give(server, wren);
  REQUIRE(Line(wren, server).run());
  CHECK(wren.log.record(record_id(2))->cell(20, v1::VC3_SAFEGUARDING) == nullptr);
}

TEST_CASE("A rebuild cut anywhere leaves the old view readable and goes on where it stopped") {
  for (size_t cut = 1; cut < 6000; cut += 37) {
    Server server;
    Tablet wren(1), crane(2);
    give(server, wren);
    give(server, crane);
    for (unsigned i = 1; i <= 30; ++i) crane.save({create(record_id(i), field(1, "bittern"))});
    REQUIRE(Line(crane, server).run());
    REQUIRE(Line(wren, server).run());
    server.incarnation = Bytes(16, 't');
    wren.save({create(record_id(40), field(1, "unsent"))});
    Line(wren, server, cut).run();
    wren.reopen();
    for (unsigned i = 1; i <= 30; ++i) REQUIRE(wren.log.record(record_id(i)));
    REQUIRE(wren.log.record(record_id(40)));
    REQUIRE(Line(wren, server).run());
    REQUIRE_FALSE(wren.log.position().rebuilding);
    CHECK(wren.log.position().digest == server.log.digest(team, server.log.head()));
  }
}

TEST_CASE("A tablet restored from a backup gets back what it had written, and goes on") {
  Server server;
  Tablet wren(1);
  give(server, wren);
  wren.save({create(record_id(1), field(1, "before the backup"))});
  REQUIRE(Line(wren, server).run());
  const MemoryStore backup = wren.store;
  wren.save({create(record_id(2), field(1, "after it"))});
  REQUIRE(Line(wren, server).run());
  wren.store = backup;
  wren.reopen();

  SECTION("when it has written nothing since") {
    REQUIRE(Line(wren, server).run());
    CHECK(wren.log.head_seq() == 2);
    CHECK(wren.log.record(record_id(2)));
    wren.save({create(record_id(3), field(1, "later"))});
    REQUIRE(Line(wren, server).run());
    CHECK(log_size(server) == 3);
    CHECK(wren.log.branch().incarnation == 0);
  }
  SECTION("when it has written something else under the same number") {
    wren.save({create(record_id(3), field(1, "another second entry"))});
    Line line(wren, server);
    const bool ended = line.run();
    INFO((line.failed ? line.failed->message : "no failure"));
    REQUIRE(ended);
    CHECK(wren.log.branch().incarnation == 1);
    CHECK(log_size(server) == 3);
    for (unsigned i : {1u, 2u, 3u}) CHECK(state(wren.store, record_id(i)) == state(server.store, record_id(i)));
    wren.edit(record_id(3), 1, "and an edit of it");
    REQUIRE(Line(wren, server).run());
    CHECK(wren.log.record(record_id(3))->cell(1, v1::VC2_TEAM)->distinct().size() == 1);
    CHECK(state(wren.store, record_id(3)) == state(server.store, record_id(3)));
    CHECK(wren.log.verify());
  }
}

TEST_CASE("A restored tablet that is parted by an exchange that only pushes pulls its view anew at the next") {
  Server server;
  Tablet wren(1);
  give(server, wren);
  wren.save({create(record_id(1), field(1, "before the backup"))});
  REQUIRE(Line(wren, server).run());
  const MemoryStore backup = wren.store;
  wren.edit(record_id(1), 1, "lost by the tablet");
  REQUIRE(Line(wren, server).run());
  wren.store = backup;
  wren.reopen();
  wren.salt = 100;
  wren.edit(record_id(1), 1, "after the restore");
  REQUIRE(Line(wren, server, SIZE_MAX, true).run());
  CHECK(wren.log.branch().incarnation == 1);
  wren.reopen();
  Line line(wren, server);
  REQUIRE(line.run());
  CHECK(log_size(server) == 3);
  CHECK(state(wren.store, record_id(1)) == state(server.store, record_id(1)));
  CHECK(wren.log.record(record_id(1))->cell(1, v1::VC2_TEAM)->distinct().size() == 2);
}

TEST_CASE("Two tablets with one identity keep both branches, and each gets the other's entries") {
  Server server;
  Tablet wren(1);
  give(server, wren);
  wren.save({create(record_id(1), field(1, "shared past"))});
  REQUIRE(Line(wren, server).run());
  Tablet clone(1);
  clone.store = wren.store;
  clone.reopen();
  wren.save({create(record_id(2), field(1, "on the first"))});
  clone.salt = 100;
  clone.save({create(record_id(3), field(1, "on the clone"))});
  REQUIRE(Line(wren, server).run());
  REQUIRE(Line(clone, server).run());
  CHECK(clone.log.branch().incarnation == 1);
  CHECK(clone.log.record(record_id(2)));
  CHECK(log_size(server) == 3);
  // The one it was copied from goes on as before.
  wren.save({create(record_id(4), field(1, "on the first again"))});
  REQUIRE(Line(wren, server).run());
  CHECK(wren.log.branch().incarnation == 0);
  CHECK(wren.log.pending() == 0);
  CHECK(wren.log.record(record_id(3)));
}

TEST_CASE("A server restored from an old backup gets back what tablets still hold") {
  Server server;
  Tablet wren(1), crane(2);
  give(server, wren);
  give(server, crane);
  wren.save({create(record_id(1), field(1, "before the backup"))});
  REQUIRE(Line(wren, server).run());
  const MemoryStore backup = server.store;
  wren.save({create(record_id(2), field(1, "after it"))});
  REQUIRE(Line(wren, server).run());
  REQUIRE(Line(crane, server).run());
  server.put_back(backup);
  REQUIRE(Line(wren, server).run());
  CHECK(log_size(server) == 2);
  REQUIRE(Line(crane, server).run());
  CHECK(state(crane.store, record_id(2)) == state(server.store, record_id(2)));
}

TEST_CASE("A view that differs from the server's is found, reported and rebuilt") {
  Server server;
  Tablet wren(1), crane(2);
  give(server, wren);
  give(server, crane);
  crane.save({create(record_id(1), field(1, "bittern"))});
  REQUIRE(Line(crane, server).run());
  REQUIRE(Line(wren, server).run());
  // Bit rot in the facts of the view.
  v1::ViewFacts facts;
  facts.ParseFromString(*wren.store.fact("view"));
  facts.set_digest(Bytes(16, 'z'));
  wren.store.set_fact("view", facts.SerializeAsString());
  Line line(wren, server);
  REQUIRE(line.run());
  CHECK(line.conversation().rebuilt_because() == "the view differed from the server's");
  CHECK(wren.log.position().digest == server.log.digest(team, server.log.head()));
}

TEST_CASE("A server restored to before a fork finds where the branch parts and doubles nothing") {
  Server server;
  Tablet wren(1);
  give(server, wren);
  wren.save({create(record_id(1), field(1, "shared past"))});
  REQUIRE(Line(wren, server).run());
  const MemoryStore before_fork = server.store, tablet_backup = wren.store;
  wren.save({create(record_id(2), field(1, "lost by the tablet"))});
  REQUIRE(Line(wren, server).run());
  wren.store = tablet_backup;
  wren.reopen();
  wren.edit(record_id(1), 1, "edited after its restore");
  REQUIRE(Line(wren, server).run());
  REQUIRE(wren.log.branch().incarnation == 1);
  server.put_back(before_fork);
  REQUIRE(Line(wren, server).run());
  CHECK(log_size(server) == 2);
  CHECK(wren.log.record(record_id(1))->cell(1, v1::VC2_TEAM)->distinct().size() == 1);
  CHECK(state(wren.store, record_id(1)) == state(server.store, record_id(1)));
  CHECK(wren.log.position().digest == server.log.digest(team, server.log.head()));
  REQUIRE(Line(wren, server).run());
  CHECK(log_size(server) == 2);
}

TEST_CASE("A restored tablet whose rebuild is cut keeps its own later entries apart") {
  for (size_t cut = 1; cut < 2500; cut += 41) {
    Server server;
    Tablet wren(1);
    give(server, wren);
    wren.save({create(record_id(1), field(1, "before the backup"))});
    REQUIRE(Line(wren, server).run());
    const MemoryStore backup = wren.store;
    for (unsigned i = 2; i <= 5; ++i) wren.save({create(record_id(i), field(1, "lost by the tablet"))});
    REQUIRE(Line(wren, server).run());
    wren.store = backup;
    wren.reopen();
    Line(wren, server, cut).run();
    wren.reopen();
    wren.salt = 100;
    wren.save({create(record_id(9), field(1, "another entry"))});
    REQUIRE((Line(wren, server).run() || Line(wren, server).run()));
    INFO("cut after " << cut);
    CHECK(log_size(server) == 6);
    CHECK(wren.log.pending() == 0);
    for (unsigned i : {1u, 2u, 3u, 4u, 5u, 9u}) {
      REQUIRE(!state(server.store, record_id(i)).empty());
      CHECK(state(wren.store, record_id(i)) == state(server.store, record_id(i)));
    }
    CHECK(wren.log.verify());
  }
}

TEST_CASE("A tablet that loses every stream shows nothing of them after its next exchange") {
  Server server;
  Tablet wren(1), crane(2);
  give(server, wren);
  give(server, crane);
  crane.save({create(record_id(1), field(1, "bittern"))});
  wren.save({create(record_id(2), field(1, "own"))});
  REQUIRE(Line(crane, server).run());
  REQUIRE(Line(wren, server).run());
  give(server, wren, {});
  REQUIRE(Line(wren, server).run());
  CHECK_FALSE(wren.log.record(record_id(1)));
  CHECK(wren.log.record(record_id(2)));
  REQUIRE(Line(wren, server).run());
}

TEST_CASE("A rebuild from a server that was restored to nothing ends") {
  Server server;
  Tablet wren(1);
  give(server, wren);
  wren.save({create(record_id(1), field(1, "avocet"))});
  REQUIRE(Line(wren, server).run());
  server.put_back(MemoryStore());
  REQUIRE(Line(wren, server).run());
  CHECK(log_size(server) == 1);
  CHECK_FALSE(wren.log.position().rebuilding);
}

TEST_CASE("An ack that only names what the server holds lets no rebuild be read") {
  ServerConversation peer;
  v1::TabletFrame hello, push;
  hello.mutable_hello()->set_protocol(limits::protocol);
  hello.mutable_hello()->set_head_seq(1);
  hello.mutable_hello()->set_rebuild(true);
  push.mutable_push()->set_from_seq(3);
  const auto reads = [](const server::Actions& actions) {
    return std::any_of(actions.begin(), actions.end(),
                       [](const auto& one) { return std::holds_alternative<server::ReadPage>(one); });
  };
  peer.on_frame(hello);
  SessionFacts facts;
  facts.unlocked = true;
  facts.head_gsn = 1;
  CHECK_FALSE(reads(peer.loaded(facts)));
  Taken held;
  held.ack.set_to_seq(1);
  peer.on_frame(push);
  CHECK_FALSE(reads(peer.stored(std::variant<Taken, Diverged>(held))));
  auto* receipt = held.ack.add_receipts();
  receipt->set_from_seq(1);
  receipt->set_to_seq(1);
  peer.on_frame(push);
  CHECK(reads(peer.stored(std::variant<Taken, Diverged>(held))));
}

TEST_CASE("An own entry that comes back without what its chain is made of is refused, and the own chain holds") {
  Server server;
  Tablet wren(1);
  give(server, wren);
  wren.save({create(record_id(1), field(1, "handed in"))});
  const auto backup = wren.store;
  wren.save({create(record_id(2), field(1, "handed in as well"))});
  REQUIRE(Line(wren, server).run());
  wren.store = backup;
  wren.reopen();
  auto page = *server.log.read_page({wren.log.branch(), team, true}, 0, 4096);
  REQUIRE(page.entries_size() == 2);
  REQUIRE_FALSE(page.entries(1).salt().empty());
  page.mutable_entries(1)->clear_salt();
  CHECK_FALSE(wren.log.take_page(page, 1));
  CHECK(wren.log.head_seq() == 1);
  CHECK(wren.log.verify());
}

TEST_CASE("A page whose entries do not lie one after the other within it is refused whole") {
  Server server;
  Tablet wren(1), crane(2);
  for (auto* tablet : {&wren, &crane}) give(server, *tablet);
  for (unsigned i = 1; i <= 3; ++i) crane.save({create(record_id(i), field(1, "avocet"))});
  REQUIRE(Line(crane, server).run());
  const auto page = *server.log.read_page({wren.log.branch(), team}, 0, 4096);
  REQUIRE(page.entries_size() == 3);
  const auto taken_with = [&](int at, uint64_t gsn) {
    Tablet fresh(1);
    auto changed = page;
    changed.mutable_entries(at)->set_gsn(gsn);
    const bool taken = static_cast<bool>(fresh.log.take_page(changed, 1));
    CHECK(fresh.log.record(record_id(1)).operator bool() == taken);
    return taken;
  };
  CHECK(taken_with(0, 1));
  CHECK_FALSE(taken_with(0, 0));
  CHECK_FALSE(taken_with(1, 1));
  CHECK_FALSE(taken_with(1, 3));
  CHECK_FALSE(taken_with(2, 4));
}
