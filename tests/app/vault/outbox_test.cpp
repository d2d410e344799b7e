#include "app/vault/outbox.h"

#include <catch2/catch.hpp>

#include "app/vault/box.h"
#include "kernel/limits.h"
#include "support/temporary_directory.h"

using namespace beatbook;
using namespace beatbook::app;
using test::TemporaryDirectory;

namespace {

const Key server_key = random_key();
const Bytes sealing_key = sealing_public_key(server_key);

const Bytes store(16, 's');

Bytes change_set(uint64_t seq) { return "person Avocet, telephone 07700 900123, entry " + std::to_string(seq); }
Hash hash_of(uint64_t seq) { return sha256("chain " + std::to_string(seq)); }

Outbox open(const TemporaryDirectory& directory) {
  auto outbox = Outbox::open(directory.path(), sealing_key);
  if (!outbox) throw std::runtime_error(outbox.error().message);
  return *std::move(outbox);
}

void append(Outbox& outbox, uint64_t from, uint64_t to, uint32_t incarnation = 1) {
  for (uint64_t seq = from; seq <= to; ++seq) {
    REQUIRE(outbox.append(incarnation, seq, hash_of(seq), change_set(seq)));
  }
  REQUIRE(outbox.flush());
}

// One program at a time: the first lets go.
Outbox open_again(Outbox& outbox, const TemporaryDirectory& directory) {
  { Outbox closed = std::move(outbox); }
  return open(directory);
}

std::vector<OutboxEntry> all(const Outbox& outbox) { return *outbox.entries_after(0, 1 << 30); }

// The outbox holds exactly from .. to, each opens with the server's key and says what was written.
void check_holds(const Outbox& outbox, uint64_t from, uint64_t to) {
  auto entries = all(outbox);
  REQUIRE(entries.size() == to + 1 - from);
  for (uint64_t seq = from; seq <= to; ++seq) {
    const OutboxEntry& entry = entries[seq - from];
    CHECK(entry.point.seq == seq);
    CHECK(entry.point.chain_hash == hash_of(seq));
    auto opened = unseal(server_key, entry.sealed);
    REQUIRE(opened);
    CHECK(opened->seq == seq);
    CHECK(opened->incarnation == entry.point.incarnation);
    CHECK(opened->plain == change_set(seq));
  }
}

std::size_t set_aside_files(const TemporaryDirectory& directory) {
  std::size_t count = 0;
  for (const auto& entry : std::filesystem::directory_iterator(directory.path())) {
    count += entry.path().filename().string().starts_with("outbox.damaged");
  }
  return count;
}

}  // namespace

TEST_CASE("what was appended is there after reopening and opens with the server's key") {
  TemporaryDirectory directory;
  {
    Outbox outbox = open(directory);
    CHECK_FALSE(outbox.last());
    append(outbox, 1, 5);
  }
  Outbox outbox = open(directory);
  check_holds(outbox, 1, 5);
  CHECK(outbox.last() == ChainPoint{1, 5, hash_of(5)});
  CHECK_FALSE(outbox.base());
  append(outbox, 6, 7);  // sealed in another session
  check_holds(outbox, 1, 7);
}

TEST_CASE("an outbox cut at any byte keeps every whole entry, loses the torn one and goes on") {
  TemporaryDirectory directory;
  std::vector<std::size_t> ends = {0};
  {
    Outbox outbox = open(directory);
    for (uint64_t seq = 1; seq <= 4; ++seq) {
      append(outbox, seq, seq);
      ends.push_back(std::filesystem::file_size(directory / "outbox"));
    }
  }
  const std::string sound = test::read_file(directory / "outbox");
  for (std::size_t cut = 0; cut <= sound.size(); ++cut) {
    INFO("cut at " << cut);
    test::write_file(directory / "outbox", sound.substr(0, cut));
    uint64_t whole = 0;
    while (whole < 4 && ends[whole + 1] <= cut) ++whole;
    {
      Outbox outbox = open(directory);
      REQUIRE(outbox.count() == whole);
      REQUIRE(outbox.append(1, whole + 1, hash_of(whole + 1), change_set(whole + 1)));
    }
    check_holds(open(directory), 1, whole + 1);
  }
  CHECK(set_aside_files(directory) == 0);
}

