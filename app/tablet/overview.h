#pragma once
// How this officer's entries stand with the server, and whether the tablet can be handed in. It never says more than is known.
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "app/tablet/tablet.h"

namespace beatbook::app {

enum class SafeLight { safe, not_safe, not_known };

struct Overview {
  // Things this officer wrote: entries, and saves that hold none (a card, the start of a shift), each counted once.
  uint64_t only_here = 0;
  uint64_t received = 0;  // durable at the server, not yet seen back in the shared record
  uint64_t merged = 0;    // entries of the open shift, without one of the last 24 h
  uint64_t needs_you = 0;
  uint64_t pending = 0;      // saves the server has not acknowledged
  uint64_t quarantined = 0;  // saves held for a supervisor
  uint64_t drafts = 0;
  uint64_t kept = 0;        // colleagues' entries that the server has lost
  bool rebuilding = false;  // what the server has is read anew: until then nobody knows what it has lost
  bool disk_full = false;   // or nearly: what is recorded now takes of the room that was set aside for it
  uint64_t pictures = 0;    // made here, and not at the server
  uint64_t synced_ms = 0;   // the last exchange that reached its end; 0 = never
  SafeLight light = SafeLight::not_known;
  std::string title;                 // "Not safe to hand in"
  std::string sentence;              // the first of `reasons`
  std::vector<std::string> reasons;  // all that keeps the light from being safe
};

// Reads of the log only what was added since it was asked last. Belongs to the thread of the tablet.
class OverviewReader {
 public:
  // `tablet` must outlive it.
  explicit OverviewReader(Tablet& tablet) : tablet_(&tablet) {}

  // Throws StorageFailure when the disk fails.
  Overview read();
  // Entries for which this officer must do something, newest first.
  std::vector<IndexEntry> needs_you();

 private:
  void catch_up();
  std::set<RecordId> between(uint64_t after, uint64_t through) const;

  Tablet* tablet_;
  uint64_t read_to_ = 0, merged_to_ = 0;
  std::map<uint64_t, std::vector<RecordId>> things_;  // by own seq, of those not yet merged
};

}  // namespace beatbook::app
