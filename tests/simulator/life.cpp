// What happens to tablets and to the server beside saving and exchanging: roles, clocks, backups, copies, orders, pictures.
#include <algorithm>

#include "kernel/central_attachments.h"
#include "simulator/oracle.h"

namespace beatbook::simulator {

void World::life(Kind kind, Node& node, Dice& dice) {
  switch (kind) {
    case Kind::cut_line:
      node.link.reset();
      break;
    case Kind::clock_jump:
      node.clock_ahead_ms = (static_cast<int64_t>(dice.below(100 * 365)) - 50 * 365) * 86'400'000;
      if (dice.one_in(2)) node.clock_ahead_ms = static_cast<int64_t>(dice.below(7'200'000)) - 3'600'000;
      break;
    case Kind::streams_change: {
      auto& streams = streams_[node.id];
      const Stream one{"lapwing", dice.one_in(2) ? v1::VC3_SAFEGUARDING : v1::VC1_PARTNER};
      if (!streams.erase(one)) streams.insert(one);
      break;
    }
    case Kind::revoke:
      if (nodes_.size() > 2 && revoked_.empty()) revoked_.insert(node.id);
      break;
    case Kind::back_up_server:
      if (!backup_ || dice.one_in(2)) back_up_server();
      break;
    case Kind::restore_server:
      if (backup_) restore_server(dice);
      break;
    case Kind::back_up_tablet:
      if (node.backup && !dice.one_in(2)) break;
      node.backup = node.disk->copy();
      if (node.outbox) node.outbox_backup = node.outbox->files().contents();
      break;
    case Kind::restore_tablet:
      if (node.backup) restore_tablet(node, dice);
      break;
    case Kind::copy_tablet:
      if (nodes_.size() <= 40) copy_tablet(node, dice);
      break;
    case Kind::lose_tablet:
      lose_tablet(node);
      break;
    case Kind::release:
      release(dice);
      break;
    case Kind::purge:
      purge(dice);
      break;
    case Kind::attach:
      save(node, dice, true);
      break;
    case Kind::fetch:
      want_one(node, dice);
      break;
    case Kind::tamper:
      if (node.link) node.link->tampered = true;
      break;
    case Kind::hand_in_copy:
      hand_in_copy(node.number - 1, dice);
      break;
    default:
      trouble(kind, node, dice);
  }
}

void World::restore_tablet(Node& node, Dice& dice) {
  Oracle oracle(*this);
  oracle.nothing_confirmed_is_lost();
  oracle.no_picture_is_lost();
  node.link.reset();
  not_single_.insert(node.id);
  node.disk->put_back(*node.backup);
  node.log = *TabletLog::open(node.store());
  node.answered.clear();
  // Or its outbox is still the one that was there.
  if (node.outbox) dice.one_in(4) ? node.outbox->vanish() : node.outbox->put_back(node.outbox_backup);
  oracle.forgive_what_a_backup_lacks();
  oracle.forgive_pictures_a_backup_lacks();
}

void World::copy_tablet(Node& node, Dice& dice) {
  const Oracle no_disk_fails(*this);
  auto& copy = nodes_.emplace_back();
  not_single_.insert(node.id);
  copy.id = node.id;
  copy.number = nodes_.size();
  copy.disk = make_disk(lane_, dice.next(), tally_.watch);
  copy.disk->put_back(*node.disk->copy());
  copy.log = *TabletLog::open(copy.store());
  copy.damaged = node.damaged;
  copy.answered = node.answered;
  if (!node.outbox) return;
  copy.outbox = std::make_unique<SealedOutbox>(dice.next(), tally_.watch);
  copy.outbox->put_back(node.outbox->files().contents());
}

// For good, with what only it held.
void World::lose_tablet(Node& node) {
  if (std::count_if(nodes_.begin(), nodes_.end(), [](const Node& one) { return !one.lost; }) < 3) return;
  Oracle oracle(*this);
  oracle.nothing_confirmed_is_lost();
  oracle.no_picture_is_lost();
  node.link.reset();
  node.lost = true;
  oracle.forgive_what_a_backup_lacks();
  oracle.forgive_pictures_a_backup_lacks();
}

void World::back_up_server() {
  const Oracle no_disk_fails(*this);
  backup_ = disk_->copy();
  auto& store = disk_->durable();
  backed_up_ = {store.last_gsn(), CentralAttachments(store).taken(), {}, {}};
  for (const auto& row : store.entries_after(0, SIZE_MAX)) backed_up_.change_sets.push_back(row.change_set);
  for (const auto& row : store.attachments_after(0, SIZE_MAX)) {
    if (row.whole()) backed_up_.pictures.insert(row.name);
  }
}

}  // namespace beatbook::simulator
