#include "simulator/world.h"

#include "beatbook/v1/record_state.pb.h"
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

World::World(const Plan& plan, Tally& tally) : tally_(tally) {
  Dice dice(plan.seed ^ 0x5eed);
  page_bytes_ = 300 + dice.below(4000);
  for (size_t i = 1; i <= plan.tablets; ++i) {
    auto& node = nodes_.emplace_back();
    node.id = enrolment(i);
    node.number = i;
    node.log = *TabletLog::create(*node.disk, node.id);
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
  auto& node = nodes_[dice.below(nodes_.size())];
  note(static_cast<uint64_t>(step.kind));
  switch (step.kind) {
    case Kind::save:
      save(node, dice);
      break;
    case Kind::connect:
    case Kind::connect_locked:
      if (!node.link) connect(node, step.kind == Kind::connect_locked);
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
  for (auto& any : nodes_) {
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
      tablet_power(node, dice.one_in(2));
      break;
    case Kind::power_cut_server:
      server_power(dice.one_in(2));
      break;
    case Kind::power_cut_at_commit_tablet:
      node.disk->cut_at(1 + dice.below(6), dice.one_in(2));
      break;
    case Kind::power_cut_at_commit_server:
      disk_.cut_at(1 + dice.below(6), dice.one_in(2));
      break;
    case Kind::disk_full:
      node.disk->full = !node.disk->full;
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
      if (!backup_ || dice.one_in(2)) backup_ = disk_.durable();
      break;
    case Kind::restore_server:
      if (!backup_) break;
      oracle.nothing_confirmed_is_lost();
      cut_all();
      disk_.put_back(*backup_);
      for (const auto& each : nodes_) central_.seal(each.id, static_cast<uint32_t>(now_ms_ / 1000));
      for (auto& byte : incarnation_) byte = static_cast<char>('a' + dice.below(26));
      oracle.forgive_what_a_backup_lacks();
      break;
    case Kind::back_up_tablet:
      if (!node.backup || dice.one_in(2)) node.backup = node.disk->durable();
      break;
    case Kind::restore_tablet:
      if (!node.backup) break;
      oracle.nothing_confirmed_is_lost();
      node.link.reset();
      node.disk->put_back(*node.backup);
      node.log = *TabletLog::open(*node.disk);
      oracle.forgive_what_a_backup_lacks();
      break;
    case Kind::copy_tablet: {
      if (nodes_.size() > 40) break;
      auto& copy = nodes_.emplace_back();
      copy.id = node.id;
      copy.number = nodes_.size();
      copy.disk->put_back(node.disk->durable());
      copy.log = *TabletLog::open(*copy.disk);
      copy.damaged = node.damaged;
      break;
    }
    case Kind::damage:
      damage(node);
      break;
    default:
      break;
  }
}

// The digest of the view is another than that of what it holds, as after a fault of the disk or of an older program.
void World::damage(Node& node) {
  v1::ViewFacts view;
  view.ParseFromString(node.disk->fact("view").value_or(Bytes()));
  if (view.cursor() == 0) return;
  view.set_digest(Bytes(16, 'x'));
  node.disk->set_fact("view", view.SerializeAsString());
  node.damaged = true;
  if (node.link) node.link->damaged = true;
}

void World::cut_all() {
  for (auto& node : nodes_) {
    if (node.link) node.link->failed = true;
  }
}

void World::tablet_power(Node& node, bool lost) {
  if (node.link) node.link->failed = true;
  node.disk->lose_power(lost);
  auto opened = TabletLog::open(*node.disk);
  if (!opened) throw Violation{"S1", "a tablet cannot be opened after a power cut: " + opened.error().message};
  node.log = *std::move(opened);
  Oracle oracle(*this);
  oracle.nothing_confirmed_is_lost();
  oracle.saves_are_whole(node);
}

void World::server_power(bool lost) {
  cut_all();
  disk_.rollback();
  disk_.lose_power(lost);
  Oracle oracle(*this);
  oracle.nothing_confirmed_is_lost();
  oracle.acknowledged_is_held();
  oracle.log_is_gapless_and_single();
}

void World::settle() {
  cut_all();
  disk_.cut_at(0, false);
  for (auto& node : nodes_) {
    node.link.reset();
    node.disk->full = false;
    node.disk->cut_at(0, false);
  }
  Oracle oracle(*this);
  for (int round = 0;; ++round) {
    if (round == 8) throw Violation{"L1", "after eight rounds somebody has not everything"};
    bool all = true;
    for (auto& node : nodes_) all &= exchange(node);
    for (auto& node : nodes_) {
      const auto at = node.log->position();
      all &= node.log->pending() == 0 && !at.rebuilding && at.cursor == central_.head();
    }
    if (all) break;
  }
  oracle.nothing_confirmed_is_lost();
  oracle.log_is_gapless_and_single();
  oracle.central_is_the_fold();
  for (auto& node : nodes_) {
    if (auto whole = node.log->verify(); !whole) throw Violation{"S1", whole.error().message};
    oracle.stamps_grow(node);
    oracle.saves_are_whole(node);
    if (revoked_.contains(node.id)) continue;
    oracle.view_is_the_fold(node);
    oracle.colleagues_are_logged(node);
  }
}

}  // namespace beatbook::simulator
