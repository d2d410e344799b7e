#pragma once
// The name of a change-set: (enrolment, incarnation, seq).
#include <compare>
#include <cstdint>
#include <vector>

#include "kernel/bytes.h"

namespace beatbook {

// A chain of change-sets. An enrolment gets a second incarnation when a restored or cloned tablet parts from what the server
// holds.
struct Branch {
  EnrolmentId enrolment;
  uint32_t incarnation = 0;
  auto operator<=>(const Branch&) const = default;
};

struct Dot {
  Branch branch;
  uint64_t seq = 0;  // counts 1, 2, 3 ... along the chain, across its forks
  auto operator<=>(const Dot&) const = default;
};

struct ForkPoint {
  uint32_t incarnation = 0;
  uint64_t through_seq = 0;
  bool operator==(const ForkPoint&) const = default;
};

// Where the earlier part of a branch's chain lies: own dots up to `through_seq` belong to `incarnation`.
using Ancestry = std::vector<ForkPoint>;

// The dot of the branch's own change-set number `seq`.
inline Dot own_dot(const Branch& branch, const Ancestry& ancestry, uint64_t seq) {
  for (const auto& fork : ancestry) {
    if (seq <= fork.through_seq) return {{branch.enrolment, fork.incarnation}, seq};
  }
  return {branch, seq};
}

}  // namespace beatbook
