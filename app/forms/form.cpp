#include "app/forms/form.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include "app/forms/envelope.h"
#include "app/forms/field_path.h"
#include "beatbook/v1/records/common.pb.h"
#include "kernel/limits.h"
#include "rules/areas.h"
#include "schema/code_lists.h"
#include "schema/formats.h"
#include "schema/text.h"
#include "schema/time.h"

namespace beatbook::app {

namespace {

using nlohmann::json;

constexpr int64_t day_ms = 24 * 3'600'000;

// "22:40" is the latest such time: tonight's, or yesterday's when tonight's is still to come. Of a time that is planned it is
// the next one, or the nearest (FieldMeaning.clock).
std::optional<schema::LocalTime> time_of_day(const std::string& typed, int64_t now_ms, std::string_view clock) {
  if (typed.size() != 5 || typed[2] != ':') return std::nullopt;
  std::optional<schema::LocalTime> best;
  for (const int64_t day : {now_ms - day_ms, now_ms, now_ms + day_ms}) {
    const auto read = schema::read_local_time(schema::iso(schema::london_day(day)) + "T" + typed);
    if (!read) continue;
    const int64_t ahead = read->utc_ms - now_ms;
    const bool fits = clock == "next" ? ahead > 0 : clock == "nearest" || ahead <= 0;
    if (fits && (!best || std::abs(ahead) < std::abs(best->utc_ms - now_ms))) best = *read;
  }
  return best;
}

json moment(const std::string& typed, int64_t now_ms, std::string_view clock) {
  const auto tidy = schema::tidy(typed);
  if (tidy == "now") return tidy;
  if (const auto time = time_of_day(tidy, now_ms, clock)) return schema::iso(*time);
  const auto read = schema::read_local_time(tidy);
  return read ? json(schema::iso(*read)) : json(typed);
}

json whole_number(const std::string& typed) {
  const auto tidy = schema::tidy(typed);
  int64_t number = 0;
  const auto [end, fault] = std::from_chars(tidy.data(), tidy.data() + tidy.size(), number);
  return fault == std::errc() && end == tidy.data() + tidy.size() ? json(number) : json(typed);
}

// In normal form where it fits, else as typed.
json normal(const PlannedField& field, const json& value, int64_t now_ms) {
  if (value.is_array()) {
    json out = json::array();
    for (const auto& one : value) {
      if (!is_empty(one)) out.push_back(normal(field, one, now_ms));
    }
    return out;
  }
  if (!value.is_string()) return value;
  const auto& typed = value.get_ref<const std::string&>();
  if (field.control == Control::moment) return moment(typed, now_ms, field.said().clock());
  if (field.control == Control::stepper || field.control == Control::number) return whole_number(typed);
  const auto* format = schema::find_format(field.said().format());
  if (!format || format->holds != schema::Format::Holds::text) return value;
  const auto read = schema::normalise(*format, typed);
  return read ? json(*read) : value;
}

bool says_nothing(const PlannedField& field, const json& value) {
  return value.is_null() || (value.is_string() && value.get_ref<const std::string&>().empty()) ||
         (value.is_array() && value.empty()) || (field.control == Control::tick && value == json(false));
}

// What codes of one list say another starts with: a victim for somebody who sells sex.
json started_by(const PlannedField& source, const json* codes) {
  json out = json::array();
  for (const auto& code : codes && codes->is_array() ? *codes : json::array()) {
    if (!code.is_string()) continue;
    const auto* known = schema::CodeLists::in_force().find(source.said().code_list(), code.get_ref<const std::string&>());
    const auto starts = known ? known->entry.value("default_category", "") : std::string();
    if (!starts.empty() && std::find(out.begin(), out.end(), json(starts)) == out.end()) out.push_back(starts);
  }
  return out;
}

// Fills what of `holder` starts from the codes of another of its lists, unless somebody chose otherwise. `before`: what it
// held before the last change.
void start_from_codes(json& holder, std::span<const PlannedField> fields, const json& before) {
  for (const auto& field : fields) {
    const auto& name = field.said().starts_from();
    const auto source = std::find_if(fields.begin(), fields.end(), [&](const PlannedField& f) { return f.name() == name; });
    if (name.empty() || source == fields.end()) continue;
    const auto started = [&](const json& at) { return started_by(*source, value_at(at, name)); };
    const auto* now = value_at(holder, field.name());
    if (now && !is_empty(*now) && *now != started(before)) continue;
    auto next = started(holder);
    next.empty() ? erase_at(holder, field.name()) : put_at(holder, field.name(), std::move(next));
  }
}

std::string drawn_class(const json* place, const rules::Settings& settings) {
  if (!place || !place->is_object()) return {};
  v1::Location location;
  if (const auto grid = place->find("os_grid"); grid != place->end() && grid->is_string()) location.set_os_grid(*grid);
  const auto degree = [&](const char* name) {
    const auto at = place->find(name);
    return at != place->end() && at->is_number_integer() ? std::optional<int32_t>(at->get<int32_t>()) : std::nullopt;
  };
  if (const auto latitude = degree("latitude_e6")) location.set_latitude_e6(*latitude);
  if (const auto longitude = degree("longitude_e6")) location.set_longitude_e6(*longitude);
  return rules::class_as_drawn(location, settings);
}

// LD-08: a place is of the kind that the operation's map says, unless somebody chose otherwise. `before`: the place before the
// last change.
void follow_map(json& values, const FormState& state, const PartState& part, std::string_view block, const json& before) {
  const auto* field = block.empty() ? nullptr : part.plan->find(block);
  if (!field || field->field->message_type() != v1::Location::descriptor()) return;
  const auto* place = value_at(values, block);
  const auto* chosen = place ? value_at(*place, "location_class") : nullptr;
  const bool open = !chosen || is_empty(*chosen);
  if (!open && *chosen != json(drawn_class(&before, state.situation.settings))) return;
  const auto drawn = drawn_class(place, state.situation.settings);
  const auto path = fmt::format("{}.location_class", block);
  if (!drawn.empty()) {
    put_at(values, path, drawn);
  } else if (!open) {
    erase_at(values, path);
  }
}

void open_role(const FormState& state, PartState& part, std::string_view path, const json& before) {
  // Tonight's shift tells nothing of an entry of another night.
  if (state.purpose != FormPurpose::record) return;
  const auto block = outer_of(path);
  auto* holder = block.empty() ? &part.values : const_cast<json*>(value_at(part.values, block));
  const auto fields = block.empty() ? part.plan->fields() : std::span<const PlannedField>(part.plan->find(block)->fields);
  if (holder) start_role(*holder, fields, part.plan->find(path)->name(), before, state.situation);
}

}  // namespace

Form::Form(FormState state) : state_(std::move(state)) {
  ask_alone(state_);
  refresh(false);
  opened_ = draft();
}

void Form::refresh(bool changed) {
  if (changed) {
    ++revision_;
    state_.passed = false;
  }
  page_ = lay_out(state_);
}

const schema::RecordType& Form::type() const { return state_.parts.front().plan->type(); }

std::string Form::title() const { return schema::short_label(type()); }

const FormField* Form::field(std::string_view path) const {
  const auto found =
      std::find_if(page_.fields.begin(), page_.fields.end(), [&](const FormField& row) { return row.path == path; });
  return found == page_.fields.end() ? nullptr : &*found;
}

const FormField* Form::next(std::string_view after) const {
  const auto& rows = page_.fields;
  const auto wrong = [](const FormField& row) { return row.wrong; };
  const auto at = std::find_if(rows.begin(), rows.end(), [&](const FormField& row) { return row.path == after; });
  auto found = at == rows.end() ? at : std::find_if(at + 1, rows.end(), wrong);
  if (found == rows.end()) found = std::find_if(rows.begin(), rows.end(), wrong);
  return found == rows.end() ? nullptr : &*found;
}

std::string Form::action() const {
  if (const auto* field = next()) return "Next: " + schema::in_sentence(field->label);
  switch (state_.purpose) {
    case FormPurpose::amend:
      return "Save correction";
    case FormPurpose::end_shift:
      return "End shift";
    default:
      return type().name == "shift" ? "Start shift" : "Save " + schema::label_in_sentence(*type().descriptor);
  }
}

std::string Form::action_detail() const {
  const auto& progress = page_.progress;
  std::string out;
  if (progress.to_fix > 0) out = fmt::format("{} to fix", progress.to_fix);
  if (progress.to_fill > 0) out += fmt::format("{}{} to fill", out.empty() ? "" : ", ", progress.to_fill);
  return out;
}

bool Form::ready() const { return state_.passed; }

int64_t Form::room() const { return static_cast<int64_t>(limits::change_set) - static_cast<int64_t>(state_.bytes); }

PartState& Form::part_at(std::string_view label) {
  auto* part = find_part(state_, label);
  if (!part) throw std::logic_error(fmt::format("the form has no part {}", label));
  return *part;
}

const PlannedField& Form::planned(std::string_view full) const {
  const auto [label, path] = split_path(full);
  const auto* part = find_part(state_, label);
  const auto* field = part ? part->plan->find(path) : nullptr;
  if (!field) throw std::logic_error(fmt::format("the form has no field {}", full));
  return *field;
}

json& Form::own_values(PartState& part, std::string_view path) {
  bool shared = false;
  value_of(state_, part, path, &shared);
  if (!shared) return part.values;
  const auto unit = shared_unit(part, path);
  if (const auto* common = value_at(state_.parts.front().values, unit)) put_at(part.values, unit, *common);
  return part.values;
}

void Form::set(std::string_view full, json value) {
  const auto [label, path] = split_path(full);
  if (label == reason_label) {
    (path == "code" ? state_.reason.code : state_.reason.text) = value.is_string() ? value.get<std::string>() : "";
    if (path == "code") state_.touched.insert(std::string(full));
    return refresh(true);
  }
  const auto& field = planned(full);
  auto& part = part_at(label);
  const bool typed = field.is_typed();
  // A number that is stepped is one at once; text stays as typed until it is left.
  if (!typed || value == json("now")) value = normal(field, value, state_.situation.now_ms);
  auto& values = own_values(part, path);
  const auto block = outer_of(path);
  const auto* held = block.empty() ? nullptr : value_at(values, block);
  const json before = held ? *held : json();
  const auto* named = value_at(values, path);
  const json officer = named ? *named : json();
  if (says_nothing(field, value)) {
    erase_at(values, path);
  } else {
    put_at(values, path, std::move(value));
  }
  if (field.control == Control::officer) open_role(state_, part, path, officer);
  if (held && block.ends_with(']'))
    start_from_codes(const_cast<json&>(*value_at(values, block)), part.plan->find(block)->fields, before);
  follow_map(values, state_, part, block, before);
  if (!typed) state_.touched.insert(std::string(full));
  refresh(true);
}

void Form::leave(std::string_view full) {
  state_.touched.insert(std::string(full));
  const auto [label, path] = split_path(full);
  const auto* part = find_part(state_, label);
  bool shared = false;
  const auto* value = part ? value_of(state_, *part, path, &shared) : nullptr;
  if (!value || shared) return refresh(false);
  auto better = normal(planned(full), *value, state_.situation.now_ms);
  if (better == *value) return refresh(false);
  const json before = *value;
  put_at(part_at(label).values, path, std::move(better));
  if (planned(full).control == Control::officer) open_role(state_, part_at(label), path, before);
  refresh(true);
}

void Form::show_errors() {
  state_.all_touched = true;
  refresh(false);
}

void Form::fill_matrix(std::string_view full, std::string_view code) {
  std::vector<std::string> empty;
  for (const auto& row : page_.fields) {
    if (row.matrix == full && row.empty && !row.read_only) empty.push_back(row.path);
  }
  for (const auto& path : empty) {
    put_at(own_values(part_at(split_path(path).label), split_path(path).path), split_path(path).path, code);
    state_.touched.insert(path);
  }
  refresh(true);
}

std::string Form::add_block(std::string_view full) {
  const auto& field = planned(full);
  if (!field.is_list_of_blocks()) throw std::logic_error(fmt::format("{} is no list of blocks", full));
  const auto [label, path] = split_path(full);
  auto& values = own_values(part_at(label), path);
  const auto* list = value_at(values, path);
  const size_t size = list && list->is_array() ? list->size() : 0;
  if (size == 0) put_at(values, path, json::array());
  auto block = json::object();
  const auto& type = part_at(label).plan->type().name;
  fill_presets(block, field.fields, state_, false, size == 0 ? std::string_view(type) : std::string_view());
  start_from_codes(block, field.fields, json::object());
  const_cast<json*>(value_at(values, path))->push_back(std::move(block));
  refresh(true);
  return fmt::format("{}[{}]", full, size);
}

void Form::remove_block(std::string_view full) {
  const auto [label, path] = split_path(full);
  const auto list = outer_of(path);
  auto& values = own_values(part_at(label), path);
  if (!path.ends_with(']') || !value_at(values, path)) throw std::logic_error(fmt::format("the form has no block {}", full));
  erase_at(values, path);
  if (const auto* left = value_at(values, list); left && left->empty()) erase_at(values, list);
  size_t index = 0;
  std::from_chars(path.data() + list.size() + 1, path.data() + path.size(), index);
  std::set<std::string> touched;
  for (const auto& one : state_.touched) {
    auto moved = renumbered(one, full_path(label, list), index);
    if (!moved.empty()) touched.insert(std::move(moved));
  }
  state_.touched = std::move(touched);
  refresh(true);
}

}  // namespace beatbook::app
