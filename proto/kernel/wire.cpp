#include "kernel/wire.h"

#include <algorithm>

#include "kernel/limits.h"

namespace beatbook {

namespace {

// Reads a base-128 varint of at most 64 bits; false when it is cut or too long.
bool read_varint(BytesView& in, uint64_t& value) {
  value = 0;
  for (int shift = 0; shift < 64; shift += 7) {
    if (in.empty()) return false;
    const auto byte = static_cast<unsigned char>(in.front());
    in.remove_prefix(1);
    if (shift == 63 && byte > 1) return false;
    value |= static_cast<uint64_t>(byte & 0x7f) << shift;
    if (!(byte & 0x80)) return true;
  }
  return false;
}

bool skip(BytesView& in, uint64_t size) {
  if (in.size() < size) return false;
  in.remove_prefix(size);
  return true;
}

bool skip_value(BytesView& in, unsigned wire_type) {
  uint64_t number = 0;
  switch (wire_type) {
    case 0:
      return read_varint(in, number);
    case 1:
      return skip(in, 8);
    case 2:
      return read_varint(in, number) && skip(in, number);
    case 5:
      return skip(in, 4);
    default:
      return false;
  }
}

}  // namespace

Result<std::vector<TagBytes>> split_tags(BytesView partial) {
  const Error broken{Fault::corrupt, "The entry's bytes are not a readable record."};
  std::vector<TagBytes> out;
  BytesView rest = partial;
  while (!rest.empty()) {
    const BytesView start = rest;
    uint64_t key = 0;
    if (!read_varint(rest, key) || key > UINT32_MAX) return broken;
    const auto tag = static_cast<uint32_t>(key >> 3);
    if (tag == 0 || !skip_value(rest, key & 7)) return broken;
    const BytesView occurrence = start.substr(0, start.size() - rest.size());
    auto at = std::lower_bound(out.begin(), out.end(), tag, [](const TagBytes& t, uint32_t wanted) { return t.tag < wanted; });
    if (at != out.end() && at->tag == tag) {
      at->raw += occurrence;
    } else {
      if (out.size() == limits::tags) return broken;
      out.insert(at, TagBytes{tag, Bytes(occurrence)});
    }
  }
  return out;
}

}  // namespace beatbook
