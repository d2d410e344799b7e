#pragma once
// BR-25: two officers of a pair may each record the same encounter. They are proposed as one, never joined by the program: a
// supervisor says that they are, the one made first counts, and the others support it as second accounts.
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "kernel/bytes.h"

namespace beatbook::rules {

struct Account {
  RecordId id;
  std::string author;  // collar number
  Bytes shift;
  std::string beat;
  int64_t event_ms = 0;
  int64_t made_ms = 0;
  std::vector<RecordId> persons, vehicles;
};

// Same vehicle or person, within 15 minutes, same beat, same shift, by two officers.
bool may_be_same_encounter(const Account& a, const Account& b);
// Every such pair, each once, the one made first in front.
std::vector<std::pair<RecordId, RecordId>> proposed_pairs(std::span<const Account> accounts);

}  // namespace beatbook::rules
