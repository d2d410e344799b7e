#pragma once
// Frames on a byte stream: 4 bytes length (big-endian, of what follows), 1 byte codec (0 plain, 1 zstd, 1 + n zstd with
// dictionary n), payload.
#include <google/protobuf/message_lite.h>

#include <memory>

#include "kernel/bytes.h"
#include "kernel/result.h"

namespace beatbook {

// One end of one session. Each frame is compressed on its own, so a frame never depends on another security context's bytes.
class FrameCodec {
 public:
  FrameCodec();
  ~FrameCodec();
  FrameCodec(FrameCodec&&) noexcept;
  FrameCodec& operator=(FrameCodec&&) noexcept;

  // `with`: a dictionary both ends know; 0 = none. Fault::too_large over limits::frame.
  Result<Bytes> encode(const google::protobuf::MessageLite& message, uint32_t with = 0);

  // Bytes as they arrive, cut anywhere.
  void feed(BytesView received);
  // The next whole frame's payload; nullopt until more bytes are fed. Fault::too_large or Fault::corrupt ends the session.
  Result<std::optional<Bytes>> next();

  uint64_t bytes_out() const { return bytes_out_; }
  uint64_t bytes_in() const { return bytes_in_; }

 private:
  struct Contexts;
  std::unique_ptr<Contexts> contexts_;
  Bytes buffer_;
  size_t read_ = 0;  // consumed front of buffer_
  uint64_t bytes_out_ = 0;
  uint64_t bytes_in_ = 0;
};

}  // namespace beatbook
