#pragma once
// What the force decided, as this tablet holds it: the profiles of its operations, and packs newer than the program's.
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>

#include "beatbook/v1/records/operation_profile.pb.h"
#include "kernel/tablet_log.h"
#include "rules/situation.h"

namespace beatbook::app {

class Published {
 public:
  // `log` must outlive it.
  explicit Published(TabletLog& log) : log_(&log) {}

  // Puts the packs it holds in force for this process. Packs that this program cannot work with are left out, and the ones it
  // was built with stay. Fails as the disk does.
  Result<void> install_packs();
  // To be told of what was saved or has arrived: reads anew what is among it.
  Result<void> changed(std::span<const RecordId> ids);

  // Throw StorageFailure as the log does.
  rules::Settings settings(const std::string& operation, int64_t now_ms);
  // How a change-set's header names the profile: "operation" and the first 8 bytes of its heads. Nothing: there is none.
  std::optional<v1::PackUse> use_of(const std::string& operation);

 private:
  struct Profile {
    v1::OperationProfile message;
    Bytes hash;
  };
  const std::optional<Profile>& profile(const std::string& operation);

  TabletLog* log_;
  std::map<std::string, std::optional<Profile>> profiles_;  // as read
};

}  // namespace beatbook::app
