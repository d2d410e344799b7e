#include "app/vault/outbox.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <thread>

#include "app/vault/box.h"
#include "app/vault/outbox_frame.h"
#include "kernel/limits.h"

namespace beatbook::app {

namespace {

constexpr const char* outbox_name = "outbox";
constexpr auto try_every = std::chrono::milliseconds(10);
constexpr int most_tries = 200;

v1::OutboxFrame frame_at(const ChainPoint& point) {
  v1::OutboxFrame frame;
  frame.set_incarnation(point.incarnation);
  frame.set_seq(point.seq);
  frame.set_chain_hash(Bytes(view(point.chain_hash)));
  return frame;
}

ChainPoint point_of(const v1::OutboxFrame& frame) { return {frame.incarnation(), frame.seq(), hash_from(frame.chain_hash())}; }

std::optional<LockedFork> fork_of(const v1::OutboxFrame& frame) {
  if (!frame.has_fork()) return std::nullopt;
  const auto& fork = frame.fork();
  return LockedFork{fork.answer(), {fork.incarnation(), fork.answer().after_seq(), hash_from(fork.chain_hash())}};
}

bool follows(const std::optional<ChainPoint>& last, uint32_t incarnation, uint64_t seq) {
  return !last || (seq == last->seq + 1 && incarnation >= last->incarnation);
}

Result<FileHandle> open_to_write(const std::filesystem::path& file) {
  FileHandle handle(::open(file.c_str(), O_RDWR | O_CLOEXEC));
  if (!handle) return system_error("open", file);
  return handle;
}

// Keeps bytes that nobody can read today under the first free name.
Result<void> set_aside(const std::filesystem::path& directory, BytesView bytes) {
  for (int number = 1;; ++number) {
    std::filesystem::path file = directory / ("outbox.damaged-" + std::to_string(number));
    if (!std::filesystem::exists(file)) return write_durably(file, bytes);
  }
}

}  // namespace

Outbox::Outbox(std::filesystem::path directory, FileHandle turn, Sealer sealer)
    : directory_(std::move(directory)), turn_(std::move(turn)), sealer_(std::move(sealer)) {}

Result<Outbox> Outbox::open(const std::filesystem::path& directory, BytesView server_sealing_key) {
  auto sealer = Sealer::start(server_sealing_key, random_key());
  if (!sealer) return sealer.error();
  // Who has it for a moment, as a session that stays has, lets it go soon.
  auto turn = lock_file(directory / "outbox.lock", false);
  for (int tries = 0; !turn && tries < most_tries; ++tries) {
    std::this_thread::sleep_for(try_every);
    turn = lock_file(directory / "outbox.lock", false);
  }
  if (!turn) return turn.error();
  Outbox outbox(directory, *std::move(turn), *std::move(sealer));
  std::filesystem::path file = directory / outbox_name;
  if (!std::filesystem::exists(file)) {
    if (auto made = write_durably(file, {}); !made) return made.error();
  }
  if (auto scanned = outbox.scan(); !scanned) return scanned.error();
  return outbox;
}

// Reads the file from its beginning to the first frame that does not fit.
Result<void> Outbox::scan() {
  std::filesystem::path file = directory_ / outbox_name;
  auto content = read_file(file);
  if (!content) return content.error();
  auto handle = open_to_write(file);
  if (!handle) return handle.error();
  file_ = *std::move(handle);
  base_.reset();
  fork_.reset();
  entries_.clear();
  end_ = 0;
  while (auto read = read_frame(BytesView(*content).substr(end_))) {
    ChainPoint point = point_of(read->frame);
    bool is_base = read->frame.sealed().empty();
    if (is_base ? end_ > 0 : !follows(last(), point.incarnation, point.seq)) break;
    if (is_base) {
      base_ = point;
      fork_ = fork_of(read->frame);
    } else {
      entries_.push_back({point, end_, end_ + read->size});
    }
    end_ += read->size;
  }
  return end_ < content->size() ? cut_off(BytesView(*content).substr(end_)) : Result<void>();
}

Result<void> Outbox::cut_off(BytesView damaged) {
  if (!is_torn_append(damaged)) {
    if (auto kept = set_aside(directory_, damaged); !kept) return kept;
  }
  if (::ftruncate(file_.get(), static_cast<off_t>(end_)) != 0) return system_error("shorten", directory_ / outbox_name);
  return flush();
}

Result<void> Outbox::append(uint32_t incarnation, uint64_t seq, const Hash& chain_hash, BytesView change_set) {
  if (change_set.size() > limits::purged_change_set) {
    return Error{Fault::too_large, "A save is at most " + std::to_string(limits::change_set / 1024) + " KiB. Split it."};
  }
  if (!follows(last(), incarnation, seq)) {
    return Error{Fault::out_of_order, "The outbox ends at " + std::to_string(last()->seq) + "; change-set " +
                                          std::to_string(seq) + " does not follow. Restart it from the store."};
  }
  ChainPoint point{incarnation, seq, chain_hash};
  v1::OutboxFrame frame = frame_at(point);
  frame.set_sealed(sealer_.seal(incarnation, seq, change_set, random_bytes(sealing_nonce_size)));
  Bytes bytes = write_frame(frame);
  if (auto written = write_at(file_, end_, bytes); !written) return written;
  entries_.push_back({point, end_, end_ + bytes.size()});
  end_ += bytes.size();
  return {};
}

Result<void> Outbox::flush() {
  if (::fdatasync(file_.get()) != 0) return system_error("sync", directory_ / outbox_name);
  return {};
}

Result<OutboxEntry> Outbox::read(const Place& place) const {
  Bytes bytes(place.end - place.offset, '\0');
  ssize_t got = ::pread(file_.get(), bytes.data(), bytes.size(), static_cast<off_t>(place.offset));
  if (got < 0) return system_error("read", directory_ / outbox_name);
  auto read = read_frame(BytesView(bytes).substr(0, static_cast<std::size_t>(got)));
  if (!read) return Error{Fault::corrupt, "The outbox changed on disk. Unlock the tablet: it is mended from the store."};
  return OutboxEntry{place.point, std::move(*read->frame.mutable_sealed())};
}

Result<std::vector<OutboxEntry>> Outbox::entries_after(uint64_t seq, std::size_t max_bytes) const {
  auto place = std::upper_bound(entries_.begin(), entries_.end(), seq,
                                [](uint64_t number, const Place& entry) { return number < entry.point.seq; });
  std::vector<OutboxEntry> entries;
  std::size_t bytes = 0;
  for (; place != entries_.end(); ++place) {
    auto entry = read(*place);
    if (!entry) return entry.error();
    bytes += entry->sealed.size();
    if (!entries.empty() && bytes > max_bytes) break;
    entries.push_back(*std::move(entry));
  }
  return entries;
}

Result<void> Outbox::drop_through(uint32_t incarnation, uint64_t seq) {
  auto kept = std::find_if(entries_.begin(), entries_.end(),
                           [&](const Place& entry) { return entry.point.seq > seq || entry.point.incarnation > incarnation; });
  if (kept == entries_.begin()) return {};
  return replace(std::prev(kept)->point, static_cast<std::size_t>(kept - entries_.begin()));
}

Result<void> Outbox::restart(const ChainPoint& base) {
  fork_.reset();
  return replace(base, entries_.size());
}

Result<void> Outbox::drop_damaged() {
  for (int number = 1;; ++number) {
    const auto file = directory_ / ("outbox.damaged-" + std::to_string(number));
    std::error_code failed;
    if (!std::filesystem::remove(file, failed)) return failed ? Result<void>(system_error("remove", file)) : Result<void>();
  }
}

Result<void> Outbox::take_fork(const v1::Fork& answer, const ChainPoint& parting) {
  fork_ = LockedFork{answer, parting};
  return replace(base_.value_or(parting), 0);
}

// Writes a new file of `base`, the fork if there is one, and the entries from number `first_kept` on.
Result<void> Outbox::replace(const ChainPoint& base, std::size_t first_kept) {
  v1::OutboxFrame first = frame_at(base);
  if (fork_) {
    *first.mutable_fork()->mutable_answer() = fork_->answer;
    first.mutable_fork()->set_incarnation(fork_->parting.incarnation);
    first.mutable_fork()->set_chain_hash(Bytes(view(fork_->parting.chain_hash)));
  }
  Bytes content = write_frame(first);
  if (first_kept < entries_.size()) {
    uint64_t from = entries_[first_kept].offset;
    std::size_t at = content.size();
    content.resize(at + (end_ - from));
    ssize_t got = ::pread(file_.get(), content.data() + at, end_ - from, static_cast<off_t>(from));
    if (got < 0 || static_cast<uint64_t>(got) != end_ - from) return system_error("read", directory_ / outbox_name);
  }
  if (auto written = write_durably(directory_ / outbox_name, content); !written) return written;
  return scan();
}

std::optional<ChainPoint> Outbox::last() const { return entries_.empty() ? base_ : entries_.back().point; }

}  // namespace beatbook::app
