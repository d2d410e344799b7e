// Two tablets and a server on the production kernel: exactly once, and resumed after a cut at every byte.
#include <catch2/catch.hpp>

#include "kernel/dictionary.h"
#include "kernel/limits.h"
#include "support/world.h"

using namespace beatbook;
using namespace beatbook::test;

TEST_CASE("What two officers write offline is the same everywhere after both have synced") {
  Server server;
  Tablet wren(1), crane(2);
  give(server, wren);
  give(server, crane);
  wren.save({create(record_id(1), field(1, "avocet"))});
  crane.save({create(record_id(2), field(1, "bittern"))});
  REQUIRE(Line(wren, server).run());
  REQUIRE(Line(crane, server).run());
  REQUIRE(Line(wren, server).run());
  CHECK(log_size(server) == 2);
  for (unsigned i : {1u, 2u}) {
    CHECK(state(wren.store, record_id(i)) == state(server.store, record_id(i)));
    CHECK(state(crane.store, record_id(i)) == state(server.store, record_id(i)));
  }
  CHECK(wren.log.pending() == 0);
  MemoryStore scratch;
  CHECK(server.log.verify(scratch));
  CHECK(*wren.log.verify() == 1);
}

TEST_CASE("Both values of one field stand on every device until somebody names them") {
  Server server;
  Tablet wren(1), crane(2);
  give(server, wren);
  give(server, crane);
  wren.save({create(record_id(1), field(1, "avocet"))});
  REQUIRE(Line(wren, server).run());
  REQUIRE(Line(crane, server).run());
  wren.edit(record_id(1), 1, "knot");
  crane.edit(record_id(1), 1, "ruff");
  REQUIRE(Line(wren, server).run());
  REQUIRE(Line(crane, server).run());
  REQUIRE(Line(wren, server).run());
  CHECK(wren.log.record(record_id(1))->cell(1, v1::VC2_TEAM)->distinct().size() == 2);
  CHECK(state(wren.store, record_id(1)) == state(crane.store, record_id(1)));
  crane.edit(record_id(1), 1, "knot");
  REQUIRE(Line(crane, server).run());
  REQUIRE(Line(wren, server).run());
  CHECK(wren.log.record(record_id(1))->cell(1, v1::VC2_TEAM)->distinct().size() == 1);
  CHECK(state(wren.store, record_id(1)) == state(server.store, record_id(1)));
}

