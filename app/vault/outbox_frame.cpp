#include "app/vault/outbox_frame.h"

#include <sodium.h>

#include "kernel/hash.h"
#include "kernel/limits.h"
#include "kernel/seal.h"

namespace beatbook::app {

namespace {

constexpr std::size_t largest_body = limits::purged_change_set + seal_overhead + 256;

Bytes checksum(BytesView body) {
  static constexpr unsigned char key[crypto_shorthash_KEYBYTES + 1] = "beatbook outbox1";
  Bytes sum(crypto_shorthash_BYTES, '\0');
  crypto_shorthash(reinterpret_cast<unsigned char*>(sum.data()), reinterpret_cast<const unsigned char*>(body.data()),
                   body.size(), key);
  return sum;
}

std::size_t body_size(BytesView bytes) {
  std::size_t size = 0;
  for (std::size_t i = 4; i-- > 0;) size = size << 8 | static_cast<unsigned char>(bytes[i]);
  return size;
}

}  // namespace

Bytes write_frame(const v1::OutboxFrame& frame) {
  Bytes body = frame.SerializeAsString();
  Bytes out;
  out.reserve(frame_header_size + body.size());
  put_u32(out, static_cast<uint32_t>(body.size()));
  out += checksum(body);
  out += body;
  return out;
}

std::optional<FrameRead> read_frame(BytesView bytes) {
  if (bytes.size() < frame_header_size) return std::nullopt;
  std::size_t size = body_size(bytes);
  if (size > largest_body || bytes.size() - frame_header_size < size) return std::nullopt;
  BytesView body = bytes.substr(frame_header_size, size);
  if (bytes.substr(4, crypto_shorthash_BYTES) != checksum(body)) return std::nullopt;
  FrameRead out{{}, frame_header_size + size};
  if (!out.frame.ParseFromArray(body.data(), static_cast<int>(body.size()))) return std::nullopt;
  return out;
}

bool is_torn_append(BytesView bytes) {
  if (bytes.find_first_not_of('\0') == BytesView::npos || bytes.size() < frame_header_size) return true;
  std::size_t size = body_size(bytes);
  return size <= largest_body && bytes.size() - frame_header_size <= size;
}

}  // namespace beatbook::app
