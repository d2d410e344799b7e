#pragma once
// The versions of a record: who changed what, when and why, from the change-sets behind it.
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "app/forms/stored.h"
#include "kernel/tablet_log.h"

namespace beatbook::app {

struct FieldChange {
  std::string field;  // proto path: envelope.location.street, needs; "life" for a void or restore
  std::string label;
  std::string before, after;  // as JSON writes the value; empty = nothing; equal when it was written again
  bool operator==(const FieldChange&) const = default;
};

struct Version {
  Dot dot;
  std::string officer;       // collar number if known, else empty
  std::string handed_in_by;  // another officer's, of a copy of what the server had lost
  int64_t at_ms = 0;         // by the author's corrected clock, not later than the server's receipt
  uint64_t received_ms = 0;  // 0 = only here
  std::string reason, reason_text;
  std::string app_version;
  std::vector<v1::PackUse> packs;  // law, code lists and the operation's profile it was made under
  bool clock_unmeasured = false;
  bool quarantined = false;
  bool readable = true;  // false: its change-set is not kept here any more, or not whole
  // What this author wrote against what this author saw; against what was shown before where that is not known here.
  std::vector<FieldChange> changes;
};

using CollarOf = std::function<std::optional<std::string>(const EnrolmentId&)>;

// Oldest first; own change-sets the server has not count as latest.
std::vector<Version> history(TabletLog& log, const Stored& stored, const CollarOf& collar_of);

// Leaf by leaf what differs between two messages of one type.
std::vector<FieldChange> differences(const schema::RecordType& type, const schema::Message& before,
                                     const schema::Message& after);

}  // namespace beatbook::app
