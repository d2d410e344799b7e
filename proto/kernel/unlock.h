#pragma once
// How a tablet proves that it is unlocked (proto/README.md, section 5): with a key that follows from the key of its encrypted
// store, over what only the two ends of one TLS session know.
#include "kernel/bytes.h"
#include "kernel/key.h"

namespace beatbook {

inline constexpr std::size_t unlock_proof_size = 16;
// Of the TLS session: exported keying material, without a context.
inline constexpr std::string_view unlock_export_label = "EXPORTER-beatbook-unlock";
inline constexpr std::size_t unlock_export_size = 32;

// The tablet's private unlock key (X25519), and its public half as the certificate names it.
Key unlock_key(const Key& store_key);
Bytes unlock_public_key(const Key& unlock_key);

// False for what is no X25519 public key, or one that would give everybody the same secret.
bool is_unlock_key(BytesView public_key);

// The tablet's proof; empty when the server's sealing key is not usable.
Bytes prove_unlocked(const Key& unlock_key, BytesView sealing_key, BytesView exported);
// In constant time. False also when any part is missing.
bool proves_unlocked(BytesView proof, BytesView unlock_public_key, const Key& sealing_private_key, BytesView exported);

}  // namespace beatbook
