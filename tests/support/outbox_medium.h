#pragma once
// An outbox's file in memory that fails in the ways it is told to.
#include <algorithm>
#include <optional>
#include <vector>

#include "app/vault/outbox_file.h"

namespace beatbook::test {

// What lies on the disk.
struct OutboxMedium {
  Bytes content;
  std::vector<Bytes> aside;
  std::optional<Bytes> mark;
  std::optional<Bytes> mark_undone;  // a power cut brings it back
  bool full = false;
  bool directory_fails = false;  // its next sync

  void lose_power() {
    if (mark_undone) mark = std::exchange(mark_undone, std::nullopt);
  }
};

class FileOnMedium : public app::OutboxFile {
 public:
  explicit FileOnMedium(OutboxMedium& on) : on_(on) {}

  Result<Bytes> read() const override { return on_.content; }
  Result<Bytes> read_at(uint64_t offset, size_t size) const override { return on_.content.substr(offset, size); }
  Result<void> write_at(uint64_t offset, BytesView bytes) override {
    if (on_.full) return no_space();
    on_.content.resize(std::max(on_.content.size(), offset + bytes.size()));
    on_.content.replace(offset, bytes.size(), bytes);
    return {};
  }
  Result<void> shorten(uint64_t size) override {
    on_.content.resize(size);
    return {};
  }
  Result<void> sync() override { return {}; }
  Result<void> replace(BytesView content) override {
    if (on_.full) return no_space();
    on_.content = Bytes(content);
    return {};
  }
  Result<void> set_aside(BytesView bytes) override {
    if (on_.full) return no_space();
    on_.aside.emplace_back(bytes);
    return {};
  }
  Result<void> drop_set_aside() override {
    on_.aside.clear();
    return {};
  }
  Result<void> set_mark(BytesView bytes) override {
    if (on_.full) return no_space();
    on_.mark = Bytes(bytes);
    return {};
  }
  Result<void> clear_mark() override {
    if (on_.mark) on_.mark_undone = std::exchange(on_.mark, std::nullopt);
    if (std::exchange(on_.directory_fails, false)) return Error{Fault::storage, "the directory cannot be synced"};
    on_.mark_undone.reset();
    return {};
  }
  std::optional<Bytes> mark() const override { return on_.mark; }

 private:
  static Error no_space() { return {Fault::storage, "full"}; }
  OutboxMedium& on_;
};

}  // namespace beatbook::test
