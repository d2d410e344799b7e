#pragma once
// The bare floor: what the same bytes cost without chain, roles, merge or TLS. zstd frames over TCP into one SQLite table, one
// durable commit, then the acknowledgement.
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "bench/workload.h"

namespace beatbook::bench {

// Seconds of one durable insert of one entry into one table (id, bytes), the mean over `entries`.
double floor_save(const std::filesystem::path& directory, const std::vector<Entry>& entries);

struct FloorTransfer {
  double seconds = 0;
  uint64_t bytes = 0;
};
// All entries in frames of 56 KiB before zstd -3 over loopback TCP into one table, one commit, one acknowledgement byte.
FloorTransfer floor_transfer(const std::filesystem::path& directory, const std::vector<Entry>& entries);

// The same from many senders at once, each with a commit of its own (log row and one state row for each entry).
double floor_ingest(const std::filesystem::path& directory, const std::vector<std::vector<Entry>>& senders);

// zstd -3 of the bare partial messages in frames of 56 KiB.
uint64_t zstd_bytes(const std::vector<Entry>& entries);

}  // namespace beatbook::bench
