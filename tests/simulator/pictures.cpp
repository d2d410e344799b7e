// Pictures: made with a save, handed in and fetched, damaged on their way; and what must be true of them.
#include <algorithm>

#include "kernel/erasure.h"
#include "kernel/tablet_attachments.h"
#include "simulator/oracle.h"
#include "sqlite/database.h"

namespace beatbook::simulator {

namespace {

constexpr uint32_t picture_tag = 5;

std::optional<AttachmentRow> whole(Store& store, const AttachmentName& name) {
  const auto row = store.attachment(name);
  const auto bytes = row && row->whole() ? attachment_bytes(store, *row) : std::nullopt;
  return bytes && sha256(*bytes) == name.sha256 ? row : std::nullopt;
}

bool named(Store& store, const AttachmentName& name) {
  const auto stored = store.record(name.record);
  const auto record = stored ? Record::decode(*stored) : Result<Record>(Error{Fault::not_found, {}});
  const auto* cell = record ? record->cell(picture_tag, name.stream.visibility) : nullptr;
  return cell && std::any_of(cell->values.begin(), cell->values.end(),
                             [&](const auto& value) { return value.raw.find(view(name.sha256)) != Bytes::npos; });
}

}  // namespace

Picture World::picture(Node& node, Dice& dice, Change& change) {
  Picture out{node.id, {change.record, {}, {"lapwing", change.visibility}}, Bytes(1 + dice.below(5000), '\0')};
  for (auto& byte : out.content) byte = static_cast<char>(dice.below(256));
  out.name.sha256 = sha256(out.content);
  change.partial += static_cast<char>(picture_tag << 3 | 2);
  change.partial += static_cast<char>(sizeof(Hash));
  change.partial += view(out.name.sha256);
  if (const auto held = node.log->record(change.record)) {
    for (auto& seen : held->seen({picture_tag}, change.visibility)) change.seen.push_back(std::move(seen));
  }
  return out;
}

void World::want_one(Node& node, Dice& dice) {
  if (!try_unlock(node)) return;
  try {
    const auto seen = seen_pictures(node);
    node.disk->check();
    if (!pictures_.empty() && dice.one_in(4)) {
      // By a name it has from elsewhere, whoever may see it.
      want(node, pictures_[dice.below(pictures_.size())].name);
    } else if (!seen.empty()) {
      want(node, seen[dice.below(seen.size())]->name);
    }
  } catch (const StorageFailure&) {
    tablet_disk_failed(node);
  }
}

void World::want(Node& node, const AttachmentName& name) {
  if (!try_unlock(node)) return;
  try {
    (void)node.log->attachments().want(name);
    node.disk->check();
  } catch (const StorageFailure&) {
    tablet_disk_failed(node);
  }
}

std::vector<const Picture*> World::seen_pictures(Node& node) {
  const Oracle no_disk_fails(*this);
  std::vector<const Picture*> out;
  const auto granted = streams_of(node.id);
  for (const auto& one : pictures_) {
    if (one.gone || !granted.contains(one.name.stream)) continue;
    if (named(node.store(), one.name)) out.push_back(&one);
  }
  return out;
}

void World::tamper(Link& link, Bytes& content) {
  if (content.empty() || !std::exchange(link.tampered, false)) return;
  content.back() = static_cast<char>(content.back() ^ 1);
}

bool World::picture_work(Node& node, const tablet::Action& action) {
  auto& link = *node.link;
  auto attachments = node.log->attachments();
  if (const auto* find = std::get_if<tablet::FindAttachment>(&action)) {
    auto next = attachments.next(find->after);
    // A read that failed may look like any other.
    node.disk->check();
    tablet_actions(node, link.tablet.attachment_found(std::move(next)));
  } else if (const auto* load = std::get_if<tablet::LoadPart>(&action)) {
    Bytes content = attachments.part(load->name, load->offset, page_bytes_ / 4);
    node.disk->check();
    tablet_actions(node, link.tablet.part_loaded(std::move(content)));
  } else if (const auto* keep = std::get_if<tablet::KeepAttached>(&action)) {
    attachments.take(keep->name, keep->said);
    node.disk->check();
    Oracle(*this).received_pictures_are_held(node, disk_->durable());
    ++tally_[Count::pictures_sent];
    tablet_actions(node, link.tablet.attached_kept());
  } else if (const auto* part = std::get_if<tablet::KeepPart>(&action)) {
    const auto through = attachments.take(part->name, part->part);
    node.disk->check();
    if (through == part->part.size()) ++tally_[Count::pictures_fetched];
    tablet_actions(node, link.tablet.part_kept(through));
  } else {
    return false;
  }
  return true;
}

void World::picture_work(Node& node, const server::Action& action) {
  auto& link = *node.link;
  CentralAttachments attachments(disk_->store());
  if (const auto* store = std::get_if<server::StoreAttachment>(&action)) {
    disk_->store().begin();
    const auto said = attachments.take(store->attach);
    disk_->store().commit();
    disk_->check();
    archive();
    server_actions(node, link.server.attachment_stored(said));
  } else if (const auto* read = std::get_if<server::ReadAttachment>(&action)) {
    auto part = attachments.read(read->fetch, streams_of(node.id));
    disk_->check();
    if (part.size() > 0) Oracle(*this).part_is_within_grants(node, *read_name(read->fetch.name()));
    server_actions(node, link.server.attachment_read(std::move(part)));
  }
}

bool Oracle::is_whole(Store& store, const AttachmentName& name) { return whole(store, name).has_value(); }

bool Oracle::purged(const RecordId& record) {
  const auto& list = world_->purge_list_;
  return std::find(list.begin(), list.end(), record) != list.end();
}

void Oracle::no_picture_is_lost() {
  for (const auto& picture : world_->pictures_) {
    if (picture.gone || purged(picture.name.record) || whole(world_->disk_->durable(), picture.name)) continue;
    const bool held = std::any_of(world_->nodes_.begin(), world_->nodes_.end(), [&](auto& node) {
      return !node.lost && node.id == picture.author && whole(node.disk->durable(), picture.name);
    });
    if (!held) throw Violation{"S1", "a picture that was stored with its save is nowhere"};
  }
}

void Oracle::forgive_pictures_a_backup_lacks() {
  for (auto& picture : world_->pictures_) {
    bool held = whole(world_->disk_->store(), picture.name).has_value();
    for (auto& node : world_->nodes_)
      held |= !node.lost && node.id == picture.author && whole(node.disk->durable(), picture.name);
    picture.gone |= !held;
  }
}

void Oracle::received_pictures_are_held(Node& node, Store& central) {
  auto attachments = node.log->attachments();
  if (node.log->facts().store_incarnation() != world_->incarnation_) return;
  const bool all = attachments.unreceived() == 0;
  for (const auto& row : node.store().attachments_after(0, SIZE_MAX)) {
    if (!row.own || purged(row.name.record) || (!all && row.received_by != world_->incarnation_)) continue;
    if (!whole(central, row.name))
      throw Violation{"S4", name(node) + " calls a picture received that the server does not hold"};
  }
}

void Oracle::part_is_within_grants(Node& node, const AttachmentName& name) {
  const std::string who = simulator::name(node);
  if (!world_->streams_of(node.id).contains(name.stream)) throw Violation{"S13", who + " is sent a picture of another stream"};
  for (const auto& row : world_->disk_->store().entries_after(0, SIZE_MAX)) {
    if (!stands(row) || row.change_set.find(view(name.sha256)) == Bytes::npos) continue;
    const auto set = world_->central_.decode(row);
    if (set && std::any_of(set->changes.begin(), set->changes.end(), [&](const PlacedChange& placed) {
          return placed.change.record == name.record && placed.change.visibility == name.stream.visibility;
        }))
      return;
  }
  throw Violation{"S13", who + " is sent a picture that no standing entry names"};
}

bool Oracle::pictures_are_handed_in(Node& node) { return node.log->attachments().unreceived() == 0; }

bool Oracle::pictures_are_there(Node& node) {
  for (const auto* picture : world_->seen_pictures(node)) {
    // A copy of the author's tablet sees what is held for a supervisor.
    if (!named(world_->disk_->store(), picture->name)) continue;
    const auto read = node.log->attachments().read(picture->name);
    if (!read && read.error().code == Fault::not_found) return false;
    if (!read || *read != picture->content) throw Violation{"L1", name(node) + " holds another picture than was made"};
  }
  return true;
}

}  // namespace beatbook::simulator
