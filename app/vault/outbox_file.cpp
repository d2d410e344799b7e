#include "app/vault/outbox_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <chrono>
#include <thread>

namespace beatbook::app {

namespace {

namespace fs = std::filesystem;

constexpr const char* outbox_name = "outbox";
constexpr auto try_every = std::chrono::milliseconds(10);
constexpr int most_tries = 500;

class FileOnDisk : public OutboxFile {
 public:
  FileOnDisk(fs::path directory, FileHandle turn)
      : directory_(std::move(directory)), path_(directory_ / outbox_name), turn_(std::move(turn)) {}

  Result<void> open() {
    if (!fs::exists(path_)) {
      if (auto made = write_durably(path_, {}); !made) return made;
    }
    FileHandle handle(::open(path_.c_str(), O_RDWR | O_CLOEXEC));
    if (!handle) return system_error("open", path_);
    file_ = std::move(handle);
    return {};
  }

  Result<Bytes> read() const override { return read_file(path_); }

  Result<Bytes> read_at(uint64_t offset, std::size_t size) const override {
    Bytes bytes(size, '\0');
    const ssize_t got = ::pread(file_.get(), bytes.data(), size, static_cast<off_t>(offset));
    if (got < 0) return system_error("read", path_);
    bytes.resize(static_cast<std::size_t>(got));
    return bytes;
  }

  Result<void> write_at(uint64_t offset, BytesView bytes) override { return app::write_at(file_, offset, bytes); }

  Result<void> shorten(uint64_t size) override {
    if (::ftruncate(file_.get(), static_cast<off_t>(size)) != 0) return system_error("shorten", path_);
    return {};
  }

  Result<void> sync() override {
    if (::fdatasync(file_.get()) != 0) return system_error("sync", path_);
    return {};
  }

  Result<void> replace(BytesView content) override {
    if (auto written = write_durably(path_, content); !written) return written;
    return open();
  }

  Result<void> set_aside(BytesView bytes) override {
    int number = 1;
    while (fs::exists(damaged(number))) ++number;
    return write_durably(damaged(number), bytes);
  }

  Result<void> drop_set_aside() override {
    // From the last on, so that one which is left after a crash is found by its number.
    int last = 0;
    while (fs::exists(damaged(last + 1))) ++last;
    for (; last > 0; --last) {
      if (auto removed = remove_durably(damaged(last)); !removed) return removed;
    }
    return {};
  }

  Result<void> set_mark(BytesView bytes) override { return write_durably(mark_path(), bytes); }
  Result<void> clear_mark() override { return remove_durably(mark_path()); }
  std::optional<Bytes> mark() const override {
    auto bytes = read_file(mark_path());
    return bytes ? std::optional<Bytes>(*std::move(bytes)) : std::nullopt;
  }

 private:
  fs::path damaged(int number) const { return directory_ / ("outbox.damaged-" + std::to_string(number)); }
  fs::path mark_path() const { return directory_ / "outbox.whole"; }

  fs::path directory_, path_;
  FileHandle turn_, file_;
};

}  // namespace

Result<std::unique_ptr<OutboxFile>> open_outbox_file(const fs::path& directory) {
  // Who has it for a moment, as a session that stays has, lets it go soon.
  auto turn = lock_file(directory / "outbox.lock", false);
  for (int tries = 0; !turn && tries < most_tries; ++tries) {
    std::this_thread::sleep_for(try_every);
    turn = lock_file(directory / "outbox.lock", false);
  }
  if (!turn) return turn.error();
  auto file = std::make_unique<FileOnDisk>(directory, *std::move(turn));
  if (auto opened = file->open(); !opened) return opened.error();
  return std::unique_ptr<OutboxFile>(std::move(file));
}

}  // namespace beatbook::app
