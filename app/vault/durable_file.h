#pragma once
// Files that are either the old or the new one after a crash, readable by their owner alone.
#include <cstdint>
#include <filesystem>

#include "kernel/bytes.h"
#include "kernel/result.h"

namespace beatbook::app {

// Owns an open file.
class FileHandle {
 public:
  explicit FileHandle(int descriptor = -1) : descriptor_(descriptor) {}
  FileHandle(FileHandle&& other) noexcept;
  FileHandle& operator=(FileHandle&& other) noexcept;
  ~FileHandle();
  explicit operator bool() const { return descriptor_ >= 0; }
  int get() const { return descriptor_; }

 private:
  int descriptor_;
};

// Makes `directory` (0700). One that exists must belong to its owner alone; an empty one is made so.
Result<void> make_private_directory(const std::filesystem::path& directory);

// What was named, renamed or removed in it is so after a power cut, too.
Result<void> sync_directory(const std::filesystem::path& directory);

// Writes a new file beside `file`, syncs it, renames it over `file` and syncs the directory. Durable when it returns without
// an error; after an error `file` is the old or the new one.
Result<void> write_durably(const std::filesystem::path& file, BytesView content);

// Gone for good when it returns without an error. One that is not there is.
Result<void> remove_durably(const std::filesystem::path& file);

// Fault::not_found when there is no such file.
Result<Bytes> read_file(const std::filesystem::path& file);

// Writes all of `content` at `offset`; after Fault::storage a part of it may be there. Not yet durable.
Result<void> write_at(const FileHandle& file, uint64_t offset, BytesView content);

// Held until the handle goes; programs that change the same file take turns. `wait` false: Fault::storage when another
// program holds it. Two locks of one file within a process exclude each other as well.
Result<FileHandle> lock_file(const std::filesystem::path& file, bool wait);

// "Cannot <action> <file>: <reason of the system>."
Error system_error(const std::string& action, const std::filesystem::path& file);

}  // namespace beatbook::app
