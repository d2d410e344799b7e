#pragma once
// Makes durable, from any thread, what a connection in WAL mode committed with Durability::with_next, while that connection
// goes on writing.
#include <filesystem>

#include "kernel/result.h"

namespace beatbook {

class WalSync {
 public:
  // `database`: a file that a connection of this process holds open for writing, so that its WAL stays where it is. What an
  // earlier process left in the WAL is on disk when this returns. Fault::storage says what the disk said.
  static Result<WalSync> open(const std::filesystem::path& database);
  WalSync(WalSync&& other) noexcept;
  WalSync& operator=(WalSync&&) = delete;
  ~WalSync();

  // What was committed before the call is on disk after it. After a failure nobody can know what is: only a new process that
  // reads the disk can.
  Result<void> sync();

 private:
  explicit WalSync(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

}  // namespace beatbook
