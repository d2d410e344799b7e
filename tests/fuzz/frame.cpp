// A byte stream of frames: where it is cut changes nothing, and a payload of any bytes is read or refused.
#include "kernel/frame.h"

#include <vector>

#include "beatbook/v1/sync.pb.h"
#include "fuzz/fuzz.h"

using namespace beatbook;

namespace {

struct Read {
  std::vector<Bytes> payloads;
  bool refused = false;
  bool operator==(const Read&) const = default;
};

void take(FrameCodec& codec, Read& read) {
  while (!read.refused) {
    auto next = codec.next();
    if (!next) {
      read.refused = true;
    } else if (*next) {
      read.payloads.push_back(**next);
    } else {
      return;
    }
  }
}

Read read_in(BytesView stream, size_t piece) {
  FrameCodec codec;
  Read read;
  while (!stream.empty() && !read.refused) {
    const auto part = stream.substr(0, piece);
    stream.remove_prefix(part.size());
    codec.feed(part);
    take(codec, read);
  }
  return read;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto stream = fuzz::bytes(data, size);
  const auto whole = read_in(stream, size);
  fuzz::require(whole == read_in(stream, 1), "frames do not depend on where the stream was cut");
  for (const auto& payload : whole.payloads) {
    v1::TabletFrame up;
    v1::ServerFrame down;
    (void)up.ParseFromString(payload);
    (void)down.ParseFromString(payload);
  }
  return 0;
}
