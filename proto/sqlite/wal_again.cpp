#include "sqlite/wal_again.h"

#include <sqlite3.h>

#include <algorithm>
#include <cstddef>
#include <memory>

namespace beatbook {

namespace {

constexpr int at_once = 64 * 1024;  // what SQLite writes at once is below 128 KiB, and its VFS takes no more
constexpr std::string_view encrypting = "multipleciphers-";

struct FreeName {
  void operator()(const char* name) const { sqlite3_free_filename(name); }
};

// The bytes as they lie on the disk: a file of the VFS below the one that encrypts.
class WalFile {
 public:
  WalFile(const std::string& vfs, const std::string& name)
      : vfs_(sqlite3_vfs_find(vfs.starts_with(encrypting) ? vfs.c_str() + encrypting.size()
                              : vfs.empty()               ? "unix"
                                                          : vfs.c_str())),
        name_(sqlite3_create_filename(name.c_str(), "", "", 0, nullptr)) {
    int there = 0;
    if (!vfs_ || vfs_->xAccess(vfs_, name_.get(), SQLITE_ACCESS_EXISTS, &there) != SQLITE_OK || there == 0) return;
    memory_ = std::make_unique<std::max_align_t[]>(static_cast<size_t>(vfs_->szOsFile) / sizeof(std::max_align_t) + 1);
    auto* file = reinterpret_cast<sqlite3_file*>(memory_.get());
    file->pMethods = nullptr;
    check(vfs_->xOpen(vfs_, name_.get(), file, SQLITE_OPEN_READWRITE | SQLITE_OPEN_WAL, nullptr));
    file_ = file;
  }
  WalFile(const WalFile&) = delete;
  WalFile& operator=(const WalFile&) = delete;
  ~WalFile() {
    if (file_ && file_->pMethods) file_->pMethods->xClose(file_);
  }

  void write_again() {
    if (!file_) return;
    sqlite3_int64 size = 0;
    check(file_->pMethods->xFileSize(file_, &size));
    Bytes part(static_cast<size_t>(std::min<sqlite3_int64>(size, at_once)), '\0');
    for (sqlite3_int64 at = 0; at < size; at += at_once) {
      const int length = static_cast<int>(std::min<sqlite3_int64>(at_once, size - at));
      check(file_->pMethods->xRead(file_, part.data(), length, at));
      check(file_->pMethods->xWrite(file_, part.data(), length, at));
    }
    if (size > 0) check(file_->pMethods->xSync(file_, SQLITE_SYNC_NORMAL));
  }

 private:
  static void check(int code) {
    if (code != SQLITE_OK) throw StorageFailure(code, "what was not stored for certain could not be stored again");
  }

  sqlite3_vfs* vfs_;
  std::unique_ptr<const char, FreeName> name_;
  std::unique_ptr<std::max_align_t[]> memory_;
  sqlite3_file* file_ = nullptr;
};

}  // namespace

void write_wal_again(Database& database, const std::filesystem::path& file, const std::string& vfs) {
  // Nobody adds to the WAL while this transaction is open; who reads it finds the same bytes at every moment.
  try {
    const Transaction alone(database);
    WalFile(vfs, file.string() + "-wal").write_again();
  } catch (const StorageFailure& failure) {
    if ((failure.code() & 0xff) == SQLITE_BUSY) return;
    // Nor may it be moved into the file when this connection closes: come back after a power cut, what is on disk of the WAL
    // would lie over what is newer in the file.
    database.distrust_disk();
    throw;
  }
}

}  // namespace beatbook
