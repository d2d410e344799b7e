#pragma once
// A session that stays: what is saved goes out at once, by whichever program it was saved, and what others write comes in as it
// comes. The tablet's files are held only while something is done, so other programs work on the tablet meanwhile.
#include <filesystem>
#include <functional>

#include "app/sync/exchange.h"
#include "kernel/key.h"

namespace beatbook::app {

struct StayTold {
  std::function<void(const ExchangeReport&)> rested;  // all is exchanged
  std::function<void(const Error&)> lost;             // the line went, or was not there; it is tried again by itself
};

// Until `ends` says so. Fails with Fault::corrupt when the tablet is damaged; everything else is tried again.
Result<void> stay(const std::filesystem::path& directory, const Key& key, const StayTold& told,
                  const std::function<bool()>& ends);

}  // namespace beatbook::app
