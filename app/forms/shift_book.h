#pragma once
// The shift this enrolment works on and the running number of its entries (BR-29: gapless per device and shift). Nothing of it
// is stored: it is read from the own log, once, and after that only from what was added.
#include <cstdint>
#include <optional>
#include <string>

#include "beatbook/v1/records/shift.pb.h"
#include "kernel/tablet_log.h"

namespace beatbook::app {

struct OpenShift {
  RecordId id;
  std::string operation;
  v1::Shift shift;
};

class ShiftBook {
 public:
  // `log` must outlive it.
  explicit ShiftBook(TabletLog& log) : log_(&log) {}

  // The newest shift this enrolment started, unless it was ended or voided.
  std::optional<OpenShift> open();
  // The number the next entry of the open shift takes, from 1.
  uint32_t next_number();

 private:
  void catch_up();

  TabletLog* log_;
  uint64_t read_to_ = 0;  // own change-sets up to this one are read
  std::optional<RecordId> shift_;
  uint32_t last_number_ = 0;
};

// The running number at the end of a local_ref ("T7-014" is 14); 0 if there is none.
uint32_t number_of(const std::string& local_ref);

}  // namespace beatbook::app
