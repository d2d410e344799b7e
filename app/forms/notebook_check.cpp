// The dry run: what is wrong with a save that is ready, how large it is, and the way from there into the store.
#include <algorithm>

#include "app/forms/notebook.h"
#include "kernel/limits.h"
#include "rules/access.h"

namespace beatbook::app {

namespace {

// Everything that is wrong as one failure; nothing when it may be stored.
std::optional<Failure> failure_of(Check check) {
  if (check.refused) return std::move(check.refused);
  schema::FieldErrors wrong = std::move(check.reason);
  bool role_refused = false;
  for (auto& record : check.records) {
    role_refused |= !rules::may_author(record.situation.officer.role, *record.type);
    for (auto& error : under(record.prefix, std::move(record.errors))) wrong.push_back(std::move(error));
  }
  if (wrong.empty()) return std::nullopt;
  Failure failure(std::move(wrong));
  if (role_refused) failure.code = Fault::refused;
  return failure;
}

}  // namespace

bool Check::passes() const {
  return !refused && reason.empty() && !records.empty() && bytes <= limits::change_set &&
         std::all_of(records.begin(), records.end(), [](const CheckedRecord& record) { return record.errors.empty(); });
}

Check Notebook::with_size(Prepared prepared) const {
  auto& check = prepared.check;
  if (prepared.changes.empty()) return std::move(check);
  const auto header = this->header(prepared.operation, prepared.reason, clock());
  const auto bytes = encode_change_set(header, prepared.changes, Bytes(16, '\0'), log_->branch(), log_->ancestry());
  if (bytes) {
    check.bytes = bytes->size();
  } else if (bytes.error().code == Fault::too_large) {
    check.bytes = header.ByteSizeLong();
    for (const auto& change : prepared.changes) check.bytes += change.partial.size();
    check.bytes = std::max(check.bytes, limits::change_set + 1);
  }
  return std::move(check);
}

Notebook::Ids Notebook::store(Prepared prepared, const InSave& in_save) {
  if (auto failure = failure_of(std::move(prepared.check))) return *std::move(failure);
  return saved(prepared.operation, prepared.changes, prepared.reason, std::move(prepared.ids), in_save);
}

std::vector<rules::Notice> Notebook::notices(const RecordId& id) {
  const auto stored = read_stored(*log_, id);
  if (!stored) return {};
  const auto around = beside(stored->message(), id, {});
  return rules::notices(stored->type(), stored->message(), situation(stored->type()), around.linked, id);
}

bool Notebook::awaits_referral(const Stored& stored) {
  const auto around = beside(stored.message(), stored.id, {});
  return rules::awaits_referral(stored.type(), stored.message(), around.linked);
}

Check Notebook::check(std::string_view type, const nlohmann::json& input, std::string_view operation) {
  return with_size(prepare_record(type, input, operation));
}

Check Notebook::check_amendment(const RecordId& id, const nlohmann::json& patch, const Reason& reason) {
  return with_size(prepare_amendment(id, patch, reason, {}));
}

Check Notebook::check_shift_start(const nlohmann::json& input, std::string_view operation) {
  return with_size(prepare_shift_start(input, operation));
}

Check Notebook::check_shift_end(const nlohmann::json& patch) { return with_size(prepare_shift_end(patch)); }

}  // namespace beatbook::app
