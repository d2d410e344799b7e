#include "app/vault/outbox_of_log.h"

#include <catch2/catch.hpp>

#include "app/vault/box.h"
#include "support/outbox_medium.h"
#include "support/world.h"

using namespace beatbook;
using namespace beatbook::app;
using namespace beatbook::test;

namespace {

const Bytes store(16, 's');

// Wren's tablet with its outbox; what the open tablet does and what the locked one does take turns.
struct At {
  void unlock() {
    outbox.emplace(*Outbox::open(std::make_unique<FileOnMedium>(medium), sealing_public_key(server_key), random_bytes));
    REQUIRE(beside().open());
  }
  void lock() {
    (void)beside().close();
    lock_without_a_word();
  }
  void lock_without_a_word() {
    outbox.emplace(*Outbox::open(std::make_unique<FileOnMedium>(medium), sealing_public_key(server_key), random_bytes));
  }
  OutboxOfLog beside() { return OutboxOfLog(*outbox, wren.log, wren.store); }
  Saved save(unsigned number) {
    REQUIRE(beside().about_to_save());
    auto saved = wren.save({create(record_id(number), field(1, "entry"))});
    beside().saved(saved);
    return saved;
  }
  ChainPoint point(uint64_t seq) { return {wren.log.branch().incarnation, seq, wren.store.own(seq)->chain}; }
  v1::Fork fork(uint64_t after_seq, uint32_t incarnation) {
    v1::Fork out;
    out.set_after_seq(after_seq);
    out.set_new_incarnation(incarnation);
    out.add_ancestry()->set_through_seq(after_seq);
    return out;
  }

  const Key server_key = random_key();
  OutboxMedium medium;
  Tablet wren{1};
  std::optional<Outbox> outbox;
};

}  // namespace

TEST_CASE("A locked tablet's outbox holds all that was saved, and says so") {
  At at;
  at.unlock();
  at.save(1);
  at.save(2);
  CHECK_FALSE(at.outbox->whole());
  at.lock();
  CHECK(at.outbox->whole());
  CHECK(at.outbox->count() == 2);
}

TEST_CASE("What did not go into the outbox is added before it says that it holds all") {
  At at;
  at.unlock();
  at.save(1);
  at.medium.full = true;
  at.save(2);
  at.medium.full = false;
  at.save(3);
  at.lock();
  CHECK(at.outbox->whole());
  CHECK(at.outbox->last()->seq == 3);
  CHECK(at.outbox->count() == 3);
}

TEST_CASE("An entry that did not go in keeps those behind it out, also when it is the first of all") {
  At at;
  at.unlock();
  at.medium.full = true;
  at.save(1);
  at.medium.full = false;
  at.save(2);
  CHECK(at.outbox->count() == 0);
  at.lock();
  CHECK(at.outbox->whole());
  const auto entries = *at.outbox->entries_after(0, 1 << 20);
  REQUIRE(entries.size() == 2);
  CHECK(entries[0].point.seq == 1);
}

TEST_CASE("While it cannot take what was saved, or a program was cut off, the outbox does not say that it holds all") {
  At at;
  at.unlock();
  at.save(1);
  SECTION("full") {
    at.medium.full = true;
    at.save(2);
    at.lock();
  }
  SECTION("cut off") { at.lock_without_a_word(); }
  CHECK_FALSE(at.outbox->whole());
}

TEST_CASE("A mark that a power cut brings back is taken off before the next save, though nobody saw it") {
  At at;
  at.unlock();
  at.save(1);
  at.lock();
  REQUIRE(at.outbox->whole());
  at.unlock();
  at.medium.directory_fails = true;
  REQUIRE_FALSE(at.beside().about_to_save());
  at.unlock();
  const auto before = at.medium.content;
  at.save(2);
  at.medium.content = before;  // what was not synced is lost
  at.medium.lose_power();
  at.lock_without_a_word();
  CHECK_FALSE(at.outbox->whole());
}

TEST_CASE("An entry that the disk changed while the outbox was open is not forgotten: it says so, and is mended") {
  At at;
  at.unlock();
  for (unsigned n = 1; n <= 3; ++n) at.save(n);
  v1::PushAck ack;
  ack.set_to_seq(1);
  REQUIRE(at.wren.log.take_ack(ack));
  at.medium.content[at.medium.content.size() - 9] ^= 1;
  CHECK(at.beside().close().error().code == Fault::storage);
  at.lock_without_a_word();
  CHECK_FALSE(at.outbox->whole());
  at.unlock();
  at.lock();
  CHECK(at.outbox->whole());
  CHECK(at.outbox->count() == 2);
}

TEST_CASE("Whoever unlocks after a fork that only the locked tablet was told goes on under its name") {
  At at;
  at.unlock();
  for (unsigned n = 1; n <= 3; ++n) at.save(n);
  at.lock();
  const auto parting = at.point(1);
  // Lower than the one of a former fork, too: a server names whatever it gave and nobody used.
  REQUIRE(at.outbox->take_fork(at.fork(1, 9), parting, store));
  at.unlock();
  CHECK(at.wren.log.branch().incarnation == 9);
  CHECK(at.wren.log.facts().rebuilding());
  CHECK_FALSE(at.outbox->fork());
  CHECK(at.outbox->incarnation() == 9);
  CHECK(at.outbox->last()->seq == 3);
  at.lock();
  REQUIRE(at.outbox->take_fork(at.fork(2, 5), at.point(2), store));
  at.unlock();
  CHECK(at.wren.log.branch().incarnation == 5);
}

TEST_CASE("A fork that another state of the tablet was told is left to the next exchange") {
  At at;
  at.unlock();
  at.save(1);
  at.lock();
  REQUIRE(at.outbox->take_fork(at.fork(1, 9), {0, 1, sha256("another entry")}, store));
  at.unlock();
  CHECK(at.wren.log.branch().incarnation == 0);
  CHECK_FALSE(at.outbox->fork());
  CHECK(at.outbox->count() == 1);
}

TEST_CASE("What a locked tablet handed in counts, once it is unlocked, as acknowledged by a store that may be gone") {
  At at;
  at.unlock();
  for (unsigned n = 1; n <= 3; ++n) at.save(n);
  at.lock();
  REQUIRE(at.outbox->drop_through(2, store));
  at.unlock();
  CHECK(at.wren.log.position().acked_seq == 0);
  CHECK(at.wren.log.position().once_acked_seq == 2);
  // Nothing proves that the store is still there: all of it is sent again.
  CHECK(at.outbox->count() == 3);
  CHECK(at.outbox->once_acked_seq() == 2);
}

TEST_CASE("What only a lost server acknowledged is known to the locked tablet as well") {
  At at;
  at.unlock();
  for (unsigned n = 1; n <= 3; ++n) at.save(n);
  v1::PushAck ack;
  ack.set_to_seq(3);
  REQUIRE(at.wren.log.take_ack(ack));
  REQUIRE(at.beside().settle());
  CHECK(at.outbox->count() == 0);
  v1::Welcome welcome;
  welcome.set_store_incarnation(Bytes(16, 's'));
  welcome.set_have_seq(3);
  REQUIRE(at.wren.log.take_welcome(welcome, 1));
  welcome.set_store_incarnation(Bytes(16, 't'));
  welcome.set_have_seq(1);
  REQUIRE(at.wren.log.take_welcome(welcome, 1));
  at.lock();
  CHECK(at.outbox->count() == 3);
  CHECK(at.outbox->once_acked_seq() == 3);
}
