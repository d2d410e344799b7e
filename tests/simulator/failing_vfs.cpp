// SQLite's interface to FailingFiles. All connections are of one thread; they lock as on a real disk, for one of them may move
// the WAL of another.
#include <sqlite3.h>

#include <algorithm>
#include <cerrno>
#include <mutex>
#include <new>
#include <utility>

#include "simulator/failing_files.h"

namespace beatbook::simulator {

namespace {

constexpr const char* vfs_name = "beatbook-failing";

struct Handle : sqlite3_file {
  FailingFiles* files;
  std::string name;
  int last_errno = 0;
  bool maps = false;
  FailingFiles::File* file() { return files->find(name); }
};

Handle& handle(sqlite3_file* file) { return *static_cast<Handle*>(file); }

int close(sqlite3_file* of) {
  if (auto* file = handle(of).file()) file->locks.erase(of);
  handle(of).~Handle();
  return SQLITE_OK;
}
int read(sqlite3_file* of, void* into, int size, sqlite3_int64 offset) {
  auto* file = handle(of).file();
  if (!file) return SQLITE_IOERR_READ;
  const int code = handle(of).files->read(*file, into, static_cast<size_t>(size), static_cast<size_t>(offset));
  // As the system's VFS has it.
  if (code != SQLITE_OK) handle(of).last_errno = code == SQLITE_IOERR_READ ? EIO : 0;
  return code;
}
int write(sqlite3_file* of, const void* from, int size, sqlite3_int64 offset) {
  auto* file = handle(of).file();
  return file ? handle(of).files->write(*file, from, static_cast<size_t>(size), static_cast<size_t>(offset))
              : SQLITE_IOERR_WRITE;
}
int truncate(sqlite3_file* of, sqlite3_int64 size) {
  auto* file = handle(of).file();
  return file ? handle(of).files->truncate(*file, static_cast<size_t>(size)) : SQLITE_IOERR_TRUNCATE;
}
int sync(sqlite3_file* of, int) { return handle(of).file() ? handle(of).files->sync(handle(of).name) : SQLITE_IOERR_FSYNC; }
int size(sqlite3_file* of, sqlite3_int64* out) {
  auto* file = handle(of).file();
  *out = file ? static_cast<sqlite3_int64>(file->current.size()) : 0;
  return file ? SQLITE_OK : SQLITE_IOERR_FSTAT;
}
int lock(sqlite3_file* of, int level) {
  auto* file = handle(of).file();
  if (!file) return SQLITE_OK;
  // What another may have at most.
  const int beside = level == SQLITE_LOCK_SHARED      ? SQLITE_LOCK_RESERVED
                     : level == SQLITE_LOCK_EXCLUSIVE ? SQLITE_LOCK_NONE
                                                      : SQLITE_LOCK_SHARED;
  for (const auto& [who, has] : file->locks) {
    if (who != of && has > beside) return SQLITE_BUSY;
  }
  file->locks[of] = std::max(file->locks[of], level);
  return SQLITE_OK;
}
int unlock(sqlite3_file* of, int level) {
  if (auto* file = handle(of).file()) file->locks[of] = std::min(file->locks[of], level);
  return SQLITE_OK;
}
int reserved(sqlite3_file* of, int* out) {
  *out = 0;
  if (auto* file = handle(of).file()) {
    for (const auto& [who, has] : file->locks) *out |= has >= SQLITE_LOCK_RESERVED;
  }
  return SQLITE_OK;
}
int control(sqlite3_file* of, int what, void* out) {
  if (what != SQLITE_FCNTL_LAST_ERRNO) return SQLITE_NOTFOUND;
  *static_cast<int*>(out) = handle(of).last_errno;
  return SQLITE_OK;
}
int sector_size(sqlite3_file*) { return 4096; }
int traits(sqlite3_file*) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }  // as on the disks of today's systems

int shared_map(sqlite3_file* of, int region, int bytes, int extend, void volatile** out) {
  auto* file = handle(of).file();
  *out = nullptr;
  if (!file) return SQLITE_IOERR_SHMMAP;
  if (!std::exchange(handle(of).maps, true)) ++file->mapped;
  while (extend != 0 && file->shared.size() <= static_cast<size_t>(region))
    file->shared.push_back(std::make_unique<char[]>(static_cast<size_t>(bytes)));
  if (file->shared.size() > static_cast<size_t>(region)) *out = file->shared[static_cast<size_t>(region)].get();
  return SQLITE_OK;
}
int shared_lock(sqlite3_file* of, int first, int count, int flags) {
  auto* file = handle(of).file();
  if (!file) return SQLITE_OK;
  const bool takes = (flags & SQLITE_SHM_LOCK) != 0, alone = (flags & SQLITE_SHM_EXCLUSIVE) != 0;
  for (int i = first; takes && i < first + count; ++i) {
    const int has = file->shared_locks[static_cast<size_t>(i)];
    if (has < 0 || (alone && has > 0)) return SQLITE_BUSY;
  }
  for (int i = first; i < first + count; ++i) {
    auto& has = file->shared_locks[static_cast<size_t>(i)];
    has = alone ? (takes ? -1 : 0) : has + (takes ? 1 : -1);
  }
  return SQLITE_OK;
}
void shared_barrier(sqlite3_file*) {}
int shared_unmap(sqlite3_file* of, int) {
  auto* file = handle(of).file();
  if (!file || !std::exchange(handle(of).maps, false) || --file->mapped > 0) return SQLITE_OK;
  file->shared.clear();
  file->shared_locks = {};
  return SQLITE_OK;
}

constexpr sqlite3_io_methods methods{2,           close,          read,         write,   truncate,    sync,   size,
                                     lock,        unlock,         reserved,     control, sector_size, traits, shared_map,
                                     shared_lock, shared_barrier, shared_unmap, nullptr, nullptr};

int open(sqlite3_vfs*, const char* name, sqlite3_file* out, int flags, int* out_flags) {
  out->pMethods = nullptr;
  auto* files = name ? FailingFiles::of(name) : nullptr;
  if (!files) return SQLITE_CANTOPEN;
  if (!files->find(name)) {
    if ((flags & SQLITE_OPEN_CREATE) == 0) return SQLITE_CANTOPEN;
    files->make(name, (flags & SQLITE_OPEN_MAIN_DB) != 0);
  }
  auto* made = new (out) Handle{{&methods}, files, name};
  made->pMethods = &methods;
  if (out_flags) *out_flags = flags;
  return SQLITE_OK;
}
int remove_file(sqlite3_vfs*, const char* name, int durably) {
  auto* files = FailingFiles::of(name);
  if (!files || !files->find(name)) return SQLITE_IOERR_DELETE_NOENT;
  return files->remove(name, durably != 0);
}
int access(sqlite3_vfs*, const char* name, int, int* out) {
  auto* files = FailingFiles::of(name);
  *out = files && files->find(name) ? 1 : 0;
  return SQLITE_OK;
}
int full_name(sqlite3_vfs*, const char* name, int size, char* out) {
  sqlite3_snprintf(size, out, "%s", name);
  return SQLITE_OK;
}

}  // namespace

std::string FailingFiles::vfs() {
  static std::once_flag once;
  std::call_once(once, [] {
    static sqlite3_vfs vfs = *sqlite3_vfs_find("unix");
    vfs.szOsFile = static_cast<int>(sizeof(Handle));
    vfs.zName = vfs_name;
    vfs.pNext = nullptr;
    vfs.xOpen = open;
    vfs.xDelete = remove_file;
    vfs.xAccess = access;
    vfs.xFullPathname = full_name;
    sqlite3_vfs_register(&vfs, 0);
    sqlite3mc_vfs_create(vfs_name, 0);
  });
  return std::string("multipleciphers-") + vfs_name;
}

}  // namespace beatbook::simulator
