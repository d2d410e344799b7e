// A tablet that pushes while it is locked, from its sealed outbox; and what must be true of what it says.
#include "kernel/seal.h"
#include "simulator/oracle.h"
#include "sqlite/database.h"

namespace beatbook::simulator {

// Whoever works with the open store unlocks first: that ends a push of the locked tablet.
void World::unlock(Node& node) {
  if (!node.outbox || node.outbox->is_open()) return;
  if (node.link && node.link->locked) node.link.reset();
  const bool rebuilding = node.log->facts().rebuilding();
  node.outbox->unlock(*node.log, node.store());
  node.check();
  Oracle oracle(*this);
  if (!rebuilding) oracle.shadow_starts_empty(node);
  oracle.acknowledged_is_held(node);
  oracle.backed_up_is_in_the_backup(node);
}

bool World::try_unlock(Node& node) {
  try {
    unlock(node);
    return true;
  } catch (const StorageFailure&) {
    tablet_disk_failed(node);
    return false;
  }
}

void World::connect_sealed(Node& node) {
  try {
    node.check();
    node.outbox->lock(*node.log, node.store());
    node.check();
  } catch (const StorageFailure&) {
    tablet_disk_failed(node);
    return;
  }
  Oracle(*this).outbox_claims_no_more(node);
  auto* hands = node.outbox->hands(node.id);
  if (!hands) return;
  node.link = std::make_unique<Link>(TabletConversation::Options{"simulator", true});
  node.link->locked = true;
  tablet_actions(node, node.link->tablet.start(*hands->position(), wall(node)));
}

bool World::locked_work(Node& node, const tablet::Action& action) {
  auto& link = *node.link;
  auto& hands = *node.outbox->hands(node.id);
  const auto kept = [&](const Result<void>& done) {
    const auto at = done ? hands.position() : Result<TabletPosition>(done.error());
    if (!at) {
      link.failed = true;
      return;
    }
    tablet_actions(node, link.tablet.kept(*at));
  };
  if (const auto* load = std::get_if<tablet::LoadOwn>(&action)) {
    size_t count = 0;
    auto push = hands.load_own(load->after_seq, std::min<size_t>(load->max_bytes, page_bytes_ / 4), count);
    if (!push) {
      link.failed = true;
    } else {
      tally_[Count::sealed] += count;
      tablet_actions(node, link.tablet.own_loaded(*std::move(push), count));
    }
  } else if (const auto* welcome = std::get_if<tablet::KeepWelcome>(&action)) {
    kept(hands.keep(welcome->welcome));
  } else if (const auto* ack = std::get_if<tablet::KeepAck>(&action)) {
    Oracle(*this).acknowledged_is_durable(node, ack->ack);
    const auto done = hands.keep(ack->ack);
    Oracle(*this).handed_over_is_held(node);
    kept(done);
  } else if (const auto* fork = std::get_if<tablet::TakeFork>(&action)) {
    ++tally_[Count::forks_while_locked];
    const auto done = hands.keep(fork->fork);
    Oracle(*this).handed_over_is_held(node);
    kept(done);
  } else if (std::get_if<tablet::Finish>(&action)) {
    link.finished = true;
    Oracle(*this).all_is_sent(node);
  } else {
    link.failed = true;
  }
  return !link.failed && !link.finished;
}

// False when something of the node could not let go of what was erased.
bool World::finish_erasures(Node& node) {
  const auto owed = node.log->erasures_owed();
  if (!owed) throw Violation{"S12", owed.error().message};
  if (owed->empty()) return true;
  if (node.outbox) {
    if (!node.outbox->write_anew(*node.log, node.store())) return false;
  }
  if (auto finished = node.log->finish_erasures(); !finished) throw Violation{"S12", finished.error().message};
  return true;
}

void Oracle::all_is_sent(Node& node) {
  const auto* box = node.outbox->box();
  if (!box || box->count() > 0 || !box->whole()) return;
  ++world_->tally_[Count::sent_whole];
  const auto central = log_of(world_->disk_->durable());
  for (const auto& own : node.disk->durable().own_after(0, SIZE_MAX, SIZE_MAX)) {
    if (!central.contains(world_->identity(own.change_set)))
      throw Violation{"status",
                      name(node) + " says locked that all is sent, and the server lacks " + std::to_string(own.dot.seq)};
  }
}

void Oracle::outbox_claims_no_more(Node& node) {
  const auto whole = node.outbox ? node.outbox->whole() : std::nullopt;
  if (!whole) return;
  // The store of another state may have been put back under the outbox.
  const auto& through = whole->through;
  const auto at = through.seq > 0 ? node.store().own(through.seq) : std::nullopt;
  if (through.seq > 0 && (!at || at->chain != through.chain_hash)) return;
  // What the server gave back is there.
  if (!whole->from_the_first_on || node.log->head_seq() > std::max(through.seq, node.log->facts().acked_seq()))
    throw Violation{"status",
                    "the outbox of tablet " + std::to_string(node.number) + " says that it holds all, and lacks some"};
}

void Oracle::handed_over_is_held(Node& node) {
  const auto* box = node.outbox->box();
  if (!box || !box->base() || box->store_incarnation() != world_->incarnation_) return;
  const auto central = log_of(world_->disk_->durable());
  for (uint64_t seq = 1; seq <= box->base()->seq; ++seq) {
    const auto own = node.disk->durable().own(seq);
    // Another state of the store may have been put back under the outbox.
    if (!own || world_->not_single_.contains(node.id)) continue;
    if (!central.contains(world_->identity(own->change_set)))
      throw Violation{"S4", name(node) + " let go, locked, of " + std::to_string(seq)};
  }
}

void Oracle::remember_names() {
  for (auto& node : world_->nodes_) {
    if (node.lost) continue;
    const auto at = node.log->position();
    for (uint64_t seq = 1; seq <= at.once_acked_seq; ++seq)
      world_->names_[{node.id, seq}] = own_dot(at.branch, at.ancestry, seq);
  }
}

void Oracle::forget_names(Node& node) {
  const uint64_t known = node.log->position().once_acked_seq;
  std::erase_if(world_->names_, [&](const auto& one) { return one.first.first == node.id && one.first.second > known; });
}

void Oracle::names_hold() {
  for (const auto& row : world_->disk_->store().entries_after(0, SIZE_MAX)) {
    const auto named = world_->names_.find({row.dot.branch.enrolment, row.dot.seq});
    if (named == world_->names_.end() || world_->not_single_.contains(row.dot.branch.enrolment)) continue;
    if (row.dot != named->second)
      throw Violation{"S2",
                      "entry " + std::to_string(row.dot.seq) + " came back under another name than it was acknowledged by"};
  }
}

void Oracle::outbox_is_empty(Node& node) {
  if (!node.outbox) return;
  // Where its disk was full since it was opened it says nothing before it is opened again.
  for (int times = 0; times < 2; ++times) {
    world_->unlock(node);
    node.outbox->lock(*node.log, node.store());
  }
  (void)node.outbox->hands(node.id);
  const auto* box = node.outbox->box();
  if (!box || box->count() > 0 || !box->whole())
    throw Violation{"L1", name(node) + " handed all in, and its outbox does not say so"};
  all_is_sent(node);
}

bool Oracle::outbox_holds(Node& node, const RecordId& record) {
  if (!node.outbox) return false;
  for (const auto& change_set : node.outbox->whatever_lies()) {
    if (speaks_of(change_set, record)) return true;
  }
  return false;
}

}  // namespace beatbook::simulator
