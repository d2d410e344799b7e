#pragma once
// Every limit of proto/README.md, in one place. Sizes are bytes, times are milliseconds.
#include <cstddef>
#include <cstdint>

namespace beatbook::limits {

inline constexpr uint32_t protocol = 3;               // 2: a tablet erases what is purged, and says so; 3: attachments
inline constexpr uint32_t attachments_protocol = 3;   // whoever is older knows none
inline constexpr uint32_t oldest_protocol = 2;        // of a tablet that is not refused
inline constexpr size_t frame = 64 * 1024;            // after the length prefix
inline constexpr size_t frame_inflated = 256 * 1024;  // what a frame may unpack to
inline constexpr size_t batch = 56 * 1024;            // change-set bytes put into one frame
inline constexpr size_t page = 128 * 1024;            // change-set bytes put into a page, if it packs into a frame
inline constexpr size_t window = 64 * 1024;           // sent and not yet acknowledged, each direction
inline constexpr size_t change_set = 48 * 1024;
inline constexpr size_t copied_change_set = change_set + 3 * 1024;       // a copy names its original, and more peers
inline constexpr size_t changes = 64;                                    // per change-set
inline constexpr size_t purged_change_set = change_set + changes * 128;  // what a purge leaves of one: a digest or salt each
inline constexpr size_t tags = 256;                                      // per partial message
inline constexpr size_t seen_pairs = 4096;                               // (tag, dot) pairs a change says it saw
inline constexpr size_t peers = 64;                                      // per change-set
inline constexpr size_t packs = 8;                                       // per change-set
inline constexpr size_t header_text = 512;                               // each text of a header
inline constexpr size_t streams = 512;                                   // per enrolment
inline constexpr size_t fork_points = 64;                                // of the names a Hello tells
inline constexpr size_t attachment = 1024 * 1024;                        // the whole of one
inline constexpr size_t attachment_part = 32 * 1024;                     // content of one frame
inline constexpr size_t attachments_session = 64 * attachment;           // content that one session may hand in
inline constexpr uint64_t idle_ms = 30'000;                              // a session without a frame is closed
inline constexpr uint64_t clock_measured_ms = 24 * 3'600'000;            // a clock offset is trusted this long

}  // namespace beatbook::limits
