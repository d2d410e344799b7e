#pragma once
// A notebook whose file is damaged: what can be read of it goes into a new one, and nothing is thrown away.
//
// The officer's entries lie in three places: in the file, sealed in the outbox until the server has them, and at the server.
// The outbox is sent first. Where that is not possible and the file has lost what is sealed there, nothing is changed: a new
// notebook would go on without those entries. A salvage that was cut off is ended by the next.
#include <filesystem>
#include <string_view>

#include "kernel/result.h"

namespace beatbook::app {

struct Salvaged {
  bool whole = false;             // nothing is damaged, and nothing was done
  uint64_t kept = 0;              // own saves, from the first on, that are in the new notebook
  uint64_t again = 0;             // saves behind the first that could not be read, nowhere else yet: recorded again
  uint64_t drafts = 0;            // drafts that were taken over
  bool drafts_lost = false;       // others could not be read, and lie nowhere else
  uint64_t pictures = 0;          // pictures made here that were taken over
  bool pictures_lost = false;     // others could not be read, and nothing says that the server has them
  bool roles_lost = false;        // what the officer may record is known again after a sync
  uint64_t sent = 0;              // saves that left the outbox first
  std::filesystem::path damaged;  // where the old file lies now
};

// Fails as Tablet::open does, also where the file cannot be opened for another reason than damage. Fault::refused when entries
// would be left behind.
Result<Salvaged> salvage(const std::filesystem::path& directory, std::string_view secret);

}  // namespace beatbook::app
