#include "simulator/oracle.h"

#include <algorithm>
#include <unordered_set>

#include "schema/projection.h"

namespace beatbook::simulator {

Oracle::Oracle(World& world) : world_(&world) { ++world.tally_.watch.held; }
Oracle::~Oracle() { --world_->tally_.watch.held; }

void Oracle::nothing_confirmed_is_lost() {
  std::unordered_set<Bytes> central;
  for (const auto& row : whole_log(world_->disk_->durable())) central.insert(world_->identity(row.change_set));
  for (const auto& promise : world_->promises_) {
    const auto& wanted = world_->identity(promise.change_set);
    if (promise.gone || central.contains(wanted)) continue;
    bool held = false;
    for (auto& node : world_->nodes_) {
      if (node.id != promise.author || node.lost) continue;
      const auto own = node.disk->durable().own(promise.seq);
      held |= own && world_->identity(own->change_set) == wanted;
    }
    if (!held) throw Violation{"S1", "a save that was told as saved is nowhere: seq " + std::to_string(promise.seq)};
  }
}

bool Oracle::same_entry(const Bytes& one, const Bytes& other) {
  return one == other || world_->identity(one) == world_->identity(other);
}

bool Oracle::stands(const LogRow& row) { return !row.quarantined || world_->central_.released_by(row.gsn) > 0; }

uint64_t Oracle::place_of(const Bytes& change_set) {
  for (const auto& row : whole_log(world_->disk_->durable())) {
    if (same_entry(row.change_set, change_set)) return row.gsn;
  }
  return 0;
}

void Oracle::forgive_what_a_backup_lacks() {
  std::unordered_set<Bytes> held;
  for (const auto& row : whole_log(world_->disk_->store())) held.insert(world_->identity(row.change_set));
  for (auto& node : world_->nodes_) {
    if (node.lost) continue;
    for (const auto& row : node.disk->durable().own_after(0, SIZE_MAX, SIZE_MAX)) held.insert(world_->identity(row.change_set));
  }
  for (auto& promise : world_->promises_) promise.gone |= !held.contains(world_->identity(promise.change_set));
}

void Oracle::log_is_gapless_and_single() {
  uint64_t last = 0;
  std::unordered_set<Bytes> seen;
  for (const auto& row : whole_log(world_->disk_->store())) {
    if (row.gsn != ++last) throw Violation{"S3", "the log lacks gsn " + std::to_string(last)};
    if (!seen.insert(world_->identity(row.change_set)).second)
      throw Violation{"S2", "gsn " + std::to_string(row.gsn) + " is an entry the log holds already"};
  }
}

void Oracle::acknowledged_is_durable(Node& node, const v1::PushAck& ack) {
  for (const auto& receipt : ack.receipts()) {
    for (uint64_t seq = receipt.from_seq(); seq <= receipt.to_seq(); ++seq) {
      const auto own = node.store().own(seq);
      const auto held = world_->disk_->durable().entry(receipt.first_gsn() + seq - receipt.from_seq());
      if (own && (!held || !same_entry(held->change_set, own->change_set)))
        throw Violation{"S4",
                        name(node) + " has an ack of seq " + std::to_string(seq) + " that the server does not hold there"};
    }
  }
}

void Oracle::acknowledged_is_held() {
  std::unordered_set<Bytes> central;
  for (const auto& row : whole_log(world_->disk_->store())) central.insert(world_->identity(row.change_set));
  for (auto& node : world_->nodes_) {
    held_in(central, node);
    received_pictures_are_held(node, world_->disk_->store());
  }
}

void Oracle::acknowledged_is_held(Node& node) {
  std::unordered_set<Bytes> central;
  for (const auto& row : whole_log(world_->disk_->durable())) central.insert(world_->identity(row.change_set));
  held_in(central, node);
  received_pictures_are_held(node, world_->disk_->durable());
}

void Oracle::held_in(const std::unordered_set<Bytes>& central, Node& node) {
  const auto& facts = node.log->facts();
  if (facts.store_incarnation() != world_->incarnation_) return;
  for (uint64_t seq = 1; seq <= facts.acked_seq(); ++seq) {
    const auto own = node.store().own(seq);
    if (own && !central.contains(world_->identity(own->change_set)))
      throw Violation{"S4", name(node) + " has an ack of seq " + std::to_string(seq) + " that the server does not hold"};
  }
}

void Oracle::saves_are_whole(Node& node) {
  const auto at = node.log->position();
  if (at.rebuilding || world_->revoked_.contains(node.id)) return;
  for (const auto& row : node.store().own_after(0, SIZE_MAX, SIZE_MAX)) {
    const auto set = node.log->decode(row);
    if (!set) throw Violation{"S1", name(node) + " cannot read its own entry " + std::to_string(row.dot.seq)};
    for (const auto& placed : set->changes) {
      if (!placed.tags) continue;
      const auto record = node.log->record(placed.change.record);
      const Touch touch{set->original(own_dot(at.branch, at.ancestry, row.dot.seq)).dot, placed.change.visibility};
      if (!record || !std::binary_search(record->touches.begin(), record->touches.end(), touch))
        throw Violation{"S8", name(node) + " shows only a part of its own entry " + std::to_string(row.dot.seq)};
    }
  }
}

void Oracle::stamps_grow(Node& node) {
  Stamp last;
  for (const auto& row : node.store().own_after(0, SIZE_MAX, SIZE_MAX)) {
    const auto set = node.log->decode(row);
    if (!set || set->stamp() <= last) throw Violation{"clock", name(node) + " went back at seq " + std::to_string(row.dot.seq)};
    last = set->stamp();
  }
}

}  // namespace beatbook::simulator
