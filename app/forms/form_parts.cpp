// The records of a linked set, and what names them.
#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "app/forms/envelope.h"
#include "app/forms/field_path.h"
#include "app/forms/form.h"
#include "schema/time.h"

namespace beatbook::app {

namespace {

using nlohmann::json;

// Empties every reference to the label.
void forget(json& value, const std::string& reference) {
  if (value.is_object()) {
    for (auto member = value.begin(); member != value.end();) {
      if (*member == json(reference)) {
        member = value.erase(member);
      } else {
        forget(*member++, reference);
      }
    }
  } else if (value.is_array()) {
    value.erase(std::remove(value.begin(), value.end(), json(reference)), value.end());
    for (auto& inner : value) forget(inner, reference);
  }
}

void collect_ids(std::span<const FormField> rows, std::vector<std::string>& out) {
  for (const auto& row : rows) {
    if (row.control != Control::reference && row.control != Control::references) continue;
    for (const auto& value : row.value.is_array() ? row.value : json::array({row.value})) {
      if (value.is_string() && named_label(value).empty()) out.push_back(value.get<std::string>());
    }
  }
}

}  // namespace

std::string Form::new_part(const schema::RecordType& type, PartState::Kind kind) {
  PartState part;
  size_t number = 1;
  do part.label = fmt::format("{}-{}", type.name, number++);
  while (find_part(state_, part.label));
  part.kind = kind;
  part.plan = &FormPlan::of(type);
  part.role = state_.situation.officer.role;
  leave_out_unwritable(part);
  fill_presets(part.values, part.plan->fields(), state_, true);
  // What happened where and when is that of the encounter until this entry says otherwise.
  if (has_envelope(type) && has_envelope(this->type())) part.values.erase("envelope");
  state_.parts.push_back(part);
  return part.label;
}

void Form::set_title(const RecordId& id, std::string title) {
  state_.titles[id.text()] = std::move(title);
  refresh(false);
}

std::vector<RecordId> Form::untitled() const {
  std::vector<std::string> ids;
  collect_ids(page_.fields, ids);
  std::vector<RecordId> out;
  for (const auto& text : ids) {
    const auto id = RecordId::parse(text);
    if (id && !state_.titles.contains(text)) out.push_back(*id);
  }
  return out;
}

// A list gets one more, each record once; a single reference another.
void Form::name_in(std::string_view path, std::string reference) {
  if (planned(path).control != Control::references) return set(path, std::move(reference));
  const auto [label, inner] = split_path(path);
  const auto* held = value_of(state_, part_at(label), inner);
  auto list = held && held->is_array() ? *held : json::array();
  if (std::find(list.begin(), list.end(), json(reference)) == list.end()) list.push_back(std::move(reference));
  set(path, std::move(list));
}

void Form::pick(std::string_view path, const RecordId& id, std::string title) {
  state_.titles[id.text()] = std::move(title);
  name_in(path, id.text());
}

std::string Form::pick_new(std::string_view path, std::string_view type) {
  const auto& field = planned(path);
  const bool named = std::find(field.references.begin(), field.references.end(), type) != field.references.end();
  const auto* card = schema::find_type(type);
  if (!named || !card || has_envelope(*card)) throw std::logic_error(fmt::format("{} can't name a new {}", path, type));
  const auto label = new_part(*card, PartState::Kind::card);
  name_in(path, "@" + label);
  return label;
}

Outcome<std::string> Form::add_part(std::string_view type, std::string_view attach_to) {
  const auto* found = schema::find_type(type);
  if (!found) return Failure(Fault::not_found, fmt::format("{} is not a kind of record.", type));
  const bool entry = has_envelope(*found);
  if (entry && (stands_apart(*found) || stands_apart(this->type()))) {
    return Failure(Fault::refused, "A welfare contact stands apart from other entries. Record it on its own.");
  }
  if (state_.purpose != FormPurpose::record || (entry && !has_envelope(this->type()))) {
    return Failure(Fault::refused, "This form takes no further entry. Record it on its own.");
  }
  if (entry) {
    auto label = new_part(*found, PartState::Kind::entry);
    refresh(true);
    return label;
  }
  const auto* names = attaching_field(*found);
  const auto* part = find_part(state_, attach_to);
  if (!names || !part || schema::meaning(*names).references() != part->plan->type().name) {
    return Failure(Fault::bad_input, "This can't be added here. Choose it at the field that names it.");
  }
  auto label = new_part(*found, PartState::Kind::attached);
  part_at(label).values[names->name()] = fmt::format("@{}", attach_to.empty() ? main_label : attach_to);
  refresh(true);
  return label;
}

void Form::remove_part(std::string_view label) {
  if (label.empty()) throw std::logic_error("the record a form was opened for can't be removed from it");
  const auto gone = std::string(part_at(label).label);
  std::vector<std::string> attached;
  for (const auto& part : state_.parts) {
    if (part.kind != PartState::Kind::attached) continue;
    const auto* names = value_at(part.values, attaching_field(part.plan->type())->name());
    if (names && named_label(*names) == gone) attached.push_back(part.label);
  }
  std::erase_if(state_.parts, [&](const PartState& part) { return part.label == gone; });
  for (auto& part : state_.parts) forget(part.values, "@" + gone);
  std::erase_if(state_.touched, [&](const std::string& path) { return split_path(path).label == gone; });
  for (const auto& other : attached) remove_part(other);
  refresh(true);
}

void Form::take_offer(std::string_view path) {
  const auto* row = field(path);
  if (!row || row->offer.empty()) throw std::logic_error(fmt::format("{} offers nothing", path));
  const auto [label, inner] = split_path(path);
  if (const auto* needed = asked_record(state_, part_at(label), *row)) {
    (void)add_part(needed->name);
    return;
  }
  auto& part = part_at(label);
  const auto block = outer_of(inner);
  put_at(own_values(part, block), block, state_.place);
  refresh(true);
}

void Form::offer_place(json location, int64_t at_ms) {
  // Where the tablet stood then says nothing of where it stands now.
  if (location.is_object()) {
    for (const char* measured : {"latitude_e6", "longitude_e6", "accuracy_m"}) location.erase(measured);
  }
  const bool says_where = location.is_object() && (location.contains("street") || location.contains("os_grid"));
  state_.place = says_where ? std::move(location) : json();
  state_.place_ms = at_ms;
  refresh(false);
}

void Form::set_remarks(std::string comment, std::span<const FieldRemark> remarks) {
  state_.remark = std::move(comment);
  state_.remarks.assign(remarks.begin(), remarks.end());
  refresh(false);
}

}  // namespace beatbook::app
