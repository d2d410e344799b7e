#pragma once
// A record of one kind, where it is on this tablet and not void.
#include <optional>

#include "app/forms/stored.h"

namespace beatbook::app {

template <class Record>
std::optional<Record> read_as(TabletLog& log, const RecordId& id) {
  const auto stored = read_stored(log, id);
  if (!stored || stored->shown.retracted) return std::nullopt;
  const auto* record = dynamic_cast<const Record*>(&stored->message());
  return record ? std::optional(*record) : std::nullopt;
}

}  // namespace beatbook::app
