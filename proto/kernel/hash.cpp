#include "kernel/hash.h"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <algorithm>
#include <memory>
#include <new>

namespace beatbook {

namespace {

const unsigned char* data_of(BytesView bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }

// OpenSSL uses the processor's SHA instructions; looking its algorithms up for each call would cost more than hashing an entry.
struct Algorithms {
  Algorithms() {
    char name[] = "SHA256";
    const OSSL_PARAM parameters[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, name, 0),
                                     OSSL_PARAM_construct_end()};
    const std::unique_ptr<EVP_MAC, decltype(&EVP_MAC_free)> mac(EVP_MAC_fetch(nullptr, "HMAC", nullptr), EVP_MAC_free);
    if (mac) hmac.reset(EVP_MAC_CTX_new(mac.get()));
    if (!sha || !hmac || !EVP_MAC_CTX_set_params(hmac.get(), parameters)) throw std::bad_alloc();
  }
  std::unique_ptr<EVP_MD, decltype(&EVP_MD_free)> sha{EVP_MD_fetch(nullptr, "SHA256", nullptr), EVP_MD_free};
  std::unique_ptr<EVP_MAC_CTX, decltype(&EVP_MAC_CTX_free)> hmac{nullptr, EVP_MAC_CTX_free};
};

Algorithms& algorithms() {
  thread_local Algorithms of_this_thread;
  return of_this_thread;
}

template <class Number>
void put_little_endian(Bytes& out, Number value) {
  std::array<char, sizeof(Number)> bytes;
  for (size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<char>(value >> (8 * i));
  out.append(bytes.data(), bytes.size());
}

}  // namespace

Hash hash_from(BytesView bytes) {
  Hash hash{};
  if (bytes.size() == hash.size()) std::copy(bytes.begin(), bytes.end(), hash.begin());
  return hash;
}

Hash sha256(BytesView data) {
  Hash out;
  if (!EVP_Digest(data.data(), data.size(), out.data(), nullptr, algorithms().sha.get(), nullptr)) throw std::bad_alloc();
  return out;
}

Hash hmac_sha256(BytesView key, BytesView data) {
  Hash out;
  size_t size = 0;
  auto* context = algorithms().hmac.get();
  if (!EVP_MAC_init(context, data_of(key), key.size(), nullptr) || !EVP_MAC_update(context, data_of(data), data.size()) ||
      !EVP_MAC_final(context, out.data(), &size, out.size())) {
    throw std::bad_alloc();
  }
  return out;
}

void put_u32(Bytes& out, uint32_t value) { put_little_endian(out, value); }
void put_u64(Bytes& out, uint64_t value) { put_little_endian(out, value); }

}  // namespace beatbook