TEST_CASE("An exchange cut after any number of bytes resumes without loss or doubling") {
  // The length of a whole exchange bounds the places to cut.
  const auto play = [](size_t cut) {
    auto server = std::make_unique<Server>();
    Tablet wren(1), crane(2);
    give(*server, wren);
    give(*server, crane);
    for (unsigned i = 1; i <= 6; ++i) crane.save({create(record_id(i), field(1, "bittern " + std::to_string(i)))});
    REQUIRE(Line(crane, *server).run());
    for (unsigned i = 11; i <= 16; ++i) wren.save({create(record_id(i), field(1, "avocet " + std::to_string(i)))});
    Line first(wren, *server, cut);
    const bool whole = first.run();
    wren.reopen();
    if (!whole) REQUIRE(Line(wren, *server).run());
    CHECK(log_size(*server) == 12);
    CHECK(wren.log.pending() == 0);
    for (unsigned i : {1u, 2u, 3u, 4u, 5u, 6u, 11u, 12u, 13u, 14u, 15u, 16u}) {
      REQUIRE(state(*&wren.store, record_id(i)) == state(server->store, record_id(i)));
    }
    CHECK(wren.log.position().digest == server->log.digest(team, server->log.head()));
    return whole ? first.bytes : SIZE_MAX;
  };
  const size_t length = play(SIZE_MAX - 1);
  REQUIRE(length < 20'000);
  for (size_t cut = 1; cut < length; ++cut) {
    INFO("cut after " << cut << " bytes");
    play(cut);
  }
}

TEST_CASE("Nothing to do costs one round trip and at most 200 bytes") {
  Server server;
  Tablet wren(1);
  give(server, wren);
  wren.save({create(record_id(1), field(1, "avocet"))});
  REQUIRE(Line(wren, server).run());
  Line idle(wren, server);
  REQUIRE(idle.run());
  CHECK(idle.bytes <= 200);
  CHECK(idle.conversation().round_trips() == 1);
}

TEST_CASE("A class outside the reader's streams never reaches the reader, and the author keeps it") {
  Server server;
  Tablet wren(1), crane(2);
  give(server, wren);
  give(server, crane, {{operation, v1::VC2_TEAM}, {operation, v1::VC3_SAFEGUARDING}});
  wren.save({create(record_id(1), field(1, "face")), create(record_id(1), field(20, "detail"), v1::VC3_SAFEGUARDING)});
  crane.save({create(record_id(2), field(1, "face")), create(record_id(2), field(20, "detail"), v1::VC3_SAFEGUARDING)});
  REQUIRE(Line(wren, server).run());
  REQUIRE(Line(crane, server).run());
  REQUIRE(Line(wren, server).run());
  CHECK(wren.log.record(record_id(1))->cell(20, v1::VC3_SAFEGUARDING) != nullptr);
  CHECK(wren.log.record(record_id(2))->cell(20, v1::VC3_SAFEGUARDING) == nullptr);
  CHECK(crane.log.record(record_id(1))->cell(20, v1::VC3_SAFEGUARDING) != nullptr);
}

TEST_CASE("A tablet that is not believed to be unlocked hands in, says so, and keeps what it knew") {
  Server server;
  Tablet wren(1), crane(2);
  give(server, wren);
  give(server, crane);
  v1::Welcome known;
  known.add_roles("OFC");
  REQUIRE(wren.log.take_welcome(known, 1));
  crane.save({create(record_id(1), field(1, "bittern"))});
  REQUIRE(Line(crane, server).run());
  wren.save({create(record_id(2), field(1, "avocet"))});
  server.believes = false;
  Line line(wren, server);
  CHECK_FALSE(line.run());
  REQUIRE(line.failed);
  CHECK(line.failed->code == Fault::refused);
  CHECK(wren.log.pending() == 0);
  CHECK(log_size(server) == 2);
  CHECK(wren.log.facts().roles_size() == 1);
  CHECK_FALSE(wren.log.record(record_id(1)));
  server.believes = true;
  REQUIRE(Line(wren, server).run());
  CHECK(wren.log.record(record_id(1)));
}

TEST_CASE("What is quarantined is durable and acknowledged, and in nobody's view") {
  Server server;
  Tablet wren(1), crane(2);
  give(server, wren);
  give(server, crane);
  server.judge = [](const Dot&, const ChangeSet& set, RecordBatch&) -> std::optional<std::string> {
    return set.header.reason == "hold" ? std::optional<std::string>("test") : std::nullopt;
  };
  v1::Header held;
  held.set_operation(operation);
  held.set_reason("hold");
  REQUIRE(wren.log.save(held, {create(record_id(1), field(1, "held"))}, 1, Bytes(16, 'a')));
  wren.save({create(record_id(2), field(1, "plain"))});
  REQUIRE(Line(wren, server).run());
  REQUIRE(Line(crane, server).run());
  CHECK(wren.log.pending() == 0);
  CHECK(wren.store.quarantined_count() == 1);
  CHECK(log_size(server) == 2);
  CHECK_FALSE(crane.log.record(record_id(1)));
  CHECK(crane.log.record(record_id(2)));
  CHECK(wren.log.record(record_id(1)));
}

TEST_CASE("A clock years ahead is never refused and gains no lasting precedence", "[BR-27]") {
  Server server;
  Tablet wren(1), crane(2);
  give(server, wren);
  give(server, crane);
  wren.save({create(record_id(1), field(1, "avocet"))}, 9'999'999'999'999);
  REQUIRE(Line(wren, server).run());
  REQUIRE(Line(crane, server).run());
  CHECK(wren.log.record(record_id(1))->cell(1, v1::VC2_TEAM)->shown()->stamp.ms < 1'796'000'000'000);
  CHECK(state(wren.store, record_id(1)) == state(server.store, record_id(1)));
  CHECK(state(crane.store, record_id(1)) == state(server.store, record_id(1)));
}

TEST_CASE("Of what is not on disk yet nobody is told") {
  Server server;
  Tablet wren(1), crane(2);
  give(server, wren);
  give(server, crane);
  for (unsigned i = 1; i <= 5; ++i) wren.save({create(record_id(i), field(1, "avocet"))});
  REQUIRE(Line(wren, server).run());
  const auto through = GENERATE(0u, 1u, 3u, 5u, 9u);
  const auto page = server.log.read_page({crane.log.branch(), team, false}, 0, 1 << 20, through);
  REQUIRE(page);
  const auto on_disk = std::min(through, 5u);
  CHECK(page->entries_size() == static_cast<int>(on_disk));
  CHECK(page->to_gsn() == on_disk);
  CHECK(page->caught_up());
  CHECK(page->digest() == server.log.digest(team, on_disk).str());
}

TEST_CASE("Frames are packed with the dictionary the server last said it knows, a Hello with none") {
  Server server;
  Tablet wren(1);
  give(server, wren);
  v1::TabletFrame hello, push;
  hello.mutable_hello();
  push.mutable_push();
  const auto packs_with = [&](const v1::TabletFrame& frame) {
    TabletConversation conversation({"test"});
    conversation.start(wren.log.position(), 1);
    return conversation.dictionary_for(frame);
  };
  CHECK(packs_with(push) == 0);
  REQUIRE(Line(wren, server).run());
  CHECK(packs_with(push) == newest_dictionary);
  CHECK(packs_with(hello) == 0);
  v1::Welcome of_an_older_program;
  of_an_older_program.set_store_incarnation(wren.log.position().store_incarnation);
  REQUIRE(wren.log.take_welcome(of_an_older_program, 1));
  CHECK(packs_with(push) == 0);
  of_an_older_program.set_dictionary(newest_dictionary + 5);
  REQUIRE(wren.log.take_welcome(of_an_older_program, 1));
  CHECK(packs_with(push) == newest_dictionary);
}

TEST_CASE("The server packs with no dictionary the tablet does not know") {
  for (const auto& [knows, packs_with] : {std::pair(0u, 0u), std::pair(newest_dictionary, newest_dictionary),
                                          std::pair(newest_dictionary + 5, newest_dictionary)}) {
    ServerConversation conversation;
    CHECK(conversation.dictionary() == 0);
    v1::TabletFrame hello;
    hello.mutable_hello()->set_protocol(limits::protocol);
    hello.mutable_hello()->set_dictionary(knows);
    (void)conversation.on_frame(hello);
    CHECK(conversation.dictionary() == packs_with);
  }
}
