#include "sqlite/ballast.h"

#include <fcntl.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <utility>

namespace beatbook {

namespace {

constexpr uint64_t room_it_leaves = 3;  // times its size
constexpr uint64_t tight = 8;           // of its size: a commit of some entries, and the move of a WAL

bool allocate(const std::filesystem::path& file, uint64_t size) {
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) return false;
  const bool done = ::posix_fallocate(descriptor, 0, static_cast<off_t>(size)) == 0;
  ::close(descriptor);
  if (!done) ::unlink(file.c_str());
  return done;
}

}  // namespace

uint64_t Ballast::room_on_disk(const std::filesystem::path& file) {
  struct statvfs disk {};
  const auto folder = file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
  if (::statvfs(folder.c_str(), &disk) != 0) return UINT64_MAX;
  return static_cast<uint64_t>(disk.f_bavail) * disk.f_frsize;
}

Ballast::Ballast(const std::filesystem::path& store, uint64_t size, Room room)
    : file_(store.string() + "-ballast"), size_(size), room_(std::move(room)) {
  if (size_ == 0) return;
  std::error_code ignored;
  there_ = std::filesystem::file_size(file_, ignored) == size_ && !ignored;
}

void Ballast::keep() {
  if (size_ > 0 && !there_ && room_(file_) >= (1 + room_it_leaves) * size_) there_ = allocate(file_, size_);
}

void Ballast::before_writing() {
  if (!there_ || room_(file_) >= size_ / tight) return;
  std::error_code failed;
  std::filesystem::remove(file_, failed);
  there_ = static_cast<bool>(failed);
}

}  // namespace beatbook
