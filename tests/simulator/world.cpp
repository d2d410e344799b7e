#include "simulator/world.h"

#include <algorithm>

#include "simulator/oracle.h"

namespace beatbook::simulator {

namespace {

const std::string operation = "lapwing";

EnrolmentId enrolment(size_t number) {
  EnrolmentId id;
  id.value[0] = 0xe0;
  id.value[15] = static_cast<unsigned char>(number);
  return id;
}

}  // namespace

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
    if (outboxes) {
      node.outbox = std::make_unique<SealedOutbox>(plan.seed + i, tally_.watch);
      node.outbox->enrol();
    }
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

Node& World::alive(size_t from) {
  while (nodes_[from % nodes_.size()].lost) ++from;
  return nodes_[from % nodes_.size()];
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
