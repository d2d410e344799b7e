#include "app/tablet/occasions.h"

namespace beatbook::app {

Occasion occasion_of(Index& index, const IndexEntry& entry) {
  auto out = Occasion::open;
  for (const auto& review : index.reviews_of(entry.id)) {
    if (review.entry.retracted || review.reviewer == entry.author) continue;
    if (review.decision == "SAME_OCCASION") out = Occasion::same;
    if (review.decision == "OWN_OCCASION") out = Occasion::own;
  }
  return out;
}

}  // namespace beatbook::app
