#pragma once
// A record is a pure function of the set of its changes: the merge (truth table in proto/README.md).
#include <map>
#include <set>
#include <string>
#include <vector>

#include "kernel/change_set.h"
#include "kernel/result.h"

namespace beatbook {

struct Value {
  Dot dot;
  Bytes raw;                                       // every occurrence of the tag on the wire; empty = cleared
  Stamp stamp;                                     // of its author, but not later than the server's receipt: min(hlc, received)
  ChangeKind kind = v1::Change::KIND_UNSPECIFIED;  // life cell only
  std::vector<Dot> witnessed;                      // life cell, RETRACT only: the values its author saw
  bool operator==(const Value&) const = default;
};

// An officer's own change-sets after `acked_seq` have not reached the server; they count as latest.
struct Unsent {
  EnrolmentId enrolment;
  uint64_t acked_seq = UINT64_MAX;
};

// All values of one tag in one class that no other value claims to have seen, sorted by dot.
struct Cell {
  uint32_t tag = 0;  // 0 = the record's life in this class
  VisibilityClass visibility = v1::VISIBILITY_CLASS_UNSPECIFIED;
  std::vector<Value> values;
  std::vector<Dot> awaited;  // superseded before they arrived, sorted
  bool operator==(const Cell&) const = default;

  // The value shown, the latest by (unsent, stamp, dot); nullptr when there is none. The order decides what is shown, never
  // what is kept.
  const Value* shown(const Unsent& unsent = {}) const;
  // One value of each distinct content, the shown one first. More than one = written at once.
  std::vector<const Value*> distinct(const Unsent& unsent = {}) const;
};

struct Touch {
  Dot dot;
  VisibilityClass visibility = v1::VISIBILITY_CLASS_UNSPECIFIED;
  auto operator<=>(const Touch&) const = default;
};

// Where a change came from: what of its change-set the merge needs. Of a copy all is the original's.
struct Origin {
  Dot dot;
  Stamp stamp;  // min(hlc, received), see received_stamp()
  std::string operation;
};

// The stamp a value keeps once the server has received it: a clock that runs ahead gains nothing.
inline Stamp received_stamp(Stamp authored, uint64_t received_ms) {
  return received_ms != 0 && authored.ms > received_ms ? Stamp{received_ms, 0} : authored;
}

// `received_ms` 0: the server has not received it.
Origin origin_of(const ChangeSet& set, const Dot& dot, uint64_t received_ms);

// What stands in a record, class by class: a reader compares the classes held, whatever else there is.
using HeadsByClass = std::map<VisibilityClass, Hash>;

class Record {
 public:
  // Takes a change in. The same (dot, class) a second time, once the server has received it or as a copy, lowers the stamp of
  // its values at most: what is shown may change, what is kept does not. Order never matters: equal sets of changes give equal
  // records. Fault::corrupt when the partial message cannot be split; the record is then unchanged.
  Result<void> apply(const PlacedChange& placed, const Origin& origin);
  Result<void> apply(const Change& change, const Origin& origin) { return apply(PlacedChange(0, {}, change), origin); }

  // Retracted in this class (a RETRACT stands that nothing restored).
  bool retracted(VisibilityClass visibility) const;
  // Values written at once with a RETRACT of their class: the retract's author had not seen them.
  std::vector<const Value*> unseen_by_retract(VisibilityClass visibility) const;

  // Hash over the sorted dots that stand in its cells of that class (proto/README.md), those of `left_out` tags not counted.
  // Of a class without cells it is the hash of nothing.
  Hash heads(VisibilityClass visibility, const std::set<uint32_t>& left_out = {}) const;
  // Of every class in which it has cells.
  HeadsByClass heads_by_class(const std::set<uint32_t>& left_out = {}) const;

  // What a change by somebody who sees all of this record must say it saw: for `tags` (0 = life) in `visibility`.
  std::vector<Seen> seen(const std::vector<uint32_t>& tags, VisibilityClass visibility) const;

  // nullptr when nothing was ever written there.
  const Cell* cell(uint32_t tag, VisibilityClass visibility) const;
  const Cell* life(VisibilityClass visibility) const { return cell(0, visibility); }

  uint32_t type = 0;
  std::string operation;
  std::vector<Cell> cells;     // sorted by (tag, class)
  std::vector<Touch> touches;  // every change taken in, sorted: the keys of its history in the log
  bool operator==(const Record&) const = default;

  // Deterministic bytes for a store, and back.
  Bytes encode() const;
  static Result<Record> decode(BytesView bytes);

 private:
  Cell& cell_of(uint32_t tag, VisibilityClass visibility);
  void lower_stamps(const Origin& origin, VisibilityClass visibility);
  void supersede(Cell& cell, const Dot& dot) const;
  void add(Cell& cell, Value value);
};

}  // namespace beatbook
