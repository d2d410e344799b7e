// How a form begins: for a new record, a correction, or from a draft.
#include <fmt/format.h>

#include "app/forms/field_path.h"
#include "app/forms/form.h"
#include "rules/access.h"
#include "schema/json.h"
#include "schema/local_time_field.h"
#include "schema/time.h"

namespace beatbook::app {

namespace {

using nlohmann::json;

constexpr int draft_form = 1;
constexpr std::string_view purposes[] = {"record", "amend", "end_shift"};
constexpr std::string_view kinds[] = {"entry", "card", "attached"};

Error not_a_draft() { return {Fault::corrupt, "This draft can't be read."}; }

template <class Names>
std::optional<size_t> place_of(const Names& names, const std::string& name) {
  for (size_t i = 0; i < std::size(names); ++i) {
    if (names[i] == name) return i;
  }
  return std::nullopt;
}

std::string text_in(const json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

// Every "now" becomes the moment the draft was begun.
void freeze(json& holder, std::span<const PlannedField> fields, const std::string& moment) {
  for (const auto& field : fields) {
    const auto at = holder.find(field.name());
    if (at == holder.end()) continue;
    if (field.control == Control::moment && *at == json("now")) *at = moment;
    if (field.is_block() && at->is_object()) freeze(*at, field.fields, moment);
    if (!field.is_list_of_blocks() || !at->is_array()) continue;
    for (auto& block : *at) {
      if (block.is_object()) freeze(block, field.fields, moment);
    }
  }
}

std::optional<PartState> read_part(const json& given, const rules::Situation& situation) {
  const auto* type = given.is_object() ? schema::find_type(text_in(given, "type")) : nullptr;
  const auto kind = given.is_object() ? place_of(kinds, text_in(given, "kind")) : std::nullopt;
  if (!type || !kind || !given.contains("values") || !given["values"].is_object()) return std::nullopt;
  PartState part;
  part.label = text_in(given, "label");
  part.kind = static_cast<PartState::Kind>(*kind);
  part.plan = &FormPlan::of(*type);
  part.values = given["values"];
  part.role = situation.officer.role;
  leave_out_unwritable(part);
  return part;
}

// Merge patch from one object to another, lists as a whole.
json changes(const json& from, const json& to) {
  json patch = json::object();
  for (const auto& [name, value] : to.items()) {
    const auto old = from.find(name);
    if (old == from.end()) {
      patch[name] = value;
    } else if (old->is_object() && value.is_object()) {
      if (auto inner = changes(*old, value); !inner.empty()) patch[name] = std::move(inner);
    } else if (*old != value) {
      patch[name] = value;
    }
  }
  for (const auto& [name, value] : from.items()) {
    if (!to.contains(name)) patch[name] = nullptr;
  }
  return patch;
}

// What the officer had changed, over what is recorded now.
void rebase(PartState& part, const PartState& fresh, const json& stored_then) {
  const auto typed = changes(stored_then.is_object() ? stored_then : json::object(), part.values);
  part = fresh;
  part.values.merge_patch(typed);
}

}  // namespace

Outcome<Form> Form::fresh(std::string_view type, rules::Situation situation) {
  const auto* found = schema::find_type(type);
  if (!found) return Failure(Fault::not_found, fmt::format("{} is not a kind of record.", type));
  const auto& role = situation.officer.role;
  if (!role.empty() && !rules::may_author(role, *found)) return Failure(Fault::refused, rules::author_refusal(role, *found));
  FormState state;
  state.situation = std::move(situation);
  state.started_ms = state.situation.now_ms;
  PartState part;
  part.plan = &FormPlan::of(*found);
  part.role = state.situation.officer.role;
  leave_out_unwritable(part);
  fill_presets(part.values, part.plan->fields(), state, true);
  state.parts.push_back(std::move(part));
  return Form(std::move(state));
}

FormState Form::correction(const Stored& stored, rules::Situation situation, const Correctable& fields,
                           std::string_view settles) {
  FormState state;
  state.purpose = FormPurpose::amend;
  state.amends = stored.id;
  state.settles = settles;
  state.needs_reason = stored.type().meaning->owner() == v1::AUTHOR;
  state.situation = std::move(situation);
  state.started_ms = state.situation.now_ms;
  PartState part;
  part.plan = &FormPlan::of(stored.type());
  part.stored = schema::write_json(stored.message());
  part.values = part.stored;
  part.role = state.situation.officer.role;
  for (const auto& field : part.plan->fields()) {
    const auto tag = static_cast<uint32_t>(field.field->number());
    if (fields.unseen.contains(tag)) part.left_out.insert(field.field->number());
    if (!fields.tags.contains(tag)) part.read_only.insert(field.field->number());
  }
  state.part_hidden = settles.empty() && !part.left_out.empty();
  for (const auto& field : part.plan->fields()) {
    if (!settles.empty() && field.name() != settles) part.left_out.insert(field.field->number());
  }
  state.parts.push_back(std::move(part));
  return state;
}

Form Form::amend(const Stored& stored, rules::Situation situation, const Correctable& fields, std::string_view settles) {
  return Form(correction(stored, std::move(situation), fields, settles));
}

Form Form::end_shift(const Stored& shift, rules::Situation situation) {
  Correctable all;
  for (int i = 0; i < shift.type().descriptor->field_count(); ++i) {
    all.tags.insert(static_cast<uint32_t>(shift.type().descriptor->field(i)->number()));
  }
  auto state = correction(shift, std::move(situation), all, {});
  state.purpose = FormPurpose::end_shift;
  state.needs_reason = false;
  state.situation.closing = true;
  state.parts.front().values["actual_end"] = "now";
  return Form(std::move(state));
}

std::optional<RecordId> Form::amended_in(const json& draft) {
  return draft.is_object() ? RecordId::parse(text_in(draft, "amends")) : std::nullopt;
}

Outcome<Form> Form::resume(const json& draft, rules::Situation situation, const Stored* stored, const Correctable& fields) {
  if (!draft.is_object() || draft.value("form", json()) != json(draft_form)) return not_a_draft();
  const auto purpose = place_of(purposes, text_in(draft, "purpose"));
  const auto parts = draft.find("parts"), started = draft.find("started_ms");
  if (!purpose || parts == draft.end() || !parts->is_array() || parts->empty()) return not_a_draft();
  if (started == draft.end() || !started->is_number_integer()) return not_a_draft();
  FormState state;
  state.purpose = static_cast<FormPurpose>(*purpose);
  if (state.purpose != FormPurpose::record) {
    if (!stored || amended_in(draft) != stored->id) return not_a_draft();
    state = correction(*stored, situation, fields, text_in(draft, "settles"));
    state.purpose = static_cast<FormPurpose>(*purpose);
    state.situation.closing = state.purpose == FormPurpose::end_shift;
    state.needs_reason &= !state.situation.closing;
  } else {
    state.situation = std::move(situation);
  }
  std::vector<PartState> read;
  for (const auto& given : *parts) {
    auto part = read_part(given, state.situation);
    const bool twice = part && std::any_of(read.begin(), read.end(), [&](const auto& p) { return p.label == part->label; });
    if (!part || twice || part->label.empty() != read.empty()) return not_a_draft();
    read.push_back(*std::move(part));
  }
  if (state.purpose != FormPurpose::record) {
    if (read.front().plan != state.parts.front().plan) return not_a_draft();
    rebase(read.front(), state.parts.front(), draft.value("stored", json::object()));
  }
  state.parts = std::move(read);
  state.started_ms = started->get<int64_t>();
  const auto now = state.situation.now_ms;
  if (now - state.started_ms > fresh_ms) {
    for (auto& part : state.parts) freeze(part.values, part.plan->fields(), schema::iso(schema::london(state.started_ms)));
  }
  for (const auto& path : draft.value("touched", json::array())) {
    if (path.is_string()) state.touched.insert(path.get<std::string>());
  }
  const auto titles = draft.value("titles", json::object());
  for (const auto& [id, title] : titles.items()) {
    if (title.is_string()) state.titles[id] = title.get<std::string>();
  }
  state.reason = {text_in(draft, "reason"), text_in(draft, "reason_text")};
  state.focused = text_in(draft, "focused");
  return Form(std::move(state));
}

json Form::draft() const {
  json parts = json::array();
  for (const auto& part : state_.parts) {
    parts.push_back({{"type", part.plan->type().name},
                     {"label", part.label},
                     {"kind", kinds[static_cast<size_t>(part.kind)]},
                     {"values", part.values}});
  }
  json out{{"form", draft_form},
           {"purpose", purposes[static_cast<size_t>(state_.purpose)]},
           {"started_ms", state_.started_ms},
           {"parts", std::move(parts)},
           {"touched", state_.touched},
           {"titles", state_.titles},
           {"focused", state_.focused},
           {"reason", state_.reason.code},
           {"reason_text", state_.reason.text}};
  if (state_.amends) out["amends"] = state_.amends->text();
  if (!state_.settles.empty()) out["settles"] = state_.settles;
  if (!state_.parts.front().stored.is_null()) out["stored"] = state_.parts.front().stored;
  return out;
}

}  // namespace beatbook::app
