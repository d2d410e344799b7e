#include "kernel/unlock.h"

#include <sodium.h>

#include "kernel/hash.h"

namespace beatbook {

namespace {

const unsigned char* octets(BytesView bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }

// What both ends come to. Empty when the other's key is not usable or the session has exported nothing.
Bytes proof_of(const Key& own_private, BytesView other_public, BytesView unlock_public, BytesView exported) {
  Key shared;
  if (other_public.size() != crypto_scalarmult_BYTES || exported.size() != unlock_export_size ||
      crypto_scalarmult(shared.data(), own_private.data(), octets(other_public)) != 0) {
    return {};
  }
  Bytes said = "beatbook unlock 1";
  said += unlock_public;
  said += exported;
  return Bytes(view(hmac_sha256(shared.bytes(), said)).substr(0, unlock_proof_size));
}

}  // namespace

Key unlock_key(const Key& store_key) {
  Hash derived = hmac_sha256(store_key.bytes(), "beatbook unlock key 1");
  const auto key = *Key::from_bytes(view(derived));
  sodium_memzero(derived.data(), derived.size());
  return key;
}

Bytes unlock_public_key(const Key& unlock_key) {
  Bytes out(crypto_scalarmult_BYTES, '\0');
  crypto_scalarmult_base(reinterpret_cast<unsigned char*>(out.data()), unlock_key.data());
  return out;
}

bool is_unlock_key(BytesView public_key) {
  Key any, shared;
  *any.data() = 8;
  return public_key.size() == crypto_scalarmult_BYTES && crypto_scalarmult(shared.data(), any.data(), octets(public_key)) == 0;
}

Bytes prove_unlocked(const Key& unlock_key, BytesView sealing_key, BytesView exported) {
  return proof_of(unlock_key, sealing_key, unlock_public_key(unlock_key), exported);
}

bool proves_unlocked(BytesView proof, BytesView unlock_public_key, const Key& sealing_private_key, BytesView exported) {
  const Bytes expected = proof_of(sealing_private_key, unlock_public_key, unlock_public_key, exported);
  return expected.size() == unlock_proof_size && proof.size() == expected.size() &&
         sodium_memcmp(proof.data(), expected.data(), expected.size()) == 0;
}

}  // namespace beatbook
