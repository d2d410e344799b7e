#pragma once
// Where the officer was a moment ago, for a form to offer.
#include <nlohmann/json.hpp>
#include <optional>

#include "kernel/tablet_log.h"

namespace beatbook::app {

struct LastPlace {
  nlohmann::json location;  // as a record holds it
  int64_t at_ms = 0;        // when that entry happened
};

// Of the newest entry this enrolment recorded on the shift, among its last saves. A welfare contact tells no other entry
// anything (BR-22).
std::optional<LastPlace> last_place(TabletLog& log, const RecordId& shift);

}  // namespace beatbook::app
