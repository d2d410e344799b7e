#include "app/tablet/overview.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/forms/envelope.h"

namespace beatbook::app {

namespace {

constexpr int64_t day_ms = 24 * 3'600'000;
constexpr size_t most_entries = 5000;  // of one shift
constexpr size_t at_once = 1024;

std::string count_of(uint64_t count, const char* one, const char* many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

// Own change-sets that the server holds back.
std::set<RecordId> held(Tablet& tablet) {
  std::set<RecordId> out;
  auto& store = tablet.store();
  if (store.quarantined_count() == 0) return out;
  const auto through = tablet.log().facts().acked_seq();
  for (uint64_t seq = 1; seq <= through;) {
    const auto receipt = store.receipt(seq);
    const uint64_t last = receipt && receipt->to_seq >= seq ? receipt->to_seq : seq;
    for (uint64_t at = seq; receipt && receipt->quarantined && at <= last; ++at) {
      const auto row = store.own(at);
      const auto set = row ? tablet.log().decode(*row) : Result<ChangeSet>(Error{Fault::not_found, {}});
      if (!set) continue;
      for (const auto& placed : set->changes) out.insert(placed.change.record);
    }
    seq = last + 1;
  }
  return out;
}

// `backed_up`: all that the server acknowledged has a second copy there; `ever`: it said that it makes copies at all.
void judge(Overview& out, bool backed_up, bool ever) {
  if (out.only_here > 0) {
    out.reasons.push_back(fmt::format("{} only on this tablet. {} when the signal is back.",
                                      count_of(out.only_here, "entry is", "entries are"),
                                      out.only_here == 1 ? "It goes by itself" : "They go by themselves"));
  }
  if (out.pictures > 0) {
    out.reasons.push_back(fmt::format("{} only on this tablet. {} after the entries, while the tablet is unlocked.",
                                      count_of(out.pictures, "picture is", "pictures are"),
                                      out.pictures == 1 ? "It goes" : "They go"));
  }
  if (out.drafts > 0) {
    out.reasons.push_back(count_of(out.drafts, "form is", "forms are") + " not saved yet, and kept only on this tablet.");
  }
  if (out.quarantined > 0) {
    out.reasons.push_back(count_of(out.quarantined, "save is", "saves are") + " held for a supervisor to look at.");
  }
  if (out.kept > 0) {
    out.reasons.push_back(fmt::format("{} on this tablet and no longer at the server, which was put back to a backup.",
                                      count_of(out.kept, "entry of a colleague is", "entries of colleagues are")));
  }
  if (out.rebuilding) out.reasons.push_back("The entries of colleagues are not all read anew yet. Sync once more.");
  const bool safe_here = out.reasons.empty();
  if (out.synced_ms == 0) out.reasons.push_back("This tablet has not heard from the server yet.");
  if (!backed_up) {
    out.reasons.push_back(
        ever ? "What was sent since the server's last backup is not backed up yet. Keep the tablet and sync after the next one."
             : "The server keeps no archive, so what it received is not backed up.");
  }
  if (!safe_here) {
    out.light = SafeLight::not_safe;
    out.title = "Not safe to hand in";
  } else if (out.synced_ms == 0) {
    out.title = "Not known";
  } else if (!backed_up) {
    out.title = "Received, not backed up";
  } else {
    out.light = SafeLight::safe;
    out.title = "Safe to hand in";
  }
  if (!out.reasons.empty()) out.sentence = out.reasons.front();
}

}  // namespace

void OverviewReader::catch_up() {
  auto& log = tablet_->log();
  auto& store = tablet_->store();
  const auto at = log.position();
  // What is merged is read no more; while the view is rebuilt the mark starts anew.
  if (at.cursor_own_seq < merged_to_) {
    things_.clear();
    read_to_ = 0;
  }
  merged_to_ = at.cursor_own_seq;
  read_to_ = std::max(read_to_, merged_to_);
  things_.erase(things_.begin(), things_.upper_bound(at.cursor_own_seq));
  while (read_to_ < at.head_seq) {
    const auto rows = store.own_after(read_to_, SIZE_MAX, at_once);
    if (rows.empty()) return;
    for (const auto& row : rows) {
      read_to_ = row.dot.seq;
      const auto set = log.decode(row);
      if (!set) continue;
      std::set<RecordId> entries, others;
      for (const auto& placed : set->changes) {
        const auto* type = schema::find_type(placed.change.type);
        (type && has_envelope(*type) ? entries : others).insert(placed.change.record);
      }
      auto& things = things_[row.dot.seq];
      things.assign(entries.begin(), entries.end());
      if (entries.empty() && !others.empty()) things.push_back(*others.begin());
    }
  }
}

std::set<RecordId> OverviewReader::between(uint64_t after, uint64_t through) const {
  std::set<RecordId> out;
  for (auto at = things_.upper_bound(after); at != things_.end() && at->first <= through; ++at) {
    out.insert(at->second.begin(), at->second.end());
  }
  return out;
}

std::vector<IndexEntry> OverviewReader::needs_you() {
  auto& index = tablet_->index();
  std::map<RecordId, IndexEntry> candidates;
  for (auto& entry : index.conflicts()) candidates.emplace(entry.id, std::move(entry));
  for (auto& entry : index.decided(collar_number(tablet_->log().facts()), "RETURN")) {
    candidates.emplace(entry.id, std::move(entry));
  }
  for (const auto& id : held(*tablet_)) {
    if (auto entry = index.find(id)) candidates.emplace(id, *std::move(entry));
  }
  std::vector<IndexEntry> out;
  const auto sources = tablet_->sources();
  for (auto& [id, candidate] : candidates) {
    const auto entry = read_entry(tablet_->log(), id, sources);
    if (entry && !entry->needs.empty()) out.push_back(std::move(candidate));
  }
  std::sort(out.begin(), out.end(),
            [](const auto& a, const auto& b) { return std::tie(b.at_ms, b.id) < std::tie(a.at_ms, a.id); });
  return out;
}

Overview OverviewReader::read() {
  catch_up();
  auto& log = tablet_->log();
  const auto at = log.position();
  Overview out;
  out.pending = log.pending();
  out.quarantined = tablet_->store().quarantined_count();
  out.kept = log.kept().count();
  out.rebuilding = at.rebuilding;
  out.disk_full = tablet_->store().database().ballast_given_up();
  out.synced_ms = log.facts().synced_ms();
  const auto drafts = tablet_->drafts().count();
  out.drafts = drafts ? *drafts : 0;
  const auto here = between(at.acked_seq, at.head_seq);
  auto there = between(at.cursor_own_seq, at.acked_seq);
  std::erase_if(there, [&](const RecordId& id) { return here.contains(id); });
  std::set<RecordId> needing;
  for (const auto& entry : needs_you()) needing.insert(entry.id);
  out.only_here = here.size();
  out.received = there.size();
  out.needs_you = needing.size();

  ListQuery mine;
  mine.purpose = Purpose::safeguarding;
  mine.limit = most_entries;
  mine.author = collar_number(log.facts());
  if (const auto shift = tablet_->notebook().open_shift()) {
    mine.shift = shift->id;
  } else {
    mine.from_ms = corrected(log.facts(), wall_clock_ms()).now_ms - day_ms;
  }
  for (const auto& entry : tablet_->index().list(mine)) {
    const bool elsewhere = here.contains(entry.id) || there.contains(entry.id) || needing.contains(entry.id);
    if (!elsewhere && entry.shift) ++out.merged;
  }
  const auto& facts = log.facts();
  const bool ever = facts.archived() || facts.backup_gsn() > 0;
  auto pictures = log.attachments();
  out.pictures = pictures.unreceived();
  judge(out, ever && log.backed_up_seq() >= at.acked_seq && (out.pictures > 0 || pictures.all_backed_up()), ever);
  return out;
}

}  // namespace beatbook::app
