#include "kernel/seal.h"

#include <rapidcheck.h>

#include <catch2/catch.hpp>

using namespace beatbook;

namespace {

Key key_of(unsigned char seed) {
  Key key;
  for (std::size_t i = 0; i < Key::size; ++i) key.data()[i] = static_cast<unsigned char>(seed + 7 * i);
  return key;
}
Bytes nonce_of(char c) { return Bytes(sealing_nonce_size, c); }

const Key server_key = key_of(3);

Sealer session(unsigned char seed) { return *Sealer::start(sealing_public_key(server_key), key_of(seed)); }

}  // namespace

TEST_CASE("whatever is sealed opens alone with the server's key, with its place") {
  REQUIRE(rc::check([](const std::string& plain, uint32_t incarnation, uint64_t seq, unsigned char seed) {
    Bytes sealed = session(seed).seal(incarnation, seq, plain, nonce_of('n'));
    RC_ASSERT(sealed.size() == plain.size() + seal_overhead);
    auto opened = unseal(server_key, sealed);
    RC_ASSERT(static_cast<bool>(opened));
    RC_ASSERT(opened->plain == plain);
    RC_ASSERT(opened->incarnation == incarnation);
    RC_ASSERT(opened->seq == seq);
  }));
}

TEST_CASE("every altered bit of a sealed entry is found, its number and incarnation too") {
  const Bytes sealed = session(9).seal(2, 77, "stop check", nonce_of('n'));
  for (std::size_t bit = 0; bit < sealed.size() * 8; ++bit) {
    Bytes altered = sealed;
    altered[bit / 8] = static_cast<char>(altered[bit / 8] ^ (1 << bit % 8));
    INFO("bit " << bit);
    REQUIRE(!unseal(server_key, altered));
  }
}

TEST_CASE("every shorter piece of a sealed entry is refused") {
  const Bytes sealed = session(9).seal(2, 77, "stop check", nonce_of('n'));
  for (std::size_t size = 0; size < sealed.size(); ++size) REQUIRE(!unseal(server_key, BytesView(sealed).substr(0, size)));
}

TEST_CASE("neither another server nor the tablet itself can open what was sealed") {
  const Key ephemeral = key_of(9);
  const Bytes sealed = session(9).seal(1, 1, "stop check", nonce_of('n'));
  CHECK(unseal(key_of(4), sealed).error().code == Fault::corrupt);
  CHECK(unseal(ephemeral, sealed).error().code == Fault::corrupt);
}

TEST_CASE("a key of small order or of another length is no sealing key") {
  Bytes one(sealing_key_size, '\0');
  one[0] = 1;
  for (const Bytes& key : {Bytes(), Bytes(31, 'x'), Bytes(33, 'x'), Bytes(sealing_key_size, '\0'), one}) {
    CHECK(Sealer::start(key, key_of(1)).error().code == Fault::bad_input);
  }
}

TEST_CASE("an entry that an earlier version sealed still opens") {
  const Bytes sealed = *unhex(
      "01020000004d00000000000000732edfab923aea4d28f187a1120d6b1cd0b2acb33763e450d7dd7913e122604d"
      "6e6e6e6e6e6e6e6e6e6e6e6e6e6e6e6e6e6e6e6e6e6e6e6e93e6adc173e67bdc9de4916c725dc46c761a89bd284ed3594733");
  auto opened = unseal(server_key, sealed);
  REQUIRE(opened);
  CHECK(opened->incarnation == 2);
  CHECK(opened->seq == 77);
  CHECK(opened->plain == "stop check");
}

TEST_CASE("a push is opened only as it was sealed: all of it, each entry at its place, under whatever incarnation") {
  const auto sealer = session(5);
  const auto push = [&](std::vector<std::pair<uint32_t, uint64_t>> places) {
    v1::Push out;
    out.set_from_seq(4);
    for (const auto& [incarnation, seq] : places)
      out.add_sealed(sealer.seal(incarnation, seq, "entry " + std::to_string(seq), nonce_of('n')));
    return out;
  };
  auto opened = push({{7, 4}, {2, 5}});
  REQUIRE(unseal_push(opened, server_key));
  CHECK(opened.sealed_size() == 0);
  REQUIRE(opened.change_sets_size() == 2);
  CHECK(opened.change_sets(1) == "entry 5");

  auto swapped = push({{2, 5}, {2, 4}}), mixed = push({{2, 4}}), plain = v1::Push();
  CHECK(unseal_push(swapped, server_key).error().code == Fault::corrupt);
  mixed.add_change_sets("entry 5");
  CHECK(unseal_push(mixed, server_key).error().code == Fault::corrupt);
  plain.add_change_sets("entry 4");
  REQUIRE(unseal_push(plain, server_key));
  CHECK(plain.change_sets_size() == 1);
}
