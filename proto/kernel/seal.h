#pragma once
// Change-sets sealed to the server's key. A tablet can seal while nobody but the server can open: not a thief, not a colleague
// who hands the tablet in, not the officer. Pure: random bytes come from the caller.
//
// A sealed entry stands alone:
//   version 1 | incarnation u32 | seq u64 | ephemeral X25519 public key 32 | nonce 24 | XChaCha20-Poly1305 ciphertext and tag
// Numbers are little-endian. All before the ciphertext is authenticated with it. The cipher's key is
// BLAKE2b-256(X25519(ephemeral, server) | ephemeral public | server public) with a context of its own. Nothing proves who
// sealed an entry: the chain hash that the enrolment signs does.
#include <cstdint>

#include "beatbook/v1/sync.pb.h"
#include "kernel/bytes.h"
#include "kernel/key.h"
#include "kernel/result.h"

namespace beatbook {

inline constexpr std::size_t sealing_key_size = 32;  // X25519 public key
inline constexpr std::size_t sealing_nonce_size = 24;
inline constexpr std::size_t seal_overhead = 1 + 4 + 8 + sealing_key_size + sealing_nonce_size + 16;

// The public half of a server's sealing key. Any 32 random bytes are a private key.
Bytes sealing_public_key(const Key& server_private_key);

// One per process: the key agreement is paid once, each entry costs a cipher pass.
class Sealer {
 public:
  // `ephemeral`: 32 fresh random bytes. Fault::bad_input when `server_public_key` is not a usable X25519 key.
  static Result<Sealer> start(BytesView server_public_key, const Key& ephemeral);

  // `nonce`: 24 fresh random bytes, never used twice (asserted length).
  Bytes seal(uint32_t incarnation, uint64_t seq, BytesView plain, BytesView nonce) const;

 private:
  Bytes ephemeral_public_;
  Key key_;
};

struct Unsealed {
  uint32_t incarnation = 0;  // in which it was written
  uint64_t seq = 0;
  Bytes plain;
};

// Fault::bad_input for what is no sealed entry, Fault::corrupt when it was altered or sealed to another key.
Result<Unsealed> unseal(const Key& server_private_key, BytesView sealed);

// Opens the sealed entries of a push, each at the seq it was sealed for, under whatever incarnation: a tablet that takes a fork
// while it is locked still sends what it sealed before, and the signed chain says what follows what. Fails as unseal() does,
// and with Fault::corrupt when one was made for another place, or when not all of the push is sealed.
Result<void> unseal_push(v1::Push& push, const Key& server_private_key);

}  // namespace beatbook
