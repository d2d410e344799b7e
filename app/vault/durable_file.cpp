#include "app/vault/durable_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace beatbook::app {

namespace {

namespace fs = std::filesystem;

constexpr fs::perms others = fs::perms::group_all | fs::perms::others_all;

Result<void> write_and_sync(const fs::path& file, BytesView content) {
  FileHandle handle(::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
  if (!handle) return system_error("create", file);
  if (auto written = write_at(handle, 0, content); !written) return written;
  if (::fsync(handle.get()) != 0) return system_error("sync", file);
  return {};
}

}  // namespace

FileHandle::FileHandle(FileHandle&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

FileHandle& FileHandle::operator=(FileHandle&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

FileHandle::~FileHandle() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Error system_error(const std::string& action, const fs::path& file) {
  return {Fault::storage, "Cannot " + action + " " + file.string() + ": " + std::strerror(errno) + "."};
}

Result<void> sync_directory(const fs::path& directory) {
  FileHandle handle(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!handle || ::fsync(handle.get()) != 0) return system_error("sync", directory);
  return {};
}

Result<void> make_private_directory(const fs::path& directory) {
  if (::mkdir(directory.c_str(), 0700) == 0) {
    return sync_directory(directory.has_parent_path() ? directory.parent_path() : fs::path("."));
  }
  if (errno != EEXIST) return system_error("create", directory);
  std::error_code failed;
  fs::file_status status = fs::status(directory, failed);
  if (status.type() != fs::file_type::directory) {
    return Error{Fault::bad_input, directory.string() + " is not a folder. Name another one."};
  }
  if ((status.permissions() & others) == fs::perms::none) return {};
  if (!fs::is_empty(directory, failed) || ::chmod(directory.c_str(), 0700) != 0) {
    return Error{Fault::bad_input, "Others may look into " + directory.string() + ". Run: chmod 700 " + directory.string()};
  }
  return {};
}

Result<void> write_at(const FileHandle& file, uint64_t offset, BytesView content) {
  while (!content.empty()) {
    ssize_t written = ::pwrite(file.get(), content.data(), content.size(), static_cast<off_t>(offset));
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return Error{Fault::storage, std::string("Cannot write to the disk: ") + std::strerror(errno) + "."};
    content.remove_prefix(static_cast<std::size_t>(written));
    offset += static_cast<uint64_t>(written);
  }
  return {};
}

Result<void> write_durably(const fs::path& file, BytesView content) {
  fs::path fresh = file;
  fresh += ".new";
  if (auto written = write_and_sync(fresh, content); !written) {
    ::unlink(fresh.c_str());
    return written;
  }
  if (::rename(fresh.c_str(), file.c_str()) != 0) return system_error("replace", file);
  return sync_directory(file.parent_path());
}

Result<void> remove_durably(const fs::path& file) {
  if (::unlink(file.c_str()) != 0 && errno != ENOENT) return system_error("remove", file);
  return sync_directory(file.parent_path());
}

Result<Bytes> read_file(const fs::path& file) {
  FileHandle handle(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  if (!handle && errno == ENOENT) return Error{Fault::not_found, "There is no file " + file.string() + "."};
  struct stat status {};
  if (!handle || ::fstat(handle.get(), &status) != 0) return system_error("read", file);
  Bytes content(static_cast<std::size_t>(status.st_size), '\0');
  std::size_t got = 0;
  while (got < content.size()) {
    ssize_t count = ::read(handle.get(), content.data() + got, content.size() - got);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return system_error("read", file);
    if (count == 0) break;
    got += static_cast<std::size_t>(count);
  }
  content.resize(got);
  return content;
}

Result<FileHandle> lock_file(const fs::path& file, bool wait) {
  FileHandle handle(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (!handle) return system_error("open", file);
  while (::flock(handle.get(), LOCK_EX | (wait ? 0 : LOCK_NB)) != 0) {
    if (errno == EINTR) continue;
    if (errno != EWOULDBLOCK) return system_error("lock", file);
    return Error{Fault::storage, "Another program uses " + file.parent_path().string() + ". Close it and try again."};
  }
  return handle;
}

}  // namespace beatbook::app