TEST_CASE("a block that never reached the disk ends the outbox") {
  TemporaryDirectory directory;
  {
    Outbox outbox = open(directory);
    append(outbox, 1, 2);
  }
  test::write_file(directory / "outbox", test::read_file(directory / "outbox") + std::string(4096, '\0'));
  Outbox outbox = open(directory);
  check_holds(outbox, 1, 2);
  CHECK(set_aside_files(directory) == 0);
}

TEST_CASE("every altered bit is found, and what lies behind it is set aside, not thrown away") {
  TemporaryDirectory directory;
  std::size_t first_end = 0;
  {
    Outbox outbox = open(directory);
    append(outbox, 1, 1);
    first_end = std::filesystem::file_size(directory / "outbox");
    append(outbox, 2, 3);
  }
  const std::string sound = test::read_file(directory / "outbox");
  for (std::size_t at = 0; at < first_end; ++at) {
    std::string altered = sound;
    altered[at] = static_cast<char>(altered[at] ^ 4);
    test::write_file(directory / "outbox", altered);
    INFO("altered at " << at);
    REQUIRE(open(directory).count() == 0);
    // A length that now reaches behind the end of the file cannot be told from a torn append.
    if (at >= 4)
      REQUIRE(test::read_file(directory / ("outbox.damaged-" + std::to_string(set_aside_files(directory)))) == altered);
  }
}

TEST_CASE("nothing of a change-set can be read in any file, and no other key opens it") {
  TemporaryDirectory directory;
  Outbox outbox = open(directory);
  append(outbox, 1, 20);
  REQUIRE(outbox.drop_through(5, store));
  for (const char* canary : {"Avocet", "07700 900123"}) CHECK_FALSE(test::any_file_contains(directory.path(), canary));
  auto stranger = unseal(random_key(), all(outbox)[0].sealed);
  REQUIRE(!stranger);
  CHECK(stranger.error().code == Fault::corrupt);
}

TEST_CASE("what was acknowledged is dropped and leaves its place in the chain") {
  TemporaryDirectory directory;
  {
    Outbox outbox = open(directory);
    append(outbox, 1, 6);
    REQUIRE(outbox.drop_through(4, store));
    check_holds(outbox, 5, 6);
    CHECK(outbox.base() == ChainPoint{1, 4, hash_of(4)});
  }
  Outbox outbox = open(directory);
  check_holds(outbox, 5, 6);
  CHECK(outbox.base() == ChainPoint{1, 4, hash_of(4)});
  append(outbox, 7, 7);
  REQUIRE(outbox.drop_through(100, store));
  CHECK(outbox.count() == 0);
  CHECK(outbox.last() == ChainPoint{1, 7, hash_of(7)});
  append(outbox, 8, 9);
  check_holds(outbox, 8, 9);
  REQUIRE(outbox.drop_through(3, store));
  check_holds(outbox, 8, 9);
}

TEST_CASE("a change-set that does not follow is refused and nothing is written") {
  TemporaryDirectory directory;
  Outbox outbox = open(directory);
  CHECK(outbox.append(2, 7, hash_of(7), change_set(7)).error().code == Fault::out_of_order);
  append(outbox, 1, 8, 2);
  auto size = std::filesystem::file_size(directory / "outbox");
  const std::vector<std::pair<uint32_t, uint64_t>> wrong = {{2, 8}, {2, 10}, {2, 1}, {1, 9}, {3, 10}};
  for (auto [incarnation, seq] : wrong) {
    auto refused = outbox.append(incarnation, seq, hash_of(seq), change_set(seq));
    REQUIRE(!refused);
    CHECK(refused.error().code == Fault::out_of_order);
  }
  CHECK(std::filesystem::file_size(directory / "outbox") == size);
  CHECK(outbox.append(3, 9, hash_of(9), change_set(9)));
}

