// Corrections and answers to conflicts: edits that name the values they saw.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "app/forms/envelope.h"
#include "app/forms/notebook.h"
#include "kernel/limits.h"
#include "rules/access.h"
#include "rules/identified.h"
#include "schema/json.h"
#include "schema/partials.h"
#include "schema/time.h"

namespace beatbook::app {

namespace {

// The entry as it was when it was recorded: a correction next week is not late, and needs no open shift.
const v1::Shift& long_shift() {
  static const v1::Shift shift = [] {
    v1::Shift out;
    out.mutable_planned_end()->set_utc_ms(schema::latest_ms);
    return out;
  }();
  return shift;
}

bool may_edit_for_others(const v1::FieldMeaning& meaning, const v1::TabletFacts& facts) {
  const auto& editors = meaning.also_edited_by();
  return has_role_that(
      facts, [&](const std::string& role) { return std::find(editors.begin(), editors.end(), role) != editors.end(); });
}

// The fields a patch speaks of.
std::vector<uint32_t> tags_named(const schema::RecordType& type, const nlohmann::json& patch) {
  std::vector<uint32_t> tags;
  if (!patch.is_object()) return tags;
  for (const auto& [name, value] : patch.items()) {
    if (const auto* field = type.descriptor->FindFieldByName(name)) tags.push_back(static_cast<uint32_t>(field->number()));
  }
  return tags;
}

// A correction would answer a conflict without saying so; one that `settles` it says so.
schema::FieldErrors in_conflict(const Stored& stored, const std::vector<uint32_t>& tags, std::string_view settles) {
  schema::FieldErrors errors;
  for (const auto& conflict : stored.shown.conflicts) {
    if (conflict.tag == 0 || conflict.field == settles || std::find(tags.begin(), tags.end(), conflict.tag) == tags.end())
      continue;
    errors.push_back({conflict.field, fmt::format("{} was written twice at once. Choose which value stands first.",
                                                  schema::label(stored.type(), conflict.field))});
  }
  return errors;
}

}  // namespace

schema::FieldErrors Notebook::wrong_in(const Reason& reason, bool needed) const {
  schema::FieldErrors errors;
  const auto& lists = schema::CodeLists::in_force();
  if (reason.code.empty() ? needed : lists.refusal("amendment_reason", reason.code).has_value()) {
    std::vector<std::string> codes;
    for (const auto& code : lists.find("amendment_reason")->codes) codes.push_back(code.code);
    errors.push_back({"reason", fmt::format("Choose the reason: {}.", fmt::join(codes, ", "))});
  }
  if (reason.text.size() > limits::header_text) {
    errors.push_back({"reason_text", fmt::format("Shorten the reason: at most {} characters.", limits::header_text)});
  } else if (auto refused = lists.plain_language_refusal(reason.text); !refused.empty()) {
    errors.push_back({"reason_text", std::move(refused)});
  }
  return errors;
}

rules::Situation Notebook::situation_as_recorded(const Stored& stored) {
  const auto* envelope = envelope_of(stored.message());
  if (!envelope) return situation(stored.type());
  const auto shift_id = RecordId::from_bytes(envelope->shift_id());
  const auto shift = shift_id ? read_stored(*log_, *shift_id) : Outcome<Stored>(Error{Fault::not_found, "-"});
  const auto* known = shift ? google::protobuf::DynamicCastToGenerated<v1::Shift>(&shift->message()) : nullptr;
  const Clock then{envelope->made_at().utc_ms(), !envelope->has_clock_reason()};
  auto out =
      situation_of(facts(), then, envelope->author_role(), known ? known : &long_shift(), settings_of(stored.record.operation));
  out.officer.collar_number = envelope->author();
  return out;
}

std::optional<Failure> Notebook::may_edit(const Stored& stored, const std::vector<uint32_t>& tags) {
  const auto& type = stored.type();
  if (type.name == "review") return Failure(Fault::refused, "A review can't be changed. Make another review.");
  if (stored.shown.retracted) return Failure(Fault::refused, "This entry is voided. Restore it before you correct it.");
  if (!works_for(facts(), stored.record.operation)) {
    return Failure(Fault::refused, fmt::format("You don't work for {}. Ask somebody who does.", stored.record.operation));
  }
  if (type.meaning->owner() == v1::SHARED) {
    if (has_role_that(facts(), [&](const std::string& role) { return rules::may_author(role, type); })) return std::nullopt;
    return Failure(Fault::refused, rules::author_refusal(role_for(facts(), type), type));
  }
  if (made_here(*log_, stored)) return std::nullopt;
  const bool granted = !tags.empty() && std::all_of(tags.begin(), tags.end(), [&](uint32_t tag) {
    const auto* field = type.descriptor->FindFieldByNumber(static_cast<int>(tag));
    return field && may_edit_for_others(schema::meaning(*field), facts());
  });
  if (granted) return std::nullopt;
  return Failure(Fault::refused, "Only the author can correct this entry. Return it or add a comment.");
}

Outcome<Correctable> Notebook::correctable(const Stored& stored) {
  Correctable out;
  const auto& type = stored.type();
  const auto whole = may_edit(stored, {});
  const bool own = !whole && type.meaning->owner() == v1::AUTHOR;
  for (int i = 0; i < type.descriptor->field_count(); ++i) {
    const auto& field = *type.descriptor->field(i);
    const auto tag = static_cast<uint32_t>(field.number());
    const auto visibility = schema::class_of(type, field, stored.shown.face);
    const bool seen = own || has_role_that(facts(), [&](const auto& role) { return rules::may_read(role, visibility); });
    if (!seen) {
      out.unseen.insert(tag);
    } else if (!whole || (!schema::meaning(field).also_edited_by().empty() && !may_edit(stored, {tag}))) {
      out.tags.insert(tag);
    }
  }
  if (out.tags.empty() && whole) return *whole;
  return out;
}

std::optional<Failure> Notebook::may_correct(const Stored& stored, const nlohmann::json& patch) {
  if (stored.type().name == "shift" && patch.is_object() && patch.contains("actual_end")) {
    return Failure(Fault::bad_input, "A shift is ended, not corrected to an end. Use shift end.");
  }
  return may_edit(stored, tags_named(stored.type(), patch));
}

Notebook::Prepared Notebook::prepare_amendment(const RecordId& id, const nlohmann::json& patch, const Reason& reason,
                                               std::string_view settles, By by) {
  Prepared out;
  out.reason = reason;
  const auto stored = read_stored(*log_, id);
  if (!stored) {
    out.check.refused = stored.failure();
    return out;
  }
  out.check.refused = may_correct(*stored, patch);
  if (!settles.empty()) {
    const auto& open = stored->shown.conflicts;
    const bool waits = std::any_of(open.begin(), open.end(), [&](const auto& c) { return c.tag != 0 && c.field == settles; });
    if (!waits) out.check.refused = Failure(Fault::not_found, "It has been settled meanwhile. Look again.");
  }
  auto given = patch;
  auto errors = expand(given, *stored->type().descriptor, clock().now_ms, {});
  const auto after = schema::new_message(stored->type());
  after->CopyFrom(stored->message());
  merge(errors, schema::patch_json(given, *after));
  if (const auto* was = dynamic_cast<const v1::Person*>(&stored->message()))
    merge(errors, rules::changed_since_identified(*was, static_cast<const v1::Person&>(*after), reason.code));
  merge(errors, in_conflict(*stored, tags_named(stored->type(), patch), settles));
  out.check.reason = wrong_in(reason, stored->type().meaning->owner() == v1::AUTHOR);
  prepare_edit(out, *stored, *after, situation_as_recorded(*stored), std::move(errors), by);
  return out;
}

Notebook::Ids Notebook::amend(const RecordId& id, const nlohmann::json& patch, const Reason& reason, const InSave& in_save) {
  auto prepared = prepare_amendment(id, patch, reason, {});
  const bool no_reason = reason.code.empty() && !prepared.check.reason.empty();
  auto outcome = store(std::move(prepared), in_save);
  if (outcome || !no_reason || outcome.failure().fields.empty()) return outcome;
  Failure failure = outcome.failure();
  failure.message = "A submitted entry can't be changed. Add a correction; the first version stays visible.";
  return failure;
}

Notebook::Ids Notebook::amend_by_program(const RecordId& id, const nlohmann::json& patch, const Reason& reason) {
  return store(prepare_amendment(id, patch, reason, {}, By::program), {});
}

void Notebook::prepare_edit(Prepared& out, const Stored& stored, const schema::Message& after,
                            const rules::Situation& situation, schema::FieldErrors read, By by) {
  const auto& type = stored.type();
  auto& checked = out.check.records.emplace_back();
  checked.id = stored.id;
  checked.type = &type;
  checked.situation = situation;
  checked.errors = std::move(read);
  if (by == By::officer) merge(checked.errors, rewritten(stored.message(), after));
  if (!has_role_that(facts(), rules::may_review) || made_here(*log_, stored)) {
    merge(checked.errors, chosen_for_reviewer(&stored.message(), after));
  }
  merge(checked.errors, written_for_another(type, &stored.message(), after, facts()));
  const auto *was = envelope_of(stored.message()), *is = envelope_of(after);
  if (was && is) merge(checked.errors, lowered(*was, *is, has_role_that(facts(), rules::may_review)));
  CheckedRecord found{stored.id, &type, {}, {}, {}, {}, situation};
  examine(found, after, {});
  if (!found.errors.empty()) {
    // What is asked because of the closing was not asked before.
    auto as_it_stood = situation;
    as_it_stood.closing = false;
    const auto before = errors_of(type, stored.message(), stored.id, as_it_stood, {});
    std::erase_if(found.errors, [&](const auto& e) { return std::find(before.begin(), before.end(), e) != before.end(); });
  }
  merge(checked.errors, std::move(found.errors));
  checked.asked = std::move(found.asked);
  checked.notices = std::move(found.notices);
  const auto changed = schema::changed_tags(stored.message(), after, type, stored.shown.face);
  if (changed.empty() && checked.errors.empty() && out.check.reason.empty() && !out.check.refused) {
    out.check.refused = Failure(Fault::bad_input, "Nothing differs from what is recorded. Change a field first.");
  }
  for (const auto& [visibility, change] : changed) {
    auto tags = change.set;
    tags.insert(tags.end(), change.cleared.begin(), change.cleared.end());
    out.changes.push_back({stored.id, type.number, v1::Change::EDIT, visibility, change.partial, change.cleared,
                           stored.record.seen(tags, visibility)});
  }
  out.operation = stored.record.operation;
  out.ids = {stored.id};
}

}  // namespace beatbook::app
