// What a supervisor and an administrator order: release and purge; and what must be true of them.
#include "kernel/erasure.h"
#include "kernel/kept_entries.h"
#include "kernel/memory_store.h"
#include "kernel/mutant.h"
#include "simulator/oracle.h"
#include "sqlite/database.h"

namespace beatbook::simulator {

const Bytes& World::identity(const Bytes& change_set) {
  // Bytes are enough until something is purged.
  if (purge_list_.empty()) return change_set;
  auto at = identities_.find(change_set);
  if (at == identities_.end()) {
    Bytes name;
    if (const auto set = decode_cut(change_set, {}, {}, {})) {
      for (const auto& one : digests_of(*set)) name += view(one.digest);
    }
    at = identities_.emplace(change_set, std::move(name)).first;
  }
  return at->second;
}

Branch World::orders_branch() const { return {server_enrolment(incarnation_), 0}; }

Order World::order() {
  Bytes salt(16, 'o');
  ++salt_;
  for (size_t i = 0; i < 8; ++i) salt[i] = static_cast<char>(salt_ >> (8 * i));
  return {"PS 77", "an order", now_ms_, salt};
}

void World::release(Dice& dice) {
  std::vector<uint64_t> held;
  {
    const Oracle no_disk_fails(*this);
    for (const auto& row : disk_->store().entries_after(0, SIZE_MAX)) {
      if (row.quarantined && central_.may_release(row.gsn)) held.push_back(row.gsn);
    }
  }
  if (held.empty()) return;
  auto& store = disk_->store();
  try {
    store.begin();
    const auto released = central_.release(held[dice.below(held.size())], orders_branch(), order());
    if (!released) throw Violation{"S3", "a release was refused: " + released.error().message};
    store.commit();
    disk_->check();
    archive();
    ++tally_[Count::released];
    note(*released);
  } catch (const StorageFailure&) {
    server_disk_failed();
  }
}

void World::purge(Dice& dice) {
  if (records_.empty()) return;
  auto record = records_[dice.below(records_.size())];
  // What somebody keeps that the server has lost is rare.
  for (auto& node : nodes_) {
    Oracle oracle(*this);
    if (node.lost || !node.log->kept().any() || dice.one_in(2)) continue;
    const auto kept = oracle.kept_of(node);
    const auto& set = kept[dice.below(kept.size())].second;
    if (!set.changes.empty()) record = set.changes[dice.below(set.changes.size())].change.record;
  }
  if (std::find(purge_list_.begin(), purge_list_.end(), record) != purge_list_.end()) return;
  try {
    order_purge(record, false);
  } catch (const StorageFailure&) {
    server_disk_failed();
  }
}

// The list first, then the log, then off the disk.
void World::order_purge(const RecordId& record, bool again) {
  auto& store = disk_->store();
  if (!again) purge_list_.push_back(record);
  store.begin();
  const auto purged = central_.purge(record, orders_branch(), order(), again ? 11 : 0);
  purged ? store.commit() : store.rollback();
  disk_->check();
  if (!purged && !again && purged.error().code == Fault::not_found) {
    purge_list_.pop_back();
    return;
  }
  if (!purged) throw Violation{"S12", "a purge was refused: " + purged.error().message};
  store.scrub();
  disk_->check();
  archive();
  ++tally_[Count::purged];
  note(*purged);
  Oracle(*this).purged_is_gone_here(false);
}

void World::server_starts() {
  ++tally_.watch.held;
  for (bool up = false; !up;) {
    try {
      central_ = CentralLog(disk_->store());
      archived_pictures_ = 0;
      for (const auto& record : std::vector(purge_list_)) {
        if (mutant(Mutant::purge_list_restored)) break;
        if (!Erasures(disk_->store()).contains(record)) order_purge(record, true);
      }
      archive();
      up = true;
    } catch (const StorageFailure&) {
      // The power went again.
      disk_->lose_power(trace_ >> 7);
      if (archive_) archive_->lose_power(trace_ >> 13);
    }
  }
  --tally_.watch.held;
}

bool Oracle::speaks_of(const Bytes& change_set, const RecordId& record) {
  if (change_set.find(record.str()) == Bytes::npos) return false;
  const auto set = decode_cut(change_set, {}, {}, {});
  if (!set || is_order(*set)) return false;
  bool purged = false;
  for (const auto& one : set->purged) purged |= one.record == record;
  return speaks_of_erased(*set, [&](const RecordId& id) { return id == record; }) || (purged && !set->salt.empty());
}

bool Oracle::holds(Store& store, const RecordId& record, bool tablet) {
  const auto in = [&](const LogRow& row) { return speaks_of(row.change_set, record); };
  const auto view_holds = [&] {
    const auto rows = store.entries_after(0, SIZE_MAX);
    return store.record(record).has_value() || std::any_of(rows.begin(), rows.end(), in);
  };
  if (!store.attachments_of(record).empty()) return true;
  if (view_holds()) return true;
  if (!tablet) return false;
  store.use(Store::View::shadow);
  const bool shadow = view_holds();
  store.use(Store::View::current);
  KeptEntries kept(store);
  for (const auto& one : kept.list()) {
    if (in(*kept.find(one.dot))) return true;
  }
  const auto own = store.own_after(0, SIZE_MAX, SIZE_MAX);
  return shadow || std::any_of(own.begin(), own.end(), in);
}

void Oracle::nothing_is_left(Node& node, const v1::Erased& said) {
  for (const auto& id : said.records()) {
    const auto record = *RecordId::from_bytes(id);
    if (holds(node.store(), record, true)) throw Violation{"S12", name(node) + " says erased and is not"};
    if (holds(node.disk->durable(), record, true))
      throw Violation{"S12", name(node) + " says erased, and a power cut would bring it back"};
    if (outbox_holds(node, record)) throw Violation{"S12", name(node) + " says erased, and its outbox holds it"};
  }
}

void Oracle::purged_is_gone(Node& node) {
  for (const auto& record : node.answered) {
    if (holds(node.store(), record, true) || outbox_holds(node, record))
      throw Violation{"S12", name(node) + " holds what it said is erased"};
  }
}

void Oracle::purged_is_gone_here(bool all) {
  for (const auto& record : world_->purge_list_) {
    if (!all && !Erasures(world_->disk_->store()).contains(record)) continue;
    if (holds(world_->disk_->store(), record, false)) throw Violation{"S12", "the server holds what was purged"};
    if (all && world_->archive_ && holds(world_->archive_->store(), record, false))
      throw Violation{"S12", "the archive holds what was purged"};
  }
}

void Oracle::counted_as_erased_is_gone(Node& node, const std::string& holder) {
  const auto receipts = world_->purge_book().receipts(holder);
  if (!receipts) throw Violation{"S12", receipts.error().message};
  for (const auto& [record, at_ms] : *receipts) {
    if (holds(node.store(), record, true)) throw Violation{"S12", name(node) + " is counted as erased and is not"};
  }
}

bool Oracle::all_answered(Node& node) {
  const auto at = node.log->position();
  const auto receipts = world_->purge_book().receipts(PurgeBook::tablet(at.branch));
  const auto purges = world_->purge_book().purges();
  if (!receipts || !purges) throw Violation{"S12", "the server cannot read its purges"};
  if (purges->size() < world_->purge_list_.size()) throw Violation{"S12", "the server does not know of a purge"};
  return std::all_of(purges->begin(), purges->end(), [&](const auto& purge) { return receipts->contains(purge.record); });
}

void Oracle::central_verifies() {
  purged_is_gone_here(true);
  MemoryStore scratch;
  if (auto verified = world_->central_.verify(scratch); !verified) throw Violation{"S7", verified.error().message};
}

}  // namespace beatbook::simulator
