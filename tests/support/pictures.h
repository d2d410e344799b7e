#pragma once
// Pictures in a world of one server and two tablets.
#include <functional>
#include <stdexcept>

#include "kernel/tablet_attachments.h"
#include "support/world.h"

namespace beatbook::test {

inline Bytes picture_of(size_t size, unsigned seed = 1) {
  Bytes out;
  while (out.size() < size) out += view(sha256(std::to_string(++seed) + " lapwing"));
  return out.substr(0, size);
}

struct PicturePair {
  PicturePair() { server.streams[wren.id] = server.streams[crane.id] = team; }
  bool sync(Tablet& tablet, size_t cut = SIZE_MAX) { return Line(tablet, server, cut).run(); }
  std::optional<Bytes> at_server(const AttachmentName& name) {
    const auto row = server.store.attachment(name);
    return row && row->whole() ? attachment_bytes(server.store, *row) : std::nullopt;
  }
  Server server;
  Tablet wren{1}, crane{2};
};

inline v1::Attach part_of(const AttachmentName& name, const Bytes& content, size_t offset, size_t size) {
  v1::Attach out;
  write_name(name, *out.mutable_name());
  out.set_size(static_cast<uint32_t>(content.size()));
  out.set_offset(static_cast<uint32_t>(offset));
  out.set_content(content.substr(offset, size));
  return out;
}

inline v1::Fetch fetch_of(const AttachmentName& name, uint32_t offset = 0) {
  v1::Fetch out;
  write_name(name, *out.mutable_name());
  out.set_offset(offset);
  return out;
}

inline const RecordId place = record_id(1);

// Plays with a line that is cut after each byte. `play` says how long the line was when it was not cut.
inline void with_a_cut_anywhere(const std::function<size_t(size_t cut)>& play) {
  const size_t length = play(SIZE_MAX - 1);
  if (length >= 10'000) throw std::runtime_error("too long to be cut everywhere: " + std::to_string(length));
  for (size_t cut = 1; cut < length; ++cut) play(cut);
}

}  // namespace beatbook::test