TEST_CASE("a restart forgets all and goes on behind its base") {
  TemporaryDirectory directory;
  {
    Outbox outbox = open(directory);
    append(outbox, 1, 6);
    REQUIRE(outbox.restart({2, 3, hash_of(3)}, 0, store));
    CHECK(outbox.count() == 0);
    CHECK(!outbox.append(2, 7, hash_of(7), change_set(7)));
    append(outbox, 4, 5, 2);
  }
  Outbox outbox = open(directory);
  check_holds(outbox, 4, 5);
  CHECK(outbox.base() == ChainPoint{2, 3, hash_of(3)});
}

TEST_CASE("entries come in portions of the size asked for, at least one") {
  TemporaryDirectory directory;
  Outbox outbox = open(directory);
  append(outbox, 1, 9);
  const std::size_t one = all(outbox)[0].sealed.size();
  for (std::size_t portion : {std::size_t{0}, one, 3 * one}) {
    uint64_t seq = 0;
    std::size_t rounds = 0;
    for (;; ++rounds) {
      auto entries = *outbox.entries_after(seq, portion);
      if (entries.empty()) break;
      CHECK(entries.size() == std::max<std::size_t>(1, portion / one));
      CHECK(entries.front().point.seq == seq + 1);
      seq = entries.back().point.seq;
    }
    CHECK(seq == 9);
    CHECK(rounds == (portion == 3 * one ? 3 : 9));
  }
}

TEST_CASE("the largest save fits with what a purge leaves of it, a larger one is refused") {
  TemporaryDirectory directory;
  {
    Outbox outbox = open(directory);
    REQUIRE(outbox.append(1, 1, hash_of(1), Bytes(limits::purged_change_set, 'x')));
    CHECK(outbox.append(1, 2, hash_of(2), Bytes(limits::purged_change_set + 1, 'x')).error().code == Fault::too_large);
  }
  CHECK(open(directory).count() == 1);
}

TEST_CASE("one program at a time holds the outbox") {
  TemporaryDirectory directory;
  {
    Outbox outbox = open(directory);
    auto second = Outbox::open(directory.path(), sealing_key);
    REQUIRE(!second);
    CHECK(second.error().message.find("Another program") != std::string::npos);
  }
  CHECK(Outbox::open(directory.path(), sealing_key));
}

TEST_CASE("an outbox does not start without a usable key of the server") {
  TemporaryDirectory directory;
  for (const Bytes& key : {Bytes(), Bytes(31, 'x'), Bytes(32, '\0')}) {
    CHECK(Outbox::open(directory.path(), key).error().code == Fault::bad_input);
  }
}

TEST_CASE("a fork taken while locked is kept until the store has taken it") {
  TemporaryDirectory directory;
  v1::Fork fork;
  fork.set_after_seq(3);
  fork.set_new_incarnation(2);
  fork.add_ancestry()->set_incarnation(1);
  fork.mutable_ancestry(0)->set_through_seq(3);
  {
    Outbox outbox = open(directory);
    append(outbox, 1, 5);
    REQUIRE(outbox.drop_through(2, store));
    CHECK_FALSE(outbox.fork());
    REQUIRE(outbox.take_fork(fork, {1, 3, hash_of(3)}, store));
    CHECK(outbox.incarnation() == 2);
    check_holds(outbox, 4, 5);
  }
  {
    Outbox outbox = open(directory);
    REQUIRE(outbox.fork());
    CHECK(outbox.fork()->answer.SerializeAsString() == fork.SerializeAsString());
    CHECK(outbox.fork()->parting == ChainPoint{1, 3, hash_of(3)});
    check_holds(outbox, 4, 5);
    REQUIRE(outbox.drop_through(4, store));
    REQUIRE(outbox.fork());
    check_holds(outbox, 5, 5);
    append(outbox, 6, 6, 2);
    CHECK(outbox.base() == ChainPoint{1, 4, hash_of(4)});
  }
  Outbox outbox = open(directory);
  REQUIRE(outbox.fork());
  check_holds(outbox, 5, 6);
  REQUIRE(outbox.restart({2, 3, hash_of(3)}, 0, store));
  CHECK_FALSE(outbox.fork());
  CHECK_FALSE(open_again(outbox, directory).fork());
}

