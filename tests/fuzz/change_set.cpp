// A change-set of any bytes is refused, or is chained, merged in any order and stored as it says.
#include "kernel/change_set.h"

#include <map>

#include "fuzz/fuzz.h"
#include "kernel/record.h"

using namespace beatbook;

namespace {

Bytes merged(const ChangeSet& set, const RecordId& id, const Dot& dot, bool backwards) {
  Record record;
  const Origin origin{dot, set.stamp(), Bytes(set.header.operation)};
  const auto apply = [&](const PlacedChange& placed) {
    if (placed.change.record == id) (void)record.apply(placed, origin);
  };
  if (backwards) {
    for (auto at = set.changes.rbegin(); at != set.changes.rend(); ++at) apply(*at);
  } else {
    for (const auto& placed : set.changes) apply(placed);
    for (const auto& placed : set.changes) apply(placed);
  }
  const auto bytes = record.encode();
  const auto again = Record::decode(bytes);
  fuzz::require(again && again->encode() == bytes, "a record reads as it was written");
  return bytes;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  EnrolmentId author;
  author.value[0] = 0xe0;
  const Dot dot{{author, 0}, 7};
  const auto set = decode_change_set(Bytes(fuzz::bytes(data, size)), dot.branch, {});
  if (!set) return 0;
  const auto root = chain_root(author);
  const auto next = chain_next(root, fuzz::bytes(data, size));
  fuzz::require(next == chain_next(root, *set), "both ways to chain a change-set give one hash");
  for (const auto& placed : set->changes) {
    const auto id = placed.change.record;
    fuzz::require(merged(*set, id, dot, false) == merged(*set, id, dot, true), "the order of changes does not matter");
  }
  return 0;
}
