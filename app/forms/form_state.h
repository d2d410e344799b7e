#pragma once
// What a form holds, and what of it is asked for and sent. Internal to Form; form_page.h lays it out.
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "app/forms/check.h"
#include "app/forms/form_plan.h"
#include "app/forms/notebook.h"

namespace beatbook::app {

// One record of the save.
struct PartState {
  enum class Kind {
    entry,     // the record the form was opened for, or one that an outcome asks for
    card,      // made for a reference: sent only while a field names it
    attached,  // a telephone of a card: sent with the card it names
  };

  std::string label;
  Kind kind = Kind::entry;
  const FormPlan* plan = nullptr;
  nlohmann::json values = nlohmann::json::object();  // as typed
  nlohmann::json stored;                             // of a correction: what is recorded; else null
  std::set<int> left_out;                            // top-level tags of a class that is not this officer's
  std::set<int> read_only;
  std::string role;  // in which the officer makes this type
  // Of the last check.
  rules::AskedFor asked;
  schema::FieldErrors errors;
  std::vector<rules::Notice> notices;
};

enum class FormPurpose { record, amend, end_shift };

struct FormState {
  FormPurpose purpose = FormPurpose::record;
  std::vector<PartState> parts;  // the first is the record the form was opened for
  rules::Situation situation;
  std::optional<RecordId> amends;
  std::string settles;  // field in conflict that the correction answers; empty = none
  bool needs_reason = false;
  Reason reason;
  schema::FieldErrors reason_errors;
  std::optional<Failure> refused;
  std::map<std::string, std::string> titles;  // what referenced records are called, by id text
  std::set<std::string> touched;              // full paths
  bool all_touched = false;
  nlohmann::json place;  // of the entry before, offered while it is fresh; null = none
  int64_t place_ms = 0;
  std::string remark;
  std::vector<FieldRemark> remarks;
  bool part_hidden = false;
  size_t bytes = 0;
  bool passed = false;  // the last check, of what is in the form now
  int64_t started_ms = 0;
  std::string focused;
};

// Labels stand in paths before the first dot.
inline constexpr std::string_view main_label = "main";  // of the first part, where another part names it
inline constexpr std::string_view reason_label = "reason";

// "@person-1.family_name" is family_name of person-1; without '@' the first part.
struct FormPath {
  std::string_view label, path;
};
FormPath split_path(std::string_view full);
std::string full_path(std::string_view label, std::string_view path);

const PartState* find_part(const FormState& state, std::string_view label);
PartState* find_part(FormState& state, std::string_view label);

// The part or stored record that a reference value names: "@person-1". Empty for an id.
std::string_view named_label(const nlohmann::json& value);

// The part itself, or the first part where the answer serves all entries of the encounter and this one has none of its own.
// `path` is of the part; `shared`, if given, is set to whether it is the first part's.
const nlohmann::json* value_of(const FormState& state, const PartState& part, std::string_view path, bool* shared = nullptr);
// The answer that is shared as a whole: envelope.location of envelope.location.street. Empty when it is the part's own.
std::string_view shared_unit(const PartState& part, std::string_view path);

// The field is on the page: not left out, and asked, or shown for what is recorded in it.
bool is_shown(const PartState& part, const PlannedField& field, const std::string& path);

// What of a part is sent, as Notebook::record takes it.
nlohmann::json sent_values(const FormState& state, const PartState& part);
// Merge patch from what is recorded to what the form shows.
nlohmann::json patch_of(const FormState& state, const PartState& part);
// Parts that are sent, in the order of `parts`.
std::vector<const PartState*> sent_parts(const FormState& state);

// What is asked for as far as the form itself tells, for a page before its first check: rules that look at other records say
// no.
void ask_alone(FormState& state);

// Leaves out what the part's role may not write: the rules would refuse it.
void leave_out_unwritable(PartState& part);
// What a new holder starts with. `first`: the officer's own number and role too. `begun`: the record whose first block it is;
// empty = it is no such block.
void fill_presets(nlohmann::json& holder, std::span<const PlannedField> fields, const FormState& state, bool first,
                  std::string_view begun = {});

// Where naming an officer opens the question of their role: the role they have on the shift, while nobody chose another.
// `before`: who was named until now.
void start_role(nlohmann::json& holder, std::span<const PlannedField> fields, const std::string& officer_field,
                const nlohmann::json& before, const rules::Situation& situation);

}  // namespace beatbook::app
