#pragma once
// The shift this enrolment works on and the running number of its entries (BR-29: gapless per device and shift). A shift of its
// own is read from the own log, once, and after that only from what was added; that it joined a colleague's is a note of this
// tablet.
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "beatbook/v1/records/shift.pb.h"
#include "kernel/tablet_log.h"

namespace beatbook::app {

struct OpenShift {
  RecordId id;
  std::string operation;
  v1::Shift shift;
  bool joined = false;  // a colleague's
};

class ShiftBook {
 public:
  // `log` must outlive it.
  explicit ShiftBook(TabletLog& log) : log_(&log) {}

  // The shift this enrolment joined, or else the newest it started, unless it was ended or voided.
  std::optional<OpenShift> open();
  // The number the next entry of the open shift takes, from 1; it goes on where this enrolment left the same shift before.
  uint32_t next_number();
  // Numbers below the next that no own entry of the open shift carries (BR-29), lowest first; of a shift that was joined, since
  // then.
  std::vector<uint32_t> missing_numbers();

  // From now on entries belong to this shift of a colleague. Durable.
  Result<void> join(const RecordId& shift);
  // Forgets what was joined; nothing happens to the shift. Durable.
  Result<void> leave();

 private:
  struct Joined {
    RecordId shift;
    uint64_t after_seq = 0;    // own head at that moment
    uint32_t last_number = 0;  // of own entries of this shift until then
  };

  struct Note;
  // Reads own change-sets from the head back to `after_seq`, or to the newest own shift when `to_shift`, which it returns.
  std::optional<RecordId> walk_back(uint64_t after_seq, bool to_shift);
  void catch_up();
  std::optional<RecordId> current() const;
  uint32_t erased_between(uint64_t after_seq, uint64_t before_seq) const;
  uint64_t began_at() const;
  uint32_t highest_number(const RecordId& shift) const;
  Result<void> remember(const std::optional<Joined>& joined);

  TabletLog* log_;
  bool read_note_ = false;
  std::optional<Joined> joined_;
  uint64_t read_to_ = 0;  // own change-sets up to this one are read
  std::optional<RecordId> own_;
  uint64_t own_seq_ = 0;                                   // the change-set that started it
  std::map<Bytes, std::map<uint32_t, uint64_t>> numbers_;  // of each shift: the own change-set that carries each number
  std::map<uint64_t, uint32_t> erased_;  // entries of own change-sets that were purged: what number they had nobody can tell
};

// The running number at the end of a local_ref ("T7-014" is 14); 0 if there is none.
uint32_t number_of(const std::string& local_ref);

}  // namespace beatbook::app
