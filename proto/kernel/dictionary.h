#pragma once
// Dictionaries for small frames: what most entries have in common need not be sent with each. A dictionary is a file of
// proto/dictionaries, named by its number, trained on invented records (tests/dictionary), so there is nothing personal in it.
// It never changes; a better one gets the next number. Which one a frame was packed with stands in the frame (proto/README.md,
// §4).
#include <cstdint>

#include "kernel/bytes.h"

namespace beatbook {

// The last of them; 0 = none.
inline constexpr uint32_t newest_dictionary = 1;

// Empty for a number this program does not know.
BytesView dictionary(uint32_t number);

}  // namespace beatbook
