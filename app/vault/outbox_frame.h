#pragma once
// Frames of the outbox file: length u32 | SipHash-2-4 u64 | v1.OutboxFrame, little-endian.
#include <optional>

#include "beatbook/v1/vault.pb.h"
#include "kernel/bytes.h"

namespace beatbook::app {

inline constexpr std::size_t frame_header_size = 4 + 8;

Bytes write_frame(const v1::OutboxFrame& frame);

struct FrameRead {
  v1::OutboxFrame frame;
  std::size_t size;  // with its header
};
// The frame at the start of `bytes`; empty when it is cut short or altered.
std::optional<FrameRead> read_frame(BytesView bytes);

// True when `bytes`, which read_frame refused, can be all that a crash left of one append: the beginning of a frame, or zeroes
// of a block that never reached the disk.
bool is_torn_append(BytesView bytes);

}  // namespace beatbook::app