TEST_CASE("an outbox that never dropped an entry takes a fork too, and still holds them all") {
  TemporaryDirectory directory;
  v1::Fork fork;
  fork.set_new_incarnation(1);
  {
    Outbox outbox = open(directory);
    append(outbox, 1, 2, 0);
    REQUIRE(outbox.take_fork(fork, {0, 0, hash_of(0)}, store));
    check_holds(outbox, 1, 2);
  }
  Outbox outbox = open(directory);
  CHECK(outbox.fork());
  check_holds(outbox, 1, 2);
}

TEST_CASE("an outbox that never dropped an entry lets go of what the server holds before a parting, and of nothing else") {
  TemporaryDirectory directory;
  v1::Fork fork;
  fork.set_after_seq(1);
  fork.set_new_incarnation(7);
  {
    Outbox outbox = open(directory);
    append(outbox, 1, 3, 0);
    REQUIRE(outbox.take_fork(fork, {0, 1, hash_of(1)}, store));
    check_holds(outbox, 2, 3);
  }
  Outbox outbox = open(directory);
  CHECK(outbox.base() == ChainPoint{0, 1, hash_of(1)});
  check_holds(outbox, 2, 3);
  CHECK(set_aside_files(directory) == 0);
}

TEST_CASE("an outbox says that it holds all only after whoever could save has said so, and never after damage") {
  TemporaryDirectory directory;
  {
    Outbox outbox = open(directory);
    CHECK_FALSE(outbox.whole());
    append(outbox, 1, 2);
    REQUIRE(outbox.mark_whole());
    CHECK(outbox.whole());
  }
  {
    Outbox outbox = open(directory);
    CHECK(outbox.whole());
    REQUIRE(outbox.drop_through(1, store));
    CHECK(outbox.whole());
    REQUIRE(outbox.append(1, 3, hash_of(3), change_set(3)));
    CHECK_FALSE(outbox.whole());
  }
  {
    Outbox outbox = open(directory);
    CHECK_FALSE(outbox.whole());
    REQUIRE(outbox.mark_whole());
  }
  SECTION("a program opened the store") {
    Outbox outbox = open(directory);
    REQUIRE(outbox.expect_saves());
    CHECK_FALSE(open_again(outbox, directory).whole());
  }
  SECTION("its end is damaged") {
    std::filesystem::resize_file(directory.path() / "outbox", std::filesystem::file_size(directory.path() / "outbox") - 1);
    Outbox outbox = open(directory);
    CHECK_FALSE(outbox.whole());
    CHECK_FALSE(open_again(outbox, directory).whole());
  }
}

TEST_CASE("an outbox remembers what a lost server acknowledged, until the chain parts") {
  TemporaryDirectory directory;
  {
    Outbox outbox = open(directory);
    append(outbox, 1, 5);
    REQUIRE(outbox.restart({1, 2, hash_of(2)}, 4, store));
    append(outbox, 3, 5);
    CHECK(outbox.once_acked_seq() == 4);
  }
  Outbox outbox = open(directory);
  CHECK(outbox.once_acked_seq() == 4);
  REQUIRE(outbox.drop_through(5, store));
  CHECK(outbox.once_acked_seq() == 5);
  REQUIRE(outbox.restart({1, 2, hash_of(2)}, 5, store));
  append(outbox, 3, 5);
  v1::Fork fork;
  fork.set_after_seq(3);
  fork.set_new_incarnation(7);
  REQUIRE(outbox.take_fork(fork, {1, 3, hash_of(3)}, store));
  CHECK(outbox.once_acked_seq() == 3);
}
