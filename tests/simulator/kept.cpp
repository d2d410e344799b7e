// Entries of colleagues that the server has lost: handed in by whoever still has them; and what must be true of them.
#include <algorithm>

#include "kernel/erasure.h"
#include "simulator/oracle.h"
#include "sqlite/database.h"

namespace beatbook::simulator {

// Whoever keeps something, beginning with this one: rarely does anybody. False when nobody does.
bool World::hand_in_copy(size_t first, Dice& dice) {
  for (size_t i = 0; i < nodes_.size(); ++i) {
    auto& node = nodes_[(first + i) % nodes_.size()];
    if (node.lost || !keeps(node)) continue;
    if (try_unlock(node) && keeps(node)) hand_in_copy(node, dice);
    return true;
  }
  return false;
}

bool World::keeps(Node& node) {
  const Oracle no_disk_fails(*this);
  return node.log->kept().any();
}

void World::hand_in_copy(Node& node, Dice& dice) {
  std::optional<Result<TabletLog::Copy>> copy;
  Oracle::ReadEntries before;
  size_t count = 0;
  {
    Oracle oracle(*this);
    const auto kept = node.log->kept().list();
    count = kept.size();
    copy = node.log->copy_of(kept[dice.below(count)].dot);
    before = oracle.seen_of_others(node);
  }
  if (!*copy) throw Violation{"S1", "what " + name(node) + " keeps cannot be handed in"};
  try {
    save_or_throw(node, std::move((*copy)->header), (*copy)->changes);
  } catch (const StorageFailure&) {
    tablet_disk_failed(node);
    return;
  }
  ++tally_[Count::copies];
  Oracle oracle(*this);
  if (node.log->kept().count() >= count) throw Violation{"L1", "what was handed in is still kept"};
  if (!node.log->facts().rebuilding()) oracle.nothing_seen_vanishes(node, before);
  oracle.kept_is_lost(node);
}

std::vector<std::pair<LogRow, ChangeSet>> Oracle::kept_of(Node& node) {
  std::vector<std::pair<LogRow, ChangeSet>> out;
  auto kept = node.log->kept();
  for (const auto& one : kept.list()) {
    auto row = kept.find(one.dot);
    auto set = row ? node.log->decode(*row) : Result<ChangeSet>(Error{Fault::corrupt, {}});
    if (!set) throw Violation{"S1", name(node) + " cannot read what it keeps for a colleague"};
    out.emplace_back(*row, *set);
  }
  return out;
}

Oracle::ReadEntries Oracle::seen_of_others(Node& node) {
  ReadEntries out;
  const auto at = node.log->position();
  const auto add = [&](const LogRow& row, const ChangeSet& set) {
    for (const auto& placed : set.changes) {
      const auto& change = placed.change;
      const bool visible =
          row.dot.branch.enrolment == node.id || at.streams.contains({Bytes(set.header.operation), change.visibility});
      if (visible && placed.tags) out[set.original(row.dot).dot].emplace(change.record, change.visibility);
    }
  };
  for (const auto& row : node.store().entries_after(0, SIZE_MAX)) {
    const auto set = node.log->decode(row);
    if (set && !row.quarantined) add(row, *set);
  }
  for (const auto& [row, set] : kept_of(node)) add(row, set);
  return out;
}

void Oracle::nothing_seen_vanishes(Node& node, const ReadEntries& before) {
  for (const auto& [dot, parts] : before) {
    for (const auto& [id, visibility] : parts) {
      // Of what is purged the entries come without it before the order does.
      if (!node.log->erased(id) && !purged(id)) part_is_in_sight(node, dot, id, visibility);
    }
  }
}

void Oracle::part_is_in_sight(Node& node, const Dot& dot, const RecordId& id, VisibilityClass visibility) {
  const std::string who = name(node);
  // The view of a revoked one is empty: it has its own entries in its log.
  if (world_->revoked_.contains(node.id)) {
    if (!node.log->change_set(dot)) throw Violation{"S1", who + " has lost what a copy of it wrote"};
    return;
  }
  const auto record = node.log->record(id);
  if (!record) throw Violation{"S1", who + " has lost a record of a colleague"};
  // Its author may have brought it again under another incarnation.
  const auto touch = std::find_if(record->touches.begin(), record->touches.end(), [&](const Touch& one) {
    return one.visibility == visibility && one.dot.seq == dot.seq && one.dot.branch.enrolment == dot.branch.enrolment;
  });
  if (touch == record->touches.end()) throw Violation{"S1", who + " has lost what a colleague wrote"};
  const auto row = node.log->change_set(touch->dot);
  const auto set = row ? node.log->decode(*row) : Result<ChangeSet>(Error{Fault::not_found, {}});
  const bool told = set && std::any_of(set->changes.begin(), set->changes.end(),
                                       [&](const PlacedChange& placed) { return placed.change.record == id; });
  if (!told) throw Violation{"S1", who + " cannot look up what a colleague wrote"};
}

// In the view's log, or among its own entries, part by part.
bool Oracle::is_elsewhere(Node& node, const LogRow& row, const ChangeSet& set) {
  std::set<std::pair<RecordId, VisibilityClass>> missing;
  for (const auto& placed : set.changes) missing.emplace(placed.change.record, placed.change.visibility);
  const auto at = node.log->position();
  const Dot name = set.original(row.dot).dot;
  const auto take = [&](const LogRow& other, const Dot& dot) {
    const auto known = node.log->decode(other);
    if (!known) return;
    const bool twin =
        dot.seq == name.seq && dot.branch.enrolment == name.branch.enrolment && known->stamp() == set.original(row.dot).stamp;
    if (known->original(dot).dot != name && !twin) return;
    for (const auto& placed : known->changes) missing.erase({placed.change.record, placed.change.visibility});
  };
  for (const auto& other : node.store().entries_after(0, SIZE_MAX)) take(other, other.dot);
  for (const auto& own : node.store().own_after(0, SIZE_MAX, SIZE_MAX)) take(own, own_dot(at.branch, at.ancestry, own.dot.seq));
  return missing.empty();
}

void Oracle::kept_is_lost(Node& node) {
  const auto at = node.log->position();
  if (at.rebuilding) return;
  for (const auto& [row, set] : kept_of(node)) {
    if (node.store().entry(row.dot) || is_elsewhere(node, row, set))
      throw Violation{"status", name(node) + " calls lost what the server has"};
    for (const auto& placed : set.changes) {
      if (row.dot.branch.enrolment != node.id && !at.streams.contains({Bytes(set.header.operation), placed.change.visibility}))
        throw Violation{"S13", name(node) + " keeps what it may not see"};
    }
  }
}

}  // namespace beatbook::simulator
