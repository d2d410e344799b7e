#pragma once
// The files of one database in memory, and an SQLite VFS over them that fails. Each file knows what is on disk for certain and
// what was written since the last sync; a power cut keeps of that what chance says, whole writes or single sectors of them, in
// any order. A file or its deletion is on disk at once, but a new WAL only with its first sync.
#include <map>
#include <string>
#include <vector>

#include "kernel/bytes.h"
#include "simulator/disk.h"

namespace beatbook::simulator {

class FailingFiles {
 public:
  explicit FailingFiles(DiskWatch& watch);
  ~FailingFiles();
  FailingFiles(const FailingFiles&) = delete;
  FailingFiles& operator=(const FailingFiles&) = delete;

  // The name of the VFS; registered at the first call.
  static std::string vfs();
  const std::string& path() const { return path_; }

  // At the k-th write, truncation, sync or deletion from now.
  void cut_at(uint64_t steps, bool after);
  // The first call of that kind after k such steps fails, once: read_failed, write_failed or sync_failed. For read_failed each
  // read is a step, too.
  void fail_at(uint64_t steps, Harm harm);
  bool full = false;  // no file grows
  bool dark() const { return dark_; }
  void mend();
  // While true the program is gone: nothing is written any more.
  void vanish(bool gone);
  void lose_power(uint64_t dice);

  using Contents = std::map<std::string, Bytes>;
  Contents contents() const;
  void put_back(const Contents& contents);

  // For the VFS.
  struct Write {
    size_t offset = 0;
    Bytes bytes;
    bool truncates = false;    // to `offset`
    bool left_behind = false;  // a sync failed: no later one covers it
  };
  struct File {
    Bytes current, durable;
    std::vector<Write> pending;  // since the last sync, in order
    bool named = true;           // a power cut leaves its name
    std::vector<std::unique_ptr<char[]>> shared;
  };
  File* find(const std::string& name);
  File& make(const std::string& name, bool named);
  // Each returns an SQLite code.
  int read(const File& file, void* into, size_t size, size_t offset);
  int write(File& file, const void* from, size_t size, size_t offset);
  int truncate(File& file, size_t size);
  int sync(File& file);
  int remove(const std::string& name);
  static FailingFiles* of(const std::string& path);

 private:
  // Whether the call goes on; `harm` is what may fail in it.
  enum class Go { on, failed, dark_before, dark_after };
  Go step(Harm harm);
  void tally(Harm harm) { ++watch_->harms[static_cast<size_t>(harm)]; }
  static void apply(Bytes& content, const Write& write);

  DiskWatch* watch_;
  std::string path_;
  std::map<std::string, File> files_;
  uint64_t cut_left_ = 0, fail_left_ = 0;
  bool cut_after_ = false, dark_ = false, gone_ = false;
  Harm fail_ = Harm::count;
};

}  // namespace beatbook::simulator
