#pragma once
// XChaCha20-Poly1305 with a fresh random nonce in front: nonce 24 | ciphertext and tag.
#include <optional>

#include "kernel/bytes.h"
#include "kernel/key.h"

namespace beatbook::app {

// `label` is authenticated with the content: a box opens only under the label it was made with.
Bytes close_box(const Key& key, std::string_view label, BytesView content);
// Empty when key, label or a bit of the box is another one.
std::optional<Bytes> open_box(const Key& key, std::string_view label, BytesView box);

// Of the system's random source.
Bytes random_bytes(std::size_t count);
Key random_key();

}  // namespace beatbook::app
