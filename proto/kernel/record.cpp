#include "kernel/record.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "kernel/mutant.h"
#include "kernel/wire.h"

namespace beatbook {

namespace {

auto display_rank(const Value& value, const Unsent& unsent) {
  const bool here_only = value.dot.branch.enrolment == unsent.enrolment && value.dot.seq > unsent.acked_seq;
  return std::tuple(here_only, value.stamp, value.dot);
}

template <class T>
void insert_sorted(std::vector<T>& into, T item) {
  const auto at = std::lower_bound(into.begin(), into.end(), item);
  if (at == into.end() || *at != item) into.insert(at, std::move(item));
}

bool lists(const std::vector<uint32_t>& tags, uint32_t tag) { return std::find(tags.begin(), tags.end(), tag) != tags.end(); }

bool before(const Cell& cell, const std::pair<uint32_t, VisibilityClass>& key) {
  return std::pair(cell.tag, cell.visibility) < key;
}

}  // namespace

Origin origin_of(const ChangeSet& set, const Dot& dot, uint64_t received_ms) {
  const auto original = mutant(Mutant::copy_has_own_name) ? Original{dot, set.stamp()} : set.original(dot);
  return {original.dot, received_stamp(original.stamp, received_ms), Bytes(set.header.operation)};
}

const Value* Cell::shown(const Unsent& unsent) const {
  const auto at = std::max_element(values.begin(), values.end(), [&](const Value& a, const Value& b) {
    return display_rank(a, unsent) < display_rank(b, unsent);
  });
  return at == values.end() ? nullptr : &*at;
}

std::vector<const Value*> Cell::distinct(const Unsent& unsent) const {
  std::vector<const Value*> all;
  for (const auto& value : values) all.push_back(&value);
  std::sort(all.begin(), all.end(),
            [&](const Value* a, const Value* b) { return display_rank(*b, unsent) < display_rank(*a, unsent); });
  std::vector<const Value*> out;
  for (const auto* value : all) {
    const bool known =
        std::any_of(out.begin(), out.end(), [&](const Value* v) { return v->raw == value->raw && v->kind == value->kind; });
    if (!known) out.push_back(value);
  }
  return out;
}

Cell& Record::cell_of(uint32_t tag, VisibilityClass visibility) {
  const auto at = std::lower_bound(cells.begin(), cells.end(), std::pair(tag, visibility), before);
  if (at != cells.end() && at->tag == tag && at->visibility == visibility) return *at;
  return *cells.insert(at, Cell{tag, visibility, {}, {}});
}

// A value somebody saw goes; one that has not arrived yet is awaited, so that the order of arrival does not matter.
void Record::supersede(Cell& cell, const Dot& dot) const {
  const auto at = std::find_if(cell.values.begin(), cell.values.end(), [&](const Value& v) { return v.dot == dot; });
  if (at != cell.values.end()) {
    cell.values.erase(at);
  } else if (!std::binary_search(touches.begin(), touches.end(), Touch{dot, cell.visibility})) {
    if (!mutant(Mutant::late_value_returns)) insert_sorted(cell.awaited, dot);
  }
}

void Record::add(Cell& cell, Value value) {
  const auto awaited = std::lower_bound(cell.awaited.begin(), cell.awaited.end(), value.dot);
  if (awaited != cell.awaited.end() && *awaited == value.dot) return;
  const auto at = std::lower_bound(cell.values.begin(), cell.values.end(), value.dot,
                                   [](const Value& v, const Dot& dot) { return v.dot < dot; });
  if (mutant(Mutant::last_writer_wins) && value.dot.seq > 0 && !cell.values.empty()) {
    if (value.stamp > cell.values.front().stamp) cell.values = {std::move(value)};
    return;
  }
  cell.values.insert(at, std::move(value));
}

Result<void> Record::apply(const PlacedChange& placed, const Origin& origin) {
  const Change& change = placed.change;
  const Touch touch{origin.dot, change.visibility};
  if (std::binary_search(touches.begin(), touches.end(), touch)) {
    lower_stamps(origin, change.visibility);
    return {};
  }
  if (!placed.tags) return placed.tags.error();

  if (type == 0 || change.type < type) type = change.type;
  if (touches.empty() || origin.operation < operation) operation = origin.operation;

  std::vector<uint32_t> written;
  if (cells.empty()) cells.reserve(placed.tags->size() + 1);
  const Value plain{origin.dot, {}, origin.stamp, v1::Change::KIND_UNSPECIFIED, {}};
  const auto write = [&](uint32_t tag, Value value) {
    Cell& cell = cell_of(tag, change.visibility);
    if (mutant(Mutant::edit_replaces_unseen)) cell.values.clear();
    for (const auto& seen : change.seen) {
      if (!lists(seen.tags, tag)) continue;
      for (const auto& dot : seen.dots) {
        if (dot != origin.dot) supersede(cell, dot);
      }
    }
    if (lists(written, tag)) return;
    written.push_back(tag);
    add(cell, std::move(value));
  };
  for (const auto& [tag, raw] : *placed.tags) {
    if (mutant(Mutant::unknown_tag_dropped) && tag > 500) continue;
    Value value = plain;
    value.raw = raw;
    write(tag, std::move(value));
  }
  for (const auto tag : change.cleared) {
    if (tag != 0 && !mutant(Mutant::clear_ignored)) write(tag, plain);
  }
  if (change.kind != v1::Change::EDIT) {
    Value life = plain;
    life.kind = change.kind;
    if (change.kind == v1::Change::RETRACT) {
      if (mutant(Mutant::retract_discards)) {
        for (auto& cell : cells) cell.values.clear();
      }
      for (const auto& seen : change.seen) {
        if (lists(seen.tags, 0)) continue;
        for (const auto& dot : seen.dots) insert_sorted(life.witnessed, dot);
      }
    }
    write(0, std::move(life));
  }
  insert_sorted(touches, touch);
  // Nothing is awaited any more of a change that is here now.
  for (auto& cell : cells) {
    if (cell.visibility == change.visibility) std::erase(cell.awaited, origin.dot);
  }
  return {};
}

void Record::lower_stamps(const Origin& origin, VisibilityClass visibility) {
  for (auto& cell : cells) {
    if (cell.visibility != visibility) continue;
    for (auto& value : cell.values) {
      if (value.dot == origin.dot) value.stamp = std::min(value.stamp, origin.stamp);
    }
  }
}

const Cell* Record::cell(uint32_t tag, VisibilityClass visibility) const {
  const auto at = std::lower_bound(cells.begin(), cells.end(), std::pair(tag, visibility), before);
  return at != cells.end() && at->tag == tag && at->visibility == visibility ? &*at : nullptr;
}

bool Record::retracted(VisibilityClass visibility) const {
  const Cell* cell = life(visibility);
  if (!cell) return false;
  return std::any_of(cell->values.begin(), cell->values.end(), [](const Value& v) { return v.kind == v1::Change::RETRACT; });
}

std::vector<const Value*> Record::unseen_by_retract(VisibilityClass visibility) const {
  std::vector<const Value*> out;
  const Cell* own_life = life(visibility);
  if (!own_life) return out;
  for (const auto& retract : own_life->values) {
    if (retract.kind != v1::Change::RETRACT) continue;
    for (const auto& cell : cells) {
      if (cell.tag == 0 || cell.visibility != visibility) continue;
      for (const auto& value : cell.values) {
        if (!std::binary_search(retract.witnessed.begin(), retract.witnessed.end(), value.dot)) out.push_back(&value);
      }
    }
  }
  return out;
}

Hash Record::heads(VisibilityClass visibility, const std::set<uint32_t>& left_out) const {
  std::set<Dot> dots;
  for (const auto& cell : cells) {
    // A void is told by the record's life; once restored, what was reviewed is what it was.
    if (cell.visibility != visibility || cell.tag == 0 || left_out.contains(cell.tag)) continue;
    for (const auto& value : cell.values) dots.insert(value.dot);
  }
  Bytes data;
  for (const auto& dot : dots) {
    data += dot.branch.enrolment.bytes();
    put_u32(data, dot.branch.incarnation);
    put_u64(data, dot.seq);
  }
  return sha256(data);
}

HeadsByClass Record::heads_by_class(const std::set<uint32_t>& left_out) const {
  HeadsByClass out;
  for (const auto& cell : cells) {
    if (!out.contains(cell.visibility)) out.emplace(cell.visibility, heads(cell.visibility, left_out));
  }
  return out;
}

std::vector<Seen> Record::seen(const std::vector<uint32_t>& tags, VisibilityClass visibility) const {
  // Tags whose values came from the same dots share one entry: most edits touch fields of one earlier save.
  std::vector<Seen> out;
  for (const auto tag : tags) {
    const Cell* found = cell(tag, visibility);
    if (!found || found->values.empty()) continue;
    std::vector<Dot> dots;
    for (const auto& value : found->values) dots.push_back(value.dot);
    const auto same = std::find_if(out.begin(), out.end(), [&](const Seen& s) { return s.dots == dots && !lists(s.tags, 0); });
    if (same != out.end() && tag != 0) {
      same->tags.push_back(tag);
    } else {
      out.push_back({{tag}, std::move(dots)});
    }
  }
  return out;
}

}  // namespace beatbook
