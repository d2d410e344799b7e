#pragma once
// Cards that supervisors said are of one person (record PersonMatch). The cards stay as they are; voiding the entry parts them.
#include <vector>

#include "app/index/index.h"

namespace beatbook::app {

struct SamePerson {
  // From card to card by every entry that is not void; this card first, the others in the order they are reached.
  std::vector<RecordId> cards;
  // The same by entries alone that a second supervisor has approved: what raises somebody towards an arrest needs one (D.1).
  std::vector<RecordId> agreed;
};

// At most `most_cards` of either. Throws StorageFailure as the index does.
SamePerson same_person(Index& index, TabletLog& log, const RecordId& card);

inline constexpr size_t most_cards = 32;

}  // namespace beatbook::app
