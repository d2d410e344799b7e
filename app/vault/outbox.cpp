#include "app/vault/outbox.h"

#include <algorithm>

#include "app/vault/box.h"
#include "app/vault/outbox_frame.h"
#include "kernel/limits.h"
#include "kernel/mutant.h"

namespace beatbook::app {

namespace {

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
  if (!last && mutant(Mutant::outbox_begins_anywhere)) return true;
  return last ? seq == last->seq + 1 && incarnation >= last->incarnation : seq == 1;
}

Error changed_on_disk() {
  return {Fault::storage, "The outbox changed on disk. Lock the tablet and unlock it again: then it is mended from the store."};
}

}  // namespace

Outbox::Outbox(std::unique_ptr<OutboxFile> file, Sealer sealer, Random random)
    : file_(std::move(file)), sealer_(std::move(sealer)), random_(std::move(random)) {}

Result<Outbox> Outbox::open(const std::filesystem::path& directory, BytesView server_sealing_key) {
  auto file = open_outbox_file(directory);
  if (!file) return file.error();
  return open(*std::move(file), server_sealing_key, random_bytes);
}

Result<Outbox> Outbox::open(std::unique_ptr<OutboxFile> file, BytesView server_sealing_key, Random random) {
  auto sealer = Sealer::start(server_sealing_key, *Key::from_bytes(random(Key::size)));
  if (!sealer) return sealer.error();
  Outbox outbox(std::move(file), *std::move(sealer), std::move(random));
  outbox.mark_ = outbox.file_->mark();
  const auto content = outbox.file_->read();
  if (!content) return content.error();
  if (auto scanned = outbox.scan(*content); !scanned) return scanned.error();
  return outbox;
}

// What the file holds, from its beginning to the first frame that does not fit.
Result<void> Outbox::scan(BytesView content) {
  base_.reset();
  fork_.reset();
  once_acked_seq_ = 0;
  store_incarnation_.clear();
  entries_.clear();
  end_ = 0;
  while (auto read = read_frame(content.substr(end_))) {
    ChainPoint point = point_of(read->frame);
    bool is_base = read->frame.sealed().empty();
    if (is_base ? end_ > 0 : !follows(last(), point.incarnation, point.seq)) break;
    if (is_base) {
      base_ = point;
      once_acked_seq_ = read->frame.once_acked_seq();
      store_incarnation_ = read->frame.store_incarnation();
      fork_ = fork_of(read->frame);
    } else {
      entries_.push_back({point, end_, end_ + read->size});
    }
    end_ += read->size;
  }
  return end_ < content.size() ? cut_off(content.substr(end_)) : Result<void>();
}

// An append that a crash cut, or damage.
Result<void> Outbox::cut_off(BytesView damaged) {
  if (auto expected = expect_saves(); !expected) return expected;
  if (!is_torn_append(damaged)) {
    if (auto kept = file_->set_aside(damaged); !kept) return kept;
  }
  if (auto cut = file_->shorten(end_); !cut) return cut;
  return flush();
}

Bytes Outbox::mark_of_last() const {
  const auto newest = last();
  return newest ? frame_at(*newest).SerializeAsString() : Bytes();
}

bool Outbox::whole() const { return mark_ && *mark_ == mark_of_last() && !disk_failed_; }

Result<void> Outbox::expect_saves() {
  // One that nobody sees may come back with the next power cut, where its deletion did not reach the disk.
  if (mark_is_off_ || (!mark_ && mutant(Mutant::outbox_mark_comes_back)) || mutant(Mutant::outbox_always_whole)) return {};
  if (auto cleared = watched(file_->clear_mark()); !cleared) return cleared;
  mark_is_off_ = true;
  mark_.reset();
  return {};
}

Result<void> Outbox::mark_whole() {
  if (auto flushed = flush(); !flushed) return flushed;
  if (disk_failed_) return Error{Fault::storage, "The disk failed while the outbox was open. Unlock the tablet again."};
  if (whole()) return {};
  Bytes mark = mark_of_last();
  mark_is_off_ = false;
  if (auto marked = watched(file_->set_mark(mark)); !marked) return marked;
  mark_ = std::move(mark);
  return {};
}

// A sync that failed once succeeds the next time, whatever it has lost.
Result<void> Outbox::watched(Result<void> done) {
  disk_failed_ |= !done;
  return done;
}

