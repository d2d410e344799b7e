// Power that goes and disks that fail, on tablets, in their outboxes, on the server and in its archive; and what must still be
// true.
#include <sqlite3.h>

#include "beatbook/v1/record_state.pb.h"
#include "simulator/oracle.h"
#include "sqlite/database.h"

namespace beatbook::simulator {

namespace {

Harm error(Dice& dice) {
  static constexpr Harm harms[]{Harm::write_failed, Harm::sync_failed, Harm::read_failed};
  return harms[dice.below(3)];
}

bool can_be_read(Store& store) {
  try {
    (void)store.last_own();
    return true;
  } catch (const StorageFailure&) {
    return false;
  }
}

}  // namespace

void Node::set_full(bool full) {
  disk->set_full(full);
  if (outbox) outbox->files().full = full;
}

void Node::check() const {
  disk->check();
  if (outbox && outbox->files().dark()) throw StorageFailure(SQLITE_IOERR, "no power");
}

void World::trouble(Kind kind, Node& node, Dice& dice) {
  switch (kind) {
    case Kind::power_cut_tablet:
      tablet_power(node);
      break;
    case Kind::power_cut_server:
      server_power();
      break;
    case Kind::power_cut_at_commit_tablet:
      node.disk->cut_at(1 + dice.below(lane_ == Lane::memory ? 6 : 40), dice.one_in(2));
      break;
    case Kind::power_cut_at_commit_server:
      (archive_ && dice.one_in(3) ? *archive_ : *disk_).cut_at(1 + dice.below(lane_ == Lane::memory ? 6 : 40), dice.one_in(2));
      break;
    case Kind::disk_full:
      node.set_full(!node.disk->full());
      break;
    case Kind::damage:
      damage(node);
      break;
    case Kind::outbox_fails:
      if (!node.outbox) break;
      // Often the one follows the other.
      if (dice.below(4) > 0) node.outbox->files().fail_at(dice.below(6), error(dice));
      if (dice.one_in(2)) node.outbox->files().cut_at(1 + dice.below(16), dice.one_in(2));
      break;
    case Kind::outbox_damaged:
      if (node.outbox) node.outbox->files().turn_over(dice.next());
      break;
    case Kind::io_error_tablet:
    case Kind::io_error_server: {
      auto& disk = kind == Kind::io_error_tablet ? *node.disk : archive_ && dice.one_in(3) ? *archive_ : *disk_;
      disk.fail_at(dice.below(12), error(dice));
      break;
    }
    default:
      break;
  }
}

// The digest of the view is another than that of what it holds, as after a fault of the disk or of an older program.
void World::damage(Node& node) {
  const Oracle no_disk_fails(*this);
  v1::ViewFacts view;
  view.ParseFromString(node.store().fact("view").value_or(Bytes()));
  if (view.cursor() == 0) return;
  view.set_digest(Bytes(16, 'x'));
  node.store().set_fact("view", view.SerializeAsString());
  node.damaged = true;
  if (node.link) node.link->damaged = true;
}

void World::cut_all() {
  for (auto& node : nodes_) {
    if (node.link) node.link->failed = true;
  }
}

void World::tablet_power(Node& node) {
  if (node.link) node.link->failed = true;
  node.disk->lose_power(trace_ >> 7);
  if (node.outbox) node.outbox->lose_power(trace_ >> 11);
  Oracle oracle(*this);
  auto opened = TabletLog::open(node.store());
  if (!opened) throw Violation{"S1", "a tablet cannot be opened after a power cut: " + opened.error().message};
  node.log = *std::move(opened);
  oracle.nothing_confirmed_is_lost();
  oracle.no_picture_is_lost();
  oracle.outbox_claims_no_more(node);
  oracle.forget_names(node);
  oracle.saves_are_whole(node);
  oracle.purged_is_gone(node);
}

void World::server_is_back() {
  server_starts();
  Oracle oracle(*this);
  oracle.nothing_confirmed_is_lost();
  oracle.no_picture_is_lost();
  oracle.acknowledged_is_held();
  oracle.log_is_gapless_and_single();
}

void World::server_power() {
  cut_all();
  disk_->lose_power(trace_ >> 7);
  if (archive_) archive_->lose_power(trace_ >> 13);
  server_is_back();
}

void World::tablet_disk_failed(Node& node) {
  if (node.power_is_gone()) {
    tablet_power(node);
    return;
  }
  if (node.link) node.link->failed = true;
  // The officer tries once more, or opens the program anew. A connection may read nothing any more after a read that failed.
  if (!node.tries_again && (trace_ >> 9) % 2 == 0) {
    const Oracle no_disk_fails(*this);
    node.tries_again = can_be_read(node.store());
    if (node.tries_again) return;
  }
  node.tries_again = false;
  node.disk->restart(trace_ >> 7);
  if (node.outbox) node.outbox->vanish();
  Oracle oracle(*this);
  auto opened = TabletLog::open(node.store());
  if (!opened) throw Violation{"S1", "a tablet cannot be opened after its disk failed: " + opened.error().message};
  node.log = *std::move(opened);
  oracle.outbox_claims_no_more(node);
  oracle.nothing_confirmed_is_lost();
  oracle.no_picture_is_lost();
  oracle.saves_are_whole(node);
}

void World::server_disk_failed() {
  if (server_power_is_gone()) {
    server_power();
    return;
  }
  cut_all();
  disk_->restart(trace_ >> 7);
  if (archive_) archive_->restart(trace_ >> 13);
  server_is_back();
}

}  // namespace beatbook::simulator
