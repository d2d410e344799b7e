#pragma once
// Cards that may be of the same person or vehicle as this one. They are proposed, never joined: a person decides (accuracy, DPA
// 2018 s38; domain D.1).
#include <set>
#include <vector>

#include "app/index/index.h"

namespace beatbook::app {

enum class Ground {
  name,           // given and family name in either order: misspelt, in another script or form, or half of it missing
  other_name,     // what one is called is the name, or another name, of the other
  date_of_birth,  // the same, or day and month changed places
  telephone,
  registration,  // of a vehicle: the same, or one character off
};

struct Candidate {
  IndexEntry card;
  std::set<Ground> grounds;  // never empty; a date with day and month changed counts beside another ground only
};

// Of the card with this id, most grounds first, then names before the rest; at most `limit`. Voided cards, and what the tablet
// does not hold, are not among them. Empty for whatever is no card. Reading throws StorageFailure when the disk fails.
std::vector<Candidate> candidates(Index& index, TabletLog& log, const RecordId& id, size_t limit = 20);

}  // namespace beatbook::app
