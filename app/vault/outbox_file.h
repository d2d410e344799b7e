#pragma once
// What an outbox lies on: its file, its mark, and what was set aside of it. Whatever fails is Fault::storage.
#include <filesystem>
#include <memory>
#include <optional>

#include "app/vault/durable_file.h"
#include "kernel/bytes.h"
#include "kernel/result.h"

namespace beatbook::app {

class OutboxFile {
 public:
  virtual ~OutboxFile() = default;

  virtual Result<Bytes> read() const = 0;
  // At most `size` bytes: fewer where the file ends.
  virtual Result<Bytes> read_at(uint64_t offset, std::size_t size) const = 0;
  // Not yet durable; after a failure a part of it may be there.
  virtual Result<void> write_at(uint64_t offset, BytesView bytes) = 0;
  virtual Result<void> shorten(uint64_t size) = 0;
  virtual Result<void> sync() = 0;
  // Durable; after a failure, or a crash, the old or the new one.
  virtual Result<void> replace(BytesView content) = 0;

  // Bytes that nobody can read today. Durable.
  virtual Result<void> set_aside(BytesView bytes) = 0;
  virtual Result<void> drop_set_aside() = 0;

  // A few bytes beside the file, durable. To clear them takes no room on the disk.
  virtual Result<void> set_mark(BytesView bytes) = 0;
  virtual Result<void> clear_mark() = 0;
  virtual std::optional<Bytes> mark() const = 0;  // nothing as well when it cannot be read
};

// `outbox` in `directory`, which exists, held alone; `outbox.whole` is the mark, `outbox.damaged-N` what was set aside.
// Fault::storage when another program goes on having it for five seconds.
Result<std::unique_ptr<OutboxFile>> open_outbox_file(const std::filesystem::path& directory);

}  // namespace beatbook::app
