// Values written at once: what a person may choose from, and the choice.
#include <fmt/format.h>

#include <algorithm>

#include "app/forms/notebook.h"
#include "kernel/wire.h"
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

// What a change-set wrote into the field, and the values of it that its author saw.
struct Write {
  Bytes raw;
  std::vector<Dot> saw;
};

std::optional<Write> write_of(TabletLog& log, const RecordId& id, const schema::Conflict& conflict, const Dot& dot) {
  const auto row = log.change_set(dot);
  const auto set = row ? log.decode(*row) : Result<ChangeSet>(Error{Fault::not_found, {}});
  if (!set) return std::nullopt;
  for (const auto& placed : set->changes) {
    const auto& change = placed.change;
    if (change.record != id || change.visibility != conflict.visibility) continue;
    Write out;
    if (const auto cells = split_tags(change.partial)) {
      for (const auto& [tag, raw] : *cells) {
        if (tag == conflict.tag) out.raw = raw;
      }
    }
    for (const auto& seen : change.seen) {
      const bool names = std::find(seen.tags.begin(), seen.tags.end(), conflict.tag) != seen.tags.end();
      if (names) out.saw.insert(out.saw.end(), seen.dots.begin(), seen.dots.end());
    }
    std::sort(out.saw.begin(), out.saw.end());
    return out;
  }
  return std::nullopt;
}

}  // namespace

Outcome<std::vector<std::string>> Notebook::choices(const RecordId& id, std::string_view field) {
  const auto stored = read_stored(*log_, id);
  if (!stored) return stored.failure();
  const auto* conflict = find(*stored, field);
  return conflict ? choices_of(*stored, *conflict) : std::vector<std::string>{};
}

Notebook::Ids Notebook::resolve(const RecordId& id, std::string_view field, size_t take, const Reason& reason) {
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
  if (auto wrong = wrong_in(reason, false); !wrong.empty()) return wrong;
  if (conflict->tag == life) return resolve_life(*stored, take, reason);
  if (auto refused = may_edit(*stored, {conflict->tag})) return *std::move(refused);
  const auto& value = conflict->values[take - 1];
  Change change{id, stored->type().number, v1::Change::EDIT, conflict->visibility, value.raw, {}, {}};
  if (value.raw.empty()) change.cleared = {conflict->tag};
  change.seen = stored->record.seen({conflict->tag}, conflict->visibility);
  return saved(stored->record.operation, {change}, reason, {id});
}

Notebook::Ids Notebook::resolve_life(const Stored& stored, size_t take, const Reason& reason) {
  if (auto refused = may_void(stored)) return *std::move(refused);
  if (take == 1) return saved(stored.record.operation, retract(stored), reason, {stored.id});
  return saved(stored.record.operation, bring_back(stored), reason, {stored.id});
}

Check Notebook::check_resolution(const RecordId& id, std::string_view field, const nlohmann::json& patch,
                                 const Reason& reason) {
  return with_size(prepare_amendment(id, patch, reason, field));
}

Notebook::Ids Notebook::resolve_with(const RecordId& id, std::string_view field, const nlohmann::json& patch,
                                     const Reason& reason, const InSave& in_save) {
  return store(prepare_amendment(id, patch, reason, field), in_save);
}

std::optional<std::string> Notebook::started_from(const RecordId& id, std::string_view field) {
  const auto stored = read_stored(*log_, id);
  const auto* conflict = stored ? find(*stored, field) : nullptr;
  if (!conflict || conflict->tag == life) return std::nullopt;
  std::optional<std::vector<Dot>> before;
  for (const auto& value : conflict->values) {
    const auto written = write_of(*log_, id, *conflict, value.dot);
    if (!written || written->saw.size() > 1 || (before && *before != written->saw)) return std::nullopt;
    before = written->saw;
  }
  if (!before) return std::nullopt;
  if (before->empty()) return std::string();
  const auto first = write_of(*log_, id, *conflict, before->front());
  if (!first) return std::nullopt;
  return first->raw.empty() ? std::string()
                            : schema::value_text(stored->type(), conflict->tag, Value{{}, first->raw, {}, {}, {}});
}

}  // namespace beatbook::app
