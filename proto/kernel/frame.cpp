#include "kernel/frame.h"

#include <zstd.h>

#include <new>
#include <vector>

#include "kernel/dictionary.h"
#include "kernel/limits.h"

namespace beatbook {

namespace {
constexpr size_t prefix = 4;
constexpr size_t worth_compressing = 64;
constexpr size_t small = 16 * 1024;  // a larger frame has all it needs to refer to in itself
constexpr int level = 3, level_of_small = 12;

// What follows from a dictionary once, for every session.
struct Prepared {
  explicit Prepared(BytesView bytes)
      : pack(ZSTD_createCDict(bytes.data(), bytes.size(), level_of_small)),
        unpack(ZSTD_createDDict(bytes.data(), bytes.size())) {
    if (!pack || !unpack) throw std::bad_alloc();
  }
  Prepared(const Prepared&) = delete;
  Prepared& operator=(const Prepared&) = delete;
  ~Prepared() {
    ZSTD_freeCDict(pack);
    ZSTD_freeDDict(unpack);
  }
  ZSTD_CDict* pack;
  ZSTD_DDict* unpack;
};

// nullptr for one that nobody here knows. From any thread.
const Prepared* prepared(uint32_t number) {
  static const auto all = [] {
    std::vector<std::unique_ptr<const Prepared>> out;
    for (uint32_t each = 1; each <= newest_dictionary; ++each)
      out.push_back(std::make_unique<const Prepared>(dictionary(each)));
    return out;
  }();
  return number >= 1 && number <= all.size() ? all[number - 1].get() : nullptr;
}
}  // namespace

// Each is made at its first use: many a session has nothing to pack, or to unpack.
struct FrameCodec::Contexts {
  Contexts() = default;
  Contexts(const Contexts&) = delete;
  Contexts& operator=(const Contexts&) = delete;
  ~Contexts() {
    ZSTD_freeCCtx(pack_);
    ZSTD_freeDCtx(unpack_);
  }
  ZSTD_CCtx* pack() {
    if (!pack_ && !(pack_ = ZSTD_createCCtx())) throw std::bad_alloc();
    return pack_;
  }
  ZSTD_DCtx* unpack() {
    if (!unpack_ && !(unpack_ = ZSTD_createDCtx())) throw std::bad_alloc();
    return unpack_;
  }

 private:
  ZSTD_CCtx* pack_ = nullptr;
  ZSTD_DCtx* unpack_ = nullptr;
};

FrameCodec::FrameCodec() : contexts_(std::make_unique<Contexts>()) {}
FrameCodec::~FrameCodec() = default;
FrameCodec::FrameCodec(FrameCodec&&) noexcept = default;
FrameCodec& FrameCodec::operator=(FrameCodec&&) noexcept = default;

Result<Bytes> FrameCodec::encode(const google::protobuf::MessageLite& message, uint32_t with) {
  const Bytes plain = message.SerializeAsString();
  const auto* dictionary = plain.size() <= small ? prepared(with) : nullptr;
  Bytes body(1, '\0');
  if (plain.size() >= worth_compressing || dictionary) {
    body.resize(1 + ZSTD_compressBound(plain.size()));
    char* const out = body.data() + 1;
    const size_t room = body.size() - 1;
    const size_t size =
        dictionary ? ZSTD_compress_usingCDict(contexts_->pack(), out, room, plain.data(), plain.size(), dictionary->pack)
                   : ZSTD_compressCCtx(contexts_->pack(), out, room, plain.data(), plain.size(), level);
    if (ZSTD_isError(size)) return Error{Fault::corrupt, "A frame could not be compressed."};
    body[0] = static_cast<char>(dictionary ? 1 + with : 1);
    body.resize(1 + size);
  }
  if (body[0] == '\0' || body.size() > plain.size()) body = '\0' + plain;
  if (body.size() > limits::frame || plain.size() > limits::frame_inflated) {
    return Error{Fault::too_large, "A frame is larger than 64 KiB."};
  }
  Bytes out;
  out.reserve(prefix + body.size());
  for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(body.size() >> shift);
  out += body;
  bytes_out_ += out.size();
  return out;
}

void FrameCodec::feed(BytesView received) {
  bytes_in_ += received.size();
  if (read_ == buffer_.size()) {
    buffer_.clear();
    read_ = 0;
  }
  buffer_ += received;
}

Result<std::optional<Bytes>> FrameCodec::next() {
  using Next = std::optional<Bytes>;
  const BytesView rest = BytesView(buffer_).substr(read_);
  if (rest.size() < prefix) return Next{};
  size_t size = 0;
  for (size_t i = 0; i < prefix; ++i) size = size << 8 | static_cast<unsigned char>(rest[i]);
  if (size == 0 || size > limits::frame)
    return Error{Fault::too_large, "The other side sent a frame of a size that cannot be."};
  if (rest.size() < prefix + size) return Next{};
  const auto codec = static_cast<unsigned char>(rest[prefix]);
  const BytesView body = rest.substr(prefix + 1, size - 1);
  Bytes payload;
  const auto* dictionary = codec > 1 ? prepared(codec - 1u) : nullptr;
  if (codec == 0) {
    payload = Bytes(body);
  } else if (codec == 1 || dictionary) {
    const auto plain = ZSTD_getFrameContentSize(body.data(), body.size());
    if (plain == ZSTD_CONTENTSIZE_ERROR || plain == ZSTD_CONTENTSIZE_UNKNOWN || plain > limits::frame_inflated) {
      return Error{Fault::too_large, "The other side sent a frame that unpacks to more than 256 KiB."};
    }
    payload.resize(plain);
    auto* const context = contexts_->unpack();
    const size_t got =
        dictionary ? ZSTD_decompress_usingDDict(context, payload.data(), plain, body.data(), body.size(), dictionary->unpack)
                   : ZSTD_decompressDCtx(context, payload.data(), plain, body.data(), body.size());
    if (ZSTD_isError(got) || got != plain) return Error{Fault::corrupt, "The other side sent a damaged frame."};
  } else {
    return Error{Fault::corrupt, "The other side sent a frame of an unknown kind."};
  }
  read_ += prefix + size;
  if (read_ > limits::frame) {
    buffer_.erase(0, read_);
    read_ = 0;
  }
  return Next(std::move(payload));
}

}  // namespace beatbook
