// The archive of a server: a copy of its log on another disk, to which everything is added before anybody is told that it was
// received. What the real one does with files is a test of sync-server; here the log that is made again from it is.
#include "kernel/erasure.h"
#include "simulator/oracle.h"

namespace beatbook::simulator {

void World::archive() {
  if (!archive_) return;
  const Oracle no_disk_fails(*this);
  const auto last = archive_->last_gsn();
  const auto here = archive_->entry(last), there = disk_->store().entry(last);
  if (last > 0 && (!there || here->chain != there->chain)) throw Violation{"S4", "the server has lost what its archive holds"};
  archive_->begin();
  for (const auto& row : disk_->store().entries_after(last, SIZE_MAX)) {
    archive_->append(row);
    archive_->put_branch(central_.branch(row.dot.branch));
    const auto set = central_.decode(row);
    const auto order = set ? read_order(*set) : std::nullopt;
    if (!order || order->kind != v1::Change::PURGE) continue;
    erase_in_view(*archive_, order->record, true);
    CentralAttachments(*archive_).erase(order->record);
  }
  for (const auto& row : disk_->store().attachments_taken_after(archived_pictures_, SIZE_MAX)) {
    archived_pictures_ = row.taken;
    if (const auto bytes = attachment_bytes(disk_->store(), row)) CentralAttachments(*archive_).take_again(row, *bytes);
  }
  archive_->commit();
}

// Behind what the backup holds. False when the archive is of another history.
bool World::replay_archive() {
  auto& store = disk_->store();
  const auto newest = store.last_gsn();
  const auto here = store.entry(newest), there = archive_->entry(newest);
  if (newest > 0 && (!there || here->chain != there->chain)) return false;
  const Oracle no_disk_fails(*this);
  store.begin();
  for (const auto& row : archive_->entries_after(newest, SIZE_MAX)) {
    const auto again = central_.take_again(row, CentralLog(*archive_).branch(row.dot.branch));
    if (!again) throw Violation{"S7", "the archive cannot be put back: " + again.error().message};
  }
  for (const auto& row : archive_->attachments_taken_after(0, SIZE_MAX)) {
    if (const auto bytes = attachment_bytes(*archive_, row)) CentralAttachments(store).take_again(row, *bytes);
  }
  store.commit();
  ++tally_.replayed;
  return true;
}

void World::restore_server(Dice& dice) {
  Oracle oracle(*this);
  oracle.nothing_confirmed_is_lost();
  oracle.no_picture_is_lost();
  cut_all();
  const auto before = oracle.log_of(disk_->durable());
  disk_->put_back(*backup_);
  central_ = CentralLog(disk_->store());
  // Or the folder with the archive burnt as well.
  const bool whole = archive_ && dice.one_in(2) && replay_archive();
  if (archive_ && !whole) archive_ = MemoryStore();
  archived_pictures_ = 0;
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
