#pragma once
// What waits for this supervisor's review, read in steps: a queue may look back over thousands of entries.
#include <vector>

#include "app/forms/review_queue.h"
#include "app/tablet/tablet.h"

namespace beatbook::app {

class ReviewList {
 public:
  // Entries from `from_ms` on; `all`: every team's, not only this officer's and those covered.
  ReviewList(int64_t from_ms, bool all);

  // The waiting ones among about the next `at_most` entries, newest first. Throws StorageFailure when the disk fails.
  std::vector<QueuedEntry> step(Tablet& tablet, size_t at_most);
  bool done() const { return done_; }

 private:
  ListQuery query_;
  bool all_;
  bool done_ = false;
};

// The whole queue, what is due first coming first.
std::vector<QueuedEntry> review_list(Tablet& tablet, int64_t from_ms, bool all);

}  // namespace beatbook::app
