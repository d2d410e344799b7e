#pragma once
// Secrets and ids the server makes, from the operating system's random source.
#include <sodium.h>

#include "kernel/bytes.h"
#include "kernel/key.h"

namespace beatbook::server {

inline Bytes random_bytes(size_t size) {
  Bytes out(size, '\0');
  randombytes_buf(out.data(), out.size());
  return out;
}

inline Key random_key() {
  Key key;
  randombytes_buf(key.data(), Key::size);
  return key;
}

}  // namespace beatbook::server
