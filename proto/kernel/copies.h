#pragma once
// Which entries are copies of which: their places by the original's name. Only names are here, and they are never taken away:
// whoever asks looks whether the entry is there.
#include <string>
#include <vector>

#include "kernel/dot.h"
#include "kernel/store.h"

namespace beatbook {

class Copies {
 public:
  explicit Copies(Store& store) : store_(&store) {}

  bool any() { return store_->fact("copies").has_value(); }
  std::vector<Dot> of(const Dot& original);
  // Within a transaction of the caller. A second time changes nothing.
  void add(const Dot& original, const Dot& copy);

 private:
  Store* store_;
};

// The name of a small fact that belongs to one entry.
std::string fact_of_entry(std::string_view kind, const Dot& dot);

}  // namespace beatbook
