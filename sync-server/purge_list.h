#pragma once
// The list of all purges, in the server's folder beside the store: `purges`. It is in no backup, so that no restore brings back
// what was purged: whoever opens the store for serving, or puts a backup in its place, purges again what the list says. It
// names the record, its class, when, who and by which rule; nothing of what was erased.
#include <filesystem>
#include <string>
#include <vector>

#include "kernel/order.h"
#include "kernel/result.h"

namespace beatbook::server {

struct ListedPurge {
  RecordId record;
  uint32_t type = 0;
  VisibilityClass visibility = v1::VC4_INTELLIGENCE;
  uint64_t at_ms = 0;
  std::string by, rule;
};

class PurgeList {
 public:
  explicit PurgeList(const std::filesystem::path& folder) : file_(folder / "purges") {}

  bool exists() const;
  // Fault::corrupt when it is not there or a line of it cannot be read: that is never "nothing was purged".
  Result<std::vector<ListedPurge>> read() const;
  // On disk when it returns. Listing a record twice changes nothing.
  Result<void> add(const ListedPurge& purge) const;
  // An empty one.
  Result<void> begin() const;

 private:
  Result<void> write(const std::vector<ListedPurge>& purges) const;

  std::filesystem::path file_;
};

}  // namespace beatbook::server
