#pragma once
// Splits a serialised record message by tag without knowing its schema, so fields of a newer app pass through bit for bit.
#include <vector>

#include "kernel/bytes.h"
#include "kernel/result.h"

namespace beatbook {

// One tag of a partial message: all its occurrences in order, keys included. A view into the bytes that were split unless the
// occurrences lay apart.
struct TagBytes {
  uint32_t tag = 0;
  Bytes raw;
};

// Sorted by tag. Takes wire types 0, 1, 2 and 5; anything else, a tag 0, a cut or overlong varint or more than limits::tags
// tags is Fault::corrupt.
Result<std::vector<TagBytes>> split_tags(BytesView partial);

}  // namespace beatbook
