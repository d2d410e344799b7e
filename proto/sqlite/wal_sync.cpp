#include "sqlite/wal_sync.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace beatbook {

namespace {

Error disk_said(const std::string& what) { return {Fault::storage, what + ": " + std::strerror(errno) + "."}; }

// The name of a new file is on disk once its directory is.
Result<void> sync_directory_of(const std::filesystem::path& file) {
  const auto directory = file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
  const int descriptor = ::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const bool synced = descriptor >= 0 && ::fsync(descriptor) == 0;
  const auto failure = synced ? Result<void>() : Result<void>(disk_said("Cannot write " + directory.string() + " to the disk"));
  if (descriptor >= 0) ::close(descriptor);
  return failure;
}

}  // namespace

Result<WalSync> WalSync::open(const std::filesystem::path& database) {
  const auto file = database.string() + "-wal";
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CLOEXEC);
  if (descriptor < 0) return disk_said("Cannot open " + file);
  WalSync wal(descriptor);
  if (auto named = sync_directory_of(database); !named) return named.error();
  if (auto synced = wal.sync(); !synced) return synced.error();
  return wal;
}

WalSync::WalSync(WalSync&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

WalSync::~WalSync() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Result<void> WalSync::sync() {
  if (::fdatasync(descriptor_) != 0) return disk_said("The disk did not take what was written");
  return {};
}

}  // namespace beatbook
