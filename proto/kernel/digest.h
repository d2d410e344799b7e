#pragma once
// One running digest of everything a view applied: a sum, so pairs cannot cancel and each stream can be summed on its own.
#include <array>

#include "kernel/dot.h"
#include "kernel/hash.h"

namespace beatbook {

// 128 bits; addition modulo 2^128. Equal sets of applied changes give equal digests.
struct Digest {
  uint64_t low = 0, high = 0;
  bool operator==(const Digest&) const = default;

  Digest& operator+=(const Digest& other);
  Bytes str() const;                          // 16 bytes, little-endian
  static Digest from_bytes(BytesView bytes);  // zero unless 16 bytes
};

// What one applied change adds, bound to its place in the log, its author and its salted content.
Digest digest_leaf(uint64_t gsn, const Dot& dot, uint32_t position, const Hash& change_digest);

}  // namespace beatbook
