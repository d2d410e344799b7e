#pragma once
// The key of the tablet itself, and small files sealed with it.
//
// `device.key` stands in for a hardware keystore, and is weaker in one way that matters: it is a file, so whoever copies the
// storage has it too. Then only the officer's secret stands between a thief and the store, and a thief can try offline
// without a wait: a six-digit PIN is a million guesses. Hence without a hardware keystore ask for 8 characters or more
// (Vault does). With a keystore this class is the only one to change.
#include <filesystem>

#include "kernel/bytes.h"
#include "kernel/key.h"
#include "kernel/result.h"

namespace beatbook::app {

class DeviceKey {
 public:
  // Reads `directory`/device.key. In a directory without files of this tablet it is made, as is the directory (0700).
  // Fault::corrupt when files are there that only the lost key opens.
  static Result<DeviceKey> load_or_create(const std::filesystem::path& directory);
  // Fault::not_found when there is none.
  static Result<DeviceKey> load(const std::filesystem::path& directory);

  // A key for one purpose that also depends on `input`.
  Key derive(std::string_view purpose, BytesView input) const;

  // A file that only this tablet can read and whose content cannot be exchanged. Durable like write_durably.
  Result<void> write(const std::string& name, BytesView content) const;
  // Fault::not_found, Fault::corrupt (altered, or of another tablet).
  Result<Bytes> read(const std::string& name) const;

 private:
  DeviceKey(std::filesystem::path directory, const Key& key) : directory_(std::move(directory)), key_(key) {}

  std::filesystem::path directory_;
  Key key_;
};

}  // namespace beatbook::app
