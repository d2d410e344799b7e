#pragma once
// A demonstration operation: some hundred invented records from one compact file, tests/data/operations/NAME/records.json.
// Everything follows from the file: the same file gives the same entries at the same times.
//
// The file:
//   "shifts":   name -> {"from": "19:00", "hours": 12, "like", "record": a shift without its times}
//   "officers": name of the tablet -> {"collar": "PC 1234", "role": "OFC", "shift": name of a shift}
//   "forms":    name -> part of a record, for groups to begin with
//   "groups":   in any order, each
//     "name", "type" (a record type, or encounter: an object by kinds, see app/forms/linked_set.h), "count"
//     "by"      name of a tablet, or a list that rotates
//     "from", "to", "at"   first and last day, and times of the day that rotate: the days are spread evenly. Or
//     "on"      one moment for each, "2019-05-06T22:10"
//     "after"   minutes until it is recorded; 5 unless given
//     "like"    names of forms, each laid over the one before, then "record" over them: a merge patch, null takes a field out.
//               Of an encounter: kind -> names
//     "then"    a later correction of each: {"after": minutes after the event, "reason": CL-23, "patch": {...}}
// In a record or patch, of member number i from 0:
//   {"$turn": [a, b]}          value i of the list, round and round; null leaves the field out
//   {"$parts": [[17, a], ...]} a for the first 17 ...: the numbers must come to the count
//   {"$since": [["2016-02-01", a], ...]}  of the last day that has come; the first before all
//   "$at", "$at-15m", "$day+30"   its moment (of the correction, in a patch) and day; m minutes, h hours, d days
//   "$group", "$group+8", "$group*", "$group.kind"  id of member i, of i + 8, round and round, of that kind in an encounter
//   "$plate"                   the next unused registration, AA19 with three letters
//   "{n}" in any text          i + 1
#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "kernel/bytes.h"

namespace beatbook::test {

struct DemonstrationEntry {
  int64_t made_ms = 0;
  std::string tablet, group;
  size_t number = 0;   // of the member, from 0
  std::string type;    // empty: a correction of the member
  std::string reason;  // of a correction
  nlohmann::json object;
};

struct DemonstrationShift {
  int64_t start_ms = 0, end_ms = 0;
  nlohmann::json record;
};

struct DemonstrationOfficer {
  std::string tablet, collar, role, shift;
};

// Throws std::runtime_error, which names the group, for whatever is wrong in the file.
class Demonstration {
 public:
  // `forms`: those that several operations share (tests/data/operation-forms.json); a form of the document goes before.
  Demonstration(nlohmann::json document, const nlohmann::json& forms);

  const std::vector<DemonstrationOfficer>& officers() const { return officers_; }
  // By the time they are made. Ids of other members still have their names, see with_ids().
  const std::vector<DemonstrationEntry>& entries() const { return entries_; }
  // The shift of that officer in whose operational day the moment lies. Throws when it is not in its hours.
  DemonstrationShift shift(const DemonstrationOfficer& officer, int64_t at_ms) const;

  // Ids of the members that were saved: group and number -> kind -> id; kind is the record's own type.
  using Ids = std::map<std::pair<std::string, size_t>, std::map<std::string, RecordId>>;
  // The entry's object with the ids. Throws when a member that it names is not saved yet.
  nlohmann::json with_ids(const DemonstrationEntry& entry, const Ids& ids) const;

 private:
  void add_group(const nlohmann::json& group);
  size_t count_of(const std::string& group) const;

  nlohmann::json document_, forms_;
  std::vector<DemonstrationOfficer> officers_;
  std::vector<DemonstrationEntry> entries_;
  size_t plates_ = 0;
};

}  // namespace beatbook::test
