#pragma once
// The files of one program in memory, and an SQLite VFS over them that fails. Each file knows what is on disk for certain and
// what was written since the last sync; a power cut keeps of that what chance says, whole writes or single sectors of them, in
// any order. A new name is on disk with the first sync of the file; a name that was taken away, or given to another file, with
// the next sync of the directory or of a new file of that name, and until then a power cut may undo it.
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

  // At the k-th write, truncation, sync, deletion or renaming from now.
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
  // All that may lie on the disk under a name that ends so.
  std::vector<BytesView> whatever_lies(std::string_view name_ends) const;
  // A byte of one of the files is another from now on.
  void turn_over(uint64_t dice);

  // For who works with the files.
  struct Write {
    size_t offset = 0;
    Bytes bytes;
    bool truncates = false;    // to `offset`
    bool left_behind = false;  // a sync failed: no later one covers it
  };
  struct File {
    Bytes current, durable;
    std::vector<Write> pending;                   // since the last sync, in order
    bool named = true;                            // a power cut leaves its name
    std::vector<std::unique_ptr<char[]>> shared;  // with who has it mapped, and its locks
    int mapped = 0;
    std::array<int, 8> shared_locks{};   // so many readers, or -1
    std::map<const void*, int> locks{};  // of the file: how far each that has it open locks it
  };
  File* find(const std::string& name);
  File& make(const std::string& name, bool named);
  // Each returns an SQLite code.
  int read(const File& file, void* into, size_t size, size_t offset);
  int write(File& file, const void* from, size_t size, size_t offset);
  int truncate(File& file, size_t size);
  int sync(const std::string& name);
  int remove(const std::string& name, bool durably);
  // Writes a file beside, syncs it, gives it the name and syncs the directory. `renamed` tells whether the name was given.
  int replace(const std::string& name, BytesView content, bool& renamed);
  static FailingFiles* of(const std::string& path);

 private:
  // Whether the call goes on; `harm` is what may fail in it.
  enum class Go { on, failed, dark_before, dark_after };
  Go step(Harm harm);
  int sync_directory();
  void tally(Harm harm) { ++watch_->harms[static_cast<size_t>(harm)]; }
  static void apply(Bytes& content, const Write& write);

  DiskWatch* watch_;
  std::string path_;
  std::map<std::string, File> files_;
  std::map<std::string, Bytes> undone_;  // what a power cut may bring back under its name
  uint64_t cut_left_ = 0, fail_left_ = 0;
  bool cut_after_ = false, dark_ = false, gone_ = false;
  Harm fail_ = Harm::count;
};

}  // namespace beatbook::simulator
