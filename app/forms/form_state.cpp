#include "app/forms/form_state.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/forms/envelope.h"
#include "app/forms/field_path.h"
#include "rules/access.h"
#include "rules/conditions.h"
#include "schema/code_lists.h"
#include "schema/json.h"

namespace beatbook::app {

namespace {

using nlohmann::json;

constexpr std::string_view envelope_prefix = "envelope.";

// Walks what is on the page of one part.
class Sender {
 public:
  Sender(const FormState& state, const PartState& part) : state_(state), part_(part) {}

  json fields(std::span<const PlannedField> planned, const std::string& prefix) {
    json out = json::object();
    for (const auto& field : planned) {
      const auto path = prefix + field.name();
      if (!is_shown(part_, field, path)) continue;
      if (auto value = this->value(field, path); !value.is_null()) out[field.name()] = std::move(value);
    }
    return out;
  }

 private:
  json value(const PlannedField& field, const std::string& path) {
    if (field.is_block()) {
      auto inner = fields(field.fields, path + ".");
      const bool needed = field.said().required() || part_.asked.needed.contains(path);
      return inner.empty() && !needed ? json() : inner;
    }
    const auto* value = value_of(state_, part_, path);
    if (!value || is_empty(*value)) return field.is_list_of_blocks() && value ? blocks(field, path, value->size()) : json();
    return field.is_list_of_blocks() ? blocks(field, path, value->size()) : *value;
  }

  // An empty block is sent too: it was added, so what it needs is asked for.
  json blocks(const PlannedField& field, const std::string& path, size_t size) {
    json out = json::array();
    for (size_t i = 0; i < size; ++i) out.push_back(fields(field.fields, fmt::format("{}[{}].", path, i)));
    return out.empty() ? json() : out;
  }

