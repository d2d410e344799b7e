#pragma once
// What an officer hands over to be recorded: one record, or the records of one encounter as one object whose names are record
// types: {"stop_check_vehicle": {...}, "vehicle": {"@label": "car", ...}, "person": [{"@label": "driver", ...}, ...]}.
//
// In the place of a value a script may write "now" for a moment, and "@driver" for the id of the record labelled so in the set.
#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "app/forms/failure.h"
#include "kernel/bytes.h"
#include "schema/catalogue.h"

namespace beatbook::app {

// A record that is being made.
struct Draft {
  RecordId id;
  const schema::RecordType* type = nullptr;
  std::string prefix;  // before the paths of its errors; empty for a single record
  std::string label;   // without '@'; empty = none
  nlohmann::json object;
  std::unique_ptr<schema::Message> message;
};

// Name of the pseudo-type that a linked set is recorded as.
inline constexpr std::string_view linked_set = "encounter";

// BR-22: a welfare contact shares no encounter with an entry, or the encounter would lead to it.
bool stands_apart(const schema::RecordType& type);

// `type` is a record type, or linked_set. All that is wrong with types and labels comes back at once. Messages are empty.
Outcome<std::vector<Draft>> read_drafts(std::string_view type, const nlohmann::json& input,
                                        const std::function<RecordId()>& make_id);

// Replaces "now" and the labels of `drafts` in an object of `descriptor`. A label nobody carries is an error and the value
// goes.
schema::FieldErrors expand(nlohmann::json& object, const schema::Descriptor& descriptor, int64_t now_ms,
                           const std::vector<Draft>& drafts);

}  // namespace beatbook::app
