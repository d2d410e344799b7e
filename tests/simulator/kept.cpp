// Entries of colleagues that the server has lost: handed in by whoever still has them; and what must be true of them.
#include "kernel/erasure.h"
#include "simulator/oracle.h"
#include "sqlite/database.h"

namespace beatbook::simulator {

// Whoever keeps something, beginning with this one: rarely does anybody.
void World::hand_in_copy(size_t first, Dice& dice) {
  for (size_t i = 0; i < nodes_.size(); ++i) {
    auto& node = nodes_[(first + i) % nodes_.size()];
    std::vector<Dot> kept;
    for (const auto& one : node.log->kept().list()) {
      if (!one.copied) kept.push_back(one.dot);
    }
    if (kept.empty()) continue;
    auto copy = node.log->copy_of(kept[dice.below(kept.size())]);
    if (!copy) continue;  // it was written over since
    try {
      save_or_throw(node, std::move(copy->header), copy->changes);
      ++tally_.copies;
    } catch (const StorageFailure&) {
      tablet_disk_failed(node);
    }
    return;
  }
}

std::vector<std::pair<LogRow, ChangeSet>> Oracle::kept_of(Node& node) {
  std::vector<std::pair<LogRow, ChangeSet>> out;
  auto kept = node.log->kept();
  for (const auto& one : kept.list()) {
    auto row = kept.find(one.dot);
    auto set = row ? node.log->decode(*row) : Result<ChangeSet>(Error{Fault::corrupt, {}});
    if (!set) throw Violation{"S1", "tablet " + std::to_string(node.number) + " cannot read what it keeps for a colleague"};
    out.emplace_back(*row, *set);
  }
  return out;
}

Oracle::ReadEntries Oracle::seen_of_others(Node& node) {
  ReadEntries out;
  const auto at = node.log->position();
  const auto add = [&](const LogRow& row, const ChangeSet& set) {
    for (const auto& placed : set.changes) {
      const bool visible =
          row.dot.branch.enrolment == node.id || at.streams.contains({Bytes(set.header.operation), placed.change.visibility});
      if (visible) out[row.dot].insert(placed.change.record);
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
  for (const auto& [dot, records] : before) {
    const auto row = node.log->change_set(dot);
    const auto set = row ? node.log->decode(*row) : Result<ChangeSet>(Error{Fault::not_found, {}});
    for (const auto& record : records) {
      if (node.log->erased(record)) continue;
      const bool there = set && std::any_of(set->changes.begin(), set->changes.end(),
                                            [&](const PlacedChange& placed) { return placed.change.record == record; });
      if (!there) throw Violation{"S1", "tablet " + std::to_string(node.number) + " has lost what a colleague wrote"};
    }
  }
}

void Oracle::kept_is_lost(Node& node) {
  const auto at = node.log->position();
  if (at.rebuilding) return;
  for (const auto& [row, set] : kept_of(node)) {
    if (node.store().entry(row.dot))
      throw Violation{"status", "tablet " + std::to_string(node.number) + " calls lost what the server has"};
    for (const auto& placed : set.changes) {
      if (row.dot.branch.enrolment != node.id && !at.streams.contains({Bytes(set.header.operation), placed.change.visibility}))
        throw Violation{"S13", "tablet " + std::to_string(node.number) + " keeps what it may not see"};
    }
  }
}

}  // namespace beatbook::simulator
