#pragma once
// A picture of a place as it may be kept: upright, at most 1600 pixels on its long side, written anew as JPEG. Nothing of the
// file it was made of stays but what it shows: no place, no time, no device (PR-21).
#include <filesystem>

#include "kernel/bytes.h"
#include "kernel/result.h"

namespace beatbook::app {

inline constexpr int longest_side = 1600;

// Fault::not_found without the file, Fault::too_large over 64 MiB, Fault::bad_input when it is no picture this program reads.
Result<Bytes> clean_picture(const std::filesystem::path& file);

}  // namespace beatbook::app
