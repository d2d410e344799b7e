#include "kernel/central_log.h"

#include <algorithm>

#include "kernel/central_log_inner.h"
#include "kernel/copies.h"
#include "kernel/erasure.h"
#include "kernel/limits.h"
#include "kernel/mutant.h"

namespace beatbook {

using central_log::add_receipt;

namespace {

Hash chain_after(const Hash& previous, const ChangeSet& set, const std::vector<ChangeDigest>& digests) {
  if (set.chain) return *set.chain;
  std::vector<Hash> hashes;
  hashes.reserve(digests.size());
  for (const auto& one : digests) hashes.push_back(one.digest);
  return chain_next(previous, set.header_bytes, hashes);
}

// What was erased before it came is durable as what a purge leaves of it. `set` must outlive what is returned.
std::optional<PreparedPush::Set> without_erased(Store& store, const PreparedPush::Set& set) {
  const IsErased erased = [erasures = Erasures(store)](const RecordId& id) mutable { return erasures.contains(id); };
  if (!speaks_of_erased(set.decoded, erased) || mutant(Mutant::purged_push_taken_whole)) return std::nullopt;
  auto left = set;
  left.decoded.bytes = std::make_shared<const Bytes>(erase(set.decoded, erased, set.chain));
  std::erase_if(left.decoded.changes, [&](const PlacedChange& placed) { return erased(placed.change.record); });
  return left;
}

// A set is kept as whoever reads the log will read it: by the branch it lies on. It was read by the one that was pushed, as
// that was known then.
Result<PreparedPush::Set> read_on(const BranchRow& on, const PreparedPush::Set& set) {
  auto decoded = decode_change_set(*set.decoded.bytes, on.branch, on.ancestry);
  if (!decoded) return decoded.error();
  return PreparedPush::Set{std::move(*decoded), set.digests, set.chain};
}

}  // namespace

Result<PreparedPush> prepare_push(v1::Push push, const Branch& branch, const Ancestry& ancestry) {
  if (push.from_seq() == 0 || push.previous_hash().size() != 32) {
    return Error{Fault::out_of_order, "The push does not say where it starts."};
  }
  PreparedPush out{branch, ancestry, push.from_seq(), hash_from(push.previous_hash()), {}};
  out.sets.reserve(static_cast<size_t>(push.change_sets_size()));
  Hash chain = out.previous;
  for (auto& bytes : *push.mutable_change_sets()) {
    auto set = decode_change_set(std::move(bytes), branch, ancestry);
    if (!set) return set.error();
    if (is_order(*set)) return Error{Fault::corrupt, "The change-set is broken: a change has an unknown kind."};
    PreparedPush::Set prepared{std::move(*set), {}, {}};
    prepared.digests = digests_of(prepared.decoded);
    chain = chain_after(chain, prepared.decoded, prepared.digests);
    prepared.chain = chain;
    out.sets.push_back(std::move(prepared));
  }
  return out;
}

void CentralLog::store_set(const PreparedPush::Set& set, const Dot& dot, uint64_t received_ms, bool quarantined,
                           RecordBatch& records, Taken& taken) {
  const uint64_t gsn = store_->last_gsn() + (mutant(Mutant::gsn_leaves_gap) && dot.seq % 5 == 0 ? 2 : 1);
  const LogRow row{gsn, dot, received_ms, quarantined, set.chain, *set.decoded.bytes};
  if (!quarantined || !mutant(Mutant::quarantine_is_loss)) store_->append(row);
  add_receipt(taken.ack, dot.seq, mutant(Mutant::receipt_names_wrong_place) ? gsn + 1 : gsn, received_ms, quarantined);
  ++taken.stored;
  if (quarantined && !mutant(Mutant::quarantine_merged)) return;
  if (const auto& copy = set.decoded.header.copy_of) Copies(*store_).add(copy->dot, dot);
  const size_t listed = mutant(Mutant::second_class_unlisted) ? 1 : set.digests.size();
  for (size_t i = 0; i < listed; ++i) {
    const auto& one = set.digests[i];
    store_->add_to_stream({Bytes(set.decoded.header.operation), one.visibility}, gsn,
                          digest_leaf(gsn, dot, one.position, one.digest));
  }
  // A record that cannot be read is told by `verify`; what the officer wrote is in the log.
  if (!mutant(Mutant::central_record_not_merged) || dot.seq % 7 != 0)
    (void)records.apply(set.decoded, origin_of(set.decoded, row.dot, row.received_ms));
}

// What of the push is not held yet, behind `row`, which grows with it. False when it ends before what may not be stored under
// the name it would have.
bool CentralLog::store_rest(const PreparedPush& push, size_t held, bool sealed, uint64_t received_ms, const Judge& judge,
                            BranchRow& row, Taken& taken) {
  RecordBatch records(*store_);
  const bool erasing = Erasures(*store_).any();
  std::optional<BranchRow> on;  // what is written to: of a branch that is taken as told, those before it as well
  const auto put_branch = [&] {
    if (on && !mutant(Mutant::branch_not_stored)) store_->put_branch(*on);
  };
  bool all = true;
  for (size_t i = held; i < push.sets.size(); ++i) {
    const Dot dot = own_dot(row.branch, row.ancestry, push.from_seq + i);
    if (!on || on->branch != dot.branch) {
      put_branch();
      on = open_for(dot, row);
    }
    all = on && (!sealed || dot.seq <= push.once_acked_seq);
    const bool as_read = all && push.branch == on->branch && push.ancestry == on->ancestry;
    const auto anew = all && !as_read ? std::optional(read_on(*on, push.sets[i])) : std::nullopt;
    all = all && (!anew || *anew);
    if (!all) break;
    const auto& set = anew ? **anew : push.sets[i];
    const bool quarantined = judge && judge(dot, set.decoded, records).has_value();
    const auto left = erasing ? without_erased(*store_, set) : std::nullopt;
    store_set(left ? *left : set, dot, received_ms, quarantined, records, taken);
    row.last_seq = on->last_seq = dot.seq;
    row.chain = on->chain = set.chain;
  }
  if (taken.stored > 0) put_branch();
  records.store();
  return all;
}

Result<std::variant<Taken, Diverged>> CentralLog::take_push(const PreparedPush& push, uint64_t received_ms,
                                                            const Judge& judge) {
  using Outcome = std::variant<Taken, Diverged>;
  const auto parted = [](Result<Diverged> diverged) -> Result<Outcome> {
    if (!diverged) return diverged.error();
    return Outcome(std::move(*diverged));
  };
  BranchRow row = branch(push.branch);
  if (push.branch.incarnation > 0 && !store_->branch(push.branch)) {
    // This server was restored to before it gave that incarnation, which is not given again though it was within the second.
    if (push.branch.incarnation >= sealed_below(push.branch.enrolment))
      seal(push.branch.enrolment, push.branch.incarnation + (push.branch.incarnation < UINT32_MAX ? 1 : 0));
    const auto told = as_told(push);
    if (!told) {
      const auto holder = holder_of(push);
      if (!holder) return holder.error();
      return *holder ? parted(behind(std::move(**holder), push)) : Outcome(Diverged{});
    }
    row = *told;
  }
  Taken taken;
  taken.ack.set_incarnation(push.branch.incarnation);
  taken.ack.set_to_seq(row.last_seq);
  if (push.from_seq > row.last_seq + 1) return Outcome(std::move(taken));

  const uint64_t before = push.from_seq - 1;
  Hash known = chain_root(push.branch.enrolment);
  if (before == row.last_seq) {
    known = row.chain;
  } else if (before > 0) {
    const auto entry = store_->entry(own_dot(row.branch, row.ancestry, before));
    if (!entry) return Error{Fault::corrupt, "The server's log has a gap."};
    known = entry->chain;
  }
  if (known != push.previous && !mutant(Mutant::fork_not_seen)) return Outcome(Diverged{});

  const auto held = count_held(push, row, taken);
  if (!held) return held.error();
  if (*held < push.sets.size()) {
    const auto holder = holder_of(push);
    if (!holder) return holder.error();
    if (*holder && (*holder)->held > *held) return parted(behind(std::move(**holder), push));
    if (push.from_seq + *held <= row.last_seq) return parted(behind({row, *held, std::move(taken)}, push));
  }
  const bool sealed = push.branch.incarnation < sealed_below(push.branch.enrolment);
  const bool refused = !store_rest(push, *held, sealed, received_ms, judge, row, taken);
  // Nothing more can be taken on it: what its tablet writes next must not get a number of what is lost, for by that name
  // colleagues may know another entry.
  const bool ended = row.last_seq > 0 && row.last_seq == before + push.sets.size() && row.last_seq >= push.once_acked_seq;
  if (refused || (sealed && ended)) {
    auto diverged = fork(row, row.last_seq, row.chain);
    if (diverged) {
      diverged->held = std::move(taken.ack);
      diverged->stored = taken.stored;
    }
    return parted(std::move(diverged));
  }
  taken.ack.set_to_seq(before + push.sets.size());
  return Outcome(std::move(taken));
}

Result<void> CentralLog::take_again(const LogRow& row, const BranchRow& author) {
  if (row.gsn != store_->last_gsn() + 1)
    return Error{Fault::out_of_order, "The copy of the log has a gap. Restore the backup without it."};
  auto decoded = decode_change_set(row.change_set, author.branch, author.ancestry);
  if (!decoded) return decoded.error();
  PreparedPush::Set set{std::move(*decoded), {}, row.chain};
  set.digests = digests_of(set.decoded);
  const auto before = row.dot.seq == 1 ? std::nullopt : store_->entry(own_dot(author.branch, author.ancestry, row.dot.seq - 1));
  const Hash previous = before ? before->chain : chain_root(author.branch.enrolment);
  if ((row.dot.seq > 1 && !before) || chain_after(previous, set.decoded, set.digests) != row.chain) {
    return Error{Fault::corrupt,
                 "Entry " + std::to_string(row.gsn) + " of the copy does not fit its chain. Restore the backup without it."};
  }
  BranchRow branch = author;
  branch.last_seq = row.dot.seq;
  branch.chain = row.chain;
  RecordBatch records(*store_);
  if (const auto order = read_order(set.decoded)) {
    store_->append(row);
    apply_order(*order, row.gsn, records);
  } else {
    Taken told;
    const auto left = Erasures(*store_).any() ? without_erased(*store_, set) : std::nullopt;
    store_set(left ? *left : set, row.dot, row.received_ms, row.quarantined, records, told);
  }
  records.store();
  store_->put_branch(branch);
  return {};
}

Digest CentralLog::digest(const Streams& streams, uint64_t through_gsn) {
  Digest sum = store_->stream_digest(orders_stream(), through_gsn);
  for (const auto& stream : streams) sum += store_->stream_digest(stream, through_gsn);
  return sum;
}

Result<ChangeSet> CentralLog::decode(const LogRow& row) {
  return decode_change_set(row.change_set, row.dot.branch, branch(row.dot.branch).ancestry);
}

}  // namespace beatbook
