// Values written at once: what a person may choose from, and the choice.
#include <fmt/format.h>

#include <algorithm>

#include "app/forms/notebook.h"
#include "schema/text.h"

namespace beatbook::app {

namespace {

constexpr uint32_t life = 0;

const schema::Conflict* find(const Stored& stored, std::string_view field) {
  for (const auto* list : {&stored.shown.conflicts, &stored.shown.kept}) {
    const auto at = std::find_if(list->begin(), list->end(), [&](const schema::Conflict& c) { return c.field == field; });
    if (at != list->end()) return &*at;
  }
  return nullptr;
}

// Somebody wrote while somebody else voided: both outcomes are open, whichever is shown.
std::vector<std::string> choices_of(const Stored& stored, const schema::Conflict& conflict) {
  if (conflict.tag == life) return {"void it", "keep it"};
  std::vector<std::string> out;
  for (const auto& value : conflict.values) out.push_back(schema::value_text(stored.type(), conflict.tag, value));
  return out;
}

}  // namespace

Outcome<std::vector<std::string>> Notebook::choices(const RecordId& id, std::string_view field) {
  const auto stored = read_stored(*log_, id);
  if (!stored) return stored.failure();
  const auto* conflict = find(*stored, field);
  return conflict ? choices_of(*stored, *conflict) : std::vector<std::string>{};
}

Notebook::Ids Notebook::resolve(const RecordId& id, std::string_view field, size_t take) {
  const auto stored = read_stored(*log_, id);
  if (!stored) return stored.failure();
  const auto* conflict = find(*stored, field);
  if (!conflict) {
    return Failure(Fault::not_found, fmt::format("{} has one value; there is nothing to choose.", schema::shortened(field)));
  }
  const auto offered = choices_of(*stored, *conflict);
  if (take < 1 || take > offered.size()) {
    return Failure(schema::FieldErrors{{std::string(field), fmt::format("Choose a number from 1 to {}.", offered.size())}});
  }
  if (conflict->tag == life) return resolve_life(*stored, take);
  if (auto refused = may_edit(*stored, {conflict->tag})) return *std::move(refused);
  const auto& value = conflict->values[take - 1];
  Change change{id, stored->type().number, v1::Change::EDIT, conflict->visibility, value.raw, {}, {}};
  if (value.raw.empty()) change.cleared = {conflict->tag};
  change.seen = stored->record.seen({conflict->tag}, conflict->visibility);
  return saved(stored->record.operation, {change}, {}, {id});
}

Notebook::Ids Notebook::resolve_life(const Stored& stored, size_t take) {
  if (auto refused = may_void(stored)) return *std::move(refused);
  if (take == 1) return saved(stored.record.operation, retract(stored), {}, {stored.id});
  return saved(stored.record.operation, bring_back(stored), {}, {stored.id});
}

}  // namespace beatbook::app
