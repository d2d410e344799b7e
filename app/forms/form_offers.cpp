// What a form offers with one tap. An offer is never taken by itself.
#include <fmt/format.h>

#include "app/forms/field_path.h"
#include "app/forms/field_words.h"
#include "app/forms/form.h"
#include "app/forms/form_page.h"
#include "beatbook/v1/records/common.pb.h"
#include "schema/code_lists.h"
#include "schema/text.h"
#include "schema/time.h"

namespace beatbook::app {

namespace {

using nlohmann::json;

// The place of the entry before, at the first row of this part's own empty place.
std::string place_offer(const FormState& state, const PartState& part, const FormField& row) {
  const bool old = state.situation.now_ms - state.place_ms > Form::fresh_ms || state.situation.now_ms < state.place_ms;
  if (state.place.is_null() || old || row.shared || row.read_only) return {};
  const auto path = split_path(row.path).path;
  const auto block = outer_of(path);
  const auto* field = block.empty() ? nullptr : part.plan->find(block);
  if (!field || field->field->message_type() != v1::Location::descriptor() || !field->is_block()) return {};
  if (field->fields.empty() || path.substr(block.size() + 1) != field->fields.front().name()) return {};
  const auto* place = value_at(part.values, block);
  if (place && !is_empty(*place)) return {};
  const auto time = schema::for_people(schema::london(state.place_ms));
  return fmt::format("Same place as {}: {}", time.substr(time.find(' ') + 1), words_of(*field->field, state.place));
}

}  // namespace

const schema::RecordType* asked_record(const FormState& state, const PartState& part, const FormField& row) {
  if (state.purpose != FormPurpose::record || row.code_list.empty() || !row.value.is_string()) return nullptr;
  const auto* code = schema::CodeLists::in_force().find(row.code_list, row.value.get_ref<const std::string&>());
  const auto* needed =
      code ? schema::find_type(code->entry.value("needs_record", code->entry.value("offers_record", ""))) : nullptr;
  if (!needed || stands_apart(*needed) || stands_apart(part.plan->type())) return nullptr;
  for (const auto& other : state.parts) {
    if (&other.plan->type() == needed) return nullptr;
  }
  return needed;
}

std::string offer_at(const FormState& state, const PartState& part, const FormField& row) {
  if (const auto* needed = asked_record(state, part, row)) {
    return fmt::format("Add {}", schema::label_in_sentence(*needed->descriptor));
  }
  return place_offer(state, part, row);
}

}  // namespace beatbook::app
