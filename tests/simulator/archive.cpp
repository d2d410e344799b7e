// The archive of a server: a copy of its log on another disk, to which everything is added before anybody is told that it was
// received. What the real one does with files is a test of sync-server; here the log that is made again from it is.
#include "kernel/erasure.h"
#include "simulator/oracle.h"
#include "sqlite/database.h"

namespace beatbook::simulator {

namespace {

template <class Work>
void in_transaction(Disk& disk, Work&& work) {
  disk.store().begin();
  try {
    work(disk.store());
    disk.store().commit();
  } catch (...) {
    disk.store().rollback();
    throw;
  }
  disk.check();
}

bool same_entry_at(Store& one, Store& other, uint64_t gsn) {
  if (gsn == 0) return true;
  const auto here = one.entry(gsn), there = other.entry(gsn);
  return here && there && here->chain == there->chain;
}

}  // namespace

// Throws what either disk throws; then the server starts again, and catches up.
void World::archive() {
  if (!archive_) return;
  auto& log = disk_->store();
  const auto last = archive_->store().last_gsn();
  if (!same_entry_at(archive_->store(), log, last)) {
    archive_->check();
    throw Violation{"S4", "the server has lost what its archive holds"};
  }
  const auto rows = log.entries_after(last, SIZE_MAX);
  if (!rows.empty()) {
    in_transaction(*archive_, [&](Store& into) {
      for (const auto& row : rows) {
        into.append(row);
        into.put_branch(central_.branch(row.dot.branch));
        const auto set = central_.decode(row);
        const auto order = set ? read_order(*set) : std::nullopt;
        if (!order || order->kind != v1::Change::PURGE) continue;
        erase_in_view(into, order->record, true);
        CentralAttachments(into).erase(order->record);
      }
    });
  }
  for (const auto& row : log.attachments_taken_after(archived_pictures_, SIZE_MAX)) {
    const auto bytes = attachment_bytes(log, row);
    if (bytes) in_transaction(*archive_, [&](Store& into) { CentralAttachments(into).take_again(row, *bytes); });
    archived_pictures_ = row.taken;
  }
}

// Behind what the backup holds. False when the archive is of another history.
bool World::replay_archive() {
  const Oracle no_disk_fails(*this);
  auto& store = disk_->store();
  auto& from = archive_->store();
  const auto newest = store.last_gsn();
  if (newest > from.last_gsn() || !same_entry_at(store, from, newest)) return false;
  store.begin();
  for (const auto& row : from.entries_after(newest, SIZE_MAX)) {
    const auto again = central_.take_again(row, CentralLog(from).branch(row.dot.branch));
    if (!again) throw Violation{"S7", "the archive cannot be put back: " + again.error().message};
  }
  for (const auto& row : from.attachments_taken_after(0, SIZE_MAX)) {
    if (const auto bytes = attachment_bytes(from, row)) CentralAttachments(store).take_again(row, *bytes);
  }
  store.commit();
  ++tally_[Count::replayed];
  return true;
}

void World::burn_archive(uint64_t dice) {
  archive_ = make_disk(lane_, dice, tally_.watch);
  archived_pictures_ = 0;
}

void World::restore_server(Dice& dice) {
  Oracle oracle(*this);
  oracle.nothing_confirmed_is_lost();
  oracle.no_picture_is_lost();
  cut_all();
  oracle.remember_names();
  const auto before = oracle.log_of(disk_->durable());
  disk_->put_back(*backup_);
  central_ = CentralLog(disk_->store());
  // Or the folder with the archive burnt as well.
  const bool whole = archive_ && dice.one_in(2) && replay_archive();
  if (archive_ && !whole) burn_archive(dice.next());
  // In place of an incarnation that it never heard of it gives another when a locked tablet brings it, which does not know what
  // it was called before.
  for (const auto& each : nodes_) {
    const auto branch = each.log->branch();
    if (each.outbox && branch.incarnation > 0 && !disk_->store().branch(branch)) not_single_.insert(each.id);
  }
  for (const auto& each : nodes_) central_.seal(each.id, static_cast<uint32_t>(now_ms_ / 1000));
  for (auto& byte : incarnation_) byte = static_cast<char>('a' + dice.below(26));
  server_starts();
  if (whole) oracle.log_holds(before);
  oracle.forgive_what_a_backup_lacks();
  oracle.forgive_pictures_a_backup_lacks();
}

std::unordered_set<Bytes> Oracle::log_of(Store& store) {
  std::unordered_set<Bytes> out;
  for (const auto& row : store.entries_after(0, SIZE_MAX)) out.insert(world_->identity(row.change_set));
  return out;
}

void Oracle::log_holds(const std::unordered_set<Bytes>& before) {
  const auto after = log_of(world_->disk_->store());
  for (const auto& one : before) {
    if (!after.contains(one)) throw Violation{"S1", "backup and archive do not make the whole log again"};
  }
}

}  // namespace beatbook::simulator
