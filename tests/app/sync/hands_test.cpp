// What a locked tablet tells the server of its outbox, and takes from its answers.
#include "app/sync/hands.h"

#include <catch2/catch.hpp>

#include "app/vault/box.h"
#include "support/temporary_directory.h"

using namespace beatbook;
using namespace beatbook::app;

namespace {

const Bytes store(16, 's'), another_store(16, 't');

EnrolmentId wren() {
  EnrolmentId id;
  id.value[15] = 1;
  return id;
}

Hash hash_of(uint64_t seq) { return seq == 0 ? chain_root(wren()) : sha256("chain " + std::to_string(seq)); }

struct Locked {
  Locked() {
    for (uint64_t seq = 1; seq <= 4; ++seq) REQUIRE(outbox.append(2, seq, hash_of(seq), "entry"));
  }
  v1::Welcome welcome(const Bytes& from, uint64_t have_seq) {
    v1::Welcome out;
    out.set_store_incarnation(from);
    out.set_have_seq(have_seq);
    return out;
  }
  v1::PushAck ack(uint32_t incarnation, uint64_t to_seq) {
    v1::PushAck out;
    out.set_incarnation(incarnation);
    out.set_to_seq(to_seq);
    return out;
  }

  test::TemporaryDirectory directory;
  Outbox outbox = *Outbox::open(directory.path(), sealing_public_key(random_key()));
  OutboxHands hands{outbox, wren(), [](BytesView) { return Bytes(64, 'x'); }};
};

}  // namespace

TEST_CASE("an acknowledgement drops what it names, and nothing when it speaks of another incarnation") {
  Locked at;
  REQUIRE(at.hands.keep(at.welcome(store, 0)));
  REQUIRE(at.hands.keep(at.ack(1, 4)));
  CHECK(at.outbox.count() == 4);
  REQUIRE(at.hands.keep(at.ack(2, 3)));
  CHECK(at.outbox.count() == 1);
  CHECK(at.outbox.store_incarnation() == store);
  CHECK(at.hands.position()->acked_seq == 3);
}

TEST_CASE("a fork to a lower incarnation is taken like any other, and its acknowledgements count") {
  Locked at;
  REQUIRE(at.hands.keep(at.welcome(store, 1)));
  v1::Fork fork;
  fork.set_after_seq(1);
  fork.set_new_incarnation(1);
  REQUIRE(at.hands.keep(fork));
  const auto position = *at.hands.position();
  CHECK(position.branch.incarnation == 1);
  CHECK(position.acked_seq == 1);
  size_t count = 0;
  CHECK(at.hands.load_own(1, 1'000'000, count)->sealed_size() == 3);
  REQUIRE(at.hands.keep(at.ack(1, 4)));
  CHECK(at.outbox.count() == 0);
}

TEST_CASE("with nothing to send that proves it, what another store acknowledged is not called handed in") {
  Locked at;
  REQUIRE(at.hands.keep(at.welcome(store, 0)));
  REQUIRE(at.hands.keep(at.ack(2, 4)));
  CHECK(at.hands.keep(at.welcome(another_store, 4)).error().code == Fault::out_of_order);
  CHECK(at.hands.keep(at.welcome(store, 4)));

  // What follows proves it by its chain.
  REQUIRE(at.outbox.append(2, 5, hash_of(5), "entry"));
  CHECK(at.hands.keep(at.welcome(another_store, 4)));
  CHECK(at.hands.keep(at.welcome(another_store, 3)).error().code == Fault::out_of_order);
}

TEST_CASE("what lies before the outbox is not made up") {
  Locked at;
  REQUIRE(at.hands.keep(at.welcome(store, 0)));
  REQUIRE(at.hands.keep(at.ack(2, 3)));
  size_t count = 0;
  CHECK(at.hands.load_own(2, 1000, count).error().code == Fault::out_of_order);
  const auto push = at.hands.load_own(3, 1000, count);
  REQUIRE(push);
  CHECK(count == 1);
  CHECK(push->from_seq() == 4);
  CHECK(push->previous_hash() == Bytes(view(hash_of(3))));
}
