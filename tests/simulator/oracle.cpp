#include "simulator/oracle.h"

#include <algorithm>
#include <unordered_set>

#include "schema/projection.h"

namespace beatbook::simulator {

namespace {

std::string name(const Node& node) { return "tablet " + std::to_string(node.number); }

std::vector<LogRow> whole_log(Store& store) { return store.entries_after(0, SIZE_MAX); }

}  // namespace

Oracle::Oracle(World& world) : world_(&world) { ++world.tally_.watch.held; }
Oracle::~Oracle() { --world_->tally_.watch.held; }

void Oracle::nothing_confirmed_is_lost() {
  std::unordered_set<Bytes> central;
  for (const auto& row : whole_log(world_->disk_->durable())) central.insert(world_->identity(row.change_set));
  for (const auto& promise : world_->promises_) {
    const auto& wanted = world_->identity(promise.change_set);
    if (promise.gone || central.contains(wanted)) continue;
    bool held = false;
    for (auto& node : world_->nodes_) {
      if (node.id != promise.author || node.lost) continue;
      const auto own = node.disk->durable().own(promise.seq);
      held |= own && world_->identity(own->change_set) == wanted;
    }
    if (!held) throw Violation{"S1", "a save that was told as saved is nowhere: seq " + std::to_string(promise.seq)};
  }
}

bool Oracle::same_entry(const Bytes& one, const Bytes& other) {
  return one == other || world_->identity(one) == world_->identity(other);
}

bool Oracle::stands(const LogRow& row) { return !row.quarantined || world_->central_.released_by(row.gsn) > 0; }

uint64_t Oracle::place_of(const Bytes& change_set) {
  for (const auto& row : whole_log(world_->disk_->durable())) {
    if (same_entry(row.change_set, change_set)) return row.gsn;
  }
  return 0;
}

void Oracle::forgive_what_a_backup_lacks() {
  std::unordered_set<Bytes> held;
  for (const auto& row : whole_log(world_->disk_->store())) held.insert(world_->identity(row.change_set));
  for (auto& node : world_->nodes_) {
    if (node.lost) continue;
    for (const auto& row : node.disk->durable().own_after(0, SIZE_MAX, SIZE_MAX)) held.insert(world_->identity(row.change_set));
  }
  for (auto& promise : world_->promises_) promise.gone |= !held.contains(world_->identity(promise.change_set));
}

void Oracle::log_is_gapless_and_single() {
  uint64_t last = 0;
  std::unordered_set<Bytes> seen;
  for (const auto& row : whole_log(world_->disk_->store())) {
    if (row.gsn != ++last) throw Violation{"S3", "the log lacks gsn " + std::to_string(last)};
    if (!seen.insert(world_->identity(row.change_set)).second)
      throw Violation{"S2", "gsn " + std::to_string(row.gsn) + " is an entry the log holds already"};
  }
}

void Oracle::acknowledged_is_durable(Node& node, const v1::PushAck& ack) {
  for (const auto& receipt : ack.receipts()) {
    for (uint64_t seq = receipt.from_seq(); seq <= receipt.to_seq(); ++seq) {
      const auto own = node.store().own(seq);
      const auto held = world_->disk_->durable().entry(receipt.first_gsn() + seq - receipt.from_seq());
      if (own && (!held || !same_entry(held->change_set, own->change_set)))
        throw Violation{"S4",
                        name(node) + " has an ack of seq " + std::to_string(seq) + " that the server does not hold there"};
    }
  }
}

void Oracle::acknowledged_is_held() {
  std::unordered_set<Bytes> central;
  for (const auto& row : whole_log(world_->disk_->store())) central.insert(world_->identity(row.change_set));
  for (auto& node : world_->nodes_) {
    held_in(central, node);
    received_pictures_are_held(node, world_->disk_->store());
  }
}

void Oracle::acknowledged_is_held(Node& node) {
  std::unordered_set<Bytes> central;
  for (const auto& row : whole_log(world_->disk_->durable())) central.insert(world_->identity(row.change_set));
  held_in(central, node);
  received_pictures_are_held(node, world_->disk_->durable());
}

void Oracle::held_in(const std::unordered_set<Bytes>& central, Node& node) {
  const auto& facts = node.log->facts();
  if (facts.store_incarnation() != world_->incarnation_) return;
  for (uint64_t seq = 1; seq <= facts.acked_seq(); ++seq) {
    const auto own = node.store().own(seq);
    if (own && !central.contains(world_->identity(own->change_set)))
      throw Violation{"S4", name(node) + " has an ack of seq " + std::to_string(seq) + " that the server does not hold"};
  }
}

void Oracle::saves_are_whole(Node& node) {
  const auto at = node.log->position();
  if (at.rebuilding || world_->revoked_.contains(node.id)) return;
  for (const auto& row : node.store().own_after(0, SIZE_MAX, SIZE_MAX)) {
    const auto set = node.log->decode(row);
    if (!set) throw Violation{"S1", name(node) + " cannot read its own entry " + std::to_string(row.dot.seq)};
    for (const auto& placed : set->changes) {
      if (!placed.tags) continue;
      const auto record = node.log->record(placed.change.record);
      const Touch touch{set->original(own_dot(at.branch, at.ancestry, row.dot.seq)).dot, placed.change.visibility};
      if (!record || !std::binary_search(record->touches.begin(), record->touches.end(), touch))
        throw Violation{"S8", name(node) + " shows only a part of its own entry " + std::to_string(row.dot.seq)};
    }
  }
}

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

void Oracle::colleagues_are_logged(Node& node) {
  const auto at = node.log->position();
  const auto granted = world_->streams_of(node.id);
  for (const auto& row : whole_log(world_->disk_->store())) {
    const bool of_own_enrolment = row.dot.branch.enrolment == node.id;
    const uint64_t released = row.quarantined ? world_->central_.released_by(row.gsn) : 0;
    if (own_dot(at.branch, at.ancestry, row.dot.seq) == row.dot || (row.quarantined && !released && !of_own_enrolment))
      continue;
    const auto set = world_->central_.decode(row);
    if (is_order(*set)) continue;
    std::vector<const Change*> visible;
    for (const auto& placed : set->changes) {
      if (of_own_enrolment || granted.contains({Bytes(set->header.operation), placed.change.visibility}))
        visible.push_back(&placed.change);
    }
    if (visible.empty()) continue;
    const auto held = node.log->change_set(row.dot);
    const auto read = held ? node.log->decode(*held) : Result<ChangeSet>(Error{Fault::not_found, {}});
    const auto as_written = [](const PlacedChange& here, const Change* there) {
      return std::equal(here.change.seen.begin(), here.change.seen.end(), there->seen.begin(), there->seen.end(),
                        [](const Seen& a, const Seen& b) { return a.tags == b.tags && a.dots == b.dots; });
    };
    if (!held || held->gsn != (released && !of_own_enrolment ? released : row.gsn) || !read ||
        !std::equal(read->changes.begin(), read->changes.end(), visible.begin(), visible.end(), as_written))
      throw Violation{"S5", name(node) + " cannot look up gsn " + std::to_string(row.gsn)};
  }
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

void Oracle::stamps_grow(Node& node) {
  Stamp last;
  for (const auto& row : node.store().own_after(0, SIZE_MAX, SIZE_MAX)) {
    const auto set = node.log->decode(row);
    if (!set || set->stamp() <= last) throw Violation{"clock", name(node) + " went back at seq " + std::to_string(row.dot.seq)};
    last = set->stamp();
  }
}

// Every value written, less those that a later author of the same cell says to have seen: the merge without its order.
Oracle::Cells Oracle::fold(const std::function<bool(const LogRow&, const ChangeSet&, const Change&)>& visible, Node* beside) {
  Cells cells;
  std::map<std::tuple<RecordId, uint32_t, int>, std::set<Dot>> named;
  const auto take = [&](const LogRow& row, const ChangeSet& set, bool all) {
    for (const auto& placed : set.changes) {
      const auto& change = placed.change;
      const auto tags = split_tags(change.partial);
      if (!tags || !(all || visible(row, set, change))) continue;
      std::map<uint32_t, Bytes> writes;
      for (const auto& one : *tags) writes[one.tag] = one.raw;
      for (const auto tag : change.cleared) writes[tag] = {};
      if (change.kind != v1::Change::EDIT) writes[0] = Bytes(1, static_cast<char>(change.kind));
      for (const auto& [tag, raw] : writes) {
        const std::tuple key(change.record, tag, static_cast<int>(change.visibility));
        cells[key][set.original(row.dot).dot] = raw;
        for (const auto& seen : change.seen) {
          if (std::find(seen.tags.begin(), seen.tags.end(), tag) != seen.tags.end())
            named[key].insert(seen.dots.begin(), seen.dots.end());
        }
      }
    }
  };
  for (const auto& row : whole_log(world_->disk_->store())) {
    const auto set = world_->central_.decode(row);
    if (!set) throw Violation{"S7", "gsn " + std::to_string(row.gsn) + " cannot be read"};
    if (!is_order(*set)) take(row, *set, false);
  }
  if (beside) {
    for (const auto& [row, set] : kept_of(*beside)) take(row, set, true);
  }
  for (const auto& [key, dots] : named) {
    for (const auto& dot : dots) cells[key].erase(dot);
  }
  std::erase_if(cells, [](const auto& cell) { return cell.second.empty(); });
  return cells;
}

void Oracle::same(const std::string& whose, const Cells& expected, Store& store) {
  Cells held;
  store.each_record([&](const RecordId& id, BytesView state) {
    const auto record = Record::decode(state);
    if (!record) throw Violation{"S7", whose + " holds a record it cannot read"};
    for (const auto& cell : record->cells) {
      for (const auto& value : cell.values) {
        held[{id, cell.tag, static_cast<int>(cell.visibility)}][value.dot] =
            cell.tag == 0 ? Bytes(1, static_cast<char>(value.kind)) : value.raw;
      }
    }
  });
  if (held == expected) return;
  for (const auto& [key, values] : expected) {
    const auto at = held.find(key);
    if (at == held.end() || at->second != values)
      throw Violation{std::get<1>(key) > 500 ? "S11" : "S9",
                      whose + " holds other values than were written in tag " + std::to_string(std::get<1>(key))};
  }
  throw Violation{"S7", whose + " holds a value that nobody wrote for it"};
}

void Oracle::conflicts_are_shown(Node& node, const RecordId& id, uint32_t tag, VisibilityClass visibility,
                                 const std::map<Dot, Bytes>& values) {
  const auto record = node.log->record(id);
  const auto shown = record ? schema::project(*record, node.log->unsent()) : Result<schema::Projected>(record.error());
  if (!shown) return;  // of a type that a newer program knows
  // A value that came in the class of another field is none of this one.
  const auto* field = shown->type->descriptor->FindFieldByNumber(static_cast<int>(tag));
  if (field && schema::class_of(*shown->type, *field, shown->face) != visibility) return;
  std::set<Bytes> written, listed;
  for (const auto& [dot, raw] : values) written.insert(raw);
  if (written.size() < 2 || schema::on_conflict(*shown->type, tag) == v1::LATEST) return;
  for (const auto& conflict : shown->conflicts) {
    if (conflict.tag != tag || conflict.visibility != visibility) continue;
    for (const auto& value : conflict.values) listed.insert(value.raw);
  }
  if (listed != written)
    throw Violation{"S10", name(node) + " shows no conflict of what was written at once in tag " + std::to_string(tag)};
}

void Oracle::central_is_the_fold() {
  const auto cells = fold([this](const LogRow& row, const ChangeSet&, const Change&) { return stands(row); });
  same("the server", cells, world_->disk_->store());
}

void Oracle::view_is_the_fold(Node& node) {
  const auto granted = world_->streams_of(node.id);
  const auto visible = [&](const LogRow& row, const ChangeSet& set, const Change& change) {
    if (row.dot.branch.enrolment == node.id) return true;
    return stands(row) && granted.contains({Bytes(set.header.operation), change.visibility});
  };
  const auto cells = fold(visible, &node);
  same(name(node), cells, node.store());
  for (const auto& [key, values] : cells) {
    const auto& [record, tag, visibility] = key;
    if (tag != 0 && values.size() > 1) conflicts_are_shown(node, record, tag, static_cast<VisibilityClass>(visibility), values);
  }
  std::map<RecordId, Record> batch;
  Digest digest;
  for (const auto& row : whole_log(world_->disk_->store())) {
    const auto set = world_->central_.decode(row);
    const bool order = is_order(*set), purge = order && read_order(*set)->kind == v1::Change::PURGE;
    for (const auto& one : digests_of(*set)) {
      if (order ? purge : stands(row) && granted.contains({Bytes(set->header.operation), one.visibility}))
        digest +=
            digest_leaf(row.quarantined ? world_->central_.released_by(row.gsn) : row.gsn, row.dot, one.position, one.digest);
    }
    if (order) continue;
    for (const auto& placed : set->changes) {
      if (visible(row, *set, placed.change) && placed.tags)
        (void)batch[placed.change.record].apply(placed, origin_of(*set, row.dot, row.received_ms));
    }
  }
  for (const auto& [row, set] : kept_of(node)) {
    for (const auto& placed : set.changes) {
      if (placed.tags) (void)batch[placed.change.record].apply(placed, origin_of(set, row.dot, row.received_ms));
    }
  }
  // S15: the running digest is that of what may be seen.
  if (node.log->position().digest != digest) throw Violation{"S15", name(node) + " has another digest than its view"};
  // S6: equal sets of changes give equal bytes, in whatever order and batches they came.
  for (const auto& [id, record] : batch) {
    const auto held = node.store().record(id);
    if (!held || *held != record.encode()) throw Violation{"S6", name(node) + " holds other bytes than the changes give"};
  }
}

}  // namespace beatbook::simulator
