// What views must equal: the fold of all that was written and may be seen, made without the merge that ships.
#include <algorithm>

#include "schema/projection.h"
#include "simulator/oracle.h"

namespace beatbook::simulator {

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

}  // namespace beatbook::simulator
