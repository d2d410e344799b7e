#include "kernel/unlock.h"

#include <catch2/catch.hpp>

#include "kernel/hash.h"
#include "kernel/seal.h"

using namespace beatbook;

namespace {

Key key_of(char c) { return *Key::from_bytes(Bytes(32, c)); }

}  // namespace

TEST_CASE("an unlocked tablet proves itself to the server it was enrolled at, in the session at hand") {
  const Key store = key_of('s'), sealing = key_of('k'), unlock = unlock_key(store);
  const Bytes session(unlock_export_size, 'a');
  const Bytes shown = unlock_public_key(unlock), proof = prove_unlocked(unlock, sealing_public_key(sealing), session);
  CHECK(proof.size() == unlock_proof_size);
  CHECK(proves_unlocked(proof, shown, sealing, session));
  CHECK(is_unlock_key(shown));

  CHECK_FALSE(proves_unlocked(proof, shown, sealing, Bytes(unlock_export_size, 'b')));
  CHECK_FALSE(proves_unlocked(proof, shown, key_of('x'), session));
  CHECK_FALSE(proves_unlocked(proof, unlock_public_key(unlock_key(key_of('t'))), sealing, session));
  CHECK_FALSE(proves_unlocked(prove_unlocked(store, sealing_public_key(sealing), session), shown, sealing, session));
  Bytes altered = proof;
  altered.back() ^= 1;
  CHECK_FALSE(proves_unlocked(altered, shown, sealing, session));
}

TEST_CASE("nothing missing and no weak key proves anything") {
  const Key sealing = key_of('k'), unlock = unlock_key(key_of('s'));
  const Bytes session(unlock_export_size, 'a'), shown = unlock_public_key(unlock);
  CHECK_FALSE(proves_unlocked({}, {}, sealing, {}));
  CHECK_FALSE(proves_unlocked({}, shown, sealing, session));
  CHECK_FALSE(proves_unlocked(prove_unlocked(unlock, sealing_public_key(sealing), {}), shown, sealing, {}));
  for (const Bytes& weak : {Bytes(), Bytes(31, 'x'), Bytes(32, '\0'), "\1" + Bytes(31, '\0')}) {
    CHECK_FALSE(is_unlock_key(weak));
    CHECK(prove_unlocked(unlock, weak, session).empty());
    CHECK_FALSE(proves_unlocked(Bytes(unlock_proof_size, '\0'), weak, sealing, session));
  }
}

TEST_CASE("the proof is the one the specification writes down") {
  const Key sealing = key_of('k'), unlock = *Key::from_bytes(view(hmac_sha256(Bytes(32, 's'), "beatbook unlock key 1")));
  CHECK(unlock == unlock_key(key_of('s')));
  const Bytes session(unlock_export_size, 'a'), server = sealing_public_key(sealing);
  Key shared;
  REQUIRE(crypto_scalarmult(shared.data(), unlock.data(), reinterpret_cast<const unsigned char*>(server.data())) == 0);
  const Bytes said = "beatbook unlock 1" + unlock_public_key(unlock) + session;
  CHECK(prove_unlocked(unlock, server, session) == Bytes(view(hmac_sha256(shared.bytes(), said)).substr(0, 16)));
}
