#include "app/forms/notebook.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "app/forms/envelope.h"
#include "app/forms/person_readings.h"
#include "kernel/limits.h"
#include "rules/access.h"
#include "rules/looks_back.h"
#include "schema/check.h"
#include "schema/json.h"
#include "schema/local_time_field.h"
#include "schema/partials.h"

namespace beatbook::app {

namespace {

date::year_month_day today(int64_t now_ms) {
  const auto local = schema::london(now_ms);
  return date::floor<date::days>(date::sys_time<std::chrono::milliseconds>(std::chrono::milliseconds(local.utc_ms)) +
                                 std::chrono::minutes(local.offset_min));
}

}  // namespace

std::vector<Change> creation(const RecordId& id, const schema::RecordType& type, const schema::Message& message,
                             v1::VisibilityClass subject) {
  auto partials = schema::split_by_class(message, type, subject);
  partials.try_emplace(type.face == v1::VISIBILITY_CLASS_UNSPECIFIED ? subject : type.face);
  std::vector<Change> changes;
  for (auto& [visibility, partial] : partials) {
    changes.push_back({id, type.number, v1::Change::CREATE, visibility, std::move(partial), {}, {}});
  }
  return changes;
}

Notebook::Notebook(TabletLog& log, Tools tools, OnSaved on_saved)
    : log_(&log), tools_(std::move(tools)), on_saved_(std::move(on_saved)), shifts_(log) {}

RecordId Notebook::new_id(int64_t now_ms) const { return make_record_id(static_cast<uint64_t>(now_ms), tools_.random(10)); }

rules::Settings Notebook::settings_of(const std::string& operation) const {
  return tools_.settings ? tools_.settings(operation) : rules::Settings();
}

rules::Situation Notebook::situation(const schema::RecordType& type, const std::string& operation) {
  const auto open = shifts_.open();
  const auto& all = facts().operations();
  const auto only = all.size() == 1 ? all[0] : std::string();
  const auto settings = settings_of(open ? open->operation : operation.empty() ? only : operation);
  auto out = situation_of(facts(), clock(), role_for(facts(), type), open ? &open->shift : nullptr, settings);
  // Where enforcement stays away, and what a shift is told of tonight (BR-14).
  const bool heeds = type.meaning->enforcement() || type.descriptor == v1::Shift::descriptor();
  if (tools_.outreach && heeds) out.outreach = tools_.outreach();
  if (type.descriptor == v1::Shift::descriptor()) out.missing_numbers = shifts_.missing_numbers();
  return out;
}

Outcome<std::string> Notebook::operation_for(std::string_view asked) {
  const auto open = shifts_.open();
  if (open && !asked.empty() && asked != open->operation) {
    return Failure(Fault::bad_input,
                   fmt::format("Your shift works for {}. End it first, or leave the operation out.", open->operation));
  }
  if (open) return open->operation;
  const auto& all = facts().operations();
  if (all.empty())
    return Failure(Fault::refused, "You work for no operation yet. Ask your supervisor to add you to one, then sync.");
  if (asked.empty() && all.size() == 1) return all[0];
  if (!works_for(facts(), asked)) {
    return Failure(Fault::bad_input, fmt::format("Choose the operation: {}.", fmt::join(all, ", ")));
  }
  return std::string(asked);
}

const schema::RecordType* Notebook::type_of(const RecordId& id, const std::vector<Draft>& drafts) const {
  for (const auto& draft : drafts) {
    if (draft.id == id) return draft.type;
  }
  const auto record = log_->record(id);
  return record ? schema::find_type(record->type) : nullptr;
}

void Notebook::fill_in(std::vector<Draft>& drafts, const Clock& at, const std::string& operation,
                       std::vector<schema::FieldErrors>& errors) {
  const auto open = shifts_.open();
  uint32_t number = open ? shifts_.next_number() : 1;
  Bytes shared;
  for (size_t i = 0; i < drafts.size(); ++i) {
    const auto* envelope = envelope_of(*drafts[i].message);
    if (!envelope || envelope->encounter_id().empty()) continue;
    if (stands_apart(*drafts[i].type)) {
      merge(errors[i],
            {{"envelope.encounter_id", "A welfare contact stands apart from other entries. Leave the encounter out."}});
    } else if (shared.empty()) {
      shared = envelope->encounter_id();
    } else if (shared != envelope->encounter_id()) {
      merge(errors[i], {{"envelope.encounter_id", "Entries of one save share one encounter. Give the same one, or none."}});
    }
  }
  if (shared.empty()) shared = new_id(at.now_ms).str();
  for (size_t i = 0; i < drafts.size(); ++i) {
    auto& draft = drafts[i];
    merge(errors[i], claimed(*draft.message));
    if (auto* envelope = mutable_envelope(*draft.message)) {
      const auto role = role_for(facts(), *draft.type);
      fill(*envelope, *draft.type,
           {collar_number(facts()), role, at.now_ms, at.measured, settings_of(operation).future_tolerance_ms,
            fmt::format("{}-{:03}", tools_.device_code, number++), stands_apart(*draft.type) ? new_id(at.now_ms).str() : shared,
            open ? open->id.str() : Bytes()});
    }
    if (tools_.complete) tools_.complete(*draft.message, operation);
  }
}

Notebook::Beside Notebook::beside(const schema::Message& message, const RecordId& id, const std::vector<Draft>& drafts) {
  Beside out;
  const auto add_stored_as = [&](const RecordId& other, const RecordId& linked_as) {
    if (other == id) return;
    auto stored = read_stored(*log_, other);
    if (!stored || stored->shown.retracted) return;
    // Of a card whose age was written twice at once, either may be true.
    auto readings = readings_of(*stored);
    out.kept.push_back(std::make_unique<Stored>(*std::move(stored)));
    const auto link = [&] {
      const auto& last = *out.kept.back();
      out.linked.push_back({&last.type(), &last.message(), linked_as, linked_as == other ? RecordId{} : other});
    };
    link();
    for (size_t at = 1; at < readings.size(); ++at) {
      auto reading = std::make_unique<Stored>();
      reading->id = other;
      reading->shown.type = out.kept.back()->shown.type;
      reading->shown.message = std::make_unique<v1::Person>(std::move(readings[at]));
      out.kept.push_back(std::move(reading));
      link();
    }
  };
  const auto add_stored = [&](const RecordId& other) { add_stored_as(other, other); };
  for (const auto& draft : drafts) {
    if (draft.id != id) out.linked.push_back({draft.type, draft.message.get(), draft.id});
  }
  for (const auto& reference : references(message)) {
    add_stored(reference.id);
    // What any card of the person says holds for the person: that they may be under 18 above all (BR-08).
    if (!tools_.same_person || schema::meaning(*reference.field).references() != "person") continue;
    for (const auto& card : tools_.same_person(reference.id)) add_stored_as(card, reference.id);
  }
  const auto* envelope = envelope_of(message);
  if (envelope && tools_.of_encounter) {
    for (const auto& other : tools_.of_encounter(envelope->encounter_id())) add_stored(other);
  }
  const auto* type = schema::find_type(message.GetDescriptor());
  if (!envelope || !type || !tools_.of_person) return out;
  for (const auto& name : rules::looks_back_to(*type)) {
    for (const auto& subject : envelope->subjects()) {
      const auto card = RecordId::from_bytes(subject.person_id());
      if (!card) continue;
      auto cards = tools_.same_person ? tools_.same_person(*card) : std::vector<RecordId>();
      cards.push_back(*card);
      for (const auto& one : cards) {
        for (const auto& other : tools_.of_person(one, *schema::find_type(name))) add_stored(other);
      }
    }
  }
  return out;
}

schema::FieldErrors Notebook::errors_of(const schema::RecordType& type, const schema::Message& message, const RecordId& id,
                                        const rules::Situation& situation, const std::vector<Draft>& drafts,
                                        const Beside& beside) {
  const schema::CheckOptions options{today(situation.now_ms), schema::is_imported(message)};
  // Rules first: where both speak of a field they say more exactly what is wrong.
  auto errors = rules::together(type, rules::check_record(type, message, situation, beside.linked, id),
                                schema::check(message, type, schema::CodeLists::in_force(), options));
  merge(errors, check_references(message, [&](const RecordId& other) { return type_of(other, drafts); }));
  const auto* envelope = envelope_of(message);
  if (!envelope || stands_apart(type)) return errors;
  for (const auto& stored : beside.kept) {
    const auto* other = envelope_of(stored->message());
    if (other && stands_apart(stored->type()) && other->encounter_id() == envelope->encounter_id()) {
      merge(errors, {{"envelope.encounter_id", "A welfare contact stands apart from other entries. Leave the encounter out."}});
    }
  }
  return errors;
}

schema::FieldErrors Notebook::errors_of(const schema::RecordType& type, const schema::Message& message, const RecordId& id,
                                        const rules::Situation& situation, const std::vector<Draft>& drafts) {
  return errors_of(type, message, id, situation, drafts, beside(message, id, drafts));
}

void Notebook::examine(CheckedRecord& out, const schema::Message& message, const std::vector<Draft>& drafts) {
  const auto around = beside(message, out.id, drafts);
  merge(out.errors, errors_of(*out.type, message, out.id, out.situation, drafts, around));
  out.asked = rules::asked_for(*out.type, message, out.situation, around.linked, out.id);
  out.notices = rules::notices(*out.type, message, out.situation, around.linked, out.id);
}

Notebook::Prepared Notebook::prepare_record(std::string_view type, const nlohmann::json& input, std::string_view operation) {
  Prepared out;
  const Clock at = clock();
  auto drafts = read_drafts(type, input, [&] { return new_id(at.now_ms); });
  if (!drafts) {
    out.check.refused = drafts.failure();
    return out;
  }
  if (auto target = operation_for(operation)) {
    out.operation = *target;
  } else {
    out.check.refused = target.failure();
  }
  std::vector<schema::FieldErrors> errors(drafts->size());
  for (size_t i = 0; i < drafts->size(); ++i) {
    auto& draft = (*drafts)[i];
    errors[i] = expand(draft.object, *draft.type->descriptor, at.now_ms, *drafts);
    draft.message = schema::new_message(*draft.type);
    merge(errors[i], schema::read_json(draft.object, *draft.message));
    merge(errors[i], chosen_for_reviewer(nullptr, *draft.message));
    merge(errors[i], written_for_another(*draft.type, nullptr, *draft.message, facts()));
  }
  fill_in(*drafts, at, out.operation, errors);
  for (size_t i = 0; i < drafts->size(); ++i) {
    const auto& draft = (*drafts)[i];
    auto& checked = out.check.records.emplace_back();
    checked.id = draft.id;
    checked.type = draft.type;
    checked.prefix = draft.prefix;
    checked.errors = std::move(errors[i]);
    checked.situation = situation(*draft.type, out.operation);
    examine(checked, *draft.message, *drafts);
    for (auto& change : creation(draft.id, *draft.type, *draft.message)) out.changes.push_back(std::move(change));
    out.ids.push_back(draft.id);
  }
  return out;
}

Notebook::Ids Notebook::record(std::string_view type, const nlohmann::json& input, std::string_view operation,
                               const InSave& in_save) {
  return store(prepare_record(type, input, operation), in_save);
}

v1::Header Notebook::header(const std::string& operation, const Reason& reason, const Clock& at) const {
  v1::Header header;
  header.set_operation(operation);
  for (const auto& pack : schema::CodeLists::in_force().packs()) {
    auto* use = header.add_packs();
    use->set_name(pack.name);
    use->set_hash(pack.hash);
  }
  if (const auto profile = tools_.profile ? tools_.profile(operation) : std::nullopt) *header.add_packs() = *profile;
  header.set_app_version(tools_.app_version);
  header.set_reason(reason.code);
  header.set_reason_text(reason.text);
  header.set_clock_unmeasured(!at.measured);
  return header;
}

Result<Saved> Notebook::save(v1::Header header, const std::vector<Change>& changes, std::span<const RecordId> ids,
                             const Clock& at, const InSave& in_save) {
  if (auto ready = tools_.about_to_save ? tools_.about_to_save() : Result<void>(); !ready) return ready.error();
  auto stored = log_->save(std::move(header), changes, static_cast<uint64_t>(std::max<int64_t>(at.now_ms, 0)),
                           tools_.random(16), in_save);
  if (stored && on_saved_) on_saved_(*stored, ids);
  return stored;
}

Result<Saved> Notebook::save(const std::string& operation, const std::vector<Change>& changes, const Reason& reason,
                             std::span<const RecordId> ids, const InSave& in_save) {
  const Clock at = clock();
  return save(header(operation, reason, at), changes, ids, at, in_save);
}

// All that it says is the original's; who hands it in, and when, is this officer.
Result<Saved> Notebook::save_copy(TabletLog::Copy copy) {
  std::set<RecordId> ids;
  for (const auto& change : copy.changes) ids.insert(change.record);
  return save(std::move(copy.header), copy.changes, std::vector<RecordId>(ids.begin(), ids.end()), clock(), [&] {
    for (const auto& id : ids) log_->attachments().hand_in(id);
  });
}

Notebook::HandedIn Notebook::hand_in_copies() {
  HandedIn out;
  for (const auto& kept : log_->kept().list()) {
    auto copy = log_->copy_of(kept.dot);
    if (!copy && copy.error().code == Fault::not_found) continue;  // it went with another
    const auto stored = copy ? save_copy(*std::move(copy)) : Result<Saved>(copy.error());
    if (stored) {
      ++out.copies;
    } else if (++out.left == 1) {
      out.failed = stored.error();
    }
  }
  return out;
}

Notebook::Ids Notebook::saved(const std::string& operation, const std::vector<Change>& changes, const Reason& reason,
                              std::vector<RecordId> ids, const InSave& in_save) {
  const auto stored = save(operation, changes, reason, ids, in_save);
  if (!stored) return stored.error();
  return ids;
}

}  // namespace beatbook::app
