#include "app/vault/box.h"

#include <sodium.h>

#include <stdexcept>

namespace beatbook::app {

namespace {

constexpr std::size_t nonce_size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_size = crypto_aead_xchacha20poly1305_ietf_ABYTES;

const unsigned char* octets(std::string_view bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }
unsigned char* octets(Bytes& bytes) { return reinterpret_cast<unsigned char*>(bytes.data()); }

void require_random_source() {
  static const bool ready = sodium_init() >= 0;
  if (!ready) throw std::runtime_error("The system's random source does not work.");
}

}  // namespace

Bytes close_box(const Key& key, std::string_view label, BytesView content) {
  Bytes box = random_bytes(nonce_size);
  box.resize(nonce_size + content.size() + tag_size);
  unsigned char* bytes = octets(box);
  crypto_aead_xchacha20poly1305_ietf_encrypt(bytes + nonce_size, nullptr, octets(content), content.size(), octets(label),
                                             label.size(), nullptr, bytes, key.data());
  return box;
}

std::optional<Bytes> open_box(const Key& key, std::string_view label, BytesView box) {
  if (box.size() < nonce_size + tag_size) return std::nullopt;
  Bytes content(box.size() - nonce_size - tag_size, '\0');
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(octets(content), nullptr, nullptr, octets(box) + nonce_size,
                                                 box.size() - nonce_size, octets(label), label.size(), octets(box),
                                                 key.data()) != 0) {
    return std::nullopt;
  }
  return content;
}

Bytes random_bytes(std::size_t count) {
  require_random_source();
  Bytes bytes(count, '\0');
  randombytes_buf(bytes.data(), bytes.size());
  return bytes;
}

Key random_key() {
  require_random_source();
  Key key;
  randombytes_buf(key.data(), Key::size);
  return key;
}

}  // namespace beatbook::app
