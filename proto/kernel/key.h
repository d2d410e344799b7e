#pragma once
// 32 secret bytes (a store key, a private key) that are wiped from memory when they go out of scope.
#include <sodium.h>

#include <array>
#include <cstring>
#include <optional>

#include "kernel/bytes.h"

namespace beatbook {

class Key {
 public:
  static constexpr std::size_t size = 32;

  Key() = default;
  Key(const Key&) = default;
  Key& operator=(const Key&) = default;
  ~Key() { sodium_memzero(value_.data(), size); }

  // Empty unless `bytes` has exactly 32 bytes.
  static std::optional<Key> from_bytes(BytesView bytes) {
    if (bytes.size() != size) return std::nullopt;
    Key key;
    std::memcpy(key.value_.data(), bytes.data(), size);
    return key;
  }

  const unsigned char* data() const { return value_.data(); }
  unsigned char* data() { return value_.data(); }
  BytesView bytes() const { return {reinterpret_cast<const char*>(value_.data()), size}; }
  // In constant time.
  friend bool operator==(const Key& a, const Key& b) { return sodium_memcmp(a.data(), b.data(), size) == 0; }

 private:
  std::array<unsigned char, size> value_{};
};

}  // namespace beatbook
