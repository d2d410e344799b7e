#include "kernel/digest.h"

namespace beatbook {

Digest& Digest::operator+=(const Digest& other) {
  low += other.low;
  high += other.high + (low < other.low ? 1 : 0);
  return *this;
}

Bytes Digest::str() const {
  Bytes out;
  put_u64(out, low);
  put_u64(out, high);
  return out;
}

Digest Digest::from_bytes(BytesView bytes) {
  Digest out;
  if (bytes.size() != 16) return out;
  for (int i = 7; i >= 0; --i) {
    out.low = out.low << 8 | static_cast<unsigned char>(bytes[static_cast<size_t>(i)]);
    out.high = out.high << 8 | static_cast<unsigned char>(bytes[static_cast<size_t>(i + 8)]);
  }
  return out;
}

Digest digest_leaf(uint64_t gsn, const Dot& dot, uint32_t position, const Hash& change_digest) {
  Bytes data;
  data.reserve(96);
  data += "leaf";
  put_u64(data, gsn);
  data += dot.branch.enrolment.bytes();
  put_u32(data, dot.branch.incarnation);
  put_u64(data, dot.seq);
  put_u32(data, position);
  data += view(change_digest);
  return Digest::from_bytes(view(sha256(data)).substr(0, 16));
}

}  // namespace beatbook
