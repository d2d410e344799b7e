// By which names the chains of an enrolment go: where they part, what of a push is held on which branch, and what a lost store
// gave.
#include <algorithm>

#include "kernel/central_log.h"
#include "kernel/central_log_inner.h"
#include "kernel/mutant.h"

namespace beatbook {

namespace central_log {

void add_receipt(v1::PushAck& ack, uint64_t seq, uint64_t gsn, uint64_t received_ms, bool quarantined) {
  if (ack.receipts_size() > 0) {
    auto* last = ack.mutable_receipts(ack.receipts_size() - 1);
    if (last->to_seq() + 1 == seq && last->first_gsn() + (seq - last->from_seq()) == gsn &&
        last->received_ms() == received_ms && last->quarantined() == quarantined) {
      last->set_to_seq(seq);
      return;
    }
  }
  auto* receipt = ack.add_receipts();
  receipt->set_from_seq(seq);
  receipt->set_to_seq(seq);
  receipt->set_first_gsn(gsn);
  receipt->set_received_ms(received_ms);
  receipt->set_quarantined(quarantined);
}

}  // namespace central_log

using central_log::add_receipt;

namespace {

std::string sealed_fact(const EnrolmentId& enrolment) { return "sealed_below." + enrolment.str(); }

}  // namespace

BranchRow CentralLog::branch(const Branch& branch, const std::optional<Ancestry>& told) {
  if (auto row = store_->branch(branch)) return *row;
  return {branch, told.value_or(Ancestry()), 0, chain_root(branch.enrolment)};
}

// Names as a server gives them, incarnations and numbers growing, and what this one has of them lies where they say.
bool CentralLog::fits(const PreparedPush& push, const Ancestry& names) {
  Ancestry before;
  for (const auto& point : names) {
    const bool grows = before.empty()
                           ? point.through_seq > 0
                           : point.through_seq > before.back().through_seq && point.incarnation > before.back().incarnation;
    if (!grows || point.incarnation >= push.branch.incarnation) return false;
    const Branch named{push.branch.enrolment, point.incarnation};
    const auto known = store_->branch(named);
    if (known && known->ancestry != before) return false;
    if (point.through_seq < push.from_seq && !store_->entry(Dot{named, point.through_seq})) return false;
    before.push_back(point);
  }
  return true;
}

// A branch that a lost store gave, as its tablet tells of it and as far as this push goes: what that store acknowledged keeps
// its names. Nothing where what this one holds does not lie before the push by these names.
std::optional<BranchRow> CentralLog::as_told(const PreparedPush& push) {
  if (!push.names || push.branch.incarnation == UINT32_MAX || !fits(push, *push.names)) return std::nullopt;
  BranchRow out{push.branch, *push.names, push.from_seq - 1, push.previous};
  const auto held = [&](uint64_t seq) { return store_->entry(own_dot(out.branch, out.ancestry, seq)); };
  if (out.last_seq == 0) {
    if (push.previous != chain_root(push.branch.enrolment)) return std::nullopt;
  } else if (const auto before = held(out.last_seq); !before || before->chain != push.previous) {
    return std::nullopt;
  }
  for (size_t i = 0; i < push.sets.size(); ++i) {
    const auto next = held(out.last_seq + 1);
    if (!next) break;
    ++out.last_seq;
    out.chain = next->chain;
  }
  return out;
}

// The row of the branch that this dot lies on, when it ends right before it with the chain so far; nothing when it does not.
std::optional<BranchRow> CentralLog::open_for(const Dot& dot, const BranchRow& chain) {
  Ancestry before;
  for (const auto& point : chain.ancestry) {
    if (point.incarnation == dot.branch.incarnation) break;
    before.push_back(point);
  }
  const auto known = store_->branch(dot.branch);
  if (!known) return BranchRow{dot.branch, before, chain.last_seq, chain.chain};
  if (known->last_seq != chain.last_seq || known->chain != chain.chain || known->ancestry != before) return std::nullopt;
  return known;
}

// A child with the same place to part and nothing in it yet is used again: a tablet that asks twice gets one answer.
Result<Diverged> CentralLog::fork(const BranchRow& parent, uint64_t after_seq, const Hash& chain) {
  BranchRow child{parent.branch, {}, after_seq, chain};
  bool above_parent = true;
  for (const auto& point : parent.ancestry) {
    if (point.through_seq >= after_seq) {
      child.ancestry.push_back({point.incarnation, after_seq});
      above_parent = false;
      break;
    }
    child.ancestry.push_back(point);
  }
  if (above_parent && after_seq > 0) child.ancestry.push_back({parent.branch.incarnation, after_seq});
  const uint32_t sealed = sealed_below(parent.branch.enrolment);
  uint32_t next = std::max(sealed, 1u);
  for (const auto& known : store_->branches_of(parent.branch.enrolment)) {
    if (known.branch.incarnation == UINT32_MAX)
      return Error{Fault::out_of_order, "This tablet was copied or restored too often. Enrol it anew."};
    next = std::max(next, known.branch.incarnation + 1);
    if (known.branch.incarnation > 0 && known.branch.incarnation >= sealed && known.last_seq == after_seq &&
        known.chain == chain && known.ancestry == child.ancestry) {
      return Diverged{after_seq, known.branch.incarnation, child.ancestry, {}};
    }
  }
  child.branch.incarnation = mutant(Mutant::incarnation_given_twice) && next > 1 ? next - 1 : next;
  store_->put_branch(child);
  return Diverged{after_seq, child.branch.incarnation, child.ancestry, {}};
}

// Of the enrolment's branches that come to what lies before the push, the one that holds most of it. A chain hash covers all
// before it: entries with the same hash are the same entry, whatever branch they lie on.
Result<std::optional<CentralLog::Holder>> CentralLog::holder_of(const PreparedPush& push) {
  auto candidates = store_->branches_of(push.branch.enrolment);
  if (candidates.empty()) candidates.push_back(branch({push.branch.enrolment, 0}));
  const uint64_t before = push.from_seq - 1;
  std::optional<Holder> best;
  for (const auto& known : candidates) {
    if (before > known.last_seq) continue;
    const auto last = before == 0 ? std::nullopt : store_->entry(own_dot(known.branch, known.ancestry, before));
    if ((before == 0 ? chain_root(push.branch.enrolment) : last ? last->chain : Hash{}) != push.previous) continue;
    Taken taken;
    const auto held = count_held(push, known, taken);
    if (!held) return held.error();
    if (!best || *held > best->held) best = Holder{known, *held, std::move(taken)};
  }
  return best;
}

Result<Diverged> CentralLog::behind(Holder holder, const PreparedPush& push) {
  const Hash chain = holder.held == 0 ? push.previous : push.sets[holder.held - 1].chain;
  auto diverged = fork(holder.row, push.from_seq - 1 + holder.held, chain);
  if (diverged) diverged->held = std::move(holder.taken.ack);
  return diverged;
}

// How many change-sets at the front of the push are held already, with their receipts; stops at the first that differs.
Result<uint64_t> CentralLog::count_held(const PreparedPush& push, const BranchRow& row, Taken& taken) {
  uint64_t held = 0;
  for (const auto& set : push.sets) {
    const uint64_t seq = push.from_seq + held;
    if (seq > row.last_seq) break;
    const auto known = store_->entry(own_dot(row.branch, row.ancestry, seq));
    if (!known) return Error{Fault::corrupt, "The server's log has a gap."};
    if (known->chain != set.chain && !mutant(Mutant::same_number_same_entry)) break;
    add_receipt(taken.ack, seq, known->gsn, known->received_ms, known->quarantined && released_by(known->gsn) == 0);
    ++held;
  }
  return held;
}

void CentralLog::seal(const EnrolmentId& enrolment, uint32_t incarnation) {
  uint32_t above = std::max(incarnation, sealed_below(enrolment));
  for (const auto& known : store_->branches_of(enrolment)) above = std::max(above, known.branch.incarnation + 1);
  store_->set_fact(sealed_fact(enrolment), std::to_string(above));
}

uint32_t CentralLog::sealed_below(const EnrolmentId& enrolment) {
  const auto told = store_->fact(sealed_fact(enrolment));
  return told ? static_cast<uint32_t>(std::stoul(*told)) : 0;
}

}  // namespace beatbook
