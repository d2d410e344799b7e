#pragma once
// An outbox's file in memory that is full when it is told to, and knows what was not synced yet.
#include <algorithm>
#include <optional>
#include <vector>

#include "app/vault/outbox_file.h"

namespace beatbook::test {

// What lies on the disk: a value, so a backup is a copy.
struct OutboxMedium {
  struct Write {
    size_t offset;
    Bytes bytes;
  };
  Bytes current, durable;
  std::vector<Write> pending;  // since the last sync, in order
  std::vector<Bytes> aside;
  std::optional<Bytes> mark;
  bool full = false;

  void put(const Write& write) {
    current.resize(std::max(current.size(), write.offset + write.bytes.size()));
    current.replace(write.offset, write.bytes.size(), write.bytes);
  }
  // As a backup that is made now has it.
  OutboxMedium image() const { return {durable, durable, {}, aside, mark, false}; }
};

class FileOnMedium : public app::OutboxFile {
 public:
  explicit FileOnMedium(OutboxMedium& on) : on_(on) {}

  Result<Bytes> read() const override { return on_.current; }
  Result<Bytes> read_at(uint64_t offset, size_t size) const override { return on_.current.substr(offset, size); }
  Result<void> write_at(uint64_t offset, BytesView bytes) override {
    if (on_.full) return no_space();
    on_.pending.push_back({offset, Bytes(bytes)});
    on_.put(on_.pending.back());
    return {};
  }
  Result<void> shorten(uint64_t size) override {
    on_.current.resize(size);
    return sync();
  }
  Result<void> sync() override {
    on_.durable = on_.current;
    on_.pending.clear();
    return {};
  }
  Result<void> replace(BytesView content) override {
    if (on_.full) return no_space();
    on_.current = Bytes(content);
    return sync();
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
    on_.mark.reset();
    return {};
  }
  std::optional<Bytes> mark() const override { return on_.mark; }

 private:
  static Error no_space() { return {Fault::storage, "full"}; }
  OutboxMedium& on_;
};

}  // namespace beatbook::test
