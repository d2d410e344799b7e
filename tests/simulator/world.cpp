#include "simulator/world.h"

#include <sqlite3.h>

#include <algorithm>

#include "beatbook/v1/record_state.pb.h"
#include "kernel/central_attachments.h"
#include "simulator/oracle.h"
#include "sqlite/database.h"

namespace beatbook::simulator {

namespace {

const std::string operation = "lapwing";

EnrolmentId enrolment(size_t number) {
  EnrolmentId id;
  id.value[0] = 0xe0;
  id.value[15] = static_cast<unsigned char>(number);
  return id;
}

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

World::World(const Plan& plan, Tally& tally)
    : tally_(tally), disk_(make_disk(plan.lane, plan.seed, tally.watch)), central_(disk_->store()), lane_(plan.lane) {
  tally_.watch.held = 0;
  Dice dice(plan.seed ^ 0x5eed);
  page_bytes_ = 300 + dice.below(4000);
  if (dice.one_in(2)) burn_archive(plan.seed ^ 0xa2c);
  newer_server_ = dice.one_in(2);
  const bool outboxes =
      std::any_of(plan.steps.begin(), plan.steps.end(), [](const Step& step) { return step.kind == Kind::connect_locked; });
  for (size_t i = 1; i <= plan.tablets; ++i) {
    auto& node = nodes_.emplace_back();
    node.id = enrolment(i);
    node.number = i;
    node.disk = make_disk(lane_, plan.seed + i, tally_.watch);
    node.log = *TabletLog::create(node.store(), node.id);
    if (outboxes) node.outbox = std::make_unique<SealedOutbox>(plan.seed + i, tally_.watch);
    auto& streams = streams_[node.id];
    streams = {{operation, v1::VC1_PARTNER}, {operation, v1::VC2_TEAM}};
    if (dice.one_in(2)) streams.insert({operation, v1::VC3_SAFEGUARDING});
  }
}

Streams World::streams_of(const EnrolmentId& id) const { return revoked_.contains(id) ? Streams{} : streams_.at(id); }

void World::run(const Plan& plan) {
  const auto before = tally_.kernel_steps;
  for (const auto& one : plan.steps) step(one);
  settle();
  ++tally_.runs;
  tally_.steps_of_runs.push_back(tally_.kernel_steps - before);
}

void World::step(const Step& step) {
  Dice dice(step.dice);
  ++tally_.hits[static_cast<size_t>(step.kind)];
  now_ms_ += dice.below(60'000);
  auto& node = alive(dice.below(nodes_.size()));
  note(static_cast<uint64_t>(step.kind));
  switch (step.kind) {
    case Kind::save:
      save(node, dice);
      break;
    case Kind::connect:
    case Kind::connect_locked:
      if (node.link) break;
      if (step.kind == Kind::connect_locked && dice.below(4) > 0) {
        connect_sealed(node);
        if (node.link && dice.one_in(2)) (void)exchange(node);
      } else {
        connect(node, step.kind == Kind::connect_locked);
      }
      break;
    case Kind::deliver:
      // Whichever lines stand go on, each by a part.
      for (auto& any : nodes_) {
        if (any.link && dice.below(3) > 0) deliver(any, dice.one_in(2), 1 + dice.below(dice.one_in(2) ? 60 : 6000));
      }
      break;
    case Kind::exchange:
      (void)exchange(node);
      break;
    default:
      life(step.kind, node, dice);
  }
  // The power went where SQLite can go on without the disk.
  if (server_power_is_gone()) server_power();
  for (auto& any : nodes_) {
    if (any.power_is_gone()) tablet_power(any);
    if (any.link && (any.link->failed || any.link->finished)) any.link.reset();
  }
}

void World::life(Kind kind, Node& node, Dice& dice) {
  Oracle oracle(*this);
  switch (kind) {
    case Kind::cut_line:
      node.link.reset();
      break;
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
    case Kind::clock_jump:
      node.clock_ahead_ms = (static_cast<int64_t>(dice.below(100 * 365)) - 50 * 365) * 86'400'000;
      if (dice.one_in(2)) node.clock_ahead_ms = static_cast<int64_t>(dice.below(7'200'000)) - 3'600'000;
      break;
    case Kind::streams_change: {
      auto& streams = streams_[node.id];
      const Stream one{operation, dice.one_in(2) ? v1::VC3_SAFEGUARDING : v1::VC1_PARTNER};
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
      if (!node.backup) break;
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
      break;
    case Kind::copy_tablet: {
      if (nodes_.size() > 40) break;
      auto& copy = nodes_.emplace_back();
      not_single_.insert(node.id);
      copy.id = node.id;
      copy.number = nodes_.size();
      copy.disk = make_disk(lane_, dice.next(), tally_.watch);
      copy.disk->put_back(*node.disk->copy());
      copy.log = *TabletLog::open(copy.store());
      copy.damaged = node.damaged;
      copy.answered = node.answered;
      if (node.outbox) {
        copy.outbox = std::make_unique<SealedOutbox>(dice.next(), tally_.watch);
        copy.outbox->put_back(node.outbox->files().contents());
      }
      break;
    }
    case Kind::lose_tablet:
      lose_tablet(node);
      break;
    case Kind::damage:
      damage(node);
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
  v1::ViewFacts view;
  view.ParseFromString(node.store().fact("view").value_or(Bytes()));
  if (view.cursor() == 0) return;
  view.set_digest(Bytes(16, 'x'));
  node.store().set_fact("view", view.SerializeAsString());
  node.damaged = true;
  if (node.link) node.link->damaged = true;
}

Node& World::alive(size_t from) {
  while (nodes_[from % nodes_.size()].lost) ++from;
  return nodes_[from % nodes_.size()];
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
  backup_ = disk_->copy();
  auto& store = disk_->durable();
  backed_up_ = {store.last_gsn(), CentralAttachments(store).taken(), {}, {}};
  for (const auto& row : store.entries_after(0, SIZE_MAX)) backed_up_.change_sets.push_back(row.change_set);
  for (const auto& row : store.attachments_after(0, SIZE_MAX)) {
    if (row.whole()) backed_up_.pictures.insert(row.name);
  }
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

void World::server_power() {
  cut_all();
  disk_->lose_power(trace_ >> 7);
  if (archive_) archive_->lose_power(trace_ >> 13);
  server_starts();
  Oracle oracle(*this);
  oracle.nothing_confirmed_is_lost();
  oracle.no_picture_is_lost();
  oracle.acknowledged_is_held();
  oracle.log_is_gapless_and_single();
}

void World::tablet_disk_failed(Node& node) {
  if (node.power_is_gone()) {
    tablet_power(node);
    return;
  }
  if (node.link) node.link->failed = true;
  Oracle oracle(*this);
  // The officer tries once more, or opens the program anew. A connection may read nothing any more after a read that failed.
  node.tries_again = !node.tries_again && (trace_ >> 9) % 2 == 0 && can_be_read(node.store());
  if (node.tries_again) return;
  node.disk->restart(trace_ >> 7);
  if (node.outbox) node.outbox->vanish();
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
  server_starts();
  Oracle oracle(*this);
  oracle.nothing_confirmed_is_lost();
  oracle.no_picture_is_lost();
  oracle.acknowledged_is_held();
  oracle.log_is_gapless_and_single();
}

void World::settle() {
  cut_all();
  disk_->mend();
  if (archive_) archive_->mend();
  for (auto& node : nodes_) {
    node.link.reset();
    node.set_full(false);
    node.disk->mend();
    if (node.outbox) node.outbox->files().mend();
  }
  Oracle oracle(*this);
  for (int round = 0;; ++round) {
    for (auto& node : nodes_) {
      if (node.lost) continue;
      for (const auto* seen : seen_pictures(node)) want(node, seen->name);
    }
    if (round == 1) {
      // By now whoever can has read that the server lost something.
      Dice dice(trace_);
      const bool all_of_them = dice.one_in(2);
      while (hand_in_copy(0, dice) && all_of_them) continue;
      if (dice.one_in(2)) release(dice);
    }
    if (round == 8) throw Violation{"L1", "after eight rounds somebody has not everything"};
    bool all = true;
    for (auto& node : nodes_) all &= node.lost || exchange(node);
    for (auto& node : nodes_) {
      if (node.lost) continue;
      const auto at = node.log->position();
      all &= node.log->pending() == 0 && !at.rebuilding && at.cursor == central_.head() && oracle.all_answered(node) &&
             oracle.pictures_are_handed_in(node) && oracle.pictures_are_there(node);
    }
    if (all) break;
  }
  oracle.nothing_confirmed_is_lost();
  oracle.no_picture_is_lost();
  oracle.log_is_gapless_and_single();
  oracle.names_hold();
  oracle.central_is_the_fold();
  oracle.central_verifies();
  for (auto& node : nodes_) {
    if (node.lost) continue;
    oracle.outbox_is_empty(node);
    if (auto whole = node.log->verify(); !whole) throw Violation{"S1", whole.error().message};
    oracle.stamps_grow(node);
    oracle.saves_are_whole(node);
    oracle.purged_is_gone(node);
    oracle.kept_is_lost(node);
    tally_[Count::kept] += node.log->kept().count();
    if (revoked_.contains(node.id)) continue;
    oracle.view_is_the_fold(node);
    oracle.colleagues_are_logged(node);
  }
}

}  // namespace beatbook::simulator
