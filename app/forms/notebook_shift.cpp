// REC-01: the shift every entry belongs to.
#include <fmt/format.h>

#include <algorithm>

#include "app/forms/envelope.h"
#include "app/forms/notebook.h"
#include "rules/access.h"
#include "schema/json.h"
#include "schema/local_time_field.h"

namespace beatbook::app {

namespace {

Failure still_on(const OpenShift& open) {
  return Failure(Fault::refused, fmt::format("Your shift of {} is still open. End it before you start another.",
                                             schema::for_people(schema::local_time_of(open.shift.actual_start()))));
}

}  // namespace

Notebook::Prepared Notebook::prepare_shift_start(const nlohmann::json& input, std::string_view operation) {
  Prepared out;
  if (const auto open = shifts_.open()) {
    out.check.refused = still_on(*open);
  } else if (auto target = operation_for(operation)) {
    out.operation = *target;
  } else {
    out.check.refused = target.failure();
  }
  const Clock at = clock();
  const auto& type = *schema::find_type("shift");
  auto given = input;
  auto errors = expand(given, *type.descriptor, at.now_ms, {});
  v1::Shift shift;
  merge(errors, schema::read_json(given, shift));
  if (shift.has_op_day()) errors.push_back({"op_day", "The tablet fills in the operational day. Leave it out."});
  if (shift.has_actual_end()) errors.push_back({"actual_end", "A shift that starts has not ended. Leave the end out."});
  if (!shift.has_actual_start()) schema::set_local_time(*shift.mutable_actual_start(), schema::london(at.now_ms));
  shift.set_op_day(schema::iso(schema::operational_day(shift.actual_start().utc_ms())));
  const auto& officers = shift.officers();
  const bool listed = std::any_of(officers.begin(), officers.end(),
                                  [&](const v1::ShiftOfficer& o) { return o.officer() == collar_number(facts()); });
  if (!officers.empty() && !listed) {
    merge(errors, {{"officers", fmt::format("Add yourself, {}, to the officers.", collar_number(facts()))}});
  }
  const auto id = new_id(at.now_ms);
  auto& checked =
      out.check.records.emplace_back(CheckedRecord{id, &type, {}, std::move(errors), {}, {}, situation(type, out.operation)});
  examine(checked, shift, {});
  out.changes = creation(id, type, shift);
  out.ids = {id};
  return out;
}

Notebook::Ids Notebook::start_shift(const nlohmann::json& input, std::string_view operation, const InSave& in_save) {
  // One that was joined is over by now.
  auto prepared = prepare_shift_start(input, operation);
  if (prepared.check.passes()) {
    if (auto left = shifts_.leave(); !left) return left.error();
  }
  return store(std::move(prepared), in_save);
}

std::optional<Failure> Notebook::may_join(const Stored& stored) const {
  const auto* shift = dynamic_cast<const v1::Shift*>(&stored.message());
  if (!shift) return Failure(Fault::bad_input, "This is no shift. See: list --type shift.");
  if (stored.shown.retracted) return Failure(Fault::bad_input, "This shift was voided. Join another, or start your own.");
  if (shift->has_actual_end()) return Failure(Fault::bad_input, "This shift has ended. Join another, or start your own.");
  if (!works_for(facts(), stored.record.operation)) {
    return Failure(Fault::refused, fmt::format("This shift works for {}, and you do not.", stored.record.operation));
  }
  const auto role = role_for(facts(), stored.type());
  if (!rules::may_author(role, stored.type())) return Failure(Fault::refused, rules::author_refusal(role, stored.type()));
  const auto& officers = shift->officers();
  const bool listed = std::any_of(officers.begin(), officers.end(),
                                  [&](const v1::ShiftOfficer& o) { return o.officer() == collar_number(facts()); });
  if (listed) return std::nullopt;
  return Failure(Fault::bad_input,
                 fmt::format("You, {}, are not among the officers of this shift. Ask whoever started it to add "
                             "you, sync, and join it then.",
                             collar_number(facts())));
}

Notebook::Ids Notebook::join_shift(const RecordId& id) {
  if (const auto open = shifts_.open()) return still_on(*open);
  const auto stored = read_stored(*log_, id);
  if (!stored) return stored.failure();
  if (auto refused = may_join(*stored)) return *std::move(refused);
  if (auto joined = shifts_.join(id); !joined) return joined.error();
  return std::vector<RecordId>{id};
}

Notebook::Prepared Notebook::prepare_shift_end(const nlohmann::json& patch) {
  Prepared out;
  const auto open = shifts_.open();
  if (!open) {
    out.check.refused = Failure(Fault::bad_input, "No shift is open on this tablet.");
    return out;
  }
  if (open->joined) {
    out.check.refused = Failure(Fault::refused, "Only its author corrects a shift. Leave the times out to leave it.");
    return out;
  }
  const auto stored = read_stored(*log_, open->id);
  if (!stored) {
    out.check.refused = stored.failure();
    return out;
  }
  const Clock at = clock();
  auto given = patch;
  auto errors = expand(given, *v1::Shift::descriptor(), at.now_ms, {});
  v1::Shift after = open->shift;
  merge(errors, schema::patch_json(given, after));
  if (!after.has_actual_end()) schema::set_local_time(*after.mutable_actual_end(), schema::london(at.now_ms));
  auto as_of = situation(stored->type());
  as_of.closing = true;
  merge(errors, rewritten(stored->message(), after));
  after.clear_missing_numbers();
  for (const auto number : as_of.missing_numbers) after.add_missing_numbers(number);
  prepare_edit(out, *stored, after, as_of, std::move(errors), By::program);
  return out;
}

Notebook::Ids Notebook::end_shift(const nlohmann::json& patch, const InSave& in_save) {
  const auto open = shifts_.open();
  if (open && open->joined && patch.empty()) {
    if (auto left = shifts_.leave(); !left) return left.error();
    return std::vector<RecordId>{open->id};
  }
  return store(prepare_shift_end(patch), in_save);
}

}  // namespace beatbook::app
