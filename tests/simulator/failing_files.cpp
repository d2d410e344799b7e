#include "simulator/failing_files.h"

#include <sqlite3.h>

#include <algorithm>
#include <atomic>
#include <cstring>

#include "simulator/dice.h"

namespace beatbook::simulator {

namespace {

// A world and its files belong to one thread.
thread_local std::map<std::string, FailingFiles*> registry;
std::atomic<uint64_t> next_number{1};

constexpr size_t sector = 512;

}  // namespace

FailingFiles::FailingFiles(DiskWatch& watch) : watch_(&watch), path_("/disk-" + std::to_string(next_number++)) {
  registry[path_] = this;
}

FailingFiles::~FailingFiles() { registry.erase(path_); }

FailingFiles* FailingFiles::of(const std::string& path) {
  const auto at = registry.find(path.substr(0, path.find('-', 6)));
  return at == registry.end() ? nullptr : at->second;
}

void FailingFiles::cut_at(uint64_t steps, bool after) {
  cut_left_ = steps;
  cut_after_ = after;
}

void FailingFiles::fail_at(uint64_t steps, Harm harm) {
  fail_left_ = steps;
  fail_ = harm;
}

void FailingFiles::mend() {
  cut_left_ = fail_left_ = 0;
  fail_ = Harm::count;
}

void FailingFiles::vanish(bool gone) { gone_ = gone; }

FailingFiles::Go FailingFiles::step(Harm harm) {
  if (dark_ || gone_) return Go::dark_before;
  if (watch_->held > 0) return Go::on;
  if (harm != Harm::read_failed && cut_left_ > 0 && --cut_left_ == 0) {
    dark_ = true;
    return cut_after_ ? Go::dark_after : Go::dark_before;
  }
  if (fail_left_ > 0 && (harm != Harm::read_failed || fail_ == harm)) --fail_left_;
  if (fail_ == harm && fail_left_ == 0) {
    fail_ = Harm::count;
    tally(harm);
    return Go::failed;
  }
  return Go::on;
}

FailingFiles::File* FailingFiles::find(const std::string& name) {
  const auto at = files_.find(name);
  return at == files_.end() ? nullptr : &at->second;
}

FailingFiles::File& FailingFiles::make(const std::string& name, bool named) {
  auto& file = files_[name];
  file.named = named;
  return file;
}

int FailingFiles::read(const File& file, void* into, size_t size, size_t offset) {
  const auto go = step(Harm::read_failed);
  if (go == Go::failed || (go != Go::on && dark_)) {
    // Whoever goes on all the same finds in the buffer what it finds in the second run.
    std::memset(into, 0xa5, size);
    return SQLITE_IOERR_READ;
  }
  const size_t there = offset < file.current.size() ? std::min(size, file.current.size() - offset) : 0;
  if (there > 0) std::memcpy(into, file.current.data() + offset, there);
  std::memset(static_cast<char*>(into) + there, 0, size - there);
  return there == size ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

void FailingFiles::apply(Bytes& content, const Write& write) {
  if (write.truncates) {
    content.resize(std::min(content.size(), write.offset));
    return;
  }
  if (content.size() < write.offset + write.bytes.size()) content.resize(write.offset + write.bytes.size());
  std::copy(write.bytes.begin(), write.bytes.end(), content.begin() + static_cast<std::ptrdiff_t>(write.offset));
}

int FailingFiles::write(File& file, const void* from, size_t size, size_t offset) {
  const auto go = step(Harm::write_failed);
  if (go == Go::failed) return SQLITE_IOERR_WRITE;
  if (go == Go::dark_before) return SQLITE_IOERR_WRITE;
  if (full && watch_->held == 0 && offset + size > file.current.size()) {
    tally(Harm::no_space);
    return SQLITE_FULL;
  }
  file.pending.push_back({offset, Bytes(static_cast<const char*>(from), size), false, false});
  apply(file.current, file.pending.back());
  return go == Go::on ? SQLITE_OK : SQLITE_IOERR_WRITE;
}

int FailingFiles::truncate(File& file, size_t size) {
  const auto go = step(Harm::write_failed);
  if (go == Go::failed || go == Go::dark_before) return SQLITE_IOERR_TRUNCATE;
  file.pending.push_back({size, {}, true, false});
  apply(file.current, file.pending.back());
  return go == Go::on ? SQLITE_OK : SQLITE_IOERR_TRUNCATE;
}

int FailingFiles::sync(const std::string& name) {
  auto& file = files_.at(name);
  const auto go = step(Harm::sync_failed);
  if (go == Go::failed) {
    // As Linux has it: the pages count as clean now, and nobody knows which of them arrived.
    for (auto& one : file.pending) one.left_behind = true;
    return SQLITE_IOERR_FSYNC;
  }
  if (go == Go::dark_before) return SQLITE_IOERR_FSYNC;
  std::vector<Write> behind;
  for (auto& one : file.pending) {
    if (one.left_behind) {
      behind.push_back(std::move(one));
      continue;
    }
    const size_t end = one.offset + one.bytes.size();
    const auto over = [&](const Write& old) {
      if (one.truncates) return old.offset >= one.offset;
      // The size of a file has no past: what makes it longer again reaches the disk with the truncation before it.
      if (old.truncates) return old.offset < end;
      return old.offset < end && one.offset < old.offset + old.bytes.size();
    };
    for (const auto& old : behind) {
      if (old.truncates && over(old)) apply(file.durable, old);
    }
    apply(file.durable, one);
    std::erase_if(behind, over);
  }
  file.pending = std::move(behind);
  file.named = true;
  undone_.erase(name);
  return go == Go::on ? SQLITE_OK : SQLITE_IOERR_FSYNC;
}

int FailingFiles::sync_directory() {
  const auto go = step(Harm::sync_failed);
  if (go == Go::failed || go == Go::dark_before) return SQLITE_IOERR_DIR_FSYNC;
  undone_.clear();
  for (auto& [name, file] : files_) file.named = true;
  return go == Go::on ? SQLITE_OK : SQLITE_IOERR_DIR_FSYNC;
}

int FailingFiles::remove(const std::string& name, bool durably) {
  if (auto* file = find(name)) {
    const auto go = step(Harm::write_failed);
    if (go == Go::failed || go == Go::dark_before) return SQLITE_IOERR_DELETE;
    if (file->named) undone_.try_emplace(name, file->durable);
    files_.erase(name);
    if (go != Go::on) return SQLITE_IOERR_DELETE;
  }
  return durably ? sync_directory() : SQLITE_OK;
}

int FailingFiles::replace(const std::string& name, BytesView content, bool& renamed) {
  renamed = false;
  if (step(Harm::write_failed) != Go::on) return SQLITE_IOERR_WRITE;
  if (full && watch_->held == 0) {
    tally(Harm::no_space);
    return SQLITE_FULL;
  }
  if (step(Harm::sync_failed) != Go::on) return SQLITE_IOERR_FSYNC;
  const auto go = step(Harm::write_failed);
  if (go == Go::failed || go == Go::dark_before) return SQLITE_IOERR_WRITE;
  const auto* old = find(name);
  const bool named = old && old->named;
  if (named) undone_.try_emplace(name, old->durable);
  files_[name] = {Bytes(content), Bytes(content), {}, named, {}, 0, {}, {}};
  renamed = true;
  return go == Go::on ? sync_directory() : SQLITE_IOERR_WRITE;
}

void FailingFiles::lose_power(uint64_t seed) {
  Dice dice(seed);
  for (auto& [name, content] : std::exchange(undone_, {})) {
    if (!dice.one_in(2)) continue;
    tally(Harm::undone);
    files_[name] = {content, content, {}, true, {}, 0, {}, {}};
  }
  for (auto at = files_.begin(); at != files_.end();) {
    auto& file = at->second;
    if (!file.named && dice.one_in(2)) {
      at = files_.erase(at);
      continue;
    }
    bool lost_before = false;
    for (auto& one : file.pending) {
      const auto fate = dice.below(3);
      if (fate == 0) {
        tally(Harm::write_lost);
        lost_before = true;
        continue;
      }
      if (lost_before) tally(Harm::write_overtaken);
      if (fate == 1 || one.truncates) {
        apply(file.durable, one);
        continue;
      }
      tally(Harm::write_torn);
      for (size_t from = 0; from < one.bytes.size();) {
        const size_t size = std::min(sector - (one.offset + from) % sector, one.bytes.size() - from);
        if (dice.one_in(2)) apply(file.durable, {one.offset + from, one.bytes.substr(from, size), false, false});
        from += size;
      }
    }
    file.pending.clear();
    file.current = file.durable;
    file.named = true;
    ++at;
  }
  dark_ = false;
  mend();
}

FailingFiles::Contents FailingFiles::contents() const {
  Contents out;
  for (const auto& [name, file] : files_) out[name.substr(path_.size())] = file.current;
  return out;
}

std::vector<BytesView> FailingFiles::whatever_lies(std::string_view name_ends) const {
  std::vector<BytesView> out;
  for (const auto& [name, file] : files_) {
    if (!name.ends_with(name_ends)) continue;
    out.insert(out.end(), {file.current, file.durable});
  }
  for (const auto& [name, content] : undone_) {
    if (name.ends_with(name_ends)) out.push_back(content);
  }
  return out;
}

void FailingFiles::turn_over(uint64_t seed) {
  Dice dice(seed);
  if (files_.empty()) return;
  auto& file = std::next(files_.begin(), static_cast<long>(dice.below(files_.size())))->second;
  const size_t size = std::min(file.current.size(), file.durable.size());
  if (size == 0) return;
  tally(Harm::turned_over);
  const size_t at = dice.below(size);
  const auto bit = static_cast<char>(1 << dice.below(8));
  for (auto* content : {&file.current, &file.durable}) (*content)[at] = static_cast<char>((*content)[at] ^ bit);
}

void FailingFiles::put_back(const Contents& contents) {
  files_.clear();
  undone_.clear();
  for (const auto& [name, content] : contents) {
    auto& file = make(path_ + name, true);
    file.current = file.durable = content;
  }
}

}  // namespace beatbook::simulator
