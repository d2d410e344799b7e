#pragma once
// SHA-256 and HMAC-SHA-256, as the chain and the digest use them.
#include <array>
#include <cstdint>

#include "kernel/bytes.h"

namespace beatbook {

using Hash = std::array<unsigned char, 32>;

inline BytesView view(const Hash& hash) { return {reinterpret_cast<const char*>(hash.data()), hash.size()}; }
// All zero unless `bytes` has 32 bytes.
Hash hash_from(BytesView bytes);

Hash sha256(BytesView data);
Hash hmac_sha256(BytesView key, BytesView data);

// Little-endian, as every number that is hashed.
void put_u32(Bytes& out, uint32_t value);
void put_u64(Bytes& out, uint64_t value);

}  // namespace beatbook