  const FormState& state_;
  const PartState& part_;
};

// Labels that `value` names, at any depth.
void collect_labels(const json& value, std::set<std::string>& out) {
  if (const auto label = named_label(value); !label.empty()) out.emplace(label);
  if (value.is_structured()) {
    for (const auto& inner : value) collect_labels(inner, out);
  }
}

void patch_fields(const PartState& part, const json& now, std::span<const PlannedField> planned, const std::string& prefix,
                  json& patch) {
  for (const auto& field : planned) {
    const auto path = prefix + field.name();
    if (!is_shown(part, field, path)) continue;
    const auto* shown = value_at(now, path);
    const auto* stored = value_at(part.stored, path);
    const bool goes_whole = shown ? !field.is_block() : stored && !(field.is_block() && field.said().required());
    if (goes_whole) {
      if (!shown || !stored || *shown != *stored) put_at(patch, path, shown ? *shown : json());
    } else if (field.is_block()) {
      patch_fields(part, now, field.fields, path + ".", patch);
    }
  }
}

}  // namespace

FormPath split_path(std::string_view full) {
  if (!full.starts_with('@')) return {{}, full};
  const auto end = std::min(full.find('.'), full.size());
  return {full.substr(1, end - 1), end == full.size() ? std::string_view() : full.substr(end + 1)};
}

std::string full_path(std::string_view label, std::string_view path) {
  if (label.empty()) return std::string(path);
  return path.empty() ? fmt::format("@{}", label) : fmt::format("@{}.{}", label, path);
}

const PartState* find_part(const FormState& state, std::string_view label) {
  const auto found = std::find_if(state.parts.begin(), state.parts.end(), [&](const auto& p) { return p.label == label; });
  return found == state.parts.end() ? nullptr : &*found;
}

PartState* find_part(FormState& state, std::string_view label) {
  return const_cast<PartState*>(find_part(std::as_const(state), label));
}

std::string_view named_label(const json& value) {
  if (!value.is_string()) return {};
  const std::string_view text = value.get_ref<const std::string&>();
  return text.starts_with('@') ? text.substr(1) : std::string_view();
}

std::string_view shared_unit(const PartState& part, std::string_view path) {
  if (part.label.empty() || !path.starts_with(envelope_prefix)) return {};
  const auto* field = part.plan->find(path.substr(0, path.find_first_of(".[", envelope_prefix.size())));
  return field && field->shared ? path.substr(0, path.find_first_of(".[", envelope_prefix.size())) : std::string_view();
}

const json* value_of(const FormState& state, const PartState& part, std::string_view path, bool* shared) {
  const auto unit = shared_unit(part, path);
  const bool from_first = !unit.empty() && !value_at(part.values, unit) && has_envelope(state.parts.front().plan->type());
  if (shared) *shared = from_first;
  return value_at(from_first ? state.parts.front().values : part.values, path);
}

bool is_shown(const PartState& part, const PlannedField& field, const std::string& path) {
  const bool top_level = path.find('.') == path.npos;
  if (top_level && part.left_out.contains(field.field->number())) return false;
  if (field.control == Control::measure) {
    const auto* value = value_at(part.values, path);
    return value && !is_empty(*value);
  }
  if (!field.hides() || part.asked.contains(path)) return true;
  const auto* stored = part.stored.is_null() ? nullptr : value_at(part.stored, path);
  return stored && !is_empty(*stored);
}

json sent_values(const FormState& state, const PartState& part) { return Sender(state, part).fields(part.plan->fields(), ""); }

json patch_of(const FormState& state, const PartState& part) {
  json patch = json::object();
  patch_fields(part, sent_values(state, part), part.plan->fields(), "", patch);
  return patch;
}

std::vector<const PartState*> sent_parts(const FormState& state) {
  std::set<std::string> named{std::string(main_label)}, sent{std::string(main_label)};
  for (const auto& part : state.parts) {
    if (part.kind == PartState::Kind::attached) continue;
    collect_labels(sent_values(state, part), named);
    if (part.kind == PartState::Kind::entry || named.contains(part.label)) sent.insert(part.label);
  }
  std::vector<const PartState*> out;
  for (const auto& part : state.parts) {
    bool goes = part.kind == PartState::Kind::entry || (part.kind == PartState::Kind::card && named.contains(part.label));
    if (part.kind == PartState::Kind::attached) {
      const auto* names = value_at(part.values, attaching_field(part.plan->type())->name());
      const auto label = names ? named_label(*names) : std::string_view();
      goes = sent.contains(std::string(label));
    }
    if (goes) out.push_back(&part);
  }
  return out;
}

void ask_alone(FormState& state) {
  constexpr int most_rounds = 6;
  for (auto& part : state.parts) {
    const auto& type = part.plan->type();
    for (int round = 0; round < most_rounds; ++round) {
      auto values = sent_values(state, part);
      (void)expand(values, *type.descriptor, state.situation.now_ms, {});
      const auto message = schema::new_message(type);
      (void)schema::read_json(values, *message);
      auto asked = rules::asked_for(type, *message, state.situation, {});
      if (asked == part.asked) break;
      part.asked = std::move(asked);
    }
  }
}

void leave_out_unwritable(PartState& part) {
  const auto& type = part.plan->type();
  if (part.role.empty() || type.meaning->visibility_of_subject()) return;
  for (int i = 0; i < type.descriptor->field_count(); ++i) {
    const auto& field = *type.descriptor->field(i);
    if (!rules::may_write(part.role, schema::class_of(type, field))) part.left_out.insert(field.number());
  }
}

void fill_presets(json& holder, std::span<const PlannedField> fields, const FormState& state, bool first,
                  std::string_view begun) {
  const auto& packs = schema::CodeLists::in_force();
  for (const auto& field : fields) {
    const auto& said = field.said();
    const bool list = field.field->is_repeated() && !field.is_list_of_blocks();
    const auto put = [&](json value) { holder[field.name()] = list ? json::array({std::move(value)}) : std::move(value); };
    if (said.preset() == "now") put("now");
    if (said.preset() == "author" && first && !state.situation.officer.collar_number.empty()) {
      put(state.situation.officer.collar_number);
    }
    if (said.preset() == "author_role" && first && !state.situation.officer.role.empty()) put(state.situation.officer.role);
    if (!said.code_list().empty()) {
      for (const auto& code : packs.find(said.code_list())->codes) {
        const bool begins = !begun.empty() && code.entry.value("begins", "") == begun;
        if (code.preselected || begins) put(code.code);
      }
    }
    if (!said.required() || field.fields.empty()) continue;
    auto inner = json::object();
    fill_presets(inner, field.fields, state, first);
    holder[field.name()] = field.is_list_of_blocks() ? json::array({std::move(inner)}) : std::move(inner);
  }
}

void start_role(json& holder, std::span<const PlannedField> fields, const std::string& officer_field, const json& before,
                const rules::Situation& situation) {
  const auto role_of = [&](const json* collar) {
    for (const auto& officer : situation.on_shift) {
      if (collar && *collar == json(officer.collar_number)) return json(officer.role);
    }
    return json();
  };
  for (const auto& field : fields) {
    const auto& said = field.said();
    if (said.code_list() != "officer_role" || !field.hides() || said.required_when().empty()) continue;
    if (rules::conditions().at(said.required_when()).opened_by != officer_field) continue;
    const auto* chosen = value_at(holder, field.name());
    if (chosen && *chosen != role_of(&before)) continue;
    auto role = role_of(value_at(holder, officer_field));
    role.is_null() ? erase_at(holder, field.name()) : put_at(holder, field.name(), std::move(role));
  }
}

}  // namespace beatbook::app