Result<void> Outbox::append(uint32_t incarnation, uint64_t seq, const Hash& chain_hash, BytesView change_set) {
  if (change_set.size() > limits::purged_change_set) {
    return Error{Fault::too_large, "A save is at most " + std::to_string(limits::change_set / 1024) + " KiB. Split it."};
  }
  if (!follows(last(), incarnation, seq)) {
    return Error{Fault::out_of_order, "The outbox ends at " + std::to_string(last() ? last()->seq : 0) + "; change-set " +
                                          std::to_string(seq) + " does not follow. Restart it from the store."};
  }
  if (auto expected = expect_saves(); !expected) return expected;
  ChainPoint point{incarnation, seq, chain_hash};
  v1::OutboxFrame frame = frame_at(point);
  frame.set_sealed(sealer_.seal(incarnation, seq, change_set, random_(sealing_nonce_size)));
  Bytes bytes = write_frame(frame);
  if (auto written = file_->write_at(end_, bytes); !written) return written;
  entries_.push_back({point, end_, end_ + bytes.size()});
  end_ += bytes.size();
  return {};
}

Result<void> Outbox::flush() { return watched(file_->sync()); }

Result<OutboxEntry> Outbox::read(const Place& place) const {
  const auto bytes = file_->read_at(place.offset, place.end - place.offset);
  if (!bytes) return bytes.error();
  auto read = read_frame(*bytes);
  if (!read) return changed_on_disk();
  return OutboxEntry{place.point, std::move(*read->frame.mutable_sealed())};
}

Result<std::vector<OutboxEntry>> Outbox::entries_after(uint64_t seq, std::size_t max_bytes) const {
  std::vector<OutboxEntry> entries;
  std::size_t bytes = 0;
  for (auto place = behind(seq); place < entries_.size(); ++place) {
    auto entry = read(entries_[place]);
    if (!entry) return entry.error();
    bytes += entry->sealed.size();
    if (!entries.empty() && bytes > max_bytes) break;
    entries.push_back(*std::move(entry));
  }
  return entries;
}

Result<void> Outbox::drop_through(uint64_t seq, BytesView store_incarnation) {
  const auto kept = behind(seq);
  if (kept == 0) return {};
  store_incarnation_ = store_incarnation;
  return replace(entries_[kept - 1].point, kept);
}

Result<void> Outbox::restart(const ChainPoint& base, uint64_t once_acked_seq, BytesView store_incarnation) {
  fork_.reset();
  once_acked_seq_ = once_acked_seq;
  store_incarnation_ = store_incarnation;
  return replace(base, entries_.size());
}

Result<void> Outbox::drop_damaged() { return file_->drop_set_aside(); }

Result<void> Outbox::take_fork(const v1::Fork& answer, const ChainPoint& parting, BytesView store_incarnation) {
  fork_ = LockedFork{answer, parting};
  once_acked_seq_ = 0;  // no store knows the new names yet
  store_incarnation_ = store_incarnation;
  return replace(parting, behind(parting.seq + (mutant(Mutant::outbox_fork_loses_one) ? 1 : 0)));
}

// The place of the first entry behind that number.
std::size_t Outbox::behind(uint64_t seq) const {
  const auto at = std::upper_bound(entries_.begin(), entries_.end(), seq,
                                   [](uint64_t number, const Place& entry) { return number < entry.point.seq; });
  return static_cast<std::size_t>(at - entries_.begin());
}

// Writes a new file of `base`, the fork if there is one, and the entries from number `first_kept` on.
Result<void> Outbox::replace(const ChainPoint& base, std::size_t first_kept) {
  v1::OutboxFrame first = frame_at(base);
  if (once_acked_seq_ > 0) first.set_once_acked_seq(once_acked_seq_);
  if (!store_incarnation_.empty()) first.set_store_incarnation(store_incarnation_);
  if (fork_) {
    *first.mutable_fork()->mutable_answer() = fork_->answer;
    first.mutable_fork()->set_incarnation(fork_->parting.incarnation);
    first.mutable_fork()->set_chain_hash(Bytes(view(fork_->parting.chain_hash)));
  }
  Bytes content = write_frame(first);
  if (first_kept < entries_.size()) {
    uint64_t from = entries_[first_kept].offset;
    const auto kept = file_->read_at(from, end_ - from);
    if (!kept) return kept.error();
    if (kept->size() != end_ - from) return Error{Fault::corrupt, "The outbox is shorter than it was. Unlock the tablet."};
    content += *kept;
  }
  const auto count = entries_.size() - first_kept;
  if (auto written = watched(file_->replace(content)); !written) return written;
  if (auto scanned = scan(content); !scanned) return scanned;
  return entries_.size() == count ? Result<void>() : changed_on_disk();
}

uint64_t Outbox::once_acked_seq() const {
  const uint64_t lost = mutant(Mutant::outbox_forgets_lost_ack) ? 0 : once_acked_seq_;
  return std::max(lost, base_ ? base_->seq : 0);
}

uint32_t Outbox::incarnation() const {
  const auto newest = last();
  return fork_ ? fork_->answer.new_incarnation() : newest ? newest->incarnation : 0;
}

std::optional<ChainPoint> Outbox::last() const { return entries_.empty() ? base_ : entries_.back().point; }

}  // namespace beatbook::app
