// What the oracle checks of what is said: by the server over its lines, and by a tablet to its officer.
#include "simulator/oracle.h"

namespace beatbook::simulator {

void Oracle::page_is_within_grants(Node& node, const v1::Page& page) {
  const auto granted = world_->streams_of(node.id);
  for (const auto& entry : page.entries()) {
    const bool released = entry.released_gsn() > 0;
    const auto row = world_->disk_->store().entry(released ? entry.released_gsn() : entry.gsn());
    if (!row || row->dot.branch.enrolment == node.id) continue;
    if (released && world_->central_.released_by(row->gsn) != entry.gsn())
      throw Violation{"S13", "nobody released what a page says"};
    for (const auto& purged : entry.purged()) {
      if (!granted.contains({"lapwing", purged.visibility()})) throw Violation{"S13", name(node) + " is told of a class"};
    }
    if (row->quarantined && !released) throw Violation{"S13", "a quarantined entry is in a page"};
    for (const auto& raw : entry.changes()) {
      v1::Change change;
      change.ParseFromString(raw);
      if (change.kind() == v1::Change::PURGE) continue;
      if (!granted.contains({"lapwing", change.visibility()}))
        throw Violation{"S13", name(node) + " is sent a class it may not see"};
    }
  }
}

void Oracle::page_fits_own_chain(Node& node, const v1::Page& page) {
  for (const auto& entry : page.entries()) {
    if (entry.branch() > 0 || entry.own_count() > 0 || entry.seq() > node.link->hello_head) continue;
    const auto own = node.store().own(entry.seq());
    const auto row = world_->disk_->store().entry(entry.gsn());
    if (own && row && !same_entry(own->change_set, row->change_set))
      throw Violation{"S9", name(node) + " is sent another entry under its number " + std::to_string(entry.seq())};
  }
}

void Oracle::welcome_is_right(Node& node, const v1::Welcome& welcome) {
  const auto at = node.log->position();
  if (at.cursor == 0 || welcome.view() != v1::Welcome::CONTINUES) return;
  if (at.store_incarnation != welcome.store_incarnation())
    throw Violation{"S5", name(node) + " may go on with a cursor of another store"};
  if (welcome.streams_digest() != streams_digest(at.streams))
    throw Violation{"S5", name(node) + " may go on with a cursor of other streams"};
}

void Oracle::rebuild_has_a_cause(Node& node, const std::string& reason) {
  if (reason != "the view differed from the server's" || node.damaged) return;
  const auto at = node.log->position();
  for (uint64_t seq = 1; seq <= at.head_seq; ++seq) {
    const auto own = node.store().own(seq);
    const auto held = world_->disk_->store().entry(own_dot(at.branch, at.ancestry, seq));
    if (own && held && !same_entry(held->change_set, own->change_set)) return;
  }
  throw Violation{"S15", name(node) + " took in what it was sent and differs from the server"};
}

void Oracle::shadow_starts_empty(Node& node) {
  if (!node.log->facts().rebuilding()) return;
  node.store().use(Store::View::shadow);
  const bool empty = node.store().record_count() == 0 && node.store().last_gsn() == 0;
  node.store().use(Store::View::current);
  if (!empty) throw Violation{"S5", name(node) + " begins a new view with rests of an earlier one"};
}

void Oracle::status_is_true(Node& node, bool reads) {
  auto& log = *node.log;
  if (log.facts().store_incarnation() != world_->incarnation_)
    throw Violation{"status", name(node) + " does not know its server"};
  const auto at = log.position();
  for (uint64_t seq = 1; seq <= at.acked_seq; ++seq) {
    const auto own = node.store().own(seq);
    const auto receipt = node.store().receipt(seq);
    if (!own || (!receipt && reads))
      throw Violation{"status", name(node) + " calls seq " + std::to_string(seq) + " received without a receipt"};
    // Who only handed in to a restored server learns the new places when it reads again.
    const uint64_t gsn = receipt ? receipt->first_gsn + seq - receipt->from_seq : place_of(own->change_set);
    const auto held = world_->disk_->durable().entry(gsn);
    if (!held || !same_entry(held->change_set, own->change_set))
      throw Violation{"status", name(node) + " calls seq " + std::to_string(seq) + " received and the server does not hold it"};
    const uint64_t released = world_->central_.released_by(gsn);
    const bool either = released > at.cursor;  // an ack may have told already
    if (reads && !either && receipt->quarantined != (held->quarantined && released == 0))
      throw Violation{"status", name(node) + " does not know whether seq " + std::to_string(seq) + " is held"};
    if (reads && gsn > at.cursor)
      throw Violation{"status", name(node) + " ended a sync before seq " + std::to_string(seq) + " was merged"};
  }
  received_pictures_are_held(node, world_->disk_->durable());
  backed_up_is_in_the_backup(node);
  if (reads && !node.link->damaged && at.digest != world_->central_.digest(at.streams, at.cursor))
    throw Violation{"S15", name(node) + " ended a sync with a view that differs from the server's"};
}

void Oracle::backed_up_is_in_the_backup(Node& node) {
  const uint64_t through = node.log->backed_up_seq();
  const auto& facts = node.log->facts();
  const bool archived = world_->archive_ && facts.archived() && facts.store_incarnation() == world_->incarnation_;
  if (facts.archived() && !archived) return;  // it has not heard that the archive burnt
  auto attachments = node.log->attachments();
  const bool pictures = attachments.all_backed_up();
  std::unordered_set<Bytes> held;
  if (through > 0) {
    for (const auto& change_set : world_->backed_up_.change_sets) held.insert(world_->identity(change_set));
    if (archived) held.merge(log_of(world_->archive_->durable()));
  }
  for (const auto& row : node.store().own_after(0, SIZE_MAX, SIZE_MAX)) {
    if (row.dot.seq <= through && !held.contains(world_->identity(row.change_set)))
      throw Violation{"status", name(node) + " calls seq " + std::to_string(row.dot.seq) + " backed up and it is in no backup"};
  }
  for (const auto& row : node.store().attachments_after(0, SIZE_MAX)) {
    if (pictures && row.own && !purged(row.name.record) && !world_->backed_up_.pictures.contains(row.name) &&
        !(archived && is_whole(world_->archive_->durable(), row.name)))
      throw Violation{"status", name(node) + " calls a picture backed up and it is in no backup"};
  }
}

}  // namespace beatbook::simulator
